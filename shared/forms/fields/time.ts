import { outOfOrder, type FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { asDate, toTime } from '../local-date';
import { numberSetting, textSetting } from '../settings';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A time of day; hours and minutes. */
export const time: FieldType = {
  type: 'time',
  answers: true,
  compares: 'date',
  resolve: asDate,
  read: (raw, field) => {
    const at = typeof raw === 'string' ? toTime(raw.trim()) : null;
    if (at === null) return fault('not-time');
    const [min, max] = [toTime(textSetting(field, 'min')), toTime(textSetting(field, 'max'))];
    if (min !== null && at < min) return fault('too-early', { min });
    if (max !== null && at > max) return fault('too-late', { max });
    const step = numberSetting(field, 'stepMinutes', 1);
    const isOnStep = step < 1 || (minutesOf(at) - minutesOf(min ?? '00:00')) % step === 0;
    return isOnStep ? value(at) : fault('off-step', { step: `${step} min` });
  },
  control: (field) => {
    const [min, max, initial] = ['min', 'max', 'initial'].map((name) => toTime(textSetting(field, name)));
    const step = numberSetting(field, 'stepMinutes', 1);
    return {
      kind: 'input',
      attributes: {
        type: 'time',
        ...(min ? { min } : {}),
        ...(max ? { max } : {}),
        ...(step > 1 ? { step: step * 60 } : {}),
        ...(initial ? { value: initial } : {}),
      },
    };
  },
};

export const timeDescription: FieldDescription = {
  type: 'time',
  group: 'date',
  icon: 'Clock',
  settings: [
    { name: 'min', kind: 'time', default: '' },
    { name: 'max', kind: 'time', default: '' },
    { name: 'stepMinutes', kind: 'whole', default: null, min: 1, max: 720 },
    { name: 'initial', kind: 'time', default: '' },
  ],
  checkSettings: (field) => {
    const [min, max] = [toTime(textSetting(field, 'min')), toTime(textSetting(field, 'max'))];
    return min !== null && max !== null && max < min ? [outOfOrder('max', 'min')] : [];
  },
  schema: () => ({ type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9](:00(\\.0{1,3})?)?$' }),
};
