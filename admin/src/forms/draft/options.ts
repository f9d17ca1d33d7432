import type { FieldOption, FormDefinition, FormField } from '../../../../shared/contracts/form';
import { changeConditions } from './condition';
import { suggestKey } from './keys';

const plainValue = (label: string, taken: ReadonlySet<string>): string => suggestKey(label, 'option', taken).replaceAll('_', '-');

/** One more choice, with a value that is nobody else's. */
export const newOption = (options: readonly FieldOption[], label: string): FieldOption => ({
  value: plainValue(label, new Set(options.map(({ value }) => value.replaceAll('-', '_')))),
  label,
});

/** Gives a choice another label. The value goes with it as long as it is new and says what the label says. */
export const relabelOption = (
  options: readonly FieldOption[],
  index: number,
  label: string,
  isNew: boolean
): readonly FieldOption[] => {
  const others = options.filter((_, at) => at !== index);
  return options.map((option, at) => {
    if (at !== index) return option;
    const follows = isNew && newOption(others, option.label).value === option.value;
    return { ...option, label, value: follows ? newOption(others, label).value : option.value };
  });
};

/** Labels as somebody pastes them, one each line. */
export const labelsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Choices for these labels too; those that are there already are left as they are. */
export const addOptions = (options: readonly FieldOption[], labels: readonly string[]): readonly FieldOption[] =>
  labels.reduce<readonly FieldOption[]>(
    (all, label) => (all.some((option) => option.label === label) ? all : [...all, newOption(all, label)]),
    options
  );

/** Lets conditions and translations follow a choice whose value changes. */
export const renameOption = (definition: FormDefinition, { key }: FormField, from: string, to: string): FormDefinition => {
  if (from === to) return definition;
  const renamed = changeConditions(definition, (condition) => ({
    ...condition,
    rules: condition.rules.map((rule) => (rule.field === key && rule.value === from ? { ...rule, value: to } : rule)),
  }));
  const paths = new Map(['options', 'images'].map((kind) => [`fields.${key}.${kind}.${from}`, `fields.${key}.${kind}.${to}`]));
  return {
    ...renamed,
    translations: Object.fromEntries(
      Object.entries(renamed.translations).map(([locale, texts]) => [
        locale,
        Object.fromEntries(Object.entries(texts).map(([path, text]) => [paths.get(path) ?? path, text])),
      ])
    ),
  };
};
