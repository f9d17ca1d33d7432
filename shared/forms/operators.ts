import type { ConditionOperator, FormField } from '../contracts/form';
import type { FieldType } from './field-type';

const ALWAYS: readonly ConditionOperator[] = ['is-empty', 'is-not-empty'];
const SAME: readonly ConditionOperator[] = ['equals', 'not-equals'];
const SEARCH: readonly ConditionOperator[] = ['contains', 'not-contains', 'matches'];
const ORDER: readonly ConditionOperator[] = ['greater-than', 'greater-or-equal', 'less-than', 'less-or-equal'];

/** What a condition can sensibly ask about a field, in the order the builder offers it. */
export const operatorsFor = (field: FormField, type: FieldType): readonly ConditionOperator[] => {
  if (!type.answers) return [];
  if (field.type === 'file') return ALWAYS;
  if (field.type === 'yes-no' || field.type === 'consent') return [...SAME, ...ALWAYS];
  if (type.compares) return [...SAME, ...ORDER, ...ALWAYS];
  return type.isList?.(field) ? ['contains', 'not-contains', ...SAME, 'matches', ...ALWAYS] : [...SAME, ...SEARCH, ...ALWAYS];
};
