import { isDeepStrictEqual } from 'node:util';

/** How two versions of one field are told apart. */
export type Field =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'relation' }
  | { readonly kind: 'media' }
  | { readonly kind: 'component'; readonly fields: Fields }
  | { readonly kind: 'dynamiczone'; readonly components: Readonly<Record<string, Fields>> };

/** The fields of a content type or component that may leave: none that is private, none that holds a password. */
export type Fields = Readonly<Record<string, Field>>;

export type Entry = Readonly<Record<string, unknown>>;

/** What every write touches, or what says which version it is: a difference there is no change of the content. */
const STAMPS: ReadonlySet<string> = new Set([
  'documentId',
  'locale',
  'localizations',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
]);

const isRecord = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);

const each = (value: unknown, compare: (one: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(compare) : value === null || value === undefined ? null : compare(value);

/** A related row gets a new id on each publish; its document stays. Rows of plain tables have only the id. */
const relationKey = (value: unknown): unknown =>
  isRecord(value) ? [value['__type'] ?? null, value['documentId'] ?? value['id'] ?? null] : value;

const mediaKey = (value: unknown): unknown => (isRecord(value) ? (value['id'] ?? value['documentId'] ?? null) : value);

const componentKey = (value: unknown, fields: Fields): unknown =>
  isRecord(value) ? Object.entries(fields).map(([name, field]) => comparable(field, value[name])) : value;

const blockKey = (value: unknown, components: Readonly<Record<string, Fields>>): unknown => {
  const uid = isRecord(value) ? String(value['__component']) : '';
  return [uid, componentKey(value, components[uid] ?? {})];
};

/** A value without what differs between two versions of the same content, such as the row ids of components. */
const comparable = (field: Field, value: unknown): unknown => {
  switch (field.kind) {
    case 'scalar':
      return value ?? null;
    case 'relation':
      return each(value, relationKey);
    case 'media':
      return each(value, mediaKey);
    case 'component':
      return each(value, (one) => componentKey(one, field.fields));
    case 'dynamiczone':
      return each(value, (one) => blockKey(one, field.components));
  }
};

/** A JSON field may be nested so deep that comparing it ends the stack; a write must not fail because we compare. */
const isSame = (left: unknown, right: unknown): boolean => {
  try {
    return isDeepStrictEqual(left, right);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify(left) === JSON.stringify(right);
  }
};

/**
 * Names of the top-level fields in which two versions of an entry differ. Relations are the same when they lead to the same documents
 * in the same order, media when they are the same files; components are compared by what is in them, whatever rows they are stored in.
 * Time stamps, creators and the locale do not count: every write touches them.
 */
export const changedFields = (fields: Fields, before: Entry, after: Entry): readonly string[] =>
  Object.entries(fields)
    .filter(([name, field]) => !STAMPS.has(name) && !isSame(comparable(field, before[name]), comparable(field, after[name])))
    .map(([name]) => name);
