import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite, type TestDatabase } from '../support/databases';
import {
  addReceivers,
  claimAll,
  drain,
  eventOf,
  limitsOf,
  openBench,
  publish,
  settlementsOf,
  toReceivers,
  unchanged,
} from '../support/deliveries';

/** Growing tables that nothing may read from end to end. */
const WHOLE_TABLE = /^SCAN (switchboard_(deliveries|events|attempts|bodies)|d|e|a|b)(?! USING)/;

let database: TestDatabase;

beforeAll(async () => {
  database = await openSqlite();
});
afterAll(() => database.drop());

// SQLite tells its plans reliably, whatever the statistics; the statements are the same on every database.
it('finds everything by an index, whatever the store does', async () => {
  const bench = await openBench(database);
  const statements = new Map<string, readonly unknown[]>();
  database.knex.on('query', ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
    if (/^(select|update|delete)/i.test(sql)) statements.set(sql, bindings);
  });

  const receivers = [limitsOf('A'), limitsOf('B', { maxPerSecond: 500 }), limitsOf('C')];
  await addReceivers(bench, receivers);
  await publish(
    bench,
    Array.from({ length: 6 }, () => eventOf(bench.ids)),
    toReceivers(receivers, { kind: 'per-document' })
  );
  await publish(
    bench,
    Array.from({ length: 6 }, () => eventOf(bench.ids)),
    toReceivers(receivers)
  );
  const claim = (await bench.deliveries.claim(2))!;
  await bench.deliveries.settle(settlementsOf(claim, { kind: 'retry', afterMs: 50 }), (health) => ({
    ...health,
    consecutiveFailures: 1,
    failingSince: 1,
  }));
  const given = (await bench.deliveries.claim(2))!;
  await bench.deliveries.release(
    given.id,
    given.deliveries.map(({ id }) => id)
  );
  for (const one of await claimAll(bench, 3)) await bench.deliveries.settle(settlementsOf(one), unchanged);
  await drain(bench);
  await bench.deliveries.reclaim(10);
  const [item] = (await bench.log.list({}, { limit: 5 })).items;
  await bench.log.get(item!.id);
  for (const filter of [
    { states: ['failed'] as const },
    { webhookId: 'w-A' },
    { documentId: 'doc1' },
    { eventId: item!.eventId },
    { status: '5xx' },
  ]) {
    await bench.log.list(filter, { limit: 5 });
  }
  await bench.log.resend(item!.id);
  await bench.log.cancel(item!.id);
  await bench.log.resendMatching({ webhookId: 'w-A' }, false);
  await bench.log.cancelMatching({}, false);
  await bench.recovery.recover({ sinceMs: 0 }, toReceivers(receivers), false);
  await bench.receivers.health(['A', 'B']);
  await bench.receivers.enable('A');
  await bench.receivers.summaries(['w-A']);
  await bench.receivers.impact('w-A');
  await bench.receivers.overview('month');
  await bench.monitor.read();
  await bench.receivers.sync('w-C', [], null);
  await bench.deliveries.reclaim(10);
  await bench.housekeeping.purge({ deliveriesBeforeMs: Date.now() + 60_000, eventsBeforeMs: Date.now() + 60_000 }, 5);
  database.knex.removeAllListeners('query');

  const scans: string[] = [];
  for (const [sql, bindings] of statements) {
    const plan = (await database.knex.raw(`explain query plan ${sql}`, bindings as string[])) as { detail: string }[];
    if (plan.some(({ detail }) => WHOLE_TABLE.test(detail))) scans.push(sql);
  }
  expect(statements.size).toBeGreaterThan(60);
  expect(scans).toEqual([]);
});
