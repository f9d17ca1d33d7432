import type { FormField } from '../contracts/form';
import { outOfOrder, type SettingFault } from './field-description';
import { fault, type Control, type Reading, type ReadTools } from './field-type';
import { limitOf } from './local-date';
import { textSetting } from './settings';

/** Where the day of a limit begins and ends, for answers that have a time. */
export const DAY_ENDS = ['T00:00', 'T23:59'] as const;

type Ends = readonly [string, string];

/** What is wrong with a date or time that exists: too early or too late. */
export const dateFault = (text: string, field: FormField, today: ReadTools['today'], ends: Ends = ['', '']): Reading | null => {
  const min = limitOf(textSetting(field, 'min'), today.earliest, ends[0]);
  const max = limitOf(textSetting(field, 'max'), today.latest, ends[1]);
  if (min !== '' && text < min) return fault('too-early', { min: min.replace('T', ' ') });
  return max !== '' && text > max ? fault('too-late', { max: max.replace('T', ' ') }) : null;
};

/** An input of a date or of a date and time. Limits told from today are left to the judge where the day is not known. */
export const dateControl = (field: FormField, type: string, today = '', ends: Ends = ['', '']): Control => {
  const at = (name: string, end: string): string => limitOf(textSetting(field, name), today, end);
  const set = { type, min: at('min', ends[0]), max: at('max', ends[1]), value: at('initial', ends[0]) };
  return { kind: 'input', attributes: Object.fromEntries(Object.entries(set).filter(([, text]) => text !== '')) };
};

/** The order of fixed limits; those told from today are compared with each other on any day. */
export const checkDates = (field: FormField): readonly SettingFault[] => {
  const [min, max] = ['min', 'max'].map((name) => textSetting(field, name)) as [string, string];
  if (min.startsWith('today') !== max.startsWith('today')) return [];
  const [from, to] = [limitOf(min, '2024-06-15', DAY_ENDS[0]), limitOf(max, '2024-06-15', DAY_ENDS[1])];
  return from !== '' && to !== '' && to < from ? [outOfOrder('max', 'min')] : [];
};
