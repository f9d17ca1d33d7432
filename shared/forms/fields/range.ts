import type { FormField } from '../../contracts/form';
import { toDecimal } from '../decimal';
import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { checkNumbers, numberAttributes, numberSchema, readNumber } from '../number';

/** A slider has ends, whether an editor set them or not. */
const withEnds = (field: FormField): FormField => {
  const { min, max, step } = field.settings;
  return {
    ...field,
    settings: { ...field.settings, min: toDecimal(min) ?? '0', max: toDecimal(max) ?? '100', step: toDecimal(step) ?? '1' },
  };
};

/** A number chosen on a scale. */
export const range: FieldType = {
  type: 'range',
  answers: true,
  compares: 'number',
  read: (raw, field, tools) => readNumber(raw, withEnds(field), tools),
  control: (field) => ({
    kind: 'input',
    look: 'scale',
    attributes: { type: 'range', ...numberAttributes(withEnds(field)) },
  }),
};

export const rangeDescription: FieldDescription = {
  type: 'range',
  group: 'number',
  icon: 'SlidersHorizontal',
  settings: [
    { name: 'min', kind: 'decimal', default: 0 },
    { name: 'max', kind: 'decimal', default: 100 },
    { name: 'step', kind: 'decimal', default: 1 },
    { name: 'minLabel', kind: 'text', default: '', max: 100, isTranslatable: true },
    { name: 'maxLabel', kind: 'text', default: '', max: 100, isTranslatable: true },
    { name: 'unit', kind: 'text', default: '', max: 30, isTranslatable: true },
    { name: 'initial', kind: 'decimal', default: null },
  ],
  checkSettings: (field) => checkNumbers(withEnds(field)),
  schema: (field, of) => numberSchema(withEnds(field), of),
};
