import { describe, expect, it } from 'vitest';
import type { FactName } from '../../../server/src/kernel/telemetry';
import type { AttemptSubject } from '../../../server/src/outbound/attempt';
import type { Claim, ClaimedDelivery, Settlement } from '../../../server/src/outbound/delivery';
import { createDispatcher } from '../../../server/src/outbound/dispatcher';
import type { DeliveryStore } from '../../../server/src/outbound/ports';
import type { Webhook } from '../../../server/src/outbound/webhook';
import type { Left, Queue } from '../../../server/src/queue/queue';

const delivery = (number: number): ClaimedDelivery => ({
  id: `dlv_${number}`,
  eventId: 'evt_1',
  webhookId: 'wh_1',
  receiverId: 'rcv_1',
  attemptCount: 0,
  scheduleStart: 0,
  maxConcurrency: 10,
});

const REQUEST = { url: 'https://example.com', headers: [], body: Buffer.from('{}') };

const settlementOf = ({ claimId, delivery: { id, eventId, webhookId, receiverId } }: AttemptSubject): Settlement => ({
  claimId,
  deliveryId: id,
  eventId,
  webhookId,
  receiverId,
  attempt: { number: 1, startedAt: 0, durationMs: 1, outcome: { kind: 'accepted', status: 200 }, request: REQUEST, response: null },
  next: { kind: 'done' },
});

/** A queue whose rounds the test runs one by one. */
const handQueue = () => {
  let work: () => Promise<Left> = async () => ({ kind: 'idle', dueInMs: null });
  const queue: Queue & { wakes: number } = {
    wakes: 0,
    start: (given) => void (work = given),
    wake: () => void (queue.wakes += 1),
    offer: () => undefined,
    stop: async () => undefined,
    close: async () => undefined,
  };
  return { queue, round: () => work() };
};

/** A store in memory that hands out `pending` deliveries and remembers what is settled. */
const memoryStore = (pending: ClaimedDelivery[]) => {
  const settled: string[] = [];
  const limits: number[] = [];
  const bare: string[] = [];
  const released: string[] = [];
  let isAway = false;
  let tooLarge: string | null = null;
  let claims = 0;
  const claim = async (limit: number): Promise<Claim | null> => {
    limits.push(limit);
    const deliveries = pending.splice(0, limit);
    claims += 1;
    return deliveries.length === 0 ? null : { id: `clm_${claims}`, leasedUntil: 0, deliveries };
  };
  const store: DeliveryStore = {
    route: async () => [],
    claim,
    settle: async (settlements, _nextHealth, claimLimit = 0) => {
      if (isAway) throw new Error('the database is away');
      if (settlements.some(({ deliveryId, attempt }) => deliveryId === tooLarge && attempt.request)) throw new Error('too large');
      bare.push(...settlements.filter(({ attempt }) => !attempt.request).map(({ deliveryId }) => deliveryId));
      settled.push(...settlements.map(({ deliveryId }) => deliveryId));
      const settledIds = settlements.map(({ deliveryId }) => deliveryId);
      return { settledIds, lostIds: [], healthChanges: [], claim: claimLimit > 0 ? await claim(claimLimit) : null };
    },
    release: async (claimId, ids) => void released.push(...ids.map((id) => `${claimId} ${id}`)),
    reclaim: async () => [],
    msUntilDue: async () => 60_000,
  };
  return {
    store,
    settled,
    bare,
    released,
    limits,
    away: (value: boolean) => void (isAway = value),
    refuse: (id: string) => void (tooLarge = id),
  };
};

const setUp = (options: {
  pending: ClaimedDelivery[];
  attempt?: (subject: AttemptSubject) => Promise<Settlement>;
  known?: Webhook[];
  fetched?: Webhook | null;
  maxInFlight?: number;
}) => {
  const { queue, round } = handQueue();
  const memory = memoryStore(options.pending);
  const facts: FactName[] = [];
  const attempted: AttemptSubject[] = [];
  const dispatcher = createDispatcher({
    store: memory.store,
    events: { read: async () => new Map() },
    webhooks: {
      all: async () => options.known ?? [],
      current: async () => options.known ?? [],
      get: async () => options.fetched ?? null,
    },
    attempt: async (subject) => {
      attempted.push(subject);
      return (options.attempt ?? (async (one) => settlementOf(one)))(subject);
    },
    nextHealth: (health) => health,
    queue,
    announce: (name) => void facts.push(name),
    now: () => 0,
    options: {
      maxInFlight: options.maxInFlight ?? 10,
      batchSize: 5,
      settleWithinMs: 1,
      settleBusyWithinMs: 5,
      reclaimEveryMs: 1_000,
      stopWithinMs: 1_000,
    },
  });
  dispatcher.start();
  return { dispatcher, round, queue, facts, attempted, ...memory };
};

/** Lets promises that are already settled run to their ends. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const wh1 = { id: 'wh_1' } as Webhook;

describe('the dispatcher', () => {
  it('attempts what it claims and settles it with the next round', async () => {
    const { round, settled, facts } = setUp({ pending: [delivery(1), delivery(2)], known: [wh1] });

    await round();
    await turn();
    await round();

    expect(settled).toEqual(['dlv_1', 'dlv_2']);
    expect(facts.filter((name) => name === 'delivery.attempted')).toHaveLength(2);
  });

  it('never has more under way than it may', async () => {
    const never = () => new Promise<Settlement>(() => undefined);
    const { dispatcher, round, limits } = setUp({
      pending: Array.from({ length: 20 }, (_, i) => delivery(i)),
      attempt: never,
      known: [wh1],
      maxInFlight: 7,
    });

    for (let i = 0; i < 5; i += 1) await round();

    expect(dispatcher.inFlightCount).toBe(7);
    expect(limits).toEqual([5, 2]);
  });

  it('keeps what is finished while the database is away, and writes it when it is back', async () => {
    const { round, settled, away } = setUp({ pending: [delivery(1)], known: [wh1] });
    await round();
    await turn();

    away(true);
    await expect(round()).rejects.toThrow('the database is away');
    expect(settled).toEqual([]);
    away(false);
    await round();

    expect(settled).toEqual(['dlv_1']);
  });

  it('writes what one attempt sent and was answered only where the database takes it, and lets the others pass', async () => {
    const { round, settled, bare, refuse, facts } = setUp({ pending: [delivery(1), delivery(2), delivery(3)], known: [wh1] });
    refuse('dlv_2');
    await round();
    await turn();

    await round();

    expect(settled).toEqual(['dlv_1', 'dlv_2', 'dlv_3']);
    expect(bare).toEqual(['dlv_2']);
    expect(facts).toContain('engine.fault');
  });

  it('asks for a webhook it does not know before it counts as removed', async () => {
    const { round, attempted } = setUp({ pending: [delivery(1)], known: [], fetched: wh1 });

    await round();

    expect(attempted.map(({ webhook }) => webhook)).toEqual([wh1]);
  });

  it('says what happened when an attempt has a bug, and leaves the delivery to its lease', async () => {
    const { dispatcher, round, settled, facts } = setUp({
      pending: [delivery(1)],
      attempt: async () => {
        throw new Error('a bug');
      },
      known: [wh1],
    });

    await round();
    await turn();
    await round();

    expect(facts).toContain('engine.fault');
    expect(settled).toEqual([]);
    expect(dispatcher.inFlightCount).toBe(0);
  });

  it('claims nothing more when it stops, and settles what was under way', async () => {
    let end: () => void = () => undefined;
    const slow = (subject: AttemptSubject) =>
      new Promise<Settlement>((resolve) => {
        end = () => resolve(settlementOf(subject));
      });
    const { dispatcher, round, settled, limits } = setUp({
      pending: [delivery(1), delivery(2)],
      attempt: slow,
      known: [wh1],
      maxInFlight: 1,
    });
    await round();

    const stopped = dispatcher.stop();
    await turn();
    end();
    await stopped;

    expect(settled).toEqual(['dlv_1']);
    expect(limits).toEqual([1]);
  });

  it('has no more of a receiver under way than it allows, and gives back what waits when one fails and when it stops', async () => {
    const ends: (() => void)[] = [];
    const { dispatcher, round, attempted, released } = setUp({
      pending: Array.from({ length: 5 }, (_, i) => ({
        ...delivery(i + 1),
        ...(i < 3 ? {} : { receiverId: 'rcv_2' }),
        maxConcurrency: 1,
      })),
      attempt: (subject) =>
        new Promise<Settlement>((resolve) => {
          const settlement = settlementOf(subject);
          const outcome = { kind: 'rejected', status: 500 } as const;
          ends.push(() => resolve({ ...settlement, attempt: { ...settlement.attempt, outcome } }));
        }),
      known: [wh1],
    });
    await round();
    expect(attempted.map(({ delivery: { id } }) => id)).toEqual(['dlv_1', 'dlv_4']);

    ends[0]!();
    await turn();
    await round();
    expect(released).toEqual(['clm_1 dlv_2', 'clm_1 dlv_3']);
    const stopped = dispatcher.stop();
    await turn();
    expect(released.slice(2)).toEqual(['clm_1 dlv_5']);
    ends[1]!();
    await stopped;

    expect(attempted).toHaveLength(2);
  });

  it('ends attempts that take longer than a stop may', async () => {
    const untilAborted = (subject: AttemptSubject) =>
      new Promise<Settlement>((resolve) => subject.signal.addEventListener('abort', () => resolve(settlementOf(subject))));
    const { dispatcher, round, settled } = setUp({ pending: [delivery(1)], attempt: untilAborted, known: [wh1] });
    await round();

    await dispatcher.stop();

    expect(settled).toEqual(['dlv_1']);
  });
});
