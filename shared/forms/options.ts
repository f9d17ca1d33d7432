import type { FieldOption, FormField } from '../contracts/form';
import { fault, value, type Control, type FieldType, type Reading } from './field-type';
import { isSet, listSetting, numberSetting, optionsOf, textSetting } from './settings';
import { readText } from './text';

/** What visitors may write beside the options, at most. */
const OTHER_LENGTH = 200;

/** In form posts: the choice "something else", whose words come under `<key>.other`. */
export const OTHER_VALUE = '__other';
/** The name under which a form post sends the words of "something else". */
export const otherKey = (key: string): string => `${key}.other`;

/** Whether visitors may write a choice of their own. */
export const allowsOther = (field: FormField): boolean => isSet(field, 'allowsOther');

/** The option a text names, as the editor wrote it; visitors' own words where these are allowed. */
const chosen = (raw: unknown, field: FormField, options: ReadonlyMap<string, string>): Reading => {
  const found = readText(raw, OTHER_LENGTH);
  if (typeof found !== 'string') return found;
  const known = options.get(found.normalize('NFC'));
  if (known !== undefined) return value(known);
  if (!allowsOther(field)) return fault('not-an-option');
  // Ticked, but nothing was written.
  return found === OTHER_VALUE || found.trim() === '' ? fault('other-missing') : value(found.trim());
};

const valuesOf = (field: FormField): ReadonlyMap<string, string> =>
  new Map(optionsOf(field).map((option) => [option.value.normalize('NFC'), option.value]));

/** One choice. */
export const readChoice: FieldType['read'] = (raw, field) => chosen(raw, field, valuesOf(field));

/** Several choices, in the order of the options, visitors' own words last. */
export const readChoices: FieldType['read'] = (raw, field) => {
  if (!Array.isArray(raw)) return fault('not-list');
  const options = valuesOf(field);
  const max = numberSetting(field, 'maxChosen', Infinity);
  const most = Math.min(max, options.size + (allowsOther(field) ? 1 : 0));
  // Cheap first: a list longer than it can be is not read.
  if (raw.length > most) return fault('too-many', { max: most });

  const values = new Set<string>();
  for (const one of raw as readonly unknown[]) {
    const reading = chosen(one, field, options);
    if (reading.kind === 'fault') return reading;
    if (values.has(reading.value as string)) return fault('twice');
    values.add(reading.value as string);
  }
  const min = numberSetting(field, 'minChosen', 0);
  if (values.size > 0 && values.size < min) return fault('too-few', { min });
  const known = new Set(options.values());
  const own = [...values].filter((one) => !known.has(one));
  if (own.length > 1) return fault('not-an-option');
  return value([...[...known].filter((one) => values.has(one)), ...own]);
};

/** The options in the order they are shown: shuffled only where it was asked for, by the one who draws. */
export const choiceControl = (field: FormField, kind: Control['kind'], look?: Control['look']): Control => ({
  kind,
  options: optionsOf(field),
  ...(look ? { look } : {}),
  ...(allowsOther(field) ? { other: textSetting(field, 'otherLabel') } : {}),
});

/** The options that are chosen at first. */
export const initialChoices = (field: FormField): readonly string[] => listSetting(field, 'initial');

/** The labels of chosen values, in the same order; visitors' own words are their own label. */
export const labelsOf = (values: readonly string[], options: readonly FieldOption[]): readonly string[] => {
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return values.map((one) => labels.get(one) ?? one);
};
