import { describe, expect, it } from 'vitest';
import type { SubmissionFilter } from '../../../shared/contracts/form';
import type { Access } from '../../../server/src/forms/access';
import { createInboxService, type InboxServiceTools } from '../../../server/src/forms/inbox-service';
import type { InboxFilter, Keyset } from '../../../server/src/forms/ports';
import type { Submission } from '../../../server/src/forms/submission';
import { createIds, firstIdAt } from '../../../server/src/kernel/ids';

const BEGAN = Date.parse('2026-02-12T09:30:00.000Z');
const anybody: Access = { name: 'Ada', roles: [], may: () => true };

/** A form with so many submissions, one each millisecond, and how often each was changed. */
const bench = (count: number) => {
  let now = BEGAN;
  const ids = createIds(() => now);
  const all = Array.from({ length: count }, () => {
    now += 1;
    return { id: ids('sub'), status: 'new', meta: {} } as unknown as Submission;
  }).reverse();
  const changed = new Map<string, number>();
  const walk = async ({ to }: InboxFilter, { after, limit }: Keyset) => {
    const end = to === undefined ? null : firstIdAt('sub', Date.parse(to));
    const from = all.findIndex(({ id }) => (after === null || id < after) && (end === null || id < end));
    return from === -1 ? [] : all.slice(from, from + limit);
  };
  const tools = {
    heads: { find: async () => ({ formId: 'f', formKey: 'f', roles: [] }) },
    inbox: { walk },
    submissions: { change: async (id: string) => changed.set(id, (changed.get(id) ?? 0) + 1) },
    transact: async (work: (open: object) => Promise<unknown>) => work({ transaction: {} }),
    clock: () => now + 1,
  } as unknown as InboxServiceTools;
  return { service: createInboxService(tools), changed };
};

describe('a bulk action on all that matches', () => {
  it('comes to an end where it leaves everything in the filter, call by call', async () => {
    const { service, changed } = bench(20_500);
    const counts: number[] = [];
    let filter: SubmissionFilter | null = { formId: 'f' };

    while (filter) {
      const { count, to }: { count: number; to: string | null } = await service.bulkByFilter(filter, 'star', anybody);
      counts.push(count);
      filter = to === null ? null : { ...filter, to };
    }

    expect(counts.map((count) => Math.round(count / 1_000))).toEqual([10, 10, 1]);
    expect(changed.size).toBe(20_500);
  });
});
