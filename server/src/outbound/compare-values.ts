const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^-?\d+$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
/** Longer text is no number: turning digits into a number costs more than in proportion to their count. */
const LONGEST_NUMBER = 64;

const numberText = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value.length <= LONGEST_NUMBER && NUMBER.test(value) ? value : null;
};

const order = <T>(left: T, right: T): number => (left < right ? -1 : left > right ? 1 : 0);

/** Strapi's `biginteger` is text beyond what a double can tell apart. */
const compareNumbers = (left: string, right: string): number =>
  INTEGER.test(left) && INTEGER.test(right) ? order(BigInt(left), BigInt(right)) : order(Number(left), Number(right));

/** Milliseconds since the epoch; a time without a zone is taken as UTC, which is how Strapi stores it. */
const instantOf = (value: unknown): number | null => {
  if (typeof value !== 'string' || !INSTANT.test(value)) return null;
  const hasTime = value.includes('T');
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(value);
  const ms = Date.parse(hasTime && !hasZone ? `${value}Z` : value);
  return Number.isNaN(ms) ? null : ms;
};

const booleanText = (value: unknown): string | null =>
  typeof value === 'boolean' ? String(value) : value === 'true' || value === 'false' ? value : null;

/**
 * Below zero, zero or above, as a sort function; `null` when the two cannot be put in an order. Numbers (also in text, as Strapi gives
 * decimals and big integers) are compared as numbers, ISO 8601 dates as instants, other text by code unit, capitals apart.
 */
export const compareValues = (left: unknown, right: unknown): number | null => {
  const [leftNumber, rightNumber] = [numberText(left), numberText(right)];
  if (leftNumber !== null && rightNumber !== null) return compareNumbers(leftNumber, rightNumber);
  const [leftInstant, rightInstant] = [instantOf(left), instantOf(right)];
  if (leftInstant !== null && rightInstant !== null) return order(leftInstant, rightInstant);
  return typeof left === 'string' && typeof right === 'string' ? order(left, right) : null;
};

/** Whether two values are the same to a person: as `compareValues`, and `true` is the same as `"true"`, `null` as nothing. */
export const isSame = (left: unknown, right: unknown): boolean => {
  if (left === null || left === undefined) return right === null || right === undefined;
  const [leftBoolean, rightBoolean] = [booleanText(left), booleanText(right)];
  if (leftBoolean !== null && rightBoolean !== null) return leftBoolean === rightBoolean;
  return compareValues(left, right) === 0;
};
