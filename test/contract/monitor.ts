import { beforeEach, expect, it } from 'vitest';
import type { Next } from '../../server/src/outbound/delivery';
import type { NextHealth } from '../../server/src/outbound/ports';
import type { TestDatabase } from '../support/databases';
import {
  addReceivers,
  claimOne,
  empty,
  eventOf,
  limitsOf,
  publish,
  settlementOf,
  toReceivers,
  useBench,
} from '../support/deliveries';

/** The exam of a `Monitor`: what the outside sees of the engine. */
export const examineMonitor = (open: () => Promise<TestDatabase>): void => {
  const bench = useBench(open);
  beforeEach(() => empty(bench));

  const events = (count: number) => Array.from({ length: count }, (_, i) => eventOf(bench.ids, { documentId: `doc${i}` }));
  /** Moves everything that waits into the past. */
  const age = async (ms: number): Promise<void> => {
    const { knex } = bench.database;
    await knex.raw(`update ${bench.table('deliveries')} set due_at = due_at - ${ms} where state = 'pending'`);
    await knex.raw(`update ${bench.table('receivers')} set next_due_at = next_due_at - ${ms} where next_due_at < 9000000000000000`);
    await knex.raw(`update ${bench.table('events')} set occurred_at = occurred_at - ${ms} where routed_at is null`);
  };

  it('sees nothing where there is nothing', async () => {
    expect(await bench.monitor.read()).toEqual({
      openCounts: { held: 0, pending: 0, claimed: 0 },
      unroutedEventCount: 0,
      backlogAgeMs: 0,
      oldestDueAgeMs: 0,
      receiverCounts: { healthy: 0, failing: 0, paused: 0, gone: 0, disabled: 0 },
    });
  });

  it('counts what has not ended, by state', async () => {
    const receiver = limitsOf('R1');
    await addReceivers(bench, [receiver]);
    await publish(bench, events(3), toReceivers([receiver]));
    const same = [eventOf(bench.ids, { documentId: 'line' }), eventOf(bench.ids, { documentId: 'line' })];
    await publish(bench, same, toReceivers([receiver], { kind: 'per-document' }));
    await claimOne(bench);
    await bench.events.append(events(2), null);

    const { openCounts, unroutedEventCount } = await bench.monitor.read();

    expect(openCounts).toEqual({ held: 1, pending: 3, claimed: 1 });
    expect(unroutedEventCount).toBe(2);
  });

  it('tells how long work has waited that could be done', async () => {
    const receiver = limitsOf('R1');
    await addReceivers(bench, [receiver]);
    await publish(bench, events(1), toReceivers([receiver]));
    await age(60_000);

    const { backlogAgeMs, oldestDueAgeMs } = await bench.monitor.read();

    for (const ageMs of [backlogAgeMs, oldestDueAgeMs]) {
      expect(ageMs).toBeGreaterThanOrEqual(60_000);
      expect(ageMs).toBeLessThan(75_000);
    }
  });

  it('takes a receiver that nobody looked at, and that has nothing to do, for no backlog', async () => {
    await addReceivers(bench, [limitsOf('R1')]);
    await bench.receivers.enable('R1');
    await age(60_000);

    expect((await bench.monitor.read()).backlogAgeMs).toBe(0);
  });

  it('takes an event that nobody routes for waiting work', async () => {
    await bench.events.append(events(1), null);
    await age(60_000);

    expect((await bench.monitor.read()).backlogAgeMs).toBeGreaterThanOrEqual(59_000);
  });

  it('takes what waits for a receiver at its limit for no backlog', async () => {
    const receiver = limitsOf('R1', { maxConcurrency: 1 });
    await addReceivers(bench, [receiver]);
    await publish(bench, events(2), toReceivers([receiver]));
    await claimOne(bench);
    await age(60_000);

    const { backlogAgeMs, oldestDueAgeMs } = await bench.monitor.read();

    expect(backlogAgeMs).toBe(0);
    expect(oldestDueAgeMs).toBeGreaterThanOrEqual(60_000);
  });

  it('takes what waits for its retry for no backlog', async () => {
    const receiver = limitsOf('R1');
    await addReceivers(bench, [receiver]);
    await publish(bench, events(1), toReceivers([receiver]));
    const { claim, delivery } = await claimOne(bench);
    await bench.deliveries.settle([settlementOf(claim.id, delivery, { kind: 'retry', afterMs: 60_000 })], (health) => health);

    expect(await bench.monitor.read()).toMatchObject({ backlogAgeMs: 0, oldestDueAgeMs: 0, openCounts: { pending: 1 } });
  });

  it('counts receivers by health, those of webhooks that are off left out', async () => {
    const limits = ['R1', 'R2', 'R3', 'R4', 'R5'].map((id) => limitsOf(id));
    await addReceivers(bench, [...limits, limitsOf('R6', { isEnabled: false })]);
    await publish(bench, events(1), toReceivers(limits));
    const FATES: Readonly<Record<string, Partial<ReturnType<NextHealth>>>> = {
      R1: {},
      R2: { consecutiveFailures: 2 },
      R3: { breaker: 'open', consecutiveFailures: 9, pausedUntil: Date.now() + 60_000 },
      R4: { breaker: 'gone' },
      R5: { breaker: 'disabled' },
    };
    const retry: Next = { kind: 'retry', afterMs: 1_000 };
    for (let left = limits.length; left > 0; left -= 1) {
      const { claim, delivery } = await claimOne(bench);
      await bench.deliveries.settle([settlementOf(claim.id, delivery, retry)], (health) => ({
        ...health,
        ...FATES[delivery.receiverId],
      }));
    }

    expect((await bench.monitor.read()).receiverCounts).toEqual({ healthy: 1, failing: 1, paused: 1, gone: 1, disabled: 1 });
  });
};
