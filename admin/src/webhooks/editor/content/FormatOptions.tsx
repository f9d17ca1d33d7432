import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import type { Format, TemplatePreset } from '../../../../../shared/contracts';
import { Radios } from '../../../ui/choices';
import { ConfirmAction } from '../../../ui/ConfirmAction';
import { useTexts } from '../../../ui/useTexts';
import { useGetCatalogQuery } from '../../webhooks.api';
import { FieldBox, TextField, useDraftField } from '../fields';
import { TemplateInput } from './TemplateInput';

const CloudEventsOptions = ({ name }: { name: string }) => {
  const t = useTexts();
  const { value, set, isDisabled } = useDraftField<Extract<Format, { kind: 'cloudevents' }>>(name);
  return (
    <Radios
      name={`${name}.mode`}
      label={t('webhooks.cloudevents.mode')}
      value={value.mode}
      isDisabled={isDisabled}
      onChange={(mode) => set({ ...value, mode })}
      choices={[
        { value: 'structured', label: t('webhooks.cloudevents.structured'), hint: t('webhooks.cloudevents.structured-hint') },
        { value: 'binary', label: t('webhooks.cloudevents.binary'), hint: t('webhooks.cloudevents.binary-hint') },
      ]}
    />
  );
};

const TemplateOptions = ({ name }: { name: string }) => {
  const t = useTexts();
  const { value, set, isDisabled } = useDraftField<Extract<Format, { kind: 'template' }>>(name);
  const { data: catalog } = useGetCatalogQuery();
  const [asked, setAsked] = useState<TemplatePreset | null>(null);
  const presets = catalog?.presets ?? [];
  const current = presets.find((preset) => preset.body === value.body);

  const apply = (preset: TemplatePreset) => set({ kind: 'template', body: preset.body, contentType: preset.contentType });
  const choose = (presetName: string | number) => {
    const preset = presets.find((one) => one.name === presetName);
    if (!preset || preset === current) return;
    // What somebody wrote by hand is not thrown away without asking.
    if (value.body.trim() === '' || current) apply(preset);
    else setAsked(preset);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={4} alignItems="flex-start" wrap={{ initial: 'wrap', medium: 'nowrap' }}>
        <FieldBox
          name={`${name}.preset`}
          label={t('webhooks.template.preset')}
          hint={current?.urlHint && t('webhooks.template.url-hint', { url: current.urlHint })}
        >
          <SingleSelect
            value={current?.name ?? ''}
            placeholder={t('webhooks.template.preset-none')}
            disabled={isDisabled}
            onChange={choose}
          >
            {presets.map((preset) => (
              <SingleSelectOption key={preset.name} value={preset.name}>
                {preset.label}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </FieldBox>
        <TextField name={`${name}.contentType`} label={t('webhooks.template.content-type')} isRequired />
      </Flex>
      <FieldBox name={`${name}.body`} label={t('webhooks.template.body')} hint={t('webhooks.template.body-hint')} isRequired>
        <TemplateInput name={`${name}.body`} />
      </FieldBox>
      <ConfirmAction
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={t('webhooks.template.replace-title')}
        confirmLabel={t('webhooks.template.replace')}
        onConfirm={() => {
          if (asked) apply(asked);
        }}
      >
        {t('webhooks.template.replace-text')}
      </ConfirmAction>
    </Flex>
  );
};

/** The options of the format at `name`; nothing for a format that has none. */
export const FormatOptions = ({ name }: { name: string }) => {
  const { value } = useDraftField<Format | null>(name);
  if (value?.kind === 'cloudevents') return <CloudEventsOptions name={name} />;
  if (value?.kind === 'template') return <TemplateOptions name={name} />;
  return null;
};
