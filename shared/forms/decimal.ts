/** Decimals are texts and stay texts: what is exact on paper stays exact here. */

const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{1,20}))?$/;

/** JavaScript writes small numbers with an exponent, whoever wrote them without: `0.0000001` is its `1e-7`. */
const writtenOut = (number: number): string => {
  const [, sign, first, others = '', zeros] = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(String(number)) ?? [];
  return first === undefined ? String(number) : `${sign}0.${'0'.repeat(Number(zeros) - 1)}${first}${others}`;
};

/** The decimal a number or text says, without a plus sign and leading zeros; null when it says none. No exponents in texts, no hexadecimals. */
export const toDecimal = (raw: unknown): string | null => {
  if (typeof raw !== 'number' && typeof raw !== 'string') return null;
  const [, sign, whole, fraction] = DECIMAL.exec(typeof raw === 'number' ? writtenOut(raw) : raw.trim()) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replace(/^0+(?=\d)/, '') + (fraction === undefined ? '' : `.${fraction}`);
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
};

const placesOf = (decimal: string): number => (decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0);

/** As a whole number of units of the `places`-th decimal. */
const unitsOf = (decimal: string, places: number): bigint =>
  BigInt(decimal.replace('.', '') + '0'.repeat(Math.max(0, places - placesOf(decimal))));

/** How many digits stand behind the point, trailing zeros not counted. */
export const decimalPlaces = (decimal: string): number => (decimal.includes('.') ? placesOf(decimal.replace(/0{1,20}$/, '')) : 0);

/** Negative, zero or positive, as the first is less than, equal to or greater than the second. */
export const compareDecimals = (left: string, right: string): number => {
  const places = Math.max(placesOf(left), placesOf(right));
  const [a, b] = [unitsOf(left, places), unitsOf(right, places)];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Whether the steps that begin at `from` meet the decimal. */
export const isOnStep = (decimal: string, step: string, from: string): boolean => {
  const places = Math.max(placesOf(decimal), placesOf(step), placesOf(from));
  const size = unitsOf(step, places);
  return size <= 0n || (unitsOf(decimal, places) - unitsOf(from, places)) % size === 0n;
};

/** The decimal mark of a language. */
export const decimalMark = (locale: string): string => {
  try {
    return new Intl.NumberFormat(locale).format(0.5).replace(/\d/g, '');
  } catch {
    // A locale that Intl cannot read, such as `en_GB`, is no reason to fail.
    return '.';
  }
};
