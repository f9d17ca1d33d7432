import { checkDates, DAY_ENDS, dateControl, dateFault } from '../dates';
import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { asDate, toDateTime } from '../local-date';

/** A day and a time, as the clock on the wall there shows it. */
export const dateTime: FieldType = {
  type: 'date-time',
  answers: true,
  compares: 'date',
  resolve: asDate,
  read: (raw, field, { today }) => {
    const at = typeof raw === 'string' ? toDateTime(raw.trim()) : null;
    return at === null ? fault('not-date-time') : (dateFault(at, field, today, DAY_ENDS) ?? value(at));
  },
  control: (field, today) => dateControl(field, 'datetime-local', today, DAY_ENDS),
};

export const dateTimeDescription: FieldDescription = {
  type: 'date-time',
  group: 'date',
  icon: 'Calendar',
  settings: [
    { name: 'min', kind: 'date-time', default: '' },
    { name: 'max', kind: 'date-time', default: '' },
    { name: 'initial', kind: 'date-time', default: '' },
  ],
  checkSettings: checkDates,
  schema: () => ({ type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:00(\\.0{1,3})?)?$' }),
};
