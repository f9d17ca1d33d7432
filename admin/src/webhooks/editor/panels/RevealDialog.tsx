import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';

import type { RevealedSecret } from '../../../../../shared/contracts';
import { CopyButton } from '../../../ui/CopyButton';
import { ModalDialog } from '../../../ui/ModalDialog';
import { Notice } from '../../../ui/Notice';
import { useTexts } from '../../../ui/useTexts';

const Value = ({ label, value }: { label: string; value: string }) => (
  <Box>
    <Typography variant="pi" fontWeight="bold" tag="p" paddingBottom={1}>
      {label}
    </Typography>
    <Flex
      justifyContent="space-between"
      gap={2}
      background="neutral100"
      borderColor="neutral200"
      hasRadius
      padding={2}
      paddingLeft={3}
    >
      <Typography style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>{value}</Typography>
      <CopyButton text={value} />
    </Flex>
  </Box>
);

interface RevealDialogProps {
  /** `null` keeps the dialog closed. */
  readonly secret: RevealedSecret | null;
  readonly onClose: () => void;
}

/** Shows a new secret, once. A click beside the dialog does not close it: that would lose the secret for good. */
export const RevealDialog = ({ secret, onClose }: RevealDialogProps) => {
  const t = useTexts();
  return (
    <ModalDialog
      title={t('webhooks.reveal.title')}
      isOpen={secret !== null}
      onClose={onClose}
      onInteractOutside={(event) => event.preventDefault()}
    >
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Notice variant="warning" title={t('webhooks.reveal.once')}>
            {t('webhooks.reveal.text')}
          </Notice>
          {secret?.kind === 'symmetric' && <Value label={t('webhooks.reveal.symmetric')} value={secret.value} />}
          {secret?.publicKey && <Value label={t('webhooks.reveal.public')} value={secret.publicKey} />}
          {secret?.kind === 'ed25519' && <Value label={t('webhooks.reveal.private')} value={secret.value} />}
        </Flex>
      </Modal.Body>
      <Modal.Footer justifyContent="flex-end">
        <Button onClick={onClose}>{t('webhooks.reveal.done')}</Button>
      </Modal.Footer>
    </ModalDialog>
  );
};
