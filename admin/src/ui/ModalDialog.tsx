import { Button, Modal } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { useFocusReturn } from './useFocusReturn';
import { useTexts } from './useTexts';

interface ModalDialogProps extends Pick<Modal.ContentProps, 'onInteractOutside' | 'onCloseAutoFocus'> {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Does not let itself be closed in the meantime. */
  readonly isBusy?: boolean;
  /** CSS length, where there is too much to show for the usual one. */
  readonly width?: string;
  /** A `Modal.Body`, and a `ModalFooter` where there is something to do. */
  readonly children: ReactNode;
}

/**
 * A dialog that is opened by state, to look at something or to fill in; what only asks is a `ConfirmAction`. Gives the focus back when it
 * closes, unless `onCloseAutoFocus` prevented that.
 */
export const ModalDialog = ({
  title,
  isOpen,
  onClose,
  isBusy = false,
  width,
  children,
  onCloseAutoFocus,
  ...rest
}: ModalDialogProps) => {
  const t = useTexts();
  const focusReturn = useFocusReturn();
  const leave = (event: Event) => {
    onCloseAutoFocus?.(event);
    if (!event.defaultPrevented) focusReturn.onCloseAutoFocus(event);
  };
  return (
    <Modal.Root open={isOpen} onOpenChange={(isNowOpen) => !isNowOpen && !isBusy && onClose()}>
      <Modal.Content {...rest} {...focusReturn} onCloseAutoFocus={leave} style={width ? { width, maxWidth: 'none' } : undefined}>
        <Modal.Header closeLabel={t('ui.close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        {children}
      </Modal.Content>
    </Modal.Root>
  );
};

interface ModalFooterProps {
  readonly onCancel: () => void;
  /** What leaving is called where it cancels nothing. */
  readonly cancelLabel?: string;
  readonly isBusy?: boolean;
  /** The button that does what the dialog is for. */
  readonly children: ReactNode;
}

/** The last line of a dialog: the way out, and the button that it is all about. */
export const ModalFooter = ({ onCancel, cancelLabel, isBusy = false, children }: ModalFooterProps) => {
  const t = useTexts();
  return (
    <Modal.Footer>
      <Button variant="tertiary" onClick={onCancel} disabled={isBusy}>
        {cancelLabel ?? t('ui.cancel')}
      </Button>
      {children}
    </Modal.Footer>
  );
};
