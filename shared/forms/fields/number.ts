import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { checkNumbers, decimalsOf, numberAttributes, numberSchema, readNumber } from '../number';

/** A number: whole, or with as many decimals as are allowed. */
export const number: FieldType = {
  type: 'number',
  answers: true,
  compares: 'number',
  read: readNumber,
  // Not type=number: it takes an `e`, loses what it does not understand, and changes under a scrolling mouse.
  control: (field) => {
    const { value } = numberAttributes(field);
    return {
      kind: 'input',
      attributes: {
        type: 'text',
        inputmode: decimalsOf(field) > 0 ? 'decimal' : 'numeric',
        ...(value === undefined ? {} : { value }),
      },
    };
  },
};

export const numberDescription: FieldDescription = {
  type: 'number',
  group: 'number',
  icon: 'NumberField',
  settings: [
    { name: 'min', kind: 'decimal', default: null },
    { name: 'max', kind: 'decimal', default: null },
    { name: 'step', kind: 'decimal', default: null },
    { name: 'decimals', kind: 'whole', default: null, min: 0, max: 10 },
    { name: 'unit', kind: 'text', default: '', max: 30, isTranslatable: true },
    { name: 'initial', kind: 'decimal', default: null },
  ],
  checkSettings: checkNumbers,
  schema: numberSchema,
};
