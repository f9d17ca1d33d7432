import { mixed, type AnySchema } from 'yup';
import { OPERATORS, type Operator } from '../../../shared/contracts/webhook';
import { caseOf, chosenBy, expected, expectedOneOf, isRecord, listOf, nullOr, quote, unionOf } from '../kernel/expected';
import { EVENT_FIELD_NAMES } from './condition';

const DEEPEST_CONDITION = 8;
const LARGEST_CONDITION = 100;

const FIELD_PATH = /^[^.\s$][^.]{0,199}(?:\.[^.]{1,200}){0,9}$/;
const LONGEST_PATH = 200;
const LONGEST_VALUE = 1_000;

/** A path into an entry: up to 10 names with dots between them. */
export const isFieldPath = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_PATH && FIELD_PATH.test(value);

const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  Number.isFinite(value) ||
  (typeof value === 'string' && value.length <= LONGEST_VALUE);

const isPart = (value: unknown): boolean => isScalar(value) && typeof value !== 'boolean' && value !== null && value !== '';

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '';

interface ValueRule {
  readonly what: string;
  readonly isValid: (value: unknown) => boolean;
}

const SCALAR: ValueRule = { what: 'text of at most 1,000 characters, a number, true, false or null', isValid: isScalar };
const PART: ValueRule = { what: 'text of 1 to 1,000 characters or a number', isValid: isPart };
const NOTHING: ValueRule = { what: 'no value with this operator', isValid: isNothing };
const SCALARS: ValueRule = {
  what: 'a list of 1 to 100 texts or numbers',
  isValid: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 100 && value.every(isScalar),
};

const VALUE_RULES: Readonly<Record<Operator, ValueRule>> = {
  is: SCALAR,
  isNot: SCALAR,
  contains: PART,
  notContains: PART,
  startsWith: PART,
  endsWith: PART,
  gt: PART,
  gte: PART,
  lt: PART,
  lte: PART,
  in: SCALARS,
  notIn: SCALARS,
  isEmpty: NOTHING,
  isNotEmpty: NOTHING,
  changed: NOTHING,
  changedTo: SCALAR,
  changedFrom: SCALAR,
};

const isOperator = (value: unknown): value is Operator => OPERATORS.some((operator) => operator === value);

const comparison = caseOf({
  field: expected(
    `a field such as \`title\`, \`category.slug\` or one of ${EVENT_FIELD_NAMES.join(', ')}`,
    (value) => isFieldPath(value) || (typeof value === 'string' && EVENT_FIELD_NAMES.includes(value))
  ),
  operator: expectedOneOf(OPERATORS),
  value: mixed().nullable(),
})
  .test('value', function checkValue(node: unknown) {
    if (!isRecord(node) || !isOperator(node['operator'])) return true;
    const { what, isValid } = VALUE_RULES[node['operator']];
    return (
      isValid(node['value']) ||
      this.createError({ path: `${this.path}.value`, message: `Expected ${what}, got ${quote(node['value'])}.` })
    );
  })
  .test('changed', function checkChanged(node: unknown) {
    if (!isRecord(node) || !String(node['operator']).startsWith('changed') || !String(node['field']).startsWith('$')) return true;
    return this.createError({
      path: `${this.path}.field`,
      message: `Expected a field of the entry for \`${String(node['operator'])}\`, got ${quote(node['field'])}, which never changes.`,
    });
  });

const below = (node: unknown): readonly unknown[] => {
  if (!isRecord(node) || node['kind'] === 'compare') return [];
  return Array.isArray(node['of']) ? node['of'] : node['of'] === undefined ? [] : [node['of']];
};

/** Looked at level by level and no further than the bounds, so that no input can make it cost more. */
const isWithinBounds = (root: unknown): boolean => {
  let level: readonly unknown[] = [root];
  let count = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > DEEPEST_CONDITION || count > LARGEST_CONDITION) return false;
    level = level.flatMap(below);
  }
  return true;
};

const node: AnySchema = unionOf({
  all: caseOf({
    of: listOf(
      chosenBy(() => node),
      1,
      LARGEST_CONDITION,
      'conditions'
    ),
  }),
  any: caseOf({
    of: listOf(
      chosenBy(() => node),
      1,
      LARGEST_CONDITION,
      'conditions'
    ),
  }),
  not: caseOf({ of: chosenBy(() => node) }),
  compare: comparison,
});

const tooLarge = mixed().test(
  'bounds',
  `Expected a condition of at most ${DEEPEST_CONDITION} levels and ${LARGEST_CONDITION} parts.`,
  () => false
);

/** A condition of at most 8 levels and 100 parts, or `null`. */
export const conditionSchema: AnySchema = nullOr(chosenBy((value) => (isWithinBounds(value) ? node : tooLarge)));
