import type { FieldValue, FormField, FormInsights, FormVersion } from '../../../shared/contracts/form';
import type { FieldTypes } from '../../../shared/forms';
import { optionsOf } from '../../../shared/forms/settings';
import { PluginError } from '../kernel/errors';
import { expectForm, type Access } from './access';
import { wordsOf } from './as-asked';
import { columnsOf, type FieldColumn } from './columns';
import type { CountStore, DayCounts, HeadStore, Inbox } from './ports';
import type { Submission } from './submission';
import type { VersionShelf } from './version-shelf';

export interface InsightsTools {
  readonly heads: HeadStore;
  readonly inbox: Pick<Inbox, 'walk'>;
  readonly counts: Pick<CountStore, 'read'>;
  readonly shelf: VersionShelf;
  readonly types: FieldTypes;
}

/** Days, first and last included, in UTC. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

type Distribution = FormInsights['distributions'][number];
type DayRow = DayCounts & { readonly day: string; readonly pageId: string };

const DAY_MS = 86_400_000;
const PER_STEP = 500;
/** The newest of them: enough to know how answers are distributed. */
const MOST_COUNTED = 50_000;
/** Visitors' own words beside the options, and other values that come up. */
const MOST_VALUES = 100;

const COUNTED = new Set(['radio', 'select', 'checkboxes', 'image-choice', 'yes-no', 'consent', 'rating', 'range']);

const add = (left: number, row: number): number => left + row;

const sum = (rows: readonly DayRow[], of: keyof DayCounts): number => rows.map((row) => row[of]).reduce(add, 0);

/** Every day of the range, those without a row as well: a plot has no gaps. */
const daysIn = ({ from, to }: DayRange): readonly string[] => {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = Math.max(0, Math.round((last - first) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10));
};

/** The single values of an answer, as they are counted. */
const countedValues = (value: FieldValue): readonly string[] => {
  if (value === null) return [];
  if (Array.isArray(value)) return (value as readonly unknown[]).filter((one): one is string => typeof one === 'string');
  if (typeof value === 'object') return [String((value as { granted: boolean }).granted)];
  return [String(value)];
};

/** What values are called, and in which order they stand: options first, as the editor put them. */
const labelsOf = (field: FormField, locale: string): ReadonlyMap<string, string> => {
  const words = wordsOf(locale);
  if (field.type === 'yes-no')
    return new Map([
      ['true', words.yes],
      ['false', words.no],
    ]);
  if (field.type === 'consent')
    return new Map([
      ['true', words.granted],
      ['false', words.refused],
    ]);
  return new Map(optionsOf(field).map(({ value, label }) => [value, label]));
};

const isNumeric = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

/** Counts of one field, as they go along. */
const createCounter = (column: FieldColumn, locale: string) => {
  const field = [...column.byVersion.values()][0]!;
  const labels = labelsOf(field, locale);
  const counts = new Map<string, number>([...labels.keys()].map((value) => [value, 0]));
  let total = 0;
  return {
    add({ values, version }: Submission): void {
      const key = column.byVersion.get(version)?.key;
      const found = key !== undefined && Object.hasOwn(values, key) ? countedValues(values[key] ?? null) : [];
      if (found.length > 0) total += 1;
      for (const value of found) {
        if (counts.has(value) || counts.size < MOST_VALUES) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    },
    result(): Distribution {
      const own = [...counts].filter(([value]) => !labels.has(value));
      const listed = [...counts].filter(([value]) => labels.has(value));
      own.sort(([left], [right]) => (isNumeric(left) && isNumeric(right) ? Number(left) - Number(right) : left < right ? -1 : 1));
      return {
        key: column.key,
        label: column.label,
        type: column.type,
        total,
        counts: [...listed, ...own].map(([value, count]) => ({ value, label: labels.get(value) ?? value, count })),
      };
    },
  };
};

/**
 * Who left on which page: those who reached it and no later one, nor the end. Where pages are skipped this is the least it can have been: a later
 * page counts for all that lie before it.
 */
export const pagesOf = (version: FormVersion, rows: readonly DayRow[], completions: number): FormInsights['pages'] => {
  const reached = version.definition.pages.map(({ id }) =>
    sum(
      rows.filter(({ pageId }) => pageId === id),
      'reached'
    )
  );
  return version.definition.pages.map(({ id, title }, index) => {
    const further = Math.max(completions, ...reached.slice(index + 1));
    return { id, title, reached: reached[index]!, left: Math.max(0, reached[index]! - further) };
  });
};

/** The numbers of a form: how many saw, began and completed it, where they left, and what they chose. */
export const createInsights =
  ({ heads, inbox, counts, shelf, types }: InsightsTools) =>
  async (formId: string, range: DayRange, access: Access): Promise<FormInsights> => {
    await expectForm(heads, access, 'submissions.read', formId);
    const versions = await shelf.all(formId);
    const [newest] = versions;
    if (!newest) throw new PluginError('FORM_NOT_FOUND');
    const rows = await counts.read(formId, range.from, range.to);
    const whole = rows.filter(({ pageId }) => pageId === '');
    const byDay = new Map(whole.map((row) => [row.day, row]));
    const completions = sum(whole, 'completions');

    const counters = columnsOf(versions, types)
      .filter(({ type }) => COUNTED.has(type))
      .map((column) => createCounter(column, newest.definition.locale));
    const filter = {
      formIds: [formId],
      isTest: false,
      from: `${range.from}T00:00:00Z`,
      to: new Date(Date.parse(range.to) + DAY_MS).toISOString(),
    };
    let after: string | null = null;
    for (let seen = 0; counters.length > 0 && seen < MOST_COUNTED; seen += PER_STEP) {
      const list: readonly Submission[] = await inbox.walk(filter, { after, direction: 'newest-first', limit: PER_STEP });
      for (const submission of list) for (const counter of counters) counter.add(submission);
      if (list.length < PER_STEP) break;
      after = list.at(-1)!.id;
    }

    return {
      from: range.from,
      to: range.to,
      views: sum(whole, 'views'),
      starts: sum(whole, 'starts'),
      completions,
      byDay: daysIn(range).map((day) => {
        const { views = 0, starts = 0, completions: done = 0 } = byDay.get(day) ?? {};
        return { day, views, starts, completions: done };
      }),
      pages: pagesOf(newest, rows, completions),
      distributions: counters.map((counter) => counter.result()),
    };
  };

export type Insights = ReturnType<typeof createInsights>;
