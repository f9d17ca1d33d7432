import { beforeEach, expect, it } from 'vitest';
import { firstIdAt } from '../../server/src/kernel/ids';
import { HEALTHY, type ReceiverHealth } from '../../server/src/outbound/receiver';
import type { Transaction } from '../../server/src/outbound/ports';
import type { TestDatabase } from '../support/databases';
import {
  addReceivers,
  drain,
  empty,
  eventOf,
  limitsOf,
  publish,
  settlementOf,
  settlementsOf,
  toReceivers,
  unchanged,
  useBench,
} from '../support/deliveries';

/** The exam of a `ReceiverStore` and of `Housekeeping`. */
export const examineReceiverStore = (open: () => Promise<TestDatabase>): void => {
  const bench = useBench(open);
  beforeEach(() => empty(bench));

  const a = limitsOf('A', { webhookId: 'w' });
  const b = limitsOf('B', { webhookId: 'w' });
  const GONE: ReceiverHealth = {
    ...HEALTHY,
    breaker: 'gone',
    consecutiveFailures: 1,
    failingSince: 1_000,
    lastError: 'answered 410',
  };

  it('starts healthy, forgets nothing when limits change, and starts anew with another URL', async () => {
    await bench.receivers.sync('w', [a, b], null);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a, b]));
    expect(await bench.receivers.health(['A', 'B', 'C'])).toEqual(
      new Map([
        ['A', { ...HEALTHY, pendingCount: 2 }],
        ['B', { ...HEALTHY, pendingCount: 2 }],
      ])
    );
    const claim = (await bench.deliveries.claim(2))!;
    await bench.deliveries.settle(settlementsOf(claim, { kind: 'retry', afterMs: 50_000 }), () => GONE);

    await bench.receivers.sync(
      'w',
      [
        { ...a, maxConcurrency: 3 },
        { ...b, url: 'https://new.example.com/' },
      ],
      null
    );

    const health = await bench.receivers.health(['A', 'B']);
    expect(health.get('A')).toEqual({ ...GONE, pendingCount: 2 });
    expect(health.get('B')).toEqual({ ...HEALTHY, pendingCount: 2 });
  });

  it('commits and rolls back with the caller', async () => {
    await expect(
      bench.database.knex.transaction(async (trx) => {
        await bench.receivers.sync('w', [a], trx as unknown as Transaction);
        throw new Error('the webhook was refused');
      })
    ).rejects.toThrow('refused');
    expect((await bench.receivers.health(['A'])).size).toBe(0);

    await bench.database.knex.transaction((trx) => bench.receivers.sync('w', [a], trx as unknown as Transaction));
    expect((await bench.receivers.health(['A'])).size).toBe(1);
  });

  it('cancels what a removed receiver had open, in steps, and starts clean when it comes back', async () => {
    await bench.receivers.sync('w', [a, b], null);
    await publish(
      bench,
      Array.from({ length: 2_600 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    expect(await bench.receivers.impact('w')).toEqual({ unfinishedCount: 2_600, loggedCount: 2_600 });

    await bench.receivers.sync('w', [b], null);
    expect(await bench.deliveries.claim(10)).toBeNull();
    await bench.deliveries.reclaim(10);
    await bench.receivers.sync('w', [a, b], null);

    expect(await bench.receivers.impact('w')).toEqual({ unfinishedCount: 0, loggedCount: 2_600 });
    await publish(bench, [eventOf(bench.ids)], toReceivers([a, b]));
    expect((await drain(bench)).length).toBe(2);

    await bench.receivers.sync('w', [], null);
    await bench.deliveries.reclaim(10);
    expect(await bench.deliveries.msUntilDue()).toBeNull();
  });

  it('takes up again when a person enables a receiver', async () => {
    await bench.receivers.sync('w', [a], null);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a]));
    const claim = (await bench.deliveries.claim(1))!;
    await bench.deliveries.settle(settlementsOf(claim, { kind: 'retry', afterMs: 3_600_000 }), () => GONE);
    expect(await bench.deliveries.claim(5)).toBeNull();

    expect(await bench.receivers.enable('A')).toBe(true);

    expect((await bench.deliveries.claim(5))?.deliveries.length).toBe(2);
    expect((await bench.receivers.health(['A'])).get('A')).toMatchObject(HEALTHY);
    expect(await bench.receivers.enable('none')).toBe(false);
  });

  it('goes on where a switched-off webhook stopped', async () => {
    await bench.receivers.sync('w', [a], null);
    await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
    await bench.receivers.sync('w', [{ ...a, isEnabled: false }], null);
    expect(await drain(bench)).toEqual([]);

    await bench.receivers.sync('w', [a], null);

    expect((await drain(bench)).length).toBe(1);
  });

  it('counts attempts and response times', async () => {
    await addReceivers(bench, [a, limitsOf('X', { webhookId: 'x' })]);
    await publish(
      bench,
      Array.from({ length: 100 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    await publish(bench, [eventOf(bench.ids)], toReceivers([limitsOf('X', { webhookId: 'x' })]));
    let n = 0;
    for (let claim = await bench.deliveries.claim(40); claim; claim = await bench.deliveries.claim(40)) {
      const settlements = claim.deliveries.map((delivery) => {
        n += 1;
        const outcome = n % 4 === 0 ? ({ kind: 'rejected', status: 500 } as const) : ({ kind: 'accepted', status: 200 } as const);
        return settlementOf(claim!.id, delivery, n % 4 === 0 ? { kind: 'give-up', because: 'attempts exhausted' } : undefined, {
          outcome,
          durationMs: n,
        });
      });
      await bench.deliveries.settle(settlements, unchanged);
    }

    for (const range of ['hour', 'day', 'week', 'month'] as const) {
      const { points, totals, backlog, troubled } = await bench.receivers.overview(range);
      expect(points.length).toBeGreaterThanOrEqual(12);
      expect(points.reduce((sum, point) => sum + point.delivered, 0)).toBe(76);
      expect(totals).toMatchObject({ delivered: 76, failed: 25, successRate: 76 / 101 });
      expect(Math.abs(totals.p50Ms! - 51)).toBeLessThan(6);
      expect(Math.abs(totals.p95Ms! - 96)).toBeLessThan(11);
      expect(Date.parse(points.at(-1)!.at)).toBeLessThanOrEqual(Date.now() + 1_000);
      expect({ backlog, troubled }).toEqual({
        backlog: { pendingCount: 0, isCapped: false, oldestDueAt: null, unroutedEventCount: 0 },
        troubled: [],
      });
    }
    const summaries = await bench.receivers.summaries(['w', 'x', 'none']);
    expect(summaries.get('w')!.lastDay.length).toBe(24);
    expect(summaries.get('w')!.lastDay.at(-1)!.delivered + summaries.get('x')!.lastDay.at(-1)!.delivered).toBeGreaterThan(0);
    expect(summaries.get('w')!.lastDay.reduce((sum, hour) => sum + hour.delivered + hour.failed, 0)).toBe(100);
    expect(Date.now() - Date.parse(summaries.get('w')!.lastDeliveryAt!)).toBeLessThan(10_000);
    expect(summaries.get('none')).toMatchObject({ successRate: null, lastDeliveryAt: null });
  });

  it('shows the backlog and who is in trouble', async () => {
    await addReceivers(bench, [a, b]);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a, b]));
    await bench.events.append([eventOf(bench.ids)], null);
    const claim = (await bench.deliveries.claim(4))!;
    const open: ReceiverHealth = {
      ...HEALTHY,
      breaker: 'open',
      consecutiveFailures: 4,
      failingSince: 2_000,
      pausedUntil: 9_000_000_000_000,
      openings: 1,
      lastError: 'timeout',
    };
    await bench.deliveries.settle(settlementsOf(claim, { kind: 'retry', afterMs: 60_000 }), (health, { receiverId }) =>
      receiverId === 'B' ? open : health
    );

    const { backlog, troubled } = await bench.receivers.overview('day');

    expect(backlog).toMatchObject({ pendingCount: 4, isCapped: false, unroutedEventCount: 1 });
    expect(Math.abs(Date.parse(backlog.oldestDueAt!) - Date.now() - 60_000)).toBeLessThan(5_000);
    expect(troubled).toEqual([
      {
        webhookId: 'w',
        receiverId: 'B',
        url: b.url,
        state: 'paused',
        failingSince: new Date(2_000).toISOString(),
        pausedUntil: new Date(9_000_000_000_000).toISOString(),
        lastError: 'timeout',
        pendingCount: 2,
      },
    ]);
  });

  it('purges what is old and final, in steps, and keeps what is still needed', async () => {
    const old = Date.now() - 40 * 86_400_000;
    await addReceivers(bench, [a, b]);
    await publish(
      bench,
      Array.from({ length: 12 }, () => eventOf(bench.ids)),
      toReceivers([a, b])
    );
    const claim = (await bench.deliveries.claim(20))!;
    await bench.deliveries.settle(settlementsOf(claim), unchanged);
    // As if all had happened forty days ago: an id carries its time. 20 of 24 are final; 4 of the 12 events still have one to go.
    const ids = (await bench.log.list({}, { limit: 50 })).items.map(({ id }) => id).reverse();
    const aged = (prefix: string, id: string) => firstIdAt(prefix, old).slice(0, 14) + id.slice(14);
    for (const id of ids) {
      await bench.database.knex.raw(`update ${bench.table('deliveries')} set id = '${aged('dlv', id)}' where id = '${id}'`);
      await bench.database.knex.raw(
        `update ${bench.table('attempts')} set delivery_id = '${aged('dlv', id)}' where delivery_id = '${id}'`
      );
    }
    const events = new Set((await bench.log.list({}, { limit: 50 })).items.map(({ eventId }) => eventId));
    for (const id of events) {
      await bench.database.knex.raw(`update ${bench.table('events')} set id = '${aged('evt', id)}' where id = '${id}'`);
      for (const name of ['deliveries', 'bodies', 'attempts'])
        await bench.database.knex.raw(`update ${bench.table(name)} set event_id = '${aged('evt', id)}' where event_id = '${id}'`);
    }
    await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
    const bounds = { deliveriesBeforeMs: Date.now() - 30 * 86_400_000, eventsBeforeMs: Date.now() - 30 * 86_400_000 };

    const steps: { deletedDeliveries: number; deletedEvents: number }[] = [];
    for (let i = 0; i < 8; i += 1) steps.push(await bench.housekeeping.purge(bounds, 5));

    expect(Math.max(...steps.map(({ deletedDeliveries }) => deletedDeliveries))).toBe(5);
    expect(steps.reduce((sum, step) => sum + step.deletedDeliveries, 0)).toBe(20);
    const left = (await bench.log.list({}, { limit: 50 })).items;
    expect(left.length).toBe(5);
    const needed = new Set(left.map(({ eventId }) => eventId));
    expect((await bench.events.read([...events].map((id) => aged('evt', id)))).size).toBe(needed.size - 1);
    expect(steps.reduce((sum, step) => sum + step.deletedEvents, 0)).toBe(12 - (needed.size - 1));
    expect((await drain(bench)).length).toBe(5);
  });
};
