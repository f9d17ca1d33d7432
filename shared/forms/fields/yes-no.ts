import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { textSetting } from '../settings';

/** What form posts say for yes and for no. */
const YES = ['true', 'yes', 'on', '1'];
const NO = ['false', 'no', 'off', '0'];

/** Yes or no as a JSON boolean, or in a form post as a word; null when it is neither. */
export const toBoolean = (raw: unknown, isLenient: boolean): boolean | null => {
  if (typeof raw === 'boolean') return raw;
  if (!isLenient || typeof raw !== 'string') return null;
  const word = raw.trim().toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : null;
};

/** A question with two answers. Drawn as a switch, leaving it alone says no. */
export const yesNo: FieldType = {
  type: 'yes-no',
  answers: true,
  readsMissing: true,
  read: (raw, field, { isLenient }) => {
    // A browser sends nothing for a switch that is off.
    if (raw === null) return value(isLenient && textSetting(field, 'look') === 'switch' ? false : null);
    const isYes = toBoolean(raw, isLenient);
    return isYes === null ? fault('not-yes-no') : value(isYes);
  },
  control: (field) =>
    textSetting(field, 'look') === 'switch'
      ? {
          kind: 'checkbox',
          look: 'switch',
          attributes: { value: 'true', ...(textSetting(field, 'initial') === 'yes' ? { checked: true as const } : {}) },
        }
      : {
          kind: 'radios',
          options: [
            { value: 'true', label: textSetting(field, 'yesLabel') },
            { value: 'false', label: textSetting(field, 'noLabel') },
          ],
        },
};

export const yesNoDescription: FieldDescription = {
  type: 'yes-no',
  group: 'choice',
  icon: 'BooleanField',
  settings: [
    { name: 'look', kind: 'choice', default: 'radios', choices: ['radios', 'switch'] },
    { name: 'yesLabel', kind: 'text', default: '', max: 200, isTranslatable: true, onlyWith: { setting: 'look', is: ['radios'] } },
    { name: 'noLabel', kind: 'text', default: '', max: 200, isTranslatable: true, onlyWith: { setting: 'look', is: ['radios'] } },
    { name: 'initial', kind: 'choice', default: '', choices: ['', 'yes', 'no'] },
  ],
  schema: () => ({ type: 'boolean' }),
};
