import { Section } from '../../../ui/Section';
import { Radios } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { AreaRow, TextRow } from '../inputs';
import { useBuilder, useSettings } from '../useBuilder';
import { at } from './setting';

/** What visitors see once everything is sent. */
export const SuccessSection = () => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { settings, set } = useSettings();
  const { success } = settings;
  return (
    <Section title={t('forms.success.title')}>
      <Radios
        name="success"
        label={t('forms.success.kind')}
        value={success.kind}
        choices={(['message', 'redirect'] as const).map((value) => ({ value, label: t(`forms.success.${value}`) }))}
        isDisabled={isReadOnly}
        onChange={(kind) => set('success', kind === 'message' ? { kind, text: '' } : { kind, url: '' })}
      />
      {success.kind === 'message' ? (
        <AreaRow
          at={at('success.text')}
          label={t('forms.success.text')}
          placeholder={t('forms.success.text-default')}
          value={success.text}
          onChange={(text) => set('success', { kind: 'message', text }, 'text')}
        />
      ) : (
        <TextRow
          at={at('success.url')}
          label={t('forms.success.url')}
          hint={t('forms.success.url-hint')}
          placeholder="/thank-you"
          value={success.url}
          onChange={(url) => set('success', { kind: 'redirect', url }, 'url')}
        />
      )}
    </Section>
  );
};
