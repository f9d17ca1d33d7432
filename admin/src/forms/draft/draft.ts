import type { FormInput, FormView } from '../../../../shared/contracts/form';

/** What the builder holds: a form as it will be saved, complete at every moment. */
export type Draft = FormInput;

/** The part of a stored form that can be edited. */
export const draftOf = ({ key, title, description, definition }: FormView): Draft => ({ key, title, description, definition });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Whether two drafts say the same, in whatever order their parts are written: some databases sort the keys of JSON. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
};
