import type { ConditionOperator, ConditionRule, FormDefinition, FormField } from '../../../../../shared/contracts/form';
import { operatorsFor, optionsOf } from '../../../../../shared/forms';
import { FIELD_TYPES, isAnswering } from '../../field-kinds';

/** Operators that compare with nothing. */
export const UNARY: ReadonlySet<ConditionOperator> = new Set(['is-empty', 'is-not-empty']);

/** Fields that a condition may ask about: those that are answered on a page up to `lastPage`, but not its own. */
export const askableFields = (definition: FormDefinition, lastPage: number, ownKey?: string): readonly FormField[] =>
  definition.pages
    .slice(0, lastPage + 1)
    .flatMap(({ fields }) => fields)
    .filter(({ type, key }) => isAnswering(type) && key !== ownKey);

/** How a field's answer can be compared, in the order of the select. */
export const operatorsOf = (field: FormField | undefined): readonly ConditionOperator[] => {
  const type = field && FIELD_TYPES.get(field.type);
  return field && type ? operatorsFor(field, type) : ['equals', 'not-equals', 'is-empty', 'is-not-empty'];
};

/** What can be chosen as the value; `undefined` where it is written. */
export const valuesOf = (field: FormField | undefined): 'yes-no' | readonly { value: string; label: string }[] | undefined => {
  if (field?.type === 'yes-no' || field?.type === 'consent') return 'yes-no';
  const options = field ? optionsOf(field) : [];
  return options.length > 0 ? options.map(({ value, label }) => ({ value, label: label || value })) : undefined;
};

/** What a rule about this field starts with. */
export const ruleAbout = (field: FormField | undefined): ConditionRule => {
  const values = valuesOf(field);
  const value = values === 'yes-no' ? true : (values?.[0]?.value ?? '');
  return { field: field?.key ?? '', operator: operatorsOf(field)[0] ?? 'equals', value };
};

/** Another operator; the value stays where it still means something. */
export const withOperator = (rule: ConditionRule, operator: ConditionOperator, field: FormField | undefined): ConditionRule => {
  if (UNARY.has(operator)) return { ...rule, operator, value: null };
  return { ...rule, operator, value: rule.value ?? ruleAbout(field).value };
};
