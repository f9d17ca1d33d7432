import { Flex, Grid } from '@strapi/design-system';

import type { AsksFirst, EventPattern, SubmissionStyle } from '../../../../../shared/contracts';
import { Radios } from '../../../ui/choices';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { NumberField, useDraft, useDraftField } from '../fields';

const DEFAULT_QUESTION: AsksFirst = { deadlineMs: 3_000, whenSilent: 'accept' };

const isAboutForms = ({ type }: EventPattern): boolean => type === '*' || type.startsWith('form.');

const Style = () => {
  const t = useTexts();
  const { value, set, isDisabled } = useDraftField<SubmissionStyle>('submissions');
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <Radios
          name="submissions.names"
          label={t('webhooks.forms.names')}
          value={value.names}
          isDisabled={isDisabled}
          onChange={(names) => set({ ...value, names })}
          choices={[
            { value: 'keys', label: t('webhooks.forms.names.keys'), hint: t('webhooks.forms.names.keys-hint') },
            { value: 'labels', label: t('webhooks.forms.names.labels'), hint: t('webhooks.forms.names.labels-hint') },
          ]}
        />
      </Grid.Item>
      <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
        <Radios
          name="submissions.files"
          label={t('webhooks.forms.files')}
          value={value.files}
          isDisabled={isDisabled}
          onChange={(files) => set({ ...value, files })}
          choices={[
            { value: 'links', label: t('webhooks.forms.files.links'), hint: t('webhooks.forms.files.links-hint') },
            { value: 'links-with-names', label: t('webhooks.forms.files.named'), hint: t('webhooks.forms.files.named-hint') },
          ]}
        />
      </Grid.Item>
    </Grid.Root>
  );
};

const Question = () => {
  const t = useTexts();
  const { value, set, isDisabled } = useDraftField<AsksFirst | null>('asksFirst');
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Radios
        name="asksFirst"
        label={t('webhooks.forms.when')}
        value={value === null ? 'after' : 'before'}
        isDisabled={isDisabled}
        onChange={(when) => set(when === 'before' ? DEFAULT_QUESTION : null)}
        choices={[
          { value: 'after', label: t('webhooks.forms.when.after'), hint: t('webhooks.forms.when.after-hint') },
          { value: 'before', label: t('webhooks.forms.when.before'), hint: t('webhooks.forms.when.before-hint') },
        ]}
      />
      {value !== null && (
        <Grid.Root gap={4}>
          <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
            <NumberField
              name="asksFirst.deadlineMs"
              label={t('webhooks.forms.deadline')}
              hint={t('webhooks.forms.deadline-hint')}
              scale={1_000}
              step={0.1}
              isRequired
            />
          </Grid.Item>
          <Grid.Item col={8} xs={12} direction="column" alignItems="stretch">
            <Radios
              name="asksFirst.whenSilent"
              label={t('webhooks.forms.silent')}
              value={value.whenSilent}
              isDisabled={isDisabled}
              onChange={(whenSilent) => set({ ...value, whenSilent })}
              choices={[
                { value: 'accept', label: t('webhooks.forms.silent.accept') },
                { value: 'refuse', label: t('webhooks.forms.silent.refuse') },
              ]}
            />
          </Grid.Item>
        </Grid.Root>
      )}
    </Flex>
  );
};

/** What counts for form submissions only; there is nothing to choose for a webhook that gets none. */
export const FormsSection = () => {
  const t = useTexts();
  const getsForms = useDraft(({ events, asksFirst }) => asksFirst !== null || events.some(isAboutForms));
  if (!getsForms) return null;
  return (
    <Section title={t('webhooks.forms.title')} hint={t('webhooks.forms.hint')}>
      <Style />
      <Question />
    </Section>
  );
};
