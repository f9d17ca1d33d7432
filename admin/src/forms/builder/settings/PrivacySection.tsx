import { Grid, Typography } from '@strapi/design-system';

import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { CheckRow, NumberRow, SelectRow } from '../inputs';
import { useSettings } from '../useBuilder';
import { at } from './setting';

const PERIODS = ['completeDays', 'partialDays', 'spamDays'] as const;

/** What is kept about visitors, and for how long. */
export const PrivacySection = () => {
  const t = useTexts();
  const { settings, set } = useSettings();
  const { privacy, retention } = settings;
  return (
    <Section title={t('forms.privacy.title')} hint={t('forms.privacy.hint')}>
      <SelectRow
        at={at('privacy.address')}
        label={t('forms.privacy.address')}
        hint={t('forms.privacy.address-hint')}
        value={privacy.address}
        choices={(['none', 'anonymised', 'full'] as const).map((value) => ({ value, label: t(`forms.privacy.address-${value}`) }))}
        onChange={(address) => set('privacy', { ...privacy, address })}
      />
      <CheckRow
        at={at('privacy.keepsUserAgent')}
        label={t('forms.privacy.user-agent')}
        value={privacy.keepsUserAgent}
        onChange={(keepsUserAgent) => set('privacy', { ...privacy, keepsUserAgent })}
      />
      <Typography variant="pi" fontWeight="bold" tag="h3">
        {t('forms.retention.title')}
      </Typography>
      <Grid.Root gap={4}>
        {PERIODS.map((name) => (
          <Grid.Item key={name} col={4} s={12} xs={12} alignItems="flex-start">
            <NumberRow
              at={at(`retention.${name}`)}
              label={t(`forms.retention.${name}`)}
              hint={t('forms.retention.hint')}
              placeholder={t('forms.retention.kept')}
              value={retention[name]}
              onChange={(days) => set('retention', { ...retention, [name]: days }, name)}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Section>
  );
};
