import type { FieldValue } from '../../../../shared/contracts/form';
import { valueAsText } from '../../../../shared/forms';
import { timeOfId } from '../../kernel/ids';
import { wordsOf } from '../as-asked';
import type { FieldColumn } from '../columns';
import type { Submission } from '../submission';

/** One submission on its way out: only what the format asks for is made. */
export interface ExportRow {
  readonly cells: () => readonly string[];
  readonly entry: () => Readonly<Record<string, unknown>>;
}

/** A table that is made while it is read. */
export interface ExportTable {
  readonly headers: readonly string[];
  /** Stretches of rows. */
  rows(): AsyncIterable<readonly ExportRow[]>;
}

export interface TableOptions {
  /** How fields head their columns. */
  readonly headers: 'labels' | 'keys';
  /** Choices by their labels, dates and numbers as people write them; or as they are kept. */
  readonly values: 'labels' | 'raw';
}

const iso = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString());

type Circumstance = readonly [name: string, text: (submission: Submission) => string];

const CIRCUMSTANCES: readonly Circumstance[] = [
  ['id', ({ id }) => id],
  ['created_at', ({ id }) => iso(timeOfId(id))],
  ['completed_at', ({ completedAt }) => iso(completedAt)],
  ['state', ({ state }) => state],
  ['status', ({ status }) => status],
  ['starred', ({ isStarred }) => String(isStarred)],
  ['test', ({ isTest }) => String(isTest)],
  ['version', ({ version }) => String(version)],
  ['language', ({ locale }) => locale],
  ['user', ({ user }) => user ?? ''],
  ['page', ({ meta }) => meta.pageUrl ?? ''],
];

/** Names that come again get the key behind them, and the field's id where that is not enough. */
const distinct = (names: readonly { readonly name: string; readonly key: string; readonly id: string }[]): readonly string[] => {
  const count = (wanted: string): number => names.filter(({ name }) => name === wanted).length;
  const seen = new Set<string>(CIRCUMSTANCES.map(([name]) => name));
  return names.map(({ name, key, id }) => {
    const clear = count(name) > 1 || seen.has(name) || name === '' ? (name === '' ? key : `${name} (${key})`) : name;
    const header = seen.has(clear) ? `${clear} (${id})` : clear;
    seen.add(header);
    return header;
  });
};

const rawText = (value: FieldValue): string => {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return String((value as { granted: boolean }).granted);
  return (value as readonly (string | { readonly name: string })[])
    .map((one) => (typeof one === 'string' ? one : one.name))
    .join(', ');
};

const valueOf = ({ byVersion }: FieldColumn, { version, values }: Submission): FieldValue => {
  const key = byVersion.get(version)?.key;
  return key !== undefined && Object.hasOwn(values, key) ? (values[key] ?? null) : null;
};

const cellOf = (column: FieldColumn, submission: Submission, { values }: TableOptions): string => {
  const value = valueOf(column, submission);
  const field = column.byVersion.get(submission.version);
  if (values === 'raw' || !field) return rawText(value);
  // Figures stay figures and dates stay sortable: a spreadsheet has its own way to write them.
  if (['number', 'range', 'rating', 'date', 'date-time', 'time'].includes(field.type)) return rawText(value);
  return valueAsText(value, { field, locale: submission.locale, texts: wordsOf(submission.locale) });
};

const entryOf = (columns: readonly FieldColumn[], submission: Submission): Readonly<Record<string, unknown>> => {
  const { id, formId, version, locale, state, status, isStarred, isTest, user, meta, consents, completedAt } = submission;
  const values = Object.create(null) as Record<string, FieldValue>;
  for (const column of columns) {
    const key = column.byVersion.get(version)?.key;
    if (key !== undefined) values[key] = valueOf(column, submission);
  }
  const createdAt = iso(timeOfId(id));
  const circumstances = { id, formId, version, locale, state, status, isStarred, isTest, createdAt };
  return { ...circumstances, completedAt: iso(completedAt) || null, user, meta, consents, values };
};

/** All submissions of a walk as a table: circumstances first, then the fields of all versions, each once. */
export const createTable = (
  columns: readonly FieldColumn[],
  walk: () => AsyncIterable<readonly Submission[]>,
  options: TableOptions
): ExportTable => ({
  headers: [
    ...CIRCUMSTANCES.map(([name]) => name),
    ...distinct(columns.map(({ label, key, id }) => ({ name: options.headers === 'keys' ? key : label, key, id }))),
  ],

  async *rows() {
    for await (const list of walk()) {
      yield list.map((submission) => ({
        cells: () => [
          ...CIRCUMSTANCES.map(([, text]) => text(submission)),
          ...columns.map((column) => cellOf(column, submission, options)),
        ],
        entry: () => entryOf(columns, submission),
      }));
    }
  },
});
