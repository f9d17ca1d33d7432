import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useState, type ReactElement, type ReactNode } from 'react';

import { useFocusReturnAfterAsking } from './useFocusReturn';

interface ConfirmActionProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and what it takes with it. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly variant?: 'danger' | 'danger-light' | 'default' | 'success-light';
  readonly isDisabled?: boolean;
  readonly icon?: ReactElement;
  /** The dialog stays open, its button busy, until this ends; then it closes. */
  readonly onConfirm: () => Promise<unknown> | void;
}

/** Asks before something that cannot be undone: Strapi's dialog, with a button that names the action. */
export const ConfirmAction = ({ isOpen, onClose, onConfirm, title, children, confirmLabel, ...look }: ConfirmActionProps) => {
  const [isBusy, setIsBusy] = useState(false);
  useFocusReturnAfterAsking(isOpen);
  const confirm = async () => {
    setIsBusy(true);
    try {
      await onConfirm();
    } finally {
      setIsBusy(false);
      onClose();
    }
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={(isNowOpen) => !isNowOpen && !isBusy && onClose()}>
      <ConfirmDialog
        title={title}
        icon={look.icon}
        endAction={
          <Button fullWidth variant={look.variant ?? 'danger-light'} loading={isBusy} disabled={look.isDisabled} onClick={confirm}>
            {confirmLabel}
          </Button>
        }
      >
        {children}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
