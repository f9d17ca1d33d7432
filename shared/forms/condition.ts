import type { ConditionOperator, ConditionRule, FieldCondition, FieldValue } from '../contracts/form';
import { compareDecimals, toDecimal } from './decimal';
import type { FieldType, Matches } from './field-type';
import { LONGEST_MATCHED } from './pattern-weight';
import { folded } from './text';

/** What a condition asks of the form: the value of a field that is in sight, or null, and how its type compares. */
export interface ConditionView {
  readonly valueOf: (key: string) => FieldValue;
  /** `comparedForm` of that value, made once where many rules ask for it: composing long texts anew takes its time. */
  readonly textOf?: (key: string) => string;
  readonly typeOf: (key: string) => Pick<FieldType, 'compares' | 'resolve'> | undefined;
  readonly matches: Matches;
  /** Resolves values such as `today-18y`. */
  readonly today: string;
}

/** A value as texts compare it: lists joined by commas, files by their names, consents by whether they were given. */
export const comparedText = (value: FieldValue): string => {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) return String(value.granted);
  return value.map((one) => (typeof one === 'string' ? one : one.name)).join(',');
};

/** As all operators but `matches` see a value: composed alike, in upper case. */
export const comparedForm = (value: FieldValue): string => folded(comparedText(value));

const isList = (value: FieldValue): value is Extract<FieldValue, readonly unknown[]> => Array.isArray(value);

/** Lists are searched choice by choice: `red` is not in `dark-red`. Texts are searched anywhere. */
const contains = (value: FieldValue, actual: string, wanted: string): boolean =>
  isList(value) && wanted !== '' ? value.some((one) => comparedForm([one] as FieldValue) === wanted) : actual.includes(wanted);

/** Negative, zero or positive; NaN when the two cannot be compared, or nothing was answered. */
const order = (actual: string, wanted: string, compares: FieldType['compares']): number => {
  if (actual === '' || wanted === '') return NaN;
  const [left, right] = [toDecimal(actual), toDecimal(wanted)];
  if (compares !== 'date' && left !== null && right !== null) return compareDecimals(left, right);
  if (compares === 'number') return NaN;
  return actual < wanted ? -1 : actual > wanted ? 1 : 0;
};

const isEqual = (actual: string, wanted: string, compares: FieldType['compares']): boolean =>
  actual === wanted || (compares === 'number' && order(actual, wanted, compares) === 0);

type Test = (given: {
  readonly value: FieldValue;
  readonly actual: string;
  readonly wanted: string;
  readonly compares: FieldType['compares'];
  readonly pattern: string;
  readonly matches: Matches;
}) => boolean;

/** As Episerver compares texts, measured: see the table in docs/form-fields.md, odd corners included. */
const TESTS: Readonly<Record<ConditionOperator, Test>> = {
  equals: ({ actual, wanted, compares }) => isEqual(actual, wanted, compares),
  'not-equals': ({ actual, wanted, compares }) => !isEqual(actual, wanted, compares),
  contains: ({ value, actual, wanted }) => contains(value, actual, wanted),
  // "Does not contain nothing" is true of every text but the empty one.
  'not-contains': ({ value, actual, wanted }) => (wanted === '' ? actual !== '' : !contains(value, actual, wanted)),
  matches: ({ value, pattern, matches }) => matches(pattern, comparedText(value).slice(0, LONGEST_MATCHED), 'part'),
  'is-empty': ({ actual }) => actual === '',
  'is-not-empty': ({ actual }) => actual !== '',
  'greater-than': ({ actual, wanted, compares }) => order(actual, wanted, compares) > 0,
  'greater-or-equal': ({ actual, wanted, compares }) => order(actual, wanted, compares) >= 0,
  'less-than': ({ actual, wanted, compares }) => order(actual, wanted, compares) < 0,
  'less-or-equal': ({ actual, wanted, compares }) => order(actual, wanted, compares) <= 0,
};

/** Of `2026-01-31`. */
const DATE_LENGTH = 10;

/** Whether one rule holds. An operator of a newer version holds never. */
const ruleHolds = ({ field, operator, value: wanted }: ConditionRule, view: ConditionView): boolean => {
  if (!Object.hasOwn(TESTS, operator)) return false;
  const [value, { compares, resolve } = {}] = [view.valueOf(field), view.typeOf(field)];
  const pattern = wanted === null ? '' : String(wanted);
  const actual = view.textOf?.(field) ?? comparedForm(value);
  const day = resolve?.(pattern, view.today) ?? '';
  return TESTS[operator]({
    value,
    // Of a day and a time, a rule about a day asks for the day.
    actual: day.length === DATE_LENGTH ? actual.slice(0, DATE_LENGTH) : actual,
    wanted: day || folded(pattern),
    compares,
    pattern,
    matches: view.matches,
  });
};

/** Whether a condition holds. No rules, no condition: an empty list always holds. */
export const holds = ({ combine, rules }: FieldCondition, view: ConditionView): boolean => {
  if (rules.length === 0) return true;
  return combine === 'any' ? rules.some((rule) => ruleHolds(rule, view)) : rules.every((rule) => ruleHolds(rule, view));
};
