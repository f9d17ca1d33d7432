import type { SubmissionColumn } from '../../../shared/contracts/form';

/** Columns that a table begins with: more do not fit beside each other. */
const SHOWN_AT_FIRST = 4;

/** Answers that say nothing on one line. */
const LONG_TYPES: readonly string[] = ['long-text', 'file', 'consent', 'hidden'];

/** The columns of a form that nobody chose for: its first short answers. */
export const defaultColumns = (columns: readonly SubmissionColumn[]): readonly string[] => {
  const present = columns.filter(({ isRetired }) => !isRetired);
  const short = present.filter(({ type }) => !LONG_TYPES.includes(type));
  return (short.length > 0 ? short : present).slice(0, SHOWN_AT_FIRST).map(({ key }) => key);
};

/** Those that are shown, in the form's order; a choice may name columns that are no more. */
export const shownColumns = (
  columns: readonly SubmissionColumn[],
  chosen: readonly string[] | undefined
): readonly SubmissionColumn[] => {
  const keys = new Set(chosen ?? defaultColumns(columns));
  return columns.filter(({ key }) => keys.has(key));
};

/** The choice with one column more, or one fewer. */
export const toggleColumn = (
  columns: readonly SubmissionColumn[],
  chosen: readonly string[] | undefined,
  key: string
): readonly string[] => {
  const shown = shownColumns(columns, chosen).map((column) => column.key);
  return shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key];
};
