import * as yup from 'yup';
import { PluginError, type FieldError } from '../../kernel/errors';
import { isRecord, unknownName } from '../../kernel/expected';

const normalise = (path: string | undefined): string => (path ?? '').replace(/\[(\d+)\]/g, '.$1').replace(/^\./, '');

const fieldsOf = (error: yup.ValidationError): FieldError[] =>
  (error.inner.length > 0 ? error.inner : [error]).map(({ path, message }) => ({ path: normalise(path), message }));

/**
 * Parses a query or a body strictly. Throws `INVALID_INPUT` with a sentence for each field; unknown keys are faults too.
 */
export const parseInput = <T>(schema: yup.Schema<T>, input: unknown): T => {
  try {
    return schema.validateSync(input ?? {}, { abortEarly: false });
  } catch (error) {
    if (!(error instanceof yup.ValidationError)) throw error;
    throw new PluginError('INVALID_INPUT', fieldsOf(error), { cause: error });
  }
};

/** Undoes what yup would make of a value: `"24"` is no number in a JSON body. Not `strict()`, which would forget the defaults too. */
const asGiven = (_value: unknown, original: unknown): never => original as never;

/** An object that knows its keys: a slip is said, not ignored. */
export const exactly = <S extends yup.ObjectShape>(shape: S) => {
  const names = Object.keys(shape);
  return yup
    .object(shape)
    .typeError('Expected an object.')
    .required('Expected an object.')
    .test('known', function checkNames(_value, { originalValue }: { originalValue?: unknown }) {
      const unknown = isRecord(originalValue) ? Object.keys(originalValue).find((name) => !names.includes(name)) : undefined;
      if (unknown === undefined) return true;
      const path = this.path ? `${this.path}.${unknown}` : unknown;
      return this.createError({ path, message: unknownName('option', unknown, names) });
    });
};

/** A text of a bounded length. */
export const text = (label: string, max = 255) =>
  yup
    .string()
    .transform(asGiven)
    .typeError(`Expected ${label} to be a text.`)
    .max(max, `Expected ${label} to have at most ${max} characters.`)
    // PostgreSQL stores no NUL and fails on one.
    .test('no-nul', `Expected ${label} to be a text without NUL characters.`, (value) => !value?.includes('\0'))
    // And no half of a character in JSON.
    .test('unicode', `Expected ${label} to be a text in Unicode.`, (value) => value === undefined || !/\p{Surrogate}/u.test(value));

/** An instant as ISO 8601. */
export const instant = (label: string) =>
  text(label, 40).test(
    'instant',
    `Expected ${label} to be a date and time as in 2026-01-31T12:00:00Z.`,
    (value) =>
      value === undefined || (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(value) && !Number.isNaN(Date.parse(value)))
  );

/** A boolean of a JSON body. */
export const flag = (label: string) => yup.boolean().transform(asGiven).typeError(`Expected ${label} to be true or false.`);

/** A whole number; one of a query (a text) is read, one of a body must be a number. `sentence` is said whatever is wrong. */
export const whole = (sentence: string, from: number, to: number, place: 'query' | 'body') => {
  const number = yup.number().typeError(sentence).integer(sentence).min(from, sentence).max(to, sentence);
  return place === 'body' ? number.transform(asGiven) : number;
};

/** One of a list of words. */
export const oneOf = <const T extends string>(label: string, words: readonly T[]) =>
  text(label).oneOf(words as T[], `Expected ${label} to be one of: ${words.join(', ')}.`) as unknown as yup.StringSchema<
    T | undefined
  >;
