import { Section } from '../../ui/Section';
import { useTexts } from '../../ui/useTexts';
import { TextareaField, TextField } from './fields';

export const GeneralSection = () => {
  const t = useTexts();
  return (
    <Section title={t('webhooks.general.title')}>
      <TextField name="name" label={t('webhooks.general.name')} isRequired />
      <TextareaField name="description" label={t('webhooks.general.description')} hint={t('webhooks.general.description-hint')} />
    </Section>
  );
};
