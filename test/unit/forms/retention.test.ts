import { describe, expect, it } from 'vitest';
import type { FileRecord, FormHead, HeadStore, OpenTransaction } from '../../../server/src/forms/ports';
import { createRetention, type PurgeRun } from '../../../server/src/forms/retention';
import type { Submission } from '../../../server/src/forms/submission';
import { definition, page, settings } from '../../support/forms';

const NOW = Date.parse('2026-02-12T09:30:00.000Z');
const KEPT = definition([page([])], { settings: settings({ retention: { completeDays: 1, partialDays: null, spamDays: null } }) });

const headOf = (formId: string, formKey: string | null = formId): FormHead => ({
  formId,
  formKey,
  liveNumber: 1,
  revision: 1,
  roles: [],
  isAnswered: true,
});

/** Forms with so many submissions each; those of `broken` cannot be erased. */
const bench = (heads: readonly FormHead[], counts: Readonly<Record<string, number>>, broken = '', isStopping = () => false) => {
  const left = new Map(Object.entries(counts));
  const runs: PurgeRun[] = [];
  const removed: string[] = [];
  /** Files without a submission, and since when. */
  const nobodys = new Map<string, number>();
  const retention = createRetention({
    heads: {
      all: async () => heads,
      remove: async (formId: string) => void removed.push(formId),
    } as unknown as HeadStore,
    versions: { latest: async (formId) => ({ formId, definition: KEPT }) as never },
    inbox: {
      walk: async ({ formIds, status }, { limit }) => {
        const [formId = ''] = formIds;
        const count = status === 'spam' ? 0 : Math.min(limit, left.get(formId) ?? 0);
        return Array.from({ length: count }, (): Submission => ({ formId }) as Submission);
      },
    },
    guards: { purge: async () => 0, clear: async () => 0 },
    files: {
      abandoned: async (beforeMs, limit, afterId = '') =>
        [...nobodys]
          .filter(([id, at]) => at < beforeMs && id > afterId)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, limit)
          .map(([id]) => ({ id }) as FileRecord),
      remove: async (ids) => ids.forEach((id) => nobodys.delete(id)),
    },
    vault: {
      remove: async ({ id }) => {
        if (id === 'stuck') throw new Error('the provider is out of reach');
      },
    },
    erase: async (list) => {
      const { formId } = list[0]!;
      if (formId === broken) throw new Error('the provider is out of reach');
      left.set(formId, left.get(formId)! - list.length);
      return { submissions: list.length, files: 0 };
    },
    transact: async (work) => work({ transaction: {}, onCommit: () => undefined } as unknown as OpenTransaction),
    now: async () => NOW,
    record: async (run) => void runs.push(run),
    announce: () => undefined,
    isStopping,
  });
  return { retention, left, runs, removed, nobodys };
};

describe('retention', () => {
  it('goes on with the other forms where one cannot be purged, and says so', async () => {
    const { retention, left, runs } = bench([headOf('a'), headOf('b')], { a: 3, b: 3 }, 'a');

    await expect(retention.purge()).rejects.toThrow('out of reach');

    expect([...left]).toEqual([
      ['a', 3],
      ['b', 0],
    ]);
    expect(runs).toMatchObject([{ forms: { b: { complete: 3 } }, fault: 'the provider is out of reach' }]);
  });

  it('lets nobody who deletes a large form wait for all of it: the purge removes the rest, and then the form', async () => {
    const { retention, left, removed } = bench([headOf('large', null)], { large: 1_250 });

    await retention.sweep('large');
    expect(left.get('large')).toBe(250);

    await retention.purge();
    expect(left.get('large')).toBe(0);
    expect(removed).toEqual(['large']);
  });

  it('removes files that a process that died has left, not those that are on their way, and tries again what it cannot', async () => {
    const { retention, nobodys } = bench([], {});
    for (let i = 0; i < 250; i += 1) nobodys.set(`old ${i}`, NOW - 2 * 86_400_000);
    nobodys.set('stuck', NOW - 2 * 86_400_000).set('under way', NOW - 60_000);

    await retention.purge();

    expect([...nobodys.keys()]).toEqual(['stuck', 'under way']);
  });

  it('keeps what tells of a deleted form until all of it is gone', async () => {
    let steps = 0;
    const { retention, removed } = bench([headOf('large', null)], { large: 1_250 }, '', () => (steps += 1) > 3);

    await retention.purge();

    expect(removed).toEqual([]);
  });
});
