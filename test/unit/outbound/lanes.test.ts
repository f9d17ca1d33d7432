import { describe, expect, it } from 'vitest';
import { createLanes, type Work } from '../../../server/src/outbound/lanes';
import type { Webhook } from '../../../server/src/outbound/webhook';

const webhook = { id: 'wh_1', order: { kind: 'none' } } as Webhook;

const work = (number: number, given: { receiverId?: string; maxConcurrency?: number; webhook?: Webhook } = {}): Work => {
  const { receiverId = 'rcv_1', maxConcurrency = 2 } = given;
  const delivery = {
    id: `dlv_${number}`,
    eventId: 'evt_1',
    webhookId: 'wh_1',
    receiverId,
    attemptCount: 0,
    scheduleStart: 0,
    maxConcurrency,
  };
  return { claimId: 'clm_1', delivery, webhook: given.webhook ?? webhook, event: null };
};

const attempt = (outcome: 'accepted' | 'rejected', durationMs = 10) =>
  ({ number: 1, startedAt: 0, durationMs, outcome: { kind: outcome, status: 200 }, request: null, response: null }) as const;

const setUp = () => {
  const clock = { now: 0 };
  const begun: string[] = [];
  const lanes = createLanes({ now: () => clock.now, begin: ({ delivery }) => begun.push(delivery.id) });
  const idsOf = (list: readonly Work[]) => list.map(({ delivery }) => delivery.id);
  /** So many attempts of one receiver that went well, one after the other. */
  const accept = (count: number, given: Parameters<typeof work>[1] & { durationMs?: number } = {}) => {
    for (let i = 0; i < count; i += 1) {
      lanes.add(work(1_000 + i, given));
      lanes.ended(given.receiverId ?? 'rcv_1', attempt('accepted', given.durationMs));
    }
  };
  return { clock, begun, lanes, accept, returned: () => idsOf(lanes.takeReturned()) };
};

describe('a lane', () => {
  it('begins no more of a receiver than it allows, and the next when one ends', () => {
    const { lanes, begun } = setUp();

    [1, 2, 3, 4].forEach((number) => lanes.add(work(number)));
    expect(begun).toEqual(['dlv_1', 'dlv_2']);

    lanes.ended('rcv_1', attempt('accepted'));
    expect(begun).toEqual(['dlv_1', 'dlv_2', 'dlv_3']);
  });

  it('does not hold up the lane of another receiver', () => {
    const { lanes, begun } = setUp();

    [1, 2, 3].forEach((number) => lanes.add(work(number)));
    lanes.add(work(4, { receiverId: 'rcv_2' }));

    expect(begun).toEqual(['dlv_1', 'dlv_2', 'dlv_4']);
  });

  it('hands back what waits after the first failure, and begins none of it', () => {
    const { lanes, begun, returned } = setUp();
    [1, 2, 3, 4].forEach((number) => lanes.add(work(number)));

    lanes.ended('rcv_1', attempt('rejected'));

    expect(begun).toEqual(['dlv_1', 'dlv_2']);
    expect(returned()).toEqual(['dlv_3', 'dlv_4']);
    expect(returned()).toEqual([]);
  });

  it('hands back what waits when a bug ends an attempt', () => {
    const { lanes, returned } = setUp();
    [1, 2, 3].forEach((number) => lanes.add(work(number)));

    lanes.ended('rcv_1', null);

    expect(returned()).toEqual(['dlv_3']);
  });

  it('hands back what has waited for a second, and never begins it late', () => {
    const { clock, lanes, begun, returned } = setUp();
    [1, 2, 3].forEach((number) => lanes.add(work(number)));
    clock.now = 600;
    lanes.add(work(4));
    expect(returned()).toEqual([]);
    expect(lanes.msUntilReturn).toBe(400);

    // As after a process was paused: the attempt ends first, before anybody has looked at what waits.
    clock.now = 1_500;
    lanes.ended('rcv_1', attempt('accepted'));

    expect(begun).toEqual(['dlv_1', 'dlv_2', 'dlv_4']);
    expect(returned()).toEqual(['dlv_3']);
    expect(lanes.msUntilReturn).toBeNull();
  });

  it('hands everything back when it is cleared', () => {
    const { lanes, returned } = setUp();
    [1, 2, 3].forEach((number) => lanes.add(work(number)));

    lanes.clear();

    expect(returned()).toEqual(['dlv_3']);
  });

  it('wants nothing ahead before a receiver has proved to be steady, nor after a failure', () => {
    const { lanes, accept } = setUp();
    expect(lanes.wanted('rcv_1')).toBe(0);
    accept(29);
    expect(lanes.wanted('rcv_1')).toBe(0);
    accept(1);
    expect(lanes.wanted('rcv_1')).toBeGreaterThan(2);

    lanes.add(work(1));
    lanes.ended('rcv_1', attempt('rejected'));

    expect(lanes.wanted('rcv_1')).toBe(0);
  });

  it('wants nothing ahead of a receiver that has stopped answering', () => {
    const { clock, lanes, accept, returned } = setUp();
    accept(30);
    [1, 2, 3].forEach((number) => lanes.add(work(number)));

    clock.now = 1_001;

    expect(returned()).toEqual(['dlv_3']);
    expect(lanes.wanted('rcv_1')).toBe(0);
  });

  it('wants what a receiver takes in 200 ms, and at most 400 more than it takes at once', () => {
    const { lanes, accept } = setUp();
    accept(100, { receiverId: 'quick', durationMs: 1 });
    accept(100, { receiverId: 'slow', durationMs: 100 });
    accept(100, { receiverId: 'slower', durationMs: 5_000 });

    expect(lanes.wanted('quick')).toBe(2 + 400);
    expect(lanes.wanted('slow')).toBe(2 + 4);
    expect(lanes.wanted('slower')).toBe(2);
  });

  it('wants nothing ahead where a newer event replaces an older one that waits', () => {
    const { lanes, accept } = setUp();

    accept(50, { webhook: { ...webhook, order: { kind: 'latest-only' } } });

    expect(lanes.wanted('rcv_1')).toBe(0);
  });

  it('wants nothing ahead while much waits already', () => {
    const { lanes, accept } = setUp();
    accept(50);

    for (let number = 0; number < 1_002; number += 1) lanes.add(work(number, { receiverId: 'rcv_2' }));

    expect(lanes.wanted('rcv_1')).toBe(0);
  });
});
