import { Combobox, ComboboxOption, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useState } from 'react';

import { useTexts } from '../../../ui/useTexts';
import { FieldBox, useDraftField } from '../fields';
import { useKnownFields } from '../known-fields';

/** The chosen fields as tags, with suggestions from the content types the webhook is about. */
export const FieldsChoice = () => {
  const t = useTexts();
  const { value: fields, set, isDisabled } = useDraftField<readonly string[]>('payload.fields');
  const known = useKnownFields().filter(({ name }) => !fields.includes(name));
  // The key empties the input after each choice: the design system's combobox keeps its text otherwise.
  const [round, setRound] = useState(0);
  const add = (field: string | undefined) => {
    const name = field?.trim();
    if (!name) return;
    set([...new Set([...fields, name])]);
    setRound(round + 1);
  };
  return (
    <FieldBox
      name="payload.fields"
      label={t('webhooks.payload.fields-label')}
      hint={t('webhooks.payload.fields-label-hint')}
      isRequired
    >
      <Combobox
        key={round}
        value=""
        placeholder={t('webhooks.payload.fields-placeholder')}
        disabled={isDisabled}
        creatable
        createMessage={(name) => t('webhooks.use-value', { value: name })}
        onCreateOption={add}
        onChange={add}
        onClear={() => undefined}
      >
        {known.map(({ name, type }) => (
          <ComboboxOption key={name} value={name} textValue={name}>
            {`${name} (${type})`}
          </ComboboxOption>
        ))}
      </Combobox>
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
