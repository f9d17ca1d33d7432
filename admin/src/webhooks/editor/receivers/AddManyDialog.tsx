import { Button, Field, Modal, Textarea } from '@strapi/design-system';
import { useState, type ChangeEvent } from 'react';

import { useFocusReturn } from '../../../ui/useFocusReturn';
import { useTexts } from '../../../ui/useTexts';
import { urlsIn } from './urls-in';

interface AddManyDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdd: (urls: readonly string[]) => void;
}

/** Adds as many receiver URLs as a text has. */
export const AddManyDialog = ({ isOpen, onClose, onAdd }: AddManyDialogProps) => {
  const t = useTexts();
  const focusReturn = useFocusReturn();
  const [text, setText] = useState('');
  const urls = urlsIn(text);
  const close = () => {
    setText('');
    onClose();
  };
  return (
    <Modal.Root open={isOpen} onOpenChange={(isNowOpen) => !isNowOpen && close()}>
      <Modal.Content {...focusReturn}>
        <Modal.Header closeLabel={t('ui.close')}>
          <Modal.Title>{t('webhooks.receivers.add-many')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Field.Root hint={t('webhooks.receivers.add-many-hint')}>
            <Field.Label>{t('webhooks.receivers.title')}</Field.Label>
            <Textarea
              value={text}
              resizable
              minHeight="20rem"
              placeholder={'https://example.com/hooks/one\nhttps://example.com/hooks/two'}
              onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value)}
            />
            <Field.Hint />
          </Field.Root>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={close}>
            {t('ui.cancel')}
          </Button>
          <Button
            disabled={urls.length === 0}
            onClick={() => {
              onAdd(urls);
              close();
            }}
          >
            {t('webhooks.receivers.add-count', { count: urls.length })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
