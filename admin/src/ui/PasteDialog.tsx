import { Button, Field, Modal, Textarea } from '@strapi/design-system';
import { useState, type ChangeEvent } from 'react';

import { ModalDialog, ModalFooter } from './ModalDialog';

interface PasteDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly placeholder?: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What can be added of the text. */
  readonly read: (text: string) => readonly string[];
  /** The button's words for so many. */
  readonly addLabel: (count: number) => string;
  readonly onAdd: (found: readonly string[]) => void;
}

/** Adds many things at once, out of a text that somebody pastes. */
export const PasteDialog = ({ title, label, hint, placeholder, isOpen, onClose, read, addLabel, onAdd }: PasteDialogProps) => {
  const [text, setText] = useState('');
  const found = read(text);
  const close = () => {
    setText('');
    onClose();
  };
  const add = () => {
    onAdd(found);
    close();
  };
  return (
    <ModalDialog title={title} isOpen={isOpen} onClose={close}>
      <Modal.Body>
        <Field.Root hint={hint}>
          <Field.Label>{label}</Field.Label>
          <Textarea
            value={text}
            resizable
            minHeight="20rem"
            placeholder={placeholder}
            onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value)}
          />
          <Field.Hint />
        </Field.Root>
      </Modal.Body>
      <ModalFooter onCancel={close}>
        <Button disabled={found.length === 0} onClick={add}>
          {addLabel(found.length)}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
};
