import { Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useTexts } from '../../../ui/useTexts';
import { FieldCombobox } from '../FieldCombobox';
import { FieldBox, useDraftField } from '../fields';
import { useKnownFields } from '../known-fields';

/** The chosen fields as tags, with suggestions from the content types the webhook is about. */
export const FieldsChoice = () => {
  const t = useTexts();
  const { value: fields, set, isDisabled } = useDraftField<readonly string[]>('payload.fields');
  const known = useKnownFields().filter(({ name }) => !fields.includes(name));
  return (
    <FieldBox
      name="payload.fields"
      label={t('webhooks.payload.fields-label')}
      hint={t('webhooks.payload.fields-label-hint')}
      isRequired
    >
      <FieldCombobox
        label={t('webhooks.payload.fields-label')}
        placeholder={t('webhooks.payload.fields-placeholder')}
        value=""
        options={known.map(({ name, type }) => ({ name, label: `${name} (${type})` }))}
        isDisabled={isDisabled}
        isCollecting
        onChange={(name) => name !== '' && set([...new Set([...fields, name])])}
      />
      {fields.length > 0 && (
        <Flex gap={1} wrap="wrap" paddingTop={1}>
          {fields.map((field) => (
            <Tag
              key={field}
              icon={<Cross />}
              label={t('webhooks.remove-value', { value: field })}
              disabled={isDisabled}
              onClick={() => set(fields.filter((other) => other !== field))}
            >
              {field}
            </Tag>
          ))}
        </Flex>
      )}
    </FieldBox>
  );
};
