import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import type { FormField } from '../../../../../shared/contracts/form';
import { optionsOf, type SettingDefinition } from '../../../../../shared/forms';
import type { TextKey } from '../../../translations/texts';
import { useTexts } from '../../../ui/useTexts';
import { isBuiltIn } from '../../field-kinds';
import { useNames } from '../../useNames';
import { AreaRow, CheckRow, NumberRow, RowBox, SelectRow, TextRow } from '../inputs';
import { useBuilder } from '../useBuilder';
import { OptionsEditor } from './OptionsEditor';
import { useFieldEdit } from './useField';

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const HINTS: ReadonlySet<string> = new Set([
  'pattern',
  'accept',
  'allowedDomains',
  'blockedDomains',
  'version',
  'parameter',
  'callingCode',
  'isShuffled',
]);
const DATES: ReadonlySet<string> = new Set(['date', 'date-time', 'time']);

/** A select wants a value; '' is written as this. */
const NO_CHOICE = 'none';

interface SettingInputProps {
  readonly field: FormField;
  readonly setting: SettingDefinition;
}

/** Texts apart by commas. What is typed stays as it is typed; the list is what can be read from it. */
const ListInput = ({ field, setting, label, hint }: SettingInputProps & { label: string; hint: string | undefined }) => {
  const { setSetting, at } = useFieldEdit(field.id);
  const list = listOf(field.settings[setting.name]);
  const [typed, setTyped] = useState(list.join(', '));
  const read = (text: string) =>
    text
      .split(/[\s,;]+/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const shown = read(typed).join() === list.join() ? typed : list.join(', ');
  return (
    <TextRow
      at={at(`settings.${setting.name}`)}
      label={label}
      hint={hint}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        setSetting(setting.name, read(text));
      }}
    />
  );
};

const InitialChoices = ({ field, setting, label }: SettingInputProps & { label: string }) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { setSetting, at } = useFieldEdit(field.id);
  return (
    <RowBox at={at(`settings.${setting.name}`)} label={label}>
      <MultiSelect
        value={[...listOf(field.settings[setting.name])]}
        placeholder={t('forms.setting.nothing-chosen')}
        disabled={isReadOnly}
        withTags
        onChange={(values: string[]) => setSetting(setting.name, values)}
        onClear={() => setSetting(setting.name, [])}
      >
        {optionsOf(field).map(({ value, label: name }) => (
          <MultiSelectOption key={value} value={value}>
            {name || value}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </RowBox>
  );
};

/** The input of one setting, drawn from its definition. */
export const SettingInput = ({ field, setting }: SettingInputProps) => {
  const t = useTexts();
  const { settingName, choiceName } = useNames();
  const { setSetting, at } = useFieldEdit(field.id);
  const { name, kind } = setting;
  const value = field.settings[name] ?? setting.default;
  const label = settingName(field.type, setting);
  const hint =
    isBuiltIn(field.type) && HINTS.has(name)
      ? t(`forms.setting.${name}-hint` as TextKey)
      : DATES.has(kind) && kind !== 'time'
        ? t('forms.setting.date-hint')
        : undefined;
  const row = { at: at(`settings.${name}`), label, hint };
  const set = (next: unknown) => setSetting(name, next);
  switch (kind) {
    case 'options':
      return <OptionsEditor field={field} />;
    case 'option-values':
      return <InitialChoices field={field} setting={setting} label={label} />;
    case 'texts':
      return <ListInput field={field} setting={setting} label={label} hint={hint} />;
    case 'boolean':
      return <CheckRow {...row} value={value === true} onChange={set} />;
    case 'whole':
    case 'decimal':
      return <NumberRow {...row} value={numberOf(value)} onChange={set} />;
    case 'choice':
      return (
        <SelectRow
          {...row}
          value={textOf(value) === '' ? NO_CHOICE : textOf(value)}
          choices={(setting.choices ?? []).map((choice) => ({
            value: choice === '' ? NO_CHOICE : choice,
            label: choiceName(field.type, setting, choice),
          }))}
          onChange={(next) => set(next === NO_CHOICE ? '' : next)}
        />
      );
    case 'markdown':
      return <AreaRow {...row} hint={t('forms.setting.markdown-hint')} value={textOf(value)} onChange={set} minHeight="16rem" />;
    case 'long-text':
      return <AreaRow {...row} value={textOf(value)} onChange={set} />;
    case 'text':
    case 'url':
    case 'pattern':
    case 'date':
    case 'time':
    case 'date-time':
      return (
        <TextRow {...row} value={textOf(value)} onChange={set} placeholder={DATES.has(kind) ? PLACEHOLDERS[kind] : undefined} />
      );
  }
};

const PLACEHOLDERS: Readonly<Record<string, string>> = { date: '2026-01-31', time: '09:30', 'date-time': '2026-01-31T09:30' };
