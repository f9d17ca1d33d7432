import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { StoredEvent } from '../../server/src/outbound/event';
import { HEALTHY, type ReceiverHealth } from '../../server/src/outbound/receiver';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';
import { eventually } from '../support/eventually';
import type { TestDatabase } from '../support/databases';
import {
  addReceivers,
  claimAll,
  claimOne,
  drain,
  empty,
  eventOf,
  LEASE_MARGIN_MS,
  limitsOf,
  openBench,
  publish,
  settleAll,
  settlementOf,
  settlementsOf,
  toReceivers,
  unchanged,
  useBench,
  type Bench,
} from '../support/deliveries';

/** The exam of a `DeliveryStore`: what the dispatcher relies on, whatever the database. */
export const examineDeliveryStore = (open: () => Promise<TestDatabase>, client: DatabaseClient): void => {
  const bench = useBench(open);
  beforeEach(() => empty(bench));

  const a = limitsOf('A');
  const b = limitsOf('B');

  const statesOf = async (): Promise<Record<string, number>> => {
    const { items } = await bench.log.list({}, { limit: 200 });
    return items.reduce<Record<string, number>>((sum, { state }) => ({ ...sum, [state]: (sum[state] ?? 0) + 1 }), {});
  };

  // — routing —

  it('routes events once, in commit order, and says how many deliveries each became', async () => {
    await addReceivers(bench, [a, b]);
    const events = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
    await bench.events.append(events, null);

    const routed = await bench.deliveries.route(2, toReceivers([a, b]));
    const rest = await bench.deliveries.route(10, (event) => (event.id === events[2]!.id ? [] : toReceivers([a, b])(event)));

    expect(routed.map(({ event, deliveryCount }) => [event.id, deliveryCount])).toEqual([
      [events[0]!.id, 2],
      [events[1]!.id, 2],
    ]);
    expect(rest.map(({ event, deliveryCount }) => [event.id, deliveryCount])).toEqual([[events[2]!.id, 0]]);
    expect(await bench.deliveries.route(10, toReceivers([a, b]))).toEqual([]);
    expect(await statesOf()).toEqual({ pending: 4 });
  });

  it('gives the events to decide on as they were appended', async () => {
    const event = eventOf(bench.ids, { isTruncated: true });
    await bench.events.append([event], null);
    const seen: StoredEvent[] = [];

    await bench.deliveries.route(10, (stored) => (seen.push(stored), []));

    expect(seen).toEqual([{ ...event, seq: expect.any(Number) }]);
    expect((await bench.events.read([event.id, 'evt_none'])).get(event.id)).toEqual(seen[0]);
  });

  it('makes no delivery for a receiver that is no more', async () => {
    await addReceivers(bench, [a]);
    await bench.events.append([eventOf(bench.ids)], null);

    expect(await bench.deliveries.route(10, toReceivers([a, b]))).toMatchObject([{ deliveryCount: 1 }]);
  });

  it('finishes a fan-out that broke off in the middle, without a gap, a duplicate or a younger event before it', async () => {
    const receivers = Array.from({ length: 3_500 }, (_, i) => limitsOf(`R${String(i).padStart(5, '0')}`, { webhookId: 'w' }));
    await addReceivers(bench, receivers);
    const [first, second] = [eventOf(bench.ids), eventOf(bench.ids)];
    await bench.events.append([first, second], null);
    let decisions = 0;
    const breaking = (event: StoredEvent) => {
      decisions += 1;
      if (decisions === 3) throw new Error('the process dies here');
      return toReceivers(receivers)(event);
    };
    const routeAll = async () => {
      for (;;) await bench.deliveries.route(10, breaking);
    };

    await expect(routeAll()).rejects.toThrow('dies here');
    const before = await bench.database.knex.raw(
      `select count(*) as n from ${bench.table('deliveries')} where event_id = '${second.id}'`
    );
    expect(JSON.stringify(before)).toMatch(/"n":"?0"?/);

    const routed: string[] = [];
    while (routed.length < 2) {
      for (const { event, deliveryCount } of await bench.deliveries.route(10, toReceivers(receivers))) {
        expect(deliveryCount).toBe(3_500);
        routed.push(event.id);
      }
    }
    expect(routed).toEqual([first.id, second.id]);
    expect(await bench.receivers.impact('w')).toEqual({ unfinishedCount: 7_000, loggedCount: 7_000 });
  });

  it('lets one router in at a time', async () => {
    await addReceivers(bench, [a]);
    await bench.events.append(
      Array.from({ length: 300 }, () => eventOf(bench.ids)),
      null
    );

    const reports = await Promise.all(Array.from({ length: 5 }, () => bench.deliveries.route(300, toReceivers([a]))));

    expect(reports.flat().length + (await bench.deliveries.route(300, toReceivers([a]))).length).toBe(300);
    expect(await bench.receivers.impact(a.webhookId)).toMatchObject({ loggedCount: 300 });
  });

  // — claiming —

  it('claims each delivery once among 20 claimers', async () => {
    // Leases longer than the test: one that ran out would be due again, and nobody here takes it back.
    const receivers = Array.from({ length: 10 }, (_, i) => limitsOf(`R${i}`, { timeoutMs: 600_000 }));
    await addReceivers(bench, receivers);
    await publish(
      bench,
      Array.from({ length: 100 }, () => eventOf(bench.ids)),
      toReceivers(receivers)
    );
    const others = client === 'sqlite' ? [] : [bench.another(), bench.another()];
    const stores = [bench, ...others.map((other) => other.stores)];
    const claimed: string[] = [];

    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const store = stores[i % stores.length]!;
        for (const claim of await claimAll(store, 13)) claimed.push(...claim.deliveries.map(({ id }) => id));
      })
    );

    expect(claimed.length).toBe(1_000);
    expect(new Set(claimed).size).toBe(1_000);
    await Promise.all(others.map((other) => other.close()));
  });

  it('claims in the same step as it settles, the places just freed included', async () => {
    const narrow = limitsOf('A', { maxConcurrency: 2 });
    await addReceivers(bench, [narrow]);
    const events = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
    await publish(bench, events, toReceivers([narrow]));
    const first = await bench.deliveries.claim(10);
    expect(await bench.deliveries.claim(10)).toBeNull();

    const { settledIds, claim } = await bench.deliveries.settle(settlementsOf(first!), unchanged, 10);

    expect(settledIds).toHaveLength(2);
    expect(claim!.id).not.toBe(first!.id);
    expect(claim!.deliveries.map(({ eventId }) => eventId)).toEqual([events[2]!.id, events[3]!.id]);
    expect(await statesOf()).toEqual({ delivered: 2, claimed: 2 });
    const last = await bench.deliveries.settle(settlementsOf(claim!), unchanged, 10);
    expect(last.claim).toBeNull();
  });

  it('delivers each once while 20 claimers settle what they claim', async () => {
    const receivers = Array.from({ length: 10 }, (_, i) => limitsOf(`R${i}`, { maxConcurrency: 7 }));
    await addReceivers(bench, receivers);
    await publish(
      bench,
      Array.from({ length: 60 }, () => eventOf(bench.ids)),
      toReceivers(receivers)
    );

    const drained = (await Promise.all(Array.from({ length: 20 }, () => drain(bench, 11)))).flat().map(({ id }) => id);

    expect(drained.length).toBe(600);
    expect(new Set(drained).size).toBe(600);
    expect(await bench.deliveries.msUntilDue()).toBeNull();
    expect((await bench.receivers.overview('hour')).totals).toMatchObject({ delivered: 600, failed: 0 });
  });

  it('gives one receiver with work all its concurrency, and no more', async () => {
    await addReceivers(bench, [limitsOf('A', { maxConcurrency: 7 })]);
    await publish(
      bench,
      Array.from({ length: 20 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );

    const claim = await bench.deliveries.claim(50);

    expect(claim?.deliveries.length).toBe(7);
    expect(await bench.deliveries.claim(50)).toBeNull();
    await bench.deliveries.settle(settlementsOf(claim!).slice(0, 3), unchanged);
    expect((await bench.deliveries.claim(50))?.deliveries.length).toBe(3);
  });

  it('never exceeds the concurrency across claimers', async () => {
    await addReceivers(bench, [limitsOf('A', { maxConcurrency: 5 })]);
    await publish(
      bench,
      Array.from({ length: 100 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );

    const claims = await Promise.all(Array.from({ length: 20 }, () => bench.deliveries.claim(3)));

    expect(claims.flatMap((claim) => claim?.deliveries ?? []).length).toBeLessThanOrEqual(5);
  });

  it('claims beyond the concurrency of a receiver that is well, up to what is wanted, and tops it up while settling', async () => {
    const narrow = limitsOf('A', { maxConcurrency: 2 });
    await addReceivers(bench, [narrow]);
    await publish(
      bench,
      Array.from({ length: 20 }, () => eventOf(bench.ids)),
      toReceivers([narrow])
    );

    const first = await bench.deliveries.claim(50, () => 6);
    expect(first!.deliveries.map(({ maxConcurrency }) => maxConcurrency)).toEqual([2, 2, 2, 2, 2, 2]);
    const { claim } = await bench.deliveries.settle(settlementsOf(first!).slice(0, 1), unchanged, 50, () => 6);

    expect(claim!.deliveries.length).toBe(1);
    expect(claim!.id).not.toBe(first!.id);
    expect(await bench.deliveries.claim(50, () => 6)).toBeNull();
    await bench.deliveries.settle(settlementsOf(first!).slice(1), unchanged);
    // Whoever wants nothing ahead is told the places that are free.
    expect((await bench.deliveries.claim(50))!.deliveries.length).toBe(1);
  });

  it('claims ahead where nobody else holds any, and lets nobody else claim meanwhile', async () => {
    const narrow = limitsOf('A', { maxConcurrency: 3 });
    await addReceivers(bench, [narrow]);
    await publish(
      bench,
      Array.from({ length: 30 }, () => eventOf(bench.ids)),
      toReceivers([narrow])
    );
    const other = bench.another();
    const another = other.stores.deliveries;

    const ours = await bench.deliveries.claim(50, () => 10);
    expect(ours!.deliveries.length).toBe(10);
    expect(await another.claim(50, () => 10)).toBeNull();

    // Down to two under way there is a place for the other one; then neither may go ahead of the places.
    await bench.deliveries.settle(settlementsOf(ours!).slice(0, 8), unchanged);
    expect((await another.claim(50, () => 10))!.deliveries.length).toBe(1);
    await bench.deliveries.settle(settlementsOf(ours!).slice(8), unchanged);
    expect((await bench.deliveries.claim(50, () => 10))!.deliveries.length).toBe(2);
    await other.close();
  });

  it('claims nothing ahead for a receiver with a rate limit, that failed, or that is probed', async () => {
    const failing: ReceiverHealth = { ...HEALTHY, consecutiveFailures: 1, failingSince: 1 };
    const limited = limitsOf('limited', { maxConcurrency: 2, maxPerSecond: 1_000 });
    const [failed, probed] = [limitsOf('failed', { maxConcurrency: 2 }), limitsOf('probed', { maxConcurrency: 2 })];
    const health = new Map([
      ['failed', failing],
      ['probed', { ...failing, breaker: 'open' as const, pausedUntil: 1, openings: 1 }],
    ]);
    await addReceivers(bench, [limited, failed, probed]);
    await publish(
      bench,
      Array.from({ length: 10 }, () => eventOf(bench.ids)),
      toReceivers([limited, failed, probed])
    );
    const first = await bench.deliveries.claim(3);
    await bench.deliveries.settle(settlementsOf(first!), (_health, { receiverId }) => health.get(receiverId) ?? HEALTHY);

    const claims: string[] = [];
    for (let claim = await bench.deliveries.claim(50, () => 8); claim; claim = await bench.deliveries.claim(50, () => 8)) {
      claims.push(...claim.deliveries.map(({ receiverId }) => receiverId));
    }

    expect(claims.sort()).toEqual(['failed', 'failed', 'limited', 'limited', 'probed']);
  });

  it('takes turns: a receiver with 10,000 due does not delay the one of another', async () => {
    await addReceivers(bench, [a, b]);
    await publish(
      bench,
      Array.from({ length: 10_000 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    await bench.deliveries.claim(50).then((claim) => settleAll(bench, claim!));
    await publish(bench, [eventOf(bench.ids)], toReceivers([b]));

    const first = await bench.deliveries.claim(1);
    const second = await bench.deliveries.claim(1);

    expect([first, second].flatMap((claim) => claim!.deliveries.map(({ receiverId }) => receiverId)).sort()).toEqual(['A', 'B']);
    expect((await bench.deliveries.claim(50))?.deliveries.length).toBe(50);
  });

  it('shares one claim among many receivers', async () => {
    const receivers = Array.from({ length: 4 }, (_, i) => limitsOf(`R${i}`));
    await addReceivers(bench, receivers);
    await publish(
      bench,
      Array.from({ length: 50 }, () => eventOf(bench.ids)),
      toReceivers(receivers.slice(0, 2))
    );
    await publish(
      bench,
      Array.from({ length: 2 }, () => eventOf(bench.ids)),
      toReceivers(receivers.slice(2))
    );

    const claim = await bench.deliveries.claim(40);

    const counts = receivers.map(({ receiverId }) => claim!.deliveries.filter((one) => one.receiverId === receiverId).length);
    expect(counts).toEqual([18, 18, 2, 2]);
  });

  it('keeps a rate across claimers', async () => {
    await addReceivers(bench, [limitsOf('A', { maxPerSecond: 20 })]);
    await publish(
      bench,
      Array.from({ length: 60 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    const startedAt = Date.now();
    const instants: number[] = [];

    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (instants.length < 30) {
          const claim = await bench.deliveries.claim(10);
          claim?.deliveries.forEach(() => instants.push(Date.now()));
          if (!claim) await pause(10);
        }
      })
    );

    // 20 a second with at most 4 at once: 30 need 1.3 s, and no second sees more than 24.
    expect(Date.now() - startedAt).toBeGreaterThan(1_200);
    for (const from of instants) expect(instants.filter((at) => at >= from && at < from + 950).length).toBeLessThanOrEqual(24);
  });

  it('claims nothing for a paused, gone, disabled or switched-off receiver', async () => {
    const named = ['paused', 'gone', 'disabled', 'off', 'well'];
    const receivers = named.map((name) => limitsOf(name));
    await addReceivers(bench, receivers);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers(receivers));
    const healths: Record<string, Partial<ReceiverHealth>> = {
      paused: { breaker: 'open', pausedUntil: Date.now() + 60_000, openings: 1 },
      gone: { breaker: 'gone' },
      disabled: { breaker: 'disabled' },
    };
    const claim = await bench.deliveries.claim(5);
    await bench.deliveries.settle(settlementsOf(claim!), (health, { receiverId }) => ({ ...health, ...healths[receiverId] }));
    await bench.receivers.sync('w-off', [limitsOf('off', { isEnabled: false })], null);

    const rest = (await claimAll(bench)).flatMap(({ deliveries }) => deliveries.map(({ receiverId }) => receiverId));

    expect(rest).toEqual(['well']);
    expect(await bench.deliveries.msUntilDue()).toBeGreaterThan(0);
  });

  it('lets exactly one delivery probe when a pause is over, and opens up after it was accepted', async () => {
    await addReceivers(bench, [a]);
    await publish(
      bench,
      Array.from({ length: 9 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    const open: ReceiverHealth = {
      ...HEALTHY,
      breaker: 'open',
      consecutiveFailures: 5,
      openings: 1,
      failingSince: Date.now() - 1_000,
    };
    const first = (await bench.deliveries.claim(1))!;
    await bench.deliveries.settle(settlementsOf(first), (_health, _settlement, now) => ({ ...open, pausedUntil: now + 200 }));
    expect(await bench.deliveries.claim(5)).toBeNull();
    expect(await bench.deliveries.msUntilDue()).toBeLessThanOrEqual(200);

    const probe = await eventually(() => bench.deliveries.claim(5));

    expect(probe.deliveries.length).toBe(1);
    expect(await bench.deliveries.claim(5)).toBeNull();
    const report = await bench.deliveries.settle(settlementsOf(probe), () => HEALTHY);
    expect(report.healthChanges).toMatchObject([{ receiverId: 'A', from: { breaker: 'open' }, to: { breaker: 'closed' } }]);
    expect((await bench.deliveries.claim(50))?.deliveries.length).toBe(7);
  });

  it('waits as long as a closed receiver asked for', async () => {
    await addReceivers(bench, [a]);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a]));
    const claim = (await bench.deliveries.claim(1))!;
    await bench.deliveries.settle(settlementsOf(claim), (health, _settlement, now) => ({ ...health, pausedUntil: now + 30_000 }));

    expect(await bench.deliveries.claim(5)).toBeNull();
    expect(await bench.deliveries.msUntilDue()).toBeGreaterThan(25_000);
  });

  it('says when something is due', async () => {
    await addReceivers(bench, [a]);
    expect(await drain(bench)).toEqual([]);
    expect(await bench.deliveries.msUntilDue()).toBeNull();
    await bench.events.append([eventOf(bench.ids)], null);
    expect(await bench.deliveries.msUntilDue()).toBe(0);
    await bench.deliveries.route(1, toReceivers([a]));
    expect(await bench.deliveries.msUntilDue()).toBe(0);
    const { claim, delivery } = await claimOne(bench);
    const untilLeaseEnds = await bench.deliveries.msUntilDue();
    expect(untilLeaseEnds).toBeGreaterThan(LEASE_MARGIN_MS);
    expect(untilLeaseEnds).toBeLessThanOrEqual(LEASE_MARGIN_MS + 1_000);
    await bench.deliveries.settle([settlementOf(claim.id, delivery, { kind: 'retry', afterMs: 60_000 })], unchanged);
    expect(await bench.deliveries.msUntilDue()).toBeGreaterThan(55_000);
  });

  // — settling —

  it('writes the attempt, the state and the numbers of a delivery', async () => {
    await addReceivers(bench, [a]);
    await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
    const { claim, delivery } = await claimOne(bench);
    const cut = Buffer.from('Grüße').subarray(0, 3); // through the ü
    const settlement = settlementOf(claim.id, delivery, undefined, {
      durationMs: 80,
      body: Buffer.from('{"ü":1}'),
      responseBody: cut,
      isTruncated: true,
    });

    const report = await bench.deliveries.settle([settlement], unchanged);

    expect(report).toEqual({ settledIds: [delivery.id], lostIds: [], healthChanges: [], claim: null });
    const view = await bench.log.get(delivery.id);
    expect(view).toMatchObject({
      state: 'delivered',
      attemptCount: 1,
      lastStatus: 200,
      lastError: null,
      dueAt: null,
      order: 'none',
      event: { type: 'entry.publish', data: { entry: { title: 'Grüße ✓' } } },
      attempts: [
        {
          number: 1,
          durationMs: 80,
          outcome: { kind: 'accepted', status: 200 },
          nextAttemptAt: null,
          request: {
            url: 'https://a.example.com/hook',
            body: '{"ü":1}',
            headers: [{ name: 'content-type', value: 'application/json' }, { name: 'webhook-id' }],
          },
          response: { status: 200, body: 'Gr', isBase64: false, isTruncated: true },
        },
      ],
    });
    expect(Math.abs(Date.parse(view!.settledAt!) - Date.now())).toBeLessThan(5_000);
    expect(Math.abs(Date.parse(view!.createdAt) - Date.now())).toBeLessThan(5_000);
  });

  it('retries after the delay, gives up with a reason, and postpones without using up an attempt', async () => {
    await addReceivers(bench, [a]);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a]));
    const claim = (await bench.deliveries.claim(3))!;
    const [retried, failed, postponed] = claim.deliveries;

    await bench.deliveries.settle(
      [
        settlementOf(
          claim.id,
          retried!,
          { kind: 'retry', afterMs: 150 },
          { outcome: { kind: 'unreachable', reason: 'timeout', detail: 'no answer' } }
        ),
        settlementOf(
          claim.id,
          failed!,
          { kind: 'give-up', because: 'endpoint gone' },
          { outcome: { kind: 'rejected', status: 410 } }
        ),
        settlementOf(
          claim.id,
          postponed!,
          { kind: 'postpone', afterMs: 60_000, because: 'no token' },
          { outcome: { kind: 'postponed', because: 'no token' } }
        ),
      ],
      unchanged
    );

    expect(await bench.log.get(retried!.id)).toMatchObject({
      state: 'pending',
      attemptCount: 1,
      lastError: 'timeout',
      lastStatus: null,
    });
    expect(await bench.log.get(failed!.id)).toMatchObject({
      state: 'failed',
      attemptCount: 1,
      lastStatus: 410,
      lastError: 'endpoint gone',
    });
    expect(await bench.log.get(postponed!.id)).toMatchObject({ state: 'pending', attemptCount: 0, lastError: 'no token' });
    const again = await eventually(() => bench.deliveries.claim(5));
    expect(again.deliveries).toMatchObject([{ id: retried!.id, attemptCount: 1, scheduleStart: 0 }]);
    expect((await bench.receivers.overview('hour')).totals).toMatchObject({ delivered: 0, failed: 2 });
  });

  it('lets a delivery that is lost again and again wait, and gives it up in the end, without using up an attempt', async () => {
    await addReceivers(bench, [a]);
    await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a], { kind: 'per-document' }));
    const table = bench.table('deliveries');
    const waits: number[] = [];
    let id = '';
    for (let loss = 1; loss <= 15; loss += 1) {
      const { delivery } = await eventually(() => claimOne(bench));
      id = delivery.id;
      await bench.database.knex.raw(`update ${table} set leased_until = 1 where id = ?`, [id]);
      expect(await bench.deliveries.reclaim(10)).toEqual([{ deliveryId: id, receiverId: 'A' }]);
      waits.push((await bench.deliveries.msUntilDue()) ?? -1);
      // Its time has come.
      await bench.database.knex.raw(`update ${table} set due_at = 1 where id = ?`, [id]);
      await bench.database.knex.raw(`update ${bench.table('receivers')} set next_due_at = 1`);
    }

    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits[2]).toBeGreaterThan(4_000);
    expect(waits[2]).toBeLessThanOrEqual(15_000);
    expect(waits[13]).toBeGreaterThan(1_000_000);
    const view = await bench.log.get(id);
    expect(view).toMatchObject({ state: 'failed', attemptCount: 0, lastError: 'its process vanished 15 times in a row' });
    expect(view!.attempts.map(({ outcome }) => outcome.kind)).toEqual(Array(15).fill('lost'));
    // The next one of its document had to wait for it.
    const { delivery: next } = await claimOne(bench);
    expect(next.id).not.toBe(id);
    await bench.log.resend(id);
    expect(await bench.log.get(id)).not.toMatchObject({ state: 'failed' });
  });

  it('counts losses anew after an outcome', async () => {
    await addReceivers(bench, [a]);
    await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
    const lose = async () => {
      const { delivery } = await eventually(() => claimOne(bench));
      await bench.database.knex.raw(`update ${bench.table('deliveries')} set leased_until = 1 where id = ?`, [delivery.id]);
      await bench.deliveries.reclaim(10);
    };
    await lose();
    await lose();
    const { claim, delivery } = await claimOne(bench);
    await bench.deliveries.settle([settlementOf(claim.id, delivery, { kind: 'retry', afterMs: 0 })], unchanged);
    await lose();

    expect(await bench.deliveries.msUntilDue()).toBe(0);
  });

  it('fences: a stale claim id logs its attempt and changes nothing', async () => {
    const short = await openBenchWithShortLease();
    await addReceivers(bench, [limitsOf('A', { timeoutMs: 1 })]);
    await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
    const stale = await claimOne(short);
    const lost = await eventually(async () => {
      const back = await short.deliveries.reclaim(10);
      return back.length > 0 && back;
    });
    expect(lost).toEqual([{ deliveryId: stale.delivery.id, receiverId: 'A' }]);
    const fresh = await claimOne(bench);

    const report = await bench.deliveries.settle(
      [settlementOf(stale.claim.id, stale.delivery, { kind: 'give-up', because: 'attempts exhausted' })],
      () => ({ ...HEALTHY, breaker: 'gone' })
    );

    expect(report).toEqual({ settledIds: [], lostIds: [stale.delivery.id], healthChanges: [], claim: null });
    expect(await bench.log.get(stale.delivery.id)).toMatchObject({ state: 'claimed', attemptCount: 0 });
    await bench.deliveries.release(stale.claim.id, [stale.delivery.id]);
    expect(await bench.log.get(stale.delivery.id)).toMatchObject({ state: 'claimed' });
    expect((await settleAll(bench, fresh.claim)).settledIds).toEqual([fresh.delivery.id]);
    const view = await bench.log.get(stale.delivery.id);
    expect(view).toMatchObject({ state: 'delivered', attemptCount: 1 });
    expect(view!.attempts.map(({ number, outcome }) => [number, outcome.kind])).toEqual([
      [1, 'lost'],
      [1, 'rejected'],
      [1, 'accepted'],
    ]);
  });

  const openBenchWithShortLease = (): Promise<Bench> => openBench(bench.database, 1);

  it('gives released deliveries back untouched', async () => {
    await addReceivers(bench, [limitsOf('A', { maxConcurrency: 2 })]);
    await publish(
      bench,
      Array.from({ length: 4 }, () => eventOf(bench.ids)),
      toReceivers([a])
    );
    const claim = (await bench.deliveries.claim(4))!;
    expect(await bench.deliveries.claim(4)).toBeNull();

    await bench.deliveries.release(
      claim.id,
      claim.deliveries.map(({ id }) => id)
    );

    expect(await statesOf()).toEqual({ pending: 4 });
    const again = await bench.deliveries.claim(4);
    expect(again?.deliveries.map(({ id, attemptCount }) => [id, attemptCount])).toEqual(claim.deliveries.map(({ id }) => [id, 0]));
    expect(again?.id).not.toBe(claim.id);
  });

  it('stores a body once for all receivers of an event', async () => {
    const receivers = Array.from({ length: 5 }, (_, i) => limitsOf(`R${i}`));
    await addReceivers(bench, receivers);
    await publish(bench, [eventOf(bench.ids)], toReceivers(receivers));
    for (const claim of await claimAll(bench, 2)) await settleAll(bench, claim);

    expect(JSON.stringify(await bench.database.knex.raw(`select count(*) as n from ${bench.table('bodies')}`))).toMatch(
      /"n":"?1"?/
    );
  });

  it('works a batch of 600 off in one call', async () => {
    const receivers = Array.from({ length: 3 }, (_, i) => limitsOf(`R${i}`));
    await addReceivers(bench, receivers);
    await publish(
      bench,
      Array.from({ length: 200 }, () => eventOf(bench.ids)),
      toReceivers(receivers)
    );
    const claims = await claimAll(bench, 300);
    expect(claims.flatMap(({ deliveries }) => deliveries).length).toBe(300);

    const report = await bench.deliveries.settle(
      claims.flatMap((claim) => settlementsOf(claim)),
      unchanged
    );

    expect(report.settledIds.length).toBe(300);
    expect((await drain(bench)).length).toBe(300);
  });

  // — order —

  it('keeps the order of a document: the next only after the one before is final, other documents at once', async () => {
    await addReceivers(bench, [a]);
    const events = ['x', 'x', 'y', 'x'].map((documentId) => eventOf(bench.ids, { documentId }));
    await publish(bench, events, toReceivers([a], { kind: 'per-document' }));

    const first = (await bench.deliveries.claim(10))!;
    expect(first.deliveries.map(({ eventId }) => eventId)).toEqual([events[0]!.id, events[2]!.id]);
    expect(await statesOf()).toEqual({ claimed: 2, held: 2 });
    const [x, y] = first.deliveries;
    await bench.deliveries.settle(
      [settlementOf(first.id, x!, { kind: 'retry', afterMs: 100 }), settlementOf(first.id, y!)],
      unchanged
    );
    expect(await statesOf()).toEqual({ pending: 1, delivered: 1, held: 2 });
    const again = await eventually(() => bench.deliveries.claim(10));
    expect(again.deliveries.map(({ id }) => id)).toEqual([x!.id]);
    await bench.deliveries.settle(settlementsOf(again, { kind: 'give-up', because: 'attempts exhausted' }), unchanged);

    expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual([events[1]!.id, events[3]!.id]);
    expect(await statesOf()).toEqual({ delivered: 3, failed: 1 });
  });

  it('leaves none held when routing and settling run against each other', async () => {
    await addReceivers(bench, [a, b]);
    const events = Array.from({ length: 120 }, (_, i) => eventOf(bench.ids, { documentId: `d${i % 3}` }));
    await bench.events.append(events, null);
    let isRouted = false;
    const routing = (async () => {
      for (let left = events.length; left > 0;)
        left -= (await bench.deliveries.route(2, toReceivers([a, b], { kind: 'per-document' }))).length;
      isRouted = true;
    })();
    const seen: { receiverId: string; eventId: string }[] = [];
    const working = Array.from({ length: client === 'sqlite' ? 2 : 5 }, async () => {
      do seen.push(...(await drain(bench, 4)));
      while (!isRouted);
    });
    await Promise.all([routing, ...working]);
    seen.push(...(await drain(bench, 4)));

    expect(await bench.deliveries.msUntilDue()).toBeNull();
    expect(seen.length).toBe(240);
    expect((await bench.log.list({ states: ['held', 'pending', 'claimed'] }, { limit: 50 })).items).toEqual([]);
  });

  it('keeps commit order for every document and receiver while many work', async () => {
    await addReceivers(bench, [a, b]);
    const documentOf = new Map<string, string>();
    const events = Array.from({ length: 60 }, (_, i) => eventOf(bench.ids, { documentId: `d${i % 4}` }));
    events.forEach(({ id, subject }) => documentOf.set(id, subject!.documentId));
    await publish(bench, events, toReceivers([a, b], { kind: 'per-document' }));
    const settledOrder: string[] = [];
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (;;) {
          const claim = await bench.deliveries.claim(5);
          if (!claim) {
            if ((await bench.deliveries.msUntilDue()) === null) return;
            await pause(5);
            continue;
          }
          claim.deliveries.forEach(({ receiverId, eventId }) => settledOrder.push(`${receiverId} ${eventId}`));
          await settleAll(bench, claim);
        }
      })
    );

    for (const receiverId of ['A', 'B']) {
      for (const documentId of ['d0', 'd1', 'd2', 'd3']) {
        const got = settledOrder
          .filter((one) => one.startsWith(receiverId))
          .map((one) => one.slice(2))
          .filter((id) => documentOf.get(id) === documentId);
        expect(got).toEqual(events.filter(({ subject }) => subject!.documentId === documentId).map(({ id }) => id));
      }
    }
  });

  it('sends the latest only: older ones that wait give way, one under way is not overtaken', async () => {
    await addReceivers(bench, [a]);
    const decide = toReceivers([a], { kind: 'latest-only' });
    const events = [0, 1, 2, 3].map(() => eventOf(bench.ids, { documentId: 'x' }));
    await publish(bench, events.slice(0, 2), decide);
    expect(await statesOf()).toEqual({ superseded: 1, pending: 1 });
    const claim = (await bench.deliveries.claim(10))!;
    expect(claim.deliveries.map(({ eventId }) => eventId)).toEqual([events[1]!.id]);
    await publish(bench, [events[2]!], decide);
    await publish(bench, [events[3]!, eventOf(bench.ids, { documentId: 'other' })], decide);
    expect(await statesOf()).toEqual({ superseded: 2, claimed: 1, held: 1, pending: 1 });

    await bench.deliveries.settle(settlementsOf(claim, { kind: 'retry', afterMs: 60_000 }), unchanged);

    expect((await drain(bench)).map(({ eventId }) => eventId)).toContain(events[3]!.id);
    expect(await statesOf()).toEqual({ superseded: 3, delivered: 2 });
  });

  it('waits for a quiet period, one request for all that came, and not for ever', async () => {
    await addReceivers(bench, [a]);
    const decide = toReceivers([a], { kind: 'quiet-period', seconds: 30 });
    await publish(bench, [eventOf(bench.ids, { documentId: 'x' }), eventOf(bench.ids, { documentId: 'y' })], decide);
    expect(await statesOf()).toEqual({ superseded: 1, pending: 1 });
    expect(await claimAll(bench)).toEqual([]);
    const quiet = await bench.deliveries.msUntilDue();
    expect(quiet).toBeGreaterThan(25_000);
    expect(quiet).toBeLessThanOrEqual(30_000);
    // It has been going on for 290 s of the longest 300.
    await bench.database.knex.raw(`update ${bench.table('deliveries')} set quiet_since = quiet_since - 290000`);

    await publish(bench, [eventOf(bench.ids, { documentId: 'z' })], decide);

    expect(await statesOf()).toEqual({ superseded: 2, pending: 1 });
    const { items } = await bench.log.list({ states: ['pending'] }, { limit: 5 });
    expect(items[0]).toMatchObject({ documentId: 'z' });
    expect(Date.parse(items[0]!.dueAt!) - Date.now()).toBeLessThanOrEqual(11_000);
  });

  it('runs on where a receiver vanished, and cancels what it left', async () => {
    await addReceivers(bench, [a, b]);
    await publish(
      bench,
      Array.from({ length: 30 }, () => eventOf(bench.ids)),
      toReceivers([a, b], { kind: 'per-document' })
    );
    const claim = (await bench.deliveries.claim(2))!;

    await bench.receivers.sync(a.webhookId, [], null);

    const report = await settleAll(bench, claim);
    expect(report.settledIds.length).toBe(1);
    expect(report.lostIds.length).toBe(1);
    expect((await drain(bench)).length).toBe(29);
    await bench.deliveries.reclaim(10);
    expect((await bench.log.list({ webhookId: a.webhookId, states: ['cancelled'] }, { limit: 100 })).items.length).toBe(30);
    expect(await bench.receivers.health(['A'])).toEqual(new Map());
  });
};
