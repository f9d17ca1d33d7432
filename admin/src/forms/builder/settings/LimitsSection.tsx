import { Grid } from '@strapi/design-system';

import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { AreaRow, CheckRow, NumberRow, SelectRow, TextRow } from '../inputs';
import { useSettings } from '../useBuilder';
import { fromLocalInput, toLocalInput } from './local-time';
import { at } from './setting';

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When and how often the form takes submissions. */
export const LimitsSection = () => {
  const t = useTexts();
  const { settings, set } = useSettings();
  return (
    <Section title={t('forms.limits.title')}>
      <Grid.Root gap={4}>
        {(['opensAt', 'closesAt'] as const).map((name) => (
          <Grid.Item key={name} col={6} s={12} xs={12} alignItems="flex-start">
            <TextRow
              at={at(name)}
              type="datetime-local"
              label={t(`forms.limits.${name}`)}
              hint={t('forms.limits.zone', { zone: zone() })}
              value={toLocalInput(settings[name])}
              onChange={(text) => set(name, fromLocalInput(text))}
            />
          </Grid.Item>
        ))}
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <NumberRow
            at={at('maxSubmissions')}
            label={t('forms.limits.max')}
            hint={t('forms.limits.max-hint')}
            placeholder={t('forms.limits.none')}
            value={settings.maxSubmissions}
            onChange={(maxSubmissions) => set('maxSubmissions', maxSubmissions)}
          />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <SelectRow
            at={at('oncePer')}
            label={t('forms.limits.once')}
            hint={t('forms.limits.once-hint')}
            value={settings.oncePer}
            choices={(['none', 'user', 'address'] as const).map((value) => ({ value, label: t(`forms.limits.once-${value}`) }))}
            onChange={(oncePer) => set('oncePer', oncePer)}
          />
        </Grid.Item>
      </Grid.Root>
      <AreaRow
        at={at('closedMessage')}
        label={t('forms.limits.closed')}
        hint={t('forms.limits.closed-hint')}
        value={settings.closedMessage}
        onChange={(text) => set('closedMessage', text)}
      />
      <CheckRow
        at={at('storesPartial')}
        label={t('forms.limits.partial')}
        hint={t('forms.limits.partial-hint')}
        value={settings.storesPartial}
        onChange={(isOn) => set('storesPartial', isOn)}
      />
    </Section>
  );
};
