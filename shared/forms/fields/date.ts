import { dateFault, dateControl, checkDates } from '../dates';
import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { asDate, isDate } from '../local-date';

/** A day, without a time and without a zone. */
export const date: FieldType = {
  type: 'date',
  answers: true,
  compares: 'date',
  resolve: asDate,
  read: (raw, field, { today }) => {
    const day = typeof raw === 'string' ? raw.trim() : '';
    return isDate(day) ? (dateFault(day, field, today) ?? value(day)) : fault('not-date');
  },
  control: (field, today) => dateControl(field, 'date', today),
};

export const dateDescription: FieldDescription = {
  type: 'date',
  group: 'date',
  icon: 'DateField',
  settings: [
    { name: 'min', kind: 'date', default: '' },
    { name: 'max', kind: 'date', default: '' },
    { name: 'initial', kind: 'date', default: '' },
  ],
  checkSettings: checkDates,
  schema: () => ({ type: 'string', format: 'date' }),
};
