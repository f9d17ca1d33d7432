import { array, lazy, mixed, object, ValidationError, type AnyObject, type AnySchema, type ObjectSchema } from 'yup';
import type { FieldError } from './errors';

/** A value as a sentence may quote it: short, and never more than its outline. */
export const quote = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
};

/** A field that must satisfy `isValid`: *Expected a whole number from 1 to 100, got 0.* */
export const expected = (what: string, isValid: (value: unknown) => boolean): AnySchema =>
  mixed()
    .nullable()
    .test('expected', ({ value }) => `Expected ${what}, got ${quote(value)}.`, isValid);

/** As `expected`, for values that no sentence may repeat. */
export const expectedSecret = (what: string, isValid: (value: unknown) => boolean): AnySchema =>
  mixed().nullable().test('expected', `Expected ${what}.`, isValid);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;

export const expectedOneOf = (words: readonly string[]): AnySchema =>
  expected(listed(words.map((word) => `\`${word}\``)), (value) => typeof value === 'string' && words.includes(value));

const grouped = (number: number): string => number.toLocaleString('en-US');

export const expectedNumber = (from: number, to: number, unit = ''): AnySchema =>
  expected(`a number${unit} from ${grouped(from)} to ${grouped(to)}`, (value) => isWithin(value, from, to));

export const expectedWhole = (from: number, to: number, unit = ''): AnySchema =>
  expected(
    `a whole number${unit} from ${grouped(from)} to ${grouped(to)}`,
    (value) => isWithin(value, from, to) && Number.isInteger(value)
  );

const isWithin = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= from && value <= to;

export const expectedBoolean = (): AnySchema => expected('true or false', (value) => typeof value === 'boolean');

export const expectedText = (from: number, to: number): AnySchema =>
  expected(
    `text of ${from === 0 ? 'at most' : `${grouped(from)} to`} ${grouped(to)} characters`,
    (value) => typeof value === 'string' && value.length <= to && value.trim().length >= from
  );

/** Steps of insertion, deletion, substitution and swapping of neighbours between two words. */
const distance = (left: string, right: string): number => {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const isEqual = left[i - 1] === right[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isEqual ? 0 : 1));
      const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (isSwap) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[right.length]!;
};

/** The word somebody meant; `null` when none is near (two slips, or a third of the word). */
export const nearest = (word: string, words: readonly string[]): string | null => {
  if (word.length > 50) return null;
  const [best] = words
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => steps <= Math.max(1, Math.min(2, Math.floor(candidate.length / 3))))
    .sort((a, b) => a.steps - b.steps);
  return best?.candidate ?? null;
};

/** *unknown option `retires`, did you mean `retries`?* */
export const unknownName = (noun: string, name: string, names: readonly string[]): string => {
  const meant = nearest(name, names);
  const hint = meant === null ? `; expected ${listed(names.map((known) => `\`${known}\``))}.` : `, did you mean \`${meant}\`?`;
  return `Unknown ${noun} \`${name.slice(0, 50)}\`${hint}`;
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of exactly these fields; each unknown one is a fault of its own, at its own path. `noun`: what a field is called. */
export const recordOf = (fields: Readonly<Record<string, AnySchema>>, noun = 'field'): ObjectSchema<AnyObject> => {
  const names = Object.keys(fields);
  return object(fields)
    .typeError(({ value }: { value: unknown }) => `Expected an object, got ${quote(value)}.`)
    .required(({ value }: { value: unknown }) => `Expected an object, got ${quote(value)}.`)
    .test('known', function checkNames(value: unknown) {
      const unknown = isRecord(value) ? Object.keys(value).filter((name) => !names.includes(name)) : [];
      if (unknown.length === 0) return true;
      const faults = unknown
        .slice(0, 20)
        .map((name) =>
          this.createError({ path: this.path ? `${this.path}.${name}` : name, message: unknownName(noun, name, names) })
        );
      return new ValidationError(faults, value, this.path);
    });
};

/** One schema per value, as yup's `lazy` gives it, but usable wherever a schema is: also one that contains itself. */
export const chosenBy = (choose: (value: unknown) => AnySchema): AnySchema => lazy(choose) as unknown as AnySchema;

export const nullOr = (schema: AnySchema): AnySchema => chosenBy((value) => (value === null ? mixed().nullable() : schema));

export const optional = (schema: AnySchema): AnySchema => chosenBy((value) => (value === undefined ? mixed() : schema));

/** A list of `from` to `to` elements, `noun` in the plural. */
export const listOf = (element: AnySchema, from: number, to: number, noun: string): AnySchema => {
  const range = from === 0 ? `at most ${grouped(to)}` : `${grouped(from)} to ${grouped(to)}`;
  return chosenBy((value) => {
    // The elements of a list that is too long are not looked at: their faults would cost much and bury this one.
    if (Array.isArray(value) && value.length >= from && value.length <= to) return array().of(element);
    const got = Array.isArray(value) ? grouped(value.length) : quote(value);
    return mixed()
      .nullable()
      .test('list', `Expected a list of ${range} ${noun}, got ${got}.`, () => false);
  });
};

/** The fields of one case of a union on `kind`. */
export const caseOf = (fields: Readonly<Record<string, AnySchema>> = {}): ObjectSchema<AnyObject> =>
  recordOf({ kind: mixed(), ...fields });

/** An object whose `kind` says which fields it has. */
export const unionOf = (cases: Readonly<Record<string, AnySchema>>): AnySchema => {
  const schemas = new Map(Object.entries(cases));
  const kinds = listed([...schemas.keys()].map((kind) => `\`${kind}\``));
  const neither = mixed()
    .nullable()
    .test('kind', function checkKind(value: unknown) {
      if (!isRecord(value))
        return this.createError({ message: `Expected an object whose \`kind\` is ${kinds}, got ${quote(value)}.` });
      return this.createError({ path: `${this.path}.kind`, message: `Expected ${kinds}, got ${quote(value['kind'])}.` });
    });
  return chosenBy((value) => (isRecord(value) ? schemas.get(String(value['kind'])) : undefined) ?? neither);
};

/** yup writes `receivers[0].url` and `["odd key"]`; we write `receivers.0.url`. */
const pathOf = (path: string | undefined): string => (path ?? '').replace(/\["?([^\]"]*)"?\]/g, '.$1').replace(/^\./, '');

/** All faults of a value, each once; an empty list when there is none. */
export const faultsOf = (schema: AnySchema, value: unknown): readonly FieldError[] => {
  try {
    schema.validateSync(value, { strict: true, abortEarly: false });
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const leaves = error.inner.length > 0 ? error.inner : [error];
    return leaves.map(({ path, message }) => ({ path: pathOf(path), message }));
  }
};
