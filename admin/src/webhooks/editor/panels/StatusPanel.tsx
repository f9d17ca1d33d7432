import { Flex, Switch, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';

import type { WebhookView } from '../../../../../shared/contracts';
import { RelativeTime } from '../../../ui/RelativeTime';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { useDraftField } from '../fields';

const Fact = ({ label, at }: { label: string; at: string }) => (
  <Flex justifyContent="space-between" gap={2}>
    <Typography variant="pi" textColor="neutral600">
      {label}
    </Typography>
    <Typography variant="pi">
      <RelativeTime at={at} />
    </Typography>
  </Flex>
);

/** Whether the webhook is on, and whether what is shown is saved. */
export const StatusPanel = ({ webhook }: { webhook: WebhookView | null }) => {
  const t = useTexts();
  const { value: isEnabled, set, isDisabled } = useDraftField<boolean>('isEnabled');
  const isModified = useForm('StatusPanel', (form) => form.modified);
  return (
    <Section isAside title={t('webhooks.status.title')}>
      <Switch
        checked={isEnabled}
        disabled={isDisabled}
        onCheckedChange={set}
        aria-label={t('webhooks.status.enabled')}
        visibleLabels
        onLabel={t('webhooks.status.on')}
        offLabel={t('webhooks.status.off')}
      />
      <Typography variant="pi" textColor="neutral600">
        {t(isEnabled ? 'webhooks.status.on-hint' : 'webhooks.status.off-hint')}
      </Typography>
      {webhook?.isDeclared && <Typography variant="pi">{t('webhooks.declared-hint')}</Typography>}
      {webhook && !webhook.isDeclared && (
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Fact label={t('webhooks.status.created')} at={webhook.createdAt} />
          <Fact label={t('webhooks.status.updated')} at={webhook.updatedAt} />
        </Flex>
      )}
      {((webhook && !isDisabled) || isModified) && (
        <Typography variant="pi" fontWeight="bold" textColor={isModified ? 'neutral800' : 'neutral600'} role="status">
          {t(isModified ? 'webhooks.status.unsaved' : 'webhooks.status.saved')}
        </Typography>
      )}
    </Section>
  );
};
