import type { Condition, Operator } from '../../../shared/contracts/webhook';
import { compareValues, isSame } from './compare-values';
import type { StoredEvent } from './event';
import { valuesAt } from './path';
import { rootOf } from './submission';

/** `null`: it cannot be told, because the event travels without its fields. */
type Answer = boolean | null;

type Comparison = Extract<Condition, { kind: 'compare' }>;
type Test = (actual: unknown, value: unknown) => boolean;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isEmptyValue = (value: unknown): boolean => {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
};

const hasText: Test = (actual, value) =>
  typeof actual === 'string' ? actual.includes(String(value)) : typeof actual !== 'object' && isSame(actual, value);

const whenText =
  (test: (actual: string, value: string) => boolean): Test =>
  (actual, value) =>
    typeof actual === 'string' && test(actual, String(value));

const inOrder =
  (test: (order: number) => boolean): Test =>
  (actual, value) => {
    const order = compareValues(actual, value);
    return order !== null && test(order);
  };

/** Operators that ask for one element of which something is true. */
const SOME: Partial<Record<Operator, Test>> = {
  is: isSame,
  contains: hasText,
  startsWith: whenText((actual, value) => actual.startsWith(value)),
  endsWith: whenText((actual, value) => actual.endsWith(value)),
  gt: inOrder((order) => order > 0),
  gte: inOrder((order) => order >= 0),
  lt: inOrder((order) => order < 0),
  lte: inOrder((order) => order <= 0),
  in: (actual, value) => listOf(value).some((one) => isSame(actual, one)),
};

/** A negation is the exact opposite of its positive operator: no element may match. */
const OPPOSITE: Partial<Record<Operator, Operator>> = { isNot: 'is', notContains: 'contains', notIn: 'in' };

const some = (operator: Operator, actual: readonly unknown[], value: unknown): boolean => {
  const test = SOME[operator];
  // A field that is not there is as good as null: `is null` and `in [null]` find it.
  const elements = actual.length === 0 ? [null] : actual.flatMap(listOf);
  return test !== undefined && elements.some((element) => test(element, value));
};

const compareField = (operator: Operator, actual: readonly unknown[], value: unknown): boolean => {
  if (operator === 'isEmpty') return actual.every(isEmptyValue);
  if (operator === 'isNotEmpty') return !actual.every(isEmptyValue);
  const opposite = OPPOSITE[operator];
  return opposite === undefined ? some(operator, actual, value) : !some(opposite, actual, value);
};

const EVENT_FIELDS: Readonly<Record<string, (event: StoredEvent) => unknown>> = {
  $type: (event) => event.type,
  $uid: (event) => event.subject?.uid,
  $documentId: (event) => event.subject?.documentId,
  $locale: (event) => event.subject?.locale,
  $status: (event) => event.subject?.status,
};

/** Names of the fields that look at the event itself. */
export const EVENT_FIELD_NAMES: readonly string[] = Object.keys(EVENT_FIELDS);

/** What vanished has not changed, it is gone; everything else without an old version is new in all its fields. */
const isRemoval = (type: string): boolean => type.endsWith('.delete') || type.endsWith('.unpublish');

const compareChange = (event: StoredEvent, { field, operator, value }: Comparison): Answer => {
  const segments = field.split('.');
  const [first = '', ...rest] = segments;
  const { changed } = event.data;
  const isNow = () => some('is', valuesAt(rootOf(event), segments), value);
  if (changed === null) {
    if (event.isTruncated) return null;
    if (operator === 'changedFrom' || isRemoval(event.type)) return false;
    return operator === 'changed' || isNow();
  }
  if (!Object.hasOwn(changed, first)) return false;
  if (operator === 'changed') return true;
  if (event.isTruncated) return null;
  const wasBefore = some('is', valuesAt(changed[first]?.from, rest), value);
  return operator === 'changedTo' ? isNow() && !wasBefore : wasBefore && !isNow();
};

const compare = (event: StoredEvent, comparison: Comparison): Answer => {
  const { field, operator, value } = comparison;
  const eventField = Object.hasOwn(EVENT_FIELDS, field) ? EVENT_FIELDS[field] : undefined;
  if (eventField !== undefined) return compareField(operator, [eventField(event)], value);
  if (operator === 'changed' || operator === 'changedTo' || operator === 'changedFrom') return compareChange(event, comparison);
  const segments = field.split('.');
  if (event.isTruncated && valuesAt(rootOf(event), segments.slice(0, 1)).length === 0) return null;
  return compareField(operator, valuesAt(rootOf(event), segments), value);
};

const opposite = (answer: Answer): Answer => (answer === null ? null : !answer);

const decide = (condition: Condition, event: StoredEvent): Answer => {
  switch (condition.kind) {
    case 'all': {
      const answers = condition.of.map((one) => decide(one, event));
      return answers.includes(false) ? false : answers.includes(null) ? null : true;
    }
    case 'any': {
      const answers = condition.of.map((one) => decide(one, event));
      return answers.includes(true) ? true : answers.includes(null) ? null : false;
    }
    case 'not':
      return opposite(decide(condition.of, event));
    case 'compare':
      return compare(event, condition);
  }
};

/**
 * Whether a condition holds for an event; no condition always holds.
 *
 * Lists: a comparison holds when it holds for any element, its negation when for none. `changed` looks at the top-level field of its path.
 * Where no older version was captured, every field of a create or a first publish counts as changed, no field of a delete or unpublish.
 * A truncated event has no fields to ask: what cannot be told counts as holding, `not` or no `not`, so that nothing is lost in silence.
 */
export const holds = (condition: Condition | null, event: StoredEvent): boolean =>
  condition === null || decide(condition, event) !== false;
