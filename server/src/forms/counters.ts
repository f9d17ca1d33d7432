import type { FormDefinition } from '../../../shared/contracts/form';
import type { Clock } from '../kernel/clock';
import type { CountStore, DayCounts } from './ports';

/** What a page of the site tells of a visit. Nothing about who it is. */
export type Sighting = { readonly kind: 'view' | 'start' } | { readonly kind: 'page'; readonly page: string };

export interface Counters {
  /** Counts in memory. What the form does not have is not counted, so that nobody can make it grow. */
  see(
    form: { readonly formId: string; readonly definition: Pick<FormDefinition, 'pages'> },
    sighting: Sighting,
    visitor: string
  ): void;
  completed(formId: string): void;
  /** Writes what was counted. What cannot be written now is kept for the next time. */
  flush(): Promise<void>;
}

/** A visitor is counted this often in a minute, and so many visitors are told apart: nobody inflates numbers for long. */
const PER_MINUTE = 30;
const VISITORS = 20_000;
const MINUTE_MS = 60_000;
/** Rows that wait to be written: forms × pages × days. Beyond it counts are lost rather than memory. */
const MOST_ROWS = 20_000;

type Counting = { -readonly [K in keyof DayCounts]?: number };

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const createCounters = (store: Pick<CountStore, 'add'>, clock: Clock): Counters => {
  let rows = new Map<string, Counting>();
  let visitors = new Map<string, number>();
  let minute = 0;

  const add = (formId: string, pageId: string, what: keyof DayCounts, amount = 1): void => {
    const key = JSON.stringify([formId, dayOf(clock()), pageId]);
    const row = rows.get(key) ?? {};
    if (rows.size >= MOST_ROWS && !rows.has(key)) return;
    rows.set(key, { ...row, [what]: (row[what] ?? 0) + amount });
  };

  const mayCount = (visitor: string): boolean => {
    const now = Math.floor(clock() / MINUTE_MS);
    if (now !== minute || visitors.size >= VISITORS) {
      minute = now;
      visitors = new Map();
    }
    const count = (visitors.get(visitor) ?? 0) + 1;
    visitors.set(visitor, count);
    return count <= PER_MINUTE;
  };

  return {
    see({ formId, definition }, sighting, visitor) {
      if (!mayCount(visitor)) return;
      if (sighting.kind === 'page') {
        if (definition.pages.some(({ id }) => id === sighting.page)) add(formId, sighting.page, 'reached');
      } else add(formId, '', sighting.kind === 'view' ? 'views' : 'starts');
    },

    completed: (formId) => add(formId, '', 'completions'),

    async flush() {
      const waiting = [...rows];
      rows = new Map();
      for (const [index, [key, counts]] of waiting.entries()) {
        const [formId, day, pageId] = JSON.parse(key) as [string, string, string];
        try {
          await store.add(formId, day, pageId, counts);
        } catch (error) {
          for (const [left, amounts] of waiting.slice(index)) {
            const row = rows.get(left) ?? {};
            for (const [what, amount] of Object.entries(amounts))
              row[what as keyof DayCounts] = (row[what as keyof DayCounts] ?? 0) + amount;
            if (rows.size < MOST_ROWS || rows.has(left)) rows.set(left, row);
          }
          throw error;
        }
      }
    },
  };
};
