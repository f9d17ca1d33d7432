import { expect, it } from 'vitest';
import { addReceivers, claimAll, eventOf, limitsOf, openBench, publish, toReceivers } from '../support/deliveries';
import { openSqlite } from '../support/databases';

const LATER = 1_000_000;
const PER_DOCUMENT = { kind: 'per-document' } as const;

it.each([{ breaker: 'gone' }, { breaker: 'disabled' }])(
  'keeps what waits for a receiver that is shut no longer than anything else: %j',
  async (shut) => {
    const database = await openSqlite();
    const bench = await openBench(database);
    const receivers = [limitsOf('shut'), limitsOf('open')];
    await addReceivers(bench, receivers);
    await database.knex('switchboard_receivers').where('id', 'shut').update(shut);
    const about = (documentId: string) => eventOf(bench.ids, { documentId });
    await publish(bench, [about('a'), about('a'), about('b')], toReceivers(receivers, PER_DOCUMENT));

    const before = Date.now() + LATER;
    const purged = await bench.housekeeping.purge({ deliveriesBeforeMs: before, eventsBeforeMs: before }, 100);

    expect(purged.deletedDeliveries).toBe(3);
    const left = await database.knex('switchboard_deliveries').select('receiver_id').groupBy('receiver_id');
    expect(left).toEqual([{ receiver_id: 'open' }]);
    await database.drop();
  }
);

it('lets go of a younger one that was held by what ended', async () => {
  const database = await openSqlite();
  const bench = await openBench(database);
  const receivers = [limitsOf('A')];
  await addReceivers(bench, receivers);
  await database.knex('switchboard_receivers').update({ breaker: 'gone' });
  await publish(bench, [eventOf(bench.ids, { documentId: 'a' })], toReceivers(receivers, PER_DOCUMENT));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const between = Date.now();
  await publish(bench, [eventOf(bench.ids, { documentId: 'a' })], toReceivers(receivers, PER_DOCUMENT));

  const purged = await bench.housekeeping.purge({ deliveriesBeforeMs: between, eventsBeforeMs: between }, 100);
  await bench.receivers.enable('A');

  expect(purged).toEqual({ deletedDeliveries: 1, deletedEvents: 1 });
  expect((await claimAll(bench)).flatMap(({ deliveries }) => deliveries)).toHaveLength(1);
  await database.drop();
});
