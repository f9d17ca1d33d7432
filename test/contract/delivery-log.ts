import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryFilter } from '../../shared/contracts/delivery';
import type { StoredEvent } from '../../server/src/outbound/event';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';
import type { TestDatabase } from '../support/databases';
import {
  addReceivers,
  claimOne,
  drain,
  empty,
  eventOf,
  limitsOf,
  publish,
  settleAll,
  settlementOf,
  settlementsOf,
  toReceivers,
  unchanged,
  useBench,
} from '../support/deliveries';

/** The exam of a `DeliveryLog` and of `Recovery`: what people see and do. */
export const examineDeliveryLog = (open: () => Promise<TestDatabase>, _client: DatabaseClient): void => {
  const bench = useBench(open);

  const a = limitsOf('A');
  const b = limitsOf('B');

  const give = (because: 'attempts exhausted' | 'endpoint gone' = 'attempts exhausted') => ({ kind: 'give-up', because }) as const;
  const idsOf = async (filter: DeliveryFilter) => (await bench.log.list(filter, { limit: 200 })).items.map(({ id }) => id);

  describe('pages', () => {
    const receivers = [a, b];

    /** 300 deliveries: A's delivered, B's failed with 500 or, every tenth, 404; the newest 20 of each are pending. */
    beforeAll(async () => {
      await empty(bench);
      await addReceivers(bench, receivers);
      const events = Array.from({ length: 150 }, (_, i) =>
        eventOf(bench.ids, { documentId: `d${i % 5}`, type: i % 50 === 7 ? 'entry.delete' : 'entry.publish' })
      );
      await publish(bench, events.slice(0, 130), toReceivers(receivers));
      let n = 0;
      for (let claim = await bench.deliveries.claim(100); claim; claim = await bench.deliveries.claim(100)) {
        const settlements = claim.deliveries.map((delivery) => {
          if (delivery.receiverId === 'A') return settlementOf(claim!.id, delivery);
          n += 1;
          return settlementOf(claim!.id, delivery, give(), { outcome: { kind: 'rejected', status: n % 10 === 0 ? 404 : 500 } });
        });
        await bench.deliveries.settle(settlements, unchanged);
      }
      await publish(bench, events.slice(130), toReceivers(receivers));
    });

    const walk = async (filter: DeliveryFilter, limit: number) => {
      const seen: string[] = [];
      let before: string | undefined;
      do {
        const page = await bench.log.list(filter, { limit, ...(before ? { before } : {}) });
        seen.push(...page.items.map(({ id }) => id));
        before = page.olderCursor ?? undefined;
      } while (before);
      return seen;
    };

    it('shows every delivery once, newest first, and walks back the same way', async () => {
      const all = await walk({}, 37);

      expect(all.length).toBe(300);
      expect(all).toEqual([...all].sort().reverse());
      const older = await bench.log.list({}, { limit: 37, before: all[99]! });
      expect(older.items.map(({ id }) => id)).toEqual(all.slice(100, 137));
      expect(older.newerCursor).toBe(all[100]);
      const newer = await bench.log.list({}, { limit: 37, after: older.newerCursor! });
      expect(newer.items.map(({ id }) => id)).toEqual(all.slice(63, 100));
      const top = await bench.log.list({}, { limit: 99, after: all[50]! });
      expect(top.items.map(({ id }) => id)).toEqual(all.slice(0, 50));
      expect([top.newerCursor, top.olderCursor]).toEqual([null, all[49]]);
      expect((await bench.log.list({}, { limit: 10 })).newerCursor).toBeNull();
    });

    it('narrows to the submissions of one form, and to nothing where somebody may not know of it', async () => {
      const uid = 'form:contact';
      const subject = { uid, model: 'form', documentId: 'sub_1', locale: null, status: null };
      await publish(bench, [eventOf(bench.ids, { subject, type: 'form.submission.create' })], toReceivers([a]));

      expect((await bench.log.list({ uid }, { limit: 50 })).items).toMatchObject([{ documentId: 'sub_1' }]);
      expect(await idsOf({ uid: 'form:contac' })).toEqual([]);
      const known = (forms: readonly string[]) => bench.log.list({ uid, knownForms: forms }, { limit: 50 });
      expect((await known([uid, 'form:other'])).items).toHaveLength(1);
      expect((await known(['form:other'])).items).toEqual([]);
      await bench.database.knex.raw(`delete from ${bench.table('deliveries')} where document_id = 'sub_1'`);
    });

    it('does not move while new deliveries come in', async () => {
      const first = await bench.log.list({}, { limit: 50 });
      await publish(bench, [eventOf(bench.ids, { documentId: 'later' })], toReceivers([a]));

      const second = await bench.log.list({}, { limit: 50, before: first.olderCursor! });

      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(100);
      expect((await bench.log.list({}, { limit: 50, after: first.items[0]!.id })).items).toMatchObject([{ documentId: 'later' }]);
      await bench.database.knex.raw(`delete from ${bench.table('deliveries')} where document_id = 'later'`);
    });

    const counts: readonly [string, DeliveryFilter, number][] = [
      ['state', { states: ['failed'] }, 130],
      ['states', { states: ['delivered', 'pending'] }, 170],
      ['webhook', { webhookId: a.webhookId }, 150],
      ['webhook and state', { webhookId: b.webhookId, states: ['pending'] }, 20],
      ['webhook and foreign state', { webhookId: b.webhookId, states: ['delivered'] }, 0],
      ['receiver', { receiverId: 'B' }, 150],
      ['type', { eventType: 'entry.delete' }, 6],
      ['webhook and type', { webhookId: a.webhookId, eventType: 'entry.delete' }, 3],
      ['content type', { uid: 'api::article.article' }, 300],
      ['document', { documentId: 'd1' }, 60],
      ['document, webhook and state', { documentId: 'd1', webhookId: a.webhookId, states: ['delivered'] }, 26],
      ['status', { status: '404' }, 13],
      ['class of status', { status: '4xx' }, 13],
      ['status within a state', { states: ['failed'], status: '5xx' }, 117],
      ['a status that is none', { status: 'teapot' }, 0],
      ['time', { from: new Date(Date.now() - 3_600_000).toISOString() }, 300],
      ['time to come', { from: new Date(Date.now() + 3_600_000).toISOString() }, 0],
      ['time past', { to: new Date(Date.now() - 3_600_000).toISOString() }, 0],
    ];
    for (const [name, filter, count] of counts) {
      it(`filters by ${name}`, async () => {
        const ids = await walk(filter, 17);

        expect(ids.length).toBe(count);
        expect(ids).toEqual([...new Set(ids)].sort().reverse());
        expect(await idsOf(filter)).toEqual(ids.slice(0, 200));
      });
    }

    it('shows the deliveries of one event, and each as the neighbour of the other', async () => {
      const [item] = (await bench.log.list({ states: ['failed'] }, { limit: 1 })).items;

      const { items } = await bench.log.list({ eventId: item!.eventId }, { limit: 10 });
      expect(items.map(({ receiverId }) => receiverId).sort()).toEqual(['A', 'B']);
      const view = await bench.log.get(item!.id);
      expect(view!.siblings).toEqual([
        expect.objectContaining({ url: a.url, state: 'delivered', lastStatus: 200, webhookName: null }),
      ]);
      expect(await bench.log.get('dlv_nothing')).toBeNull();
    });
  });

  describe('actions', () => {
    beforeEach(async () => {
      await empty(bench);
      await addReceivers(bench, [a, b]);
    });

    it('sends a final delivery again: same row, fresh schedule, due now', async () => {
      await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
      const { claim, delivery } = await claimOne(bench);
      await bench.deliveries.settle([settlementOf(claim.id, delivery, give())], unchanged);

      expect(await bench.log.resend(delivery.id)).toBe('done');

      const again = await claimOne(bench);
      expect(again.delivery).toEqual({ ...delivery, attemptCount: 1, scheduleStart: 1 });
      expect(await bench.log.resend(delivery.id)).toBe('running');
      expect(await bench.log.cancel(delivery.id)).toBe('running');
      await settleAll(bench, again.claim);
      expect(await bench.log.get(delivery.id)).toMatchObject({
        state: 'delivered',
        attemptCount: 2,
        attempts: [{ number: 1 }, { number: 2 }],
      });
      expect(await bench.log.cancel(delivery.id)).toBe('final');
      expect(await bench.log.cancel('dlv_none')).toBe('not-found');
      expect(await bench.log.resend('dlv_none')).toBe('not-found');
    });

    it('brings a waiting retry forward', async () => {
      await publish(bench, [eventOf(bench.ids)], toReceivers([a]));
      const { claim, delivery } = await claimOne(bench);
      await bench.deliveries.settle([settlementOf(claim.id, delivery, { kind: 'retry', afterMs: 3_600_000 })], unchanged);
      expect(await bench.deliveries.claim(1)).toBeNull();

      await bench.log.resend(delivery.id);

      expect((await bench.deliveries.claim(1))?.deliveries).toMatchObject([{ id: delivery.id, attemptCount: 1, scheduleStart: 1 }]);
    });

    it('cannot send what retention removed, or where there is nobody any more', async () => {
      await publish(bench, [eventOf(bench.ids)], toReceivers([a, b]));
      await drain(bench);
      const [one, other] = (await bench.log.list({}, { limit: 2 })).items;
      await bench.receivers.sync(`w-${one!.receiverId}`, [], null);
      await bench.deliveries.reclaim(1);

      expect(await bench.log.resend(one!.id)).toBe('receiver-gone');
      await bench.database.knex.raw(`delete from ${bench.table('events')}`);
      expect(await bench.log.resend(other!.id)).toBe('event-gone');
    });

    it('lets the next of a document go when one is cancelled', async () => {
      const events = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
      await publish(bench, events, toReceivers([a], { kind: 'per-document' }));
      const [, second, first] = await idsOf({});

      expect(await bench.log.cancel(first!)).toBe('done');
      expect(await bench.log.cancel(second!)).toBe('done');

      expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual([events[2]!.id]);
      expect(await bench.log.get(second!)).toMatchObject({ state: 'cancelled', attemptCount: 0, dueAt: null });
    });

    it('keeps the order of a document when several are sent again', async () => {
      const events = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
      await publish(bench, events, toReceivers([a], { kind: 'per-document' }));
      await drain(bench);

      expect(await bench.log.resendMatching({}, false)).toEqual({ isDryRun: false, count: 3, isCapped: false });

      expect((await bench.deliveries.claim(10))?.deliveries.length).toBe(1);
      await bench.database.knex.raw(`update ${bench.table('deliveries')} set leased_until = 0 where state = 'claimed'`);
      await bench.deliveries.reclaim(10);
      expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
    });

    it('sends an earlier one of a document again beside none that is later', async () => {
      const events = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
      await publish(bench, events, toReceivers([a], { kind: 'per-document' }));
      const { claim: first, delivery } = await claimOne(bench);
      await bench.deliveries.settle([settlementOf(first.id, delivery, give())], unchanged);
      const { claim: second, delivery: later } = await claimOne(bench);

      expect(await bench.log.resend(delivery.id)).toBe('done');
      // The later one is under way.
      expect(await bench.deliveries.claim(10)).toBeNull();
      await bench.deliveries.settle([settlementOf(second.id, later, { kind: 'retry', afterMs: 0 })], unchanged);

      // Now it waits for its own retry, until the earlier one is through.
      const third = (await bench.deliveries.claim(10))!;
      expect(third.deliveries).toMatchObject([{ eventId: events[0]!.id }]);
      await settleAll(bench, third);
      expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual([events[1]!.id, events[2]!.id]);
    });

    it.each([{ kind: 'per-document' }, { kind: 'latest-only' }] as const)(
      'lets a later one that waits go after an earlier one that is sent again, where order is $kind',
      async (order) => {
        const events = [eventOf(bench.ids), eventOf(bench.ids)];
        await publish(bench, events.slice(0, 1), toReceivers([a], order));
        const { claim, delivery } = await claimOne(bench);
        await bench.deliveries.settle([settlementOf(claim.id, delivery, give())], unchanged);
        await publish(bench, events.slice(1), toReceivers([a], order));

        expect(await bench.log.resend(delivery.id)).toBe('done');

        const again = (await bench.deliveries.claim(10))!;
        expect(again.deliveries).toMatchObject([{ eventId: events[0]!.id }]);
        await settleAll(bench, again);
        expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual([events[1]!.id]);
      }
    );

    it('keeps what is sent again behind what is under way, also in a line of more than it looks at', async () => {
      const events = Array.from({ length: 251 }, () => eventOf(bench.ids));
      await publish(bench, events, toReceivers([a], { kind: 'per-document' }));
      const table = bench.table('deliveries');
      const newest = events.at(-1)!.id;
      await bench.database.knex.raw(
        `update ${table} set state = 'failed', open_order_key = null, settled_at = 1 where event_id <> ?`,
        [newest]
      );
      await bench.database.knex.raw(`update ${table} set state = 'pending' where event_id = ?`, [newest]);
      expect((await bench.deliveries.claim(10))?.deliveries).toMatchObject([{ eventId: newest }]);

      expect(await bench.log.resendMatching({ states: ['failed'] }, false)).toMatchObject({ count: 250 });

      expect(await bench.deliveries.claim(10)).toBeNull();
    });

    it('tells what ended without an attempt, once it is committed', async () => {
      const order = { kind: 'latest-only' } as const;
      await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], toReceivers([a], order));
      await publish(bench, [eventOf(bench.ids)], toReceivers([a, b], order));
      bench.ended.length = 0;

      await publish(bench, [eventOf(bench.ids)], toReceivers([a], order));
      const [one] = await idsOf({ states: ['pending'], webhookId: b.webhookId });
      await bench.log.cancel(one!);
      await bench.log.cancel(one!);

      expect(bench.ended).toEqual([
        { state: 'superseded', webhookId: a.webhookId },
        { state: 'cancelled', webhookId: b.webhookId },
      ]);
      expect(await bench.receivers.sync(a.webhookId, [], null)).toBe(1);
    });

    it('acts on all that match, and only counts in a dry run', async () => {
      await publish(
        bench,
        Array.from({ length: 30 }, () => eventOf(bench.ids)),
        toReceivers([a, b])
      );
      const claim = (await bench.deliveries.claim(20))!;
      await bench.deliveries.settle(settlementsOf(claim, give()), unchanged);
      const failed: DeliveryFilter = { states: ['failed'] };

      expect(await bench.log.resendMatching(failed, true)).toEqual({ isDryRun: true, count: 20, isCapped: false });
      expect((await idsOf(failed)).length).toBe(20);
      expect(await bench.log.resendMatching({ ...failed, webhookId: a.webhookId }, false)).toMatchObject({ count: 10 });
      expect(await bench.log.resendMatching({}, false)).toMatchObject({ count: 10 });
      expect(await idsOf(failed)).toEqual([]);
      expect(await bench.log.cancelMatching({ webhookId: b.webhookId }, true)).toMatchObject({ count: 30, isDryRun: true });
      expect(await bench.log.cancelMatching({ webhookId: b.webhookId }, false)).toMatchObject({ count: 30 });
      expect(await bench.log.cancelMatching({ states: ['failed'] }, false)).toMatchObject({ count: 0 });
      expect((await drain(bench)).length).toBe(30);
    });

    it('stops at 10,000 and says so', async () => {
      const receivers = Array.from({ length: 2_100 }, (_, i) => limitsOf(`R${i}`, { webhookId: 'many' }));
      await addReceivers(bench, receivers);
      await publish(
        bench,
        Array.from({ length: 5 }, () => eventOf(bench.ids)),
        toReceivers(receivers)
      );

      expect(await bench.log.cancelMatching({}, true)).toEqual({
        isDryRun: true,
        count: 10_000,
        isCapped: true,
        lastId: expect.any(String),
      });
      expect(await bench.log.cancelMatching({}, false)).toEqual({
        isDryRun: false,
        count: 10_000,
        isCapped: true,
        lastId: expect.any(String),
      });
      expect(await bench.log.cancelMatching({}, false)).toEqual({ isDryRun: false, count: 500, isCapped: false });
    });

    it('recovers what a webhook missed, and nothing twice', async () => {
      const old = eventOf(bench.ids);
      await publish(bench, [old], () => []);
      const events = Array.from({ length: 6 }, () => eventOf(bench.ids));
      const [delivered, failed, cancelled, missed, unwanted, pending] = events;
      const all = toReceivers([a]);
      const decide = (event: StoredEvent) => (event.id === unwanted!.id || event.id === old.id ? [] : all(event));
      await publish(bench, events, (event) => (event.id === missed!.id ? [] : decide(event)));
      const claim = (await bench.deliveries.claim(3))!;
      const settlements = claim.deliveries.map((delivery) =>
        settlementOf(claim.id, delivery, delivery.eventId === failed!.id ? give() : undefined)
      );
      await bench.deliveries.settle(
        settlements.filter(({ eventId }) => eventId === delivered!.id || eventId === failed!.id),
        unchanged
      );
      await bench.deliveries.release(
        claim.id,
        claim.deliveries.map(({ id }) => id)
      );
      const [waiting] = (await bench.log.list({ eventId: cancelled!.id }, { limit: 1 })).items;
      await bench.log.cancel(waiting!.id);
      const since = events[0]!.occurredAt - 1_000;

      expect(await bench.recovery.recover({ sinceMs: since }, decide, true)).toEqual({ isDryRun: true, count: 3, isCapped: false });
      expect(await bench.recovery.recover({ sinceMs: since }, decide, false)).toEqual({
        isDryRun: false,
        count: 3,
        isCapped: false,
      });
      expect(await bench.recovery.recover({ sinceMs: since }, decide, false)).toMatchObject({ count: 0 });

      expect((await drain(bench)).map(({ eventId }) => eventId).sort()).toEqual(
        [failed!, cancelled!, missed!, pending!].map(({ id }) => id).sort()
      );
      expect(await bench.recovery.recover({ sinceMs: Date.now() + 60_000 }, decide, false)).toMatchObject({ count: 0 });
    });

    it('recovers 10,000 events a call, and goes on where it stopped', async () => {
      const [a1, a2] = [limitsOf('A1', { webhookId: 'w' }), limitsOf('A2', { webhookId: 'w' })];
      await addReceivers(bench, [a1, a2]);
      const since = { sinceMs: Date.now() - 1_000 };
      await publish(
        bench,
        Array.from({ length: 10_050 }, () => eventOf(bench.ids)),
        () => []
      );

      const idle = await bench.recovery.recover(since, () => [], true);
      expect(idle).toEqual({ isDryRun: true, count: 0, isCapped: true, lastId: expect.any(String) });
      expect(await bench.recovery.recover({ ...since, afterId: idle.lastId! }, () => [], true)).toEqual({
        isDryRun: true,
        count: 0,
        isCapped: false,
      });

      const decide = toReceivers([a1, a2], { kind: 'per-document' });
      const first = await bench.recovery.recover(since, decide, true);
      expect(first).toMatchObject({ count: 10_000, isCapped: true });
      const second = await bench.recovery.recover({ ...since, afterId: first.lastId! }, decide, true);
      expect(second).toMatchObject({ count: 10_000, isCapped: true });
      expect(await bench.recovery.recover({ ...since, afterId: second.lastId! }, decide, true)).toEqual({
        isDryRun: true,
        count: 100,
        isCapped: false,
      });
    });

    it('recovers missing and failed deliveries of one document in the order of its events, before what waits', async () => {
      await addReceivers(bench, [a]);
      const events = Array.from({ length: 5 }, () => eventOf(bench.ids));
      const missing = [events[0]!.id, events[2]!.id];
      const decide = toReceivers([a], { kind: 'per-document' });
      await publish(bench, events.slice(0, 4), (event) => (missing.includes(event.id) ? [] : decide(event)));
      for (let claim = await bench.deliveries.claim(1); claim; claim = await bench.deliveries.claim(1)) {
        await bench.deliveries.settle(settlementsOf(claim, give()), unchanged);
      }
      await publish(bench, events.slice(4), decide);

      expect(await bench.recovery.recover({ sinceMs: Date.now() - 60_000 }, decide, false)).toMatchObject({ count: 4 });

      expect((await bench.deliveries.claim(10))?.deliveries).toMatchObject([{ eventId: events[0]!.id }]);
      await bench.database.knex.raw(`update ${bench.table('deliveries')} set leased_until = 0 where state = 'claimed'`);
      await bench.deliveries.reclaim(10);
      expect((await drain(bench)).map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
    });

    it.each([{ kind: 'latest-only' }, { kind: 'quiet-period', seconds: 1 }] as const)(
      'lets a recovered event give way to a newer one that waits, where order is $kind',
      async (order) => {
        await addReceivers(bench, [a]);
        const [older, newer] = [eventOf(bench.ids), eventOf(bench.ids)];
        const decide = toReceivers([a], order);
        await publish(bench, [older], () => []);
        await publish(bench, [newer], decide);

        await bench.recovery.recover({ sinceMs: Date.now() - 60_000 }, decide, false);

        const states = await bench.log.list({}, { limit: 10 });
        expect(states.items.map(({ eventId, state }) => [eventId, state])).toEqual([
          [older.id, 'superseded'],
          [newer.id, 'pending'],
        ]);
      }
    );

    it.each([{ kind: 'latest-only' }, { kind: 'quiet-period', seconds: 0 }] as const)(
      'makes up for nothing that is older than what arrived, where order is $kind',
      async (order) => {
        await addReceivers(bench, [a, b]);
        const [older, newer, newest] = [eventOf(bench.ids), eventOf(bench.ids), eventOf(bench.ids)];
        const decide = toReceivers([a, b], order);
        await publish(bench, [older], () => []);
        await publish(bench, [newer], toReceivers([a], order));
        await drain(bench);
        await publish(bench, [newest], () => []);

        await bench.recovery.recover({ sinceMs: Date.now() - 60_000 }, decide, false);

        const states = await bench.log.list({}, { limit: 10 });
        expect(states.items.map(({ eventId, receiverId }) => [eventId, receiverId]).sort()).toEqual(
          [
            [newer.id, a.receiverId],
            [older.id, b.receiverId],
            [newer.id, b.receiverId],
            [newest.id, a.receiverId],
            [newest.id, b.receiverId],
          ].sort()
        );
      }
    );

    it('does not bring back what gave way to a newer event', async () => {
      const decide = toReceivers([a], { kind: 'latest-only' });
      await publish(bench, [eventOf(bench.ids), eventOf(bench.ids)], decide);
      await drain(bench);

      expect(await bench.recovery.recover({ sinceMs: Date.now() - 60_000 }, decide, false)).toMatchObject({ count: 0 });
    });
  });
};
