import { Box, Flex, Modal, Tabs, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { SecretKind, WebhookView } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { CodeBlock } from '../../../ui/CodeBlock';
import { ModalDialog } from '../../../ui/ModalDialog';
import { useTexts } from '../../../ui/useTexts';
import { VERIFY_CODES, type VerifyTarget } from '../../verify-code';

const pathOf = (url: string | undefined): string => {
  if (url === undefined || !URL.canParse(url)) return '/webhooks/strapi';
  // The path goes into source code: nothing may end a string there.
  return new URL(url).pathname.replace(/['"`$\\{}*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
};

const kindsOf = (webhook: WebhookView | null): readonly SecretKind[] => {
  const kinds = new Set(webhook?.secrets.map((secret) => secret.kind));
  return kinds.size === 0 ? ['symmetric'] : (['symmetric', 'ed25519'] as const).filter((kind) => kinds.has(kind));
};

interface VerifyDialogProps {
  readonly webhook: WebhookView | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A whole receiver in five languages that verifies the requests of this webhook. */
export const VerifyDialog = ({ webhook, isOpen, onClose }: VerifyDialogProps) => {
  const t = useTexts();
  const kinds = kindsOf(webhook);
  const [chosen, setChosen] = useState<SecretKind>('symmetric');
  const kind = kinds.includes(chosen) ? chosen : (kinds[0] ?? 'symmetric');
  const target: VerifyTarget = {
    path: pathOf(webhook?.receivers[0]?.url),
    publicKey: webhook?.secrets.find((secret) => secret.publicKey !== null && secret.expiresAt === null)?.publicKey ?? null,
  };
  return (
    <ModalDialog title={t('webhooks.verify.title')} isOpen={isOpen} onClose={onClose} width="min(96rem, 92vw)">
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textColor="neutral600">{t(`webhooks.verify.${kind}-hint`)}</Typography>
          {kinds.length > 1 && (
            <Box maxWidth="32rem">
              <Select
                label={t('webhooks.secrets.kind')}
                value={kind}
                onChange={setChosen}
                choices={kinds.map((one) => ({ value: one, label: t(`webhooks.secrets.${one}`) }))}
              />
            </Box>
          )}
          <Tabs.Root variant="simple" defaultValue={VERIFY_CODES[0]?.name}>
            <Tabs.List aria-label={t('webhooks.verify.language')}>
              {VERIFY_CODES.map(({ name, label }) => (
                <Tabs.Trigger key={name} value={name}>
                  {label}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {VERIFY_CODES.map((code) => (
              <Tabs.Content key={code.name} value={code.name}>
                <Box paddingTop={4}>
                  <CodeBlock code={code[kind](target)} language={code.language} label={code.label} maxHeight="52vh" />
                </Box>
              </Tabs.Content>
            ))}
          </Tabs.Root>
        </Flex>
      </Modal.Body>
    </ModalDialog>
  );
};
