import type { AnswerKind, AnswerOperator, FormField } from '../contracts/form';
import { toDecimal } from './decimal';
import type { FieldType } from './field-type';
import { asDate } from './local-date';
import { optionsOf } from './settings';

/** Each of them looks through the answers of all submissions once more. */
export const MOST_ANSWER_FILTERS = 5;

const ALWAYS: readonly AnswerOperator[] = ['is-empty', 'is-not-empty'];
const SAME: readonly AnswerOperator[] = ['equals', 'not-equals'];
const PART: readonly AnswerOperator[] = ['contains', 'not-contains'];
const ORDER: readonly AnswerOperator[] = ['greater-or-equal', 'less-or-equal'];

/** What can be asked about answers of a kind, in the order the inbox offers it. */
export const ANSWER_OPERATORS_OF: Readonly<Record<AnswerKind, readonly AnswerOperator[]>> = {
  text: [...PART, ...SAME, ...ALWAYS],
  number: [...SAME, ...ORDER, ...ALWAYS],
  date: [...SAME, ...ORDER, ...ALWAYS],
  choice: [...SAME, ...ALWAYS],
  choices: [...PART, ...ALWAYS],
  'yes-no': [...SAME, ...ALWAYS],
  // It is given or not, and never empty.
  consent: SAME,
  file: ALWAYS,
};

/** Whether it compares with something. */
export const takesValue = (operator: AnswerOperator): boolean => !ALWAYS.includes(operator);

/** How the answers of a field are compared; those of a type that nobody knows any more as texts. */
export const answerKindOf = (field: FormField, type: Pick<FieldType, 'compares' | 'isList'> | undefined): AnswerKind => {
  if (field.type === 'file' || field.type === 'consent' || field.type === 'yes-no') return field.type;
  if (type?.compares) return type.compares;
  if (type?.isList?.(field)) return 'choices';
  return optionsOf(field).length > 0 ? 'choice' : 'text';
};

/** The value as answers of that kind are written; `null` when it can be no such answer. */
export const answerValueOf = (kind: AnswerKind, value: string): string | null => {
  if (kind === 'number') return toDecimal(value);
  if (kind === 'date') return asDate(value.trim(), '') || null;
  if (kind === 'yes-no' || kind === 'consent') return value === 'true' || value === 'false' ? value : null;
  return value.trim() === '' ? null : value;
};
