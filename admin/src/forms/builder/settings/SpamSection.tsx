import { Grid } from '@strapi/design-system';

import type { FormSettings } from '../../../../../shared/contracts/form';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { CheckRow, NumberRow, SelectRow } from '../inputs';
import { useSettings } from '../useBuilder';
import { at } from './setting';

const NUMBERS = ['minSeconds', 'perAddress', 'perForm'] as const;

/** What tells people from machines. What is judged to be spam is kept, marked, and sent to nobody. */
export const SpamSection = () => {
  const t = useTexts();
  const { settings, set } = useSettings();
  const { spam } = settings;
  const change = (what: Partial<FormSettings['spam']>, about: string) => set('spam', { ...spam, ...what }, about);
  return (
    <Section title={t('forms.spam.title')} hint={t('forms.spam.hint')}>
      {(['honeypot', 'proofOfWork'] as const).map((name) => (
        <CheckRow
          key={name}
          at={at(`spam.${name}`)}
          label={t(`forms.spam.${name}`)}
          hint={t(`forms.spam.${name}-hint`)}
          value={spam[name]}
          onChange={(isOn) => change({ [name]: isOn }, name)}
        />
      ))}
      <Grid.Root gap={4}>
        <Grid.Item col={6} s={12} xs={12} alignItems="flex-start">
          <SelectRow
            at={at('spam.captcha')}
            label={t('forms.spam.captcha')}
            hint={t('forms.spam.captcha-hint')}
            value={spam.captcha}
            choices={[
              { value: 'none', label: t('forms.spam.captcha-none') },
              { value: 'turnstile', label: 'Cloudflare Turnstile' },
              { value: 'hcaptcha', label: 'hCaptcha' },
              { value: 'recaptcha', label: 'Google reCAPTCHA' },
            ]}
            onChange={(captcha) => change({ captcha }, 'captcha')}
          />
        </Grid.Item>
        {NUMBERS.map((name) => (
          <Grid.Item key={name} col={6} s={12} xs={12} alignItems="flex-start">
            <NumberRow
              at={at(`spam.${name}`)}
              label={t(`forms.spam.${name}`)}
              hint={t(`forms.spam.${name}-hint`)}
              value={spam[name]}
              onChange={(value) => change({ [name]: value ?? 0 }, name)}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Section>
  );
};
