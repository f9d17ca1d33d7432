import { Button, Field, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { RevealedSecret, SecretKind, WebhookView } from '../../../../../shared/contracts';
import { Radios, Select } from '../../../ui/choices';
import { ModalDialog, ModalFooter } from '../../../ui/ModalDialog';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { useAddSecretMutation } from '../../webhooks.api';

const OVERLAPS = ['0', '1', '24', '72', '168'] as const;

interface RotateDialogProps {
  readonly webhook: WebhookView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (secret: RevealedSecret) => void;
}

/** Makes a new secret. The old ones of its kind go on signing for the overlap, so that receivers can follow. */
export const RotateDialog = ({ webhook, isOpen, onClose, onMade }: RotateDialogProps) => {
  const t = useTexts();
  const { fail } = useNotices();
  const [kind, setKind] = useState<SecretKind>('symmetric');
  const [overlap, setOverlap] = useState<(typeof OVERLAPS)[number]>('24');
  const [add, { isLoading }] = useAddSecretMutation();
  const hasOld = webhook.secrets.some((secret) => secret.kind === kind && secret.expiresAt === null);
  const run = async () => {
    const answer = await add({ id: webhook.id, kind, overlapHours: Number(overlap) });
    if ('error' in answer) fail(answer.error);
    else if (answer.data) onMade(answer.data);
  };
  return (
    <ModalDialog title={t('webhooks.secrets.rotate')} isOpen={isOpen} onClose={onClose} isBusy={isLoading}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Radios
            name="secret-kind"
            label={t('webhooks.secrets.kind')}
            value={kind}
            onChange={setKind}
            choices={[
              { value: 'symmetric', label: t('webhooks.secrets.symmetric'), hint: t('webhooks.secrets.symmetric-hint') },
              { value: 'ed25519', label: t('webhooks.secrets.ed25519'), hint: t('webhooks.secrets.ed25519-hint') },
            ]}
          />
          {hasOld ? (
            <Field.Root hint={t('webhooks.secrets.overlap-hint')}>
              <Field.Label>{t('webhooks.secrets.overlap')}</Field.Label>
              <Select
                value={overlap}
                onChange={setOverlap}
                choices={OVERLAPS.map((hours) => ({
                  value: hours,
                  label: t('webhooks.secrets.overlap-hours', { hours: Number(hours) }),
                }))}
              />
              <Field.Hint />
            </Field.Root>
          ) : (
            <Typography textColor="neutral600">{t('webhooks.secrets.first-of-kind')}</Typography>
          )}
        </Flex>
      </Modal.Body>
      <ModalFooter onCancel={onClose} isBusy={isLoading}>
        <Button loading={isLoading} onClick={run}>
          {t('webhooks.secrets.make')}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
};
