import type { FormField } from '../../contracts/form';
import { outOfOrder, withoutUnset, type FieldDescription, type SettingDefinition, type SettingFault } from '../field-description';
import { fault, value, type FieldType, type Reading, type ReadTools } from '../field-type';
import { LONGEST_MATCHED } from '../pattern-weight';
import { numberSetting, textSetting } from '../settings';
import { lengthOf, readText } from '../text';

/** What a text may have at most, whatever is set. */
const MOST = 5_000;

/** The rules that texts of one and of several lines share. */
export const judgeText = (text: string, field: FormField, { matches }: ReadTools): Reading => {
  const min = numberSetting(field, 'minLength', 0);
  if (lengthOf(text) < min) return fault('too-short', { min });
  const pattern = textSetting(field, 'pattern');
  return pattern === '' || matches(pattern, text, 'whole') ? value(text) : fault('pattern');
};

/** One line of text. */
export const text: FieldType = {
  type: 'text',
  answers: true,
  read: (raw, field, tools) => {
    const found = readText(raw, Math.min(numberSetting(field, 'maxLength', 500), MOST));
    if (typeof found !== 'string') return found;
    return /[\r\n]/.test(found) ? fault('line-break') : judgeText(found, field, tools);
  },
  control: (field) => ({ kind: 'input', attributes: { type: 'text', value: textSetting(field, 'initial') } }),
};

/** Settings of texts: how long, of what shape, and what stands in it at first. */
export const textSettings = (most: number, own: readonly SettingDefinition[] = []): readonly SettingDefinition[] => [
  { name: 'minLength', kind: 'whole', default: null, min: 0, max: most },
  { name: 'maxLength', kind: 'whole', default: null, min: 1, max: most },
  { name: 'pattern', kind: 'pattern', default: '', max: 500 },
  { name: 'initial', kind: most > MOST ? 'long-text' : 'text', default: '', max: most, isTranslatable: true },
  ...own,
];

/** The order of the lengths; and what has a pattern may not be longer than patterns look at. */
export const checkLengths = (field: FormField): readonly SettingFault[] => [
  ...(numberSetting(field, 'maxLength', Infinity) < numberSetting(field, 'minLength', 0)
    ? [outOfOrder('maxLength', 'minLength')]
    : []),
  ...(textSetting(field, 'pattern') !== '' && numberSetting(field, 'maxLength', 0) > LONGEST_MATCHED
    ? [{ setting: 'maxLength', code: 'too-large', message: `Expected at most ${LONGEST_MATCHED} where there is a pattern.` }]
    : []),
];

export const textDescription: FieldDescription = {
  type: 'text',
  group: 'text',
  icon: 'TextField',
  settings: /* @__PURE__ */ textSettings(MOST),
  checkSettings: checkLengths,
  schema: (field) =>
    withoutUnset({
      type: 'string',
      minLength: numberSetting(field, 'minLength', null),
      maxLength: Math.min(numberSetting(field, 'maxLength', 500), MOST),
    }),
};
