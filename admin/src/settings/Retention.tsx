import { Typography } from '@strapi/design-system';

import type { SettingsView } from '../../../shared/contracts/delivery';
import { Section } from '../ui/Section';
import { RelativeTime } from '../ui/RelativeTime';
import { useTexts } from '../ui/useTexts';

/** How long the log is kept, when what is too old was removed last, and how much of it. */
export const Retention = ({ settings: { purge, options } }: { settings: SettingsView }) => {
  const t = useTexts();
  const days = options.find(({ key }) => key === 'retention.days')?.value;
  return (
    <Section title={t('settings.retention')}>
      {days && <Typography>{t('settings.retention.days', { days: Number(days) })}</Typography>}
      {purge.lastRunAt === null ? (
        <Typography textColor="neutral600">{t('settings.purge.never')}</Typography>
      ) : (
        <Typography>
          {t('settings.purge.last')} <RelativeTime at={purge.lastRunAt} />{' '}
          {t('settings.purge.deleted', { events: purge.deletedEvents, deliveries: purge.deletedDeliveries })}
        </Typography>
      )}
    </Section>
  );
};
