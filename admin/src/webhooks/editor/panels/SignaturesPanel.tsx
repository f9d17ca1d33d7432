import { Box, Button, Checkbox, Divider, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise, Code, Trash } from '@strapi/icons';
import { useState } from 'react';

import {
  EXTRA_SIGNATURES,
  type ExtraSignature,
  type RevealedSecret,
  type SecretView,
  type WebhookView,
} from '../../../../../shared/contracts';
import { ConfirmAction } from '../../../ui/ConfirmAction';
import { CopyButton } from '../../../ui/CopyButton';
import { RelativeTime } from '../../../ui/RelativeTime';
import { Section } from '../../../ui/Section';
import { useAllowed } from '../../../ui/useAllowed';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { useRemoveSecretMutation } from '../../webhooks.api';
import { Fault, useDraftField } from '../fields';
import { RevealDialog } from './RevealDialog';
import { RotateDialog } from './RotateDialog';
import { VerifyDialog } from './VerifyDialog';

interface SecretRowProps {
  readonly secret: SecretView;
  readonly onRemove: (() => void) | undefined;
}

const SecretRow = ({ secret, onRemove }: SecretRowProps) => {
  const t = useTexts();
  return (
    <Box tag="li">
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="omega" fontWeight="bold">
          {t(`webhooks.secrets.${secret.kind}`)}
        </Typography>
        {onRemove && (
          <IconButton size="XS" variant="ghost" label={t('webhooks.secrets.remove')} onClick={onRemove}>
            <Trash />
          </IconButton>
        )}
      </Flex>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('webhooks.secrets.made')} <RelativeTime at={secret.createdAt} />
      </Typography>
      {secret.expiresAt && (
        <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="p">
          {t('webhooks.secrets.expires')} <RelativeTime at={secret.expiresAt} />
        </Typography>
      )}
      {secret.publicKey && (
        <Flex gap={1} background="neutral100" hasRadius paddingLeft={2} marginTop={1}>
          <Typography variant="pi" ellipsis title={secret.publicKey} style={{ fontFamily: 'monospace' }}>
            {secret.publicKey}
          </Typography>
          <CopyButton text={secret.publicKey} label={t('webhooks.secrets.copy-public')} />
        </Flex>
      )}
    </Box>
  );
};

const Secrets = ({ webhook }: { webhook: WebhookView }) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const { succeed, fail } = useNotices();
  const [isRotating, setIsRotating] = useState(false);
  const [revealed, setRevealed] = useState<RevealedSecret | null>(null);
  const [leaving, setLeaving] = useState<SecretView | null>(null);
  const [remove] = useRemoveSecretMutation();
  const mayChange = can.secrets && !webhook.isDeclared;

  const confirmRemove = async () => {
    if (!leaving) return;
    const answer = await remove({ id: webhook.id, secretId: leaving.id });
    if ('error' in answer) fail(answer.error);
    else succeed(t('webhooks.secrets.removed'));
  };
  return (
    <>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {webhook.secrets.map((secret) => (
          <SecretRow
            key={secret.id}
            secret={secret}
            onRemove={mayChange && webhook.secrets.length > 1 ? () => setLeaving(secret) : undefined}
          />
        ))}
      </Flex>
      {webhook.secrets.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.secrets.none')}
        </Typography>
      )}
      {mayChange && (
        <Button variant="tertiary" fullWidth startIcon={<ArrowsCounterClockwise />} onClick={() => setIsRotating(true)}>
          {t('webhooks.secrets.rotate')}
        </Button>
      )}
      <RotateDialog
        webhook={webhook}
        isOpen={isRotating}
        onClose={() => setIsRotating(false)}
        onMade={(secret) => {
          setIsRotating(false);
          setRevealed(secret);
        }}
      />
      <RevealDialog secret={revealed} onClose={() => setRevealed(null)} />
      <ConfirmAction
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('webhooks.secrets.remove')}
        confirmLabel={t('webhooks.secrets.remove')}
        onConfirm={confirmRemove}
      >
        {t('webhooks.secrets.remove-text')}
      </ConfirmAction>
    </>
  );
};

const ExtraSignatures = () => {
  const t = useTexts();
  const { value: extras, set, isDisabled } = useDraftField<readonly ExtraSignature[]>('extraSignatures');
  const toggle = (extra: ExtraSignature) =>
    set(EXTRA_SIGNATURES.filter((one) => (one === extra ? !extras.includes(one) : extras.includes(one))));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-label={t('webhooks.extra.label')}>
      <Typography variant="pi" fontWeight="bold">
        {t('webhooks.extra.label')}
      </Typography>
      {EXTRA_SIGNATURES.map((extra) => (
        <Checkbox key={extra} checked={extras.includes(extra)} disabled={isDisabled} onCheckedChange={() => toggle(extra)}>
          {t(`webhooks.extra.${extra}`)}
        </Checkbox>
      ))}
      <Fault name="extraSignatures" isDeep />
    </Flex>
  );
};

/** How receivers know that a request is genuine: secrets, further signature styles, and code that verifies. */
export const SignaturesPanel = ({ webhook }: { webhook: WebhookView | null }) => {
  const t = useTexts();
  const [isVerifying, setIsVerifying] = useState(false);
  return (
    <Section isAside title={t('webhooks.secrets.title')}>
      {webhook ? (
        <Secrets webhook={webhook} />
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {t('webhooks.secrets.later')}
        </Typography>
      )}
      <Divider />
      <ExtraSignatures />
      <Divider />
      <Button variant="tertiary" fullWidth startIcon={<Code />} onClick={() => setIsVerifying(true)}>
        {t('webhooks.verify.open')}
      </Button>
      <VerifyDialog webhook={webhook} isOpen={isVerifying} onClose={() => setIsVerifying(false)} />
    </Section>
  );
};
