import type { FormField } from '../../contracts/form';
import type { FieldDescription } from '../field-description';
import type { Control, FieldType } from '../field-type';
import { readNumber } from '../number';
import { isSet, numberSetting, textSetting } from '../settings';

const ends = (field: FormField): { min: number; max: number } => ({
  min: isSet(field, 'startsAtZero') ? 0 : 1,
  max: Math.min(Math.max(Math.trunc(numberSetting(field, 'max', 5)), 3), 10),
});

const lookOf = (field: FormField): NonNullable<Control['look']> => {
  const icon = textSetting(field, 'icon');
  return icon === 'heart' ? 'hearts' : icon === 'number' ? 'scale' : 'stars';
};

/** A mark from 1 (or 0) to 3–10. */
export const rating: FieldType = {
  type: 'rating',
  answers: true,
  compares: 'number',
  read: (raw, field, tools) => readNumber(raw, { ...field, settings: ends(field) }, tools),
  control: (field) => {
    const { min, max } = ends(field);
    const marks = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
    return {
      kind: 'radios',
      look: lookOf(field),
      options: marks.map((mark) => ({ value: mark, label: mark })),
    };
  },
};

export const ratingDescription: FieldDescription = {
  type: 'rating',
  group: 'number',
  icon: 'Star',
  settings: [
    { name: 'max', kind: 'whole', default: 5, min: 3, max: 10 },
    { name: 'startsAtZero', kind: 'boolean', default: false, onlyWith: { setting: 'icon', is: ['number'] } },
    { name: 'icon', kind: 'choice', default: 'star', choices: ['star', 'heart', 'number'] },
    { name: 'minLabel', kind: 'text', default: '', max: 100, isTranslatable: true },
    { name: 'maxLabel', kind: 'text', default: '', max: 100, isTranslatable: true },
  ],
  schema: (field) => ({ type: 'integer', minimum: ends(field).min, maximum: ends(field).max }),
};
