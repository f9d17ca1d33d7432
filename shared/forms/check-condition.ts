import type { ConditionRule, FieldCondition, FormField } from '../contracts/form';
import { whatPattern } from './check-setting';
import { toDecimal } from './decimal';
import { listed, quoted, type Report } from './definition-fault';
import type { FieldType } from './field-type';
import { isDateLimit, toDateTime, toTime } from './local-date';
import { operatorsFor } from './operators';
import { allowsOther } from './options';
import { optionsOf } from './settings';

/** A field where it stands. */
export interface PlacedField {
  readonly field: FormField;
  readonly type: FieldType;
  /** Of its page. */
  readonly pageIndex: number;
  readonly path: string;
}

/** What checking a condition needs to know of the form. */
export interface ConditionScope {
  readonly fields: ReadonlyMap<string, PlacedField>;
  /** Fields of later pages are not answered yet when this is asked. */
  readonly lastPage: number;
  /** The field whose own condition it is. */
  readonly ownKey?: string;
  readonly compiles: (pattern: string) => boolean;
  readonly report: Report;
}

const checkValue = (
  { operator, value }: ConditionRule,
  { field, type }: PlacedField,
  compiles: ConditionScope['compiles']
): string | null => {
  if (operator === 'is-empty' || operator === 'is-not-empty') return null;
  if (value === null || value === '') return 'something to compare with';
  if (operator === 'matches') return whatPattern(value, compiles);
  const text = String(value);
  if (type.compares === 'number') return toDecimal(value) === null ? 'a number' : null;
  if (field.type === 'time') return toTime(text) === null ? 'a time such as `09:30`' : null;
  if (type.compares === 'date')
    return isDateLimit(text) || toDateTime(text) !== null ? null : 'a date such as `2026-01-31` or `today-18y`';
  if (field.type === 'yes-no' || field.type === 'consent') return ['true', 'false'].includes(text) ? null : 'true or false';
  const options = optionsOf(field);
  if (options.length === 0 || allowsOther(field) || options.some((option) => option.value === text)) return null;
  // Parts of an option's value can be looked for where one is chosen; in lists whole choices are compared.
  return (operator === 'contains' || operator === 'not-contains') && !type.isList?.(field) ? null : 'one of the choices';
};

const checkRule = (rule: ConditionRule, path: string, scope: ConditionScope): void => {
  const { fields, lastPage, ownKey, compiles, report } = scope;
  const asked = fields.get(rule.field);
  if (asked === undefined)
    return report(`${path}.field`, 'unknown-field', `Expected the key of a field of this form, got ${quoted(rule.field)}.`);
  if (!asked.type.answers)
    return report(`${path}.field`, 'no-answer', `Expected a field that is answered; \`${rule.field}\` is not.`);
  if (rule.field === ownKey) return report(`${path}.field`, 'own-field', 'Expected another field: no field can depend on itself.');
  if (asked.pageIndex > lastPage)
    return report(
      `${path}.field`,
      'later-page',
      `Expected a field that was asked by then; \`${rule.field}\` comes on a later page.`
    );
  const operators = operatorsFor(asked.field, asked.type);
  if (!operators.includes(rule.operator))
    return report(`${path}.operator`, 'bad-operator', `Expected ${listed(operators)} for this field.`);
  const wanted = checkValue(rule, asked, compiles);
  if (wanted !== null) report(`${path}.value`, 'bad-value', `Expected ${wanted}, got ${quoted(rule.value)}.`);
};

/** Judges a condition: it asks about fields that exist, have been answered by then, and can be compared like that. */
export const checkCondition = ({ rules }: FieldCondition, path: string, scope: ConditionScope): void => {
  rules.forEach((rule, index) => checkRule(rule, `${path}.rules.${index}`, scope));
};

/** Keys of fields in circles: each is shown only if it is shown. */
export const circlesOf = (fields: ReadonlyMap<string, PlacedField>): readonly string[] => {
  const asks = (key: string): readonly string[] =>
    (fields.get(key)?.field.visibility?.when.rules ?? []).map((rule) => rule.field).filter((one) => fields.has(one));
  // Whoever does not ask for an open one is done; what is left when nobody is done goes round in circles or hangs on one that does.
  const open = new Set(fields.keys());
  let done: readonly string[];
  do {
    done = [...open].filter((key) => asks(key).every((one) => !open.has(one) || one === key));
    for (const key of done) open.delete(key);
  } while (done.length > 0);
  const isAskedBy = (key: string): boolean => [...open].some((other) => other !== key && asks(other).includes(key));
  return [...open].filter(isAskedBy);
};
