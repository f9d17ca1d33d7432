import { describe, expect, it } from 'vitest';
import type { Outcome, Settlement } from '../../../server/src/outbound/delivery';
import type { MakeAttempt } from '../../../server/src/outbound/attempt';
import { judgeHealth, viewHealth } from '../../../server/src/outbound/health';
import { createMetrics } from '../../../server/src/outbound/metrics';
import { createMonitoring } from '../../../server/src/outbound/metrics.monitoring';
import { createReading } from '../../../server/src/outbound/metrics.reading';
import { watchRounds } from '../../../server/src/outbound/metrics.rounds';
import type { Vitals } from '../../../server/src/outbound/ports';
import type { Left, Queue } from '../../../server/src/queue/queue';
import { event, OCCURRED_AT } from './bundles';

const VITALS: Vitals = {
  openCounts: { held: 1, pending: 2, claimed: 3 },
  unroutedEventCount: 4,
  backlogAgeMs: 5_000,
  oldestDueAgeMs: 6_500,
  receiverCounts: { healthy: 7, failing: 0, paused: 1, gone: 0, disabled: 0 },
};
const SERVING = { isWorker: false, lastRoundAgeMs: null };

const bench = ({ perWebhook = false, clock = () => OCCURRED_AT + 2_000 } = {}) => {
  const metrics = createMetrics({ clock, version: '1.2.3', perWebhook });
  const text = (vitals: Vitals | null = null) => metrics.render(SERVING, vitals);
  const attempted = (outcome: string, next: string, webhookId = 'wh1') =>
    metrics.listen('delivery.attempted', {
      deliveryId: 'dlv1',
      eventId: 'evt1',
      webhookId,
      receiverId: 'rcv1',
      number: 1,
      outcome,
      status: null,
      durationMs: 20,
      next,
    });
  return { metrics, text, attempted };
};

describe('what is announced', () => {
  it('is counted: attempts by outcome, ends by state', () => {
    const { text, attempted } = bench();

    attempted('accepted', 'done');
    attempted('rejected', 'retry');
    attempted('rejected', 'give-up');
    attempted('accepted', 'lease lost');

    expect(text()).toContain('switchboard_attempts_total{outcome="accepted"} 2\n');
    expect(text()).toContain('switchboard_attempts_total{outcome="rejected"} 2\n');
    expect(text()).toContain('switchboard_deliveries_total{state="delivered"} 1\n');
    expect(text()).toContain('switchboard_deliveries_total{state="failed"} 1\n');
  });

  it('begins at 0 where the series is known beforehand, so that its first count is seen', () => {
    const { text } = bench();

    expect(text()).toContain('switchboard_deliveries_total{state="failed"} 0\n');
    expect(text()).toContain('switchboard_leases_expired_total 0\n');
    expect(text()).not.toMatch(/^switchboard_purge_last_end_timestamp_seconds/m);
  });

  it('is counted by webhook where that is wanted, up to a bound', () => {
    const { text, attempted } = bench({ perWebhook: true });

    for (let i = 0; i < 250; i += 1) attempted('accepted', 'done', `wh${i}`);
    attempted('accepted', 'done', 'wh0');

    expect(text()).toContain('switchboard_attempts_total{outcome="accepted",webhook="wh0"} 2\n');
    expect(text()).toContain('switchboard_attempts_total{outcome="accepted",webhook="other"} 50\n');
    expect(text().match(/switchboard_attempts_total\{/g)).toHaveLength(201);
  });
});

describe('the numbers of the database', () => {
  it('are written as they were read', () => {
    const { text } = bench();

    expect(text(VITALS)).toContain('switchboard_open_deliveries{state="pending"} 2\n');
    expect(text(VITALS)).toContain('switchboard_receivers{state="paused"} 1\n');
    expect(text(VITALS)).toContain('switchboard_oldest_due_age_seconds 6.5\n');
    expect(text(VITALS)).toContain('switchboard_database_up 1\n');
  });

  it('are left out, not repeated, when they cannot be read', () => {
    const { text } = bench();
    text(VITALS);

    expect(text(null)).toContain('switchboard_database_up 0\n');
    expect(text(null)).not.toMatch(/^switchboard_(open_deliveries|receivers|backlog_age)/m);
  });
});

describe('an attempt', () => {
  const settlement = (outcome: Outcome, durationMs = 250): Settlement =>
    ({ attempt: { outcome, durationMs, request: { url: '', headers: [], body: Buffer.of() } } }) as unknown as Settlement;
  const subject = (scheduleStart: number) =>
    ({ delivery: { scheduleStart }, event: event() }) as unknown as Parameters<MakeAttempt>[0];

  it('is in flight until it ends, also when it fails of a bug', async () => {
    const { metrics } = bench();
    let fail: (error: Error) => void = () => undefined;
    const attempt = metrics.measure(() => new Promise((_, reject) => (fail = reject)));

    const running = attempt(subject(0));
    expect(metrics.inFlightCount).toBe(1);
    fail(new Error('a bug'));
    await expect(running).rejects.toThrow('a bug');

    expect(metrics.inFlightCount).toBe(0);
  });

  it('is measured, from the event where it is accepted', async () => {
    const { metrics, text } = bench();
    const run = (outcome: Outcome, scheduleStart = 0) => metrics.measure(async () => settlement(outcome))(subject(scheduleStart));

    await run({ kind: 'rejected', status: 500 });
    await run({ kind: 'accepted', status: 200 });
    await run({ kind: 'accepted', status: 200 }, 3);
    await run({ kind: 'forbidden', address: '10.0.0.1' });

    expect(text()).toContain('switchboard_request_duration_seconds_sum 0.75\n');
    expect(text()).toContain('switchboard_request_duration_seconds_count 3\n');
    // Two seconds after the event; the one that a person resent says nothing.
    expect(text()).toContain('switchboard_delivery_lag_seconds_sum 2\n');
    expect(text()).toContain('switchboard_delivery_lag_seconds_bucket{le="1"} 0\n');
    expect(text()).toContain('switchboard_delivery_lag_seconds_count 1\n');
  });
});

describe('a reading', () => {
  it('is good for a while, and one look serves all who ask meanwhile', async () => {
    let now = 0;
    let looks = 0;
    const read = createReading({ read: async () => (looks += 1), clock: () => now, keepMs: 5_000, withinMs: 1_000 });

    const [first, second] = await Promise.all([read(), read()]);
    now = 4_999;
    const third = await read();
    expect([first, second, third]).toEqual(Array(3).fill({ kind: 'read', value: 1, at: 0 }));

    now = 5_000;
    expect(await read()).toEqual({ kind: 'read', value: 2, at: 5_000 });
  });

  it('that fails says why and is kept as well', async () => {
    let looks = 0;
    const read = createReading({
      read: async () => {
        looks += 1;
        throw new Error('gone');
      },
      clock: () => 0,
      keepMs: 5_000,
      withinMs: 1_000,
    });

    expect(await read()).toEqual({ kind: 'failed', because: 'gone', at: 0 });
    await read();
    expect(looks).toBe(1);
  });

  it('that hangs is waited for no longer than told, and not begun again', async () => {
    let looks = 0;
    let end: (value: string) => void = () => undefined;
    const read = createReading({
      read: () => new Promise<string>((resolve) => ((looks += 1), (end = resolve))),
      clock: () => 0,
      keepMs: 5_000,
      withinMs: 20,
    });

    expect(await read()).toMatchObject({ kind: 'failed', because: 'no answer within 20 ms' });
    expect(await read()).toMatchObject({ kind: 'failed' });
    expect(looks).toBe(1);
    end('late');
    expect(await read()).toMatchObject({ kind: 'read', value: 'late' });
  });
});

describe('health', () => {
  const reading = { kind: 'read', value: VITALS, at: 0 } as const;
  const well = { reading, isWorker: true, lastRoundAgeMs: 900, maxBacklogAgeS: 900 };
  const reasons = (change: Partial<Parameters<typeof judgeHealth>[0]>) => {
    const health = judgeHealth({ ...well, ...change });
    return health.kind === 'ok' ? [] : health.because;
  };

  it('is well with receivers in trouble and a backlog within its bound', () => {
    expect(judgeHealth(well)).toEqual({ kind: 'ok' });
    expect(judgeHealth({ ...well, lastRoundAgeMs: 60_000 })).toEqual({ kind: 'ok' });
  });

  it('fails without the database, and with a worker that stands still', () => {
    expect(reasons({ reading: { kind: 'failed', because: 'gone', at: 0 } })).toEqual(['the database does not answer']);
    expect(reasons({ lastRoundAgeMs: 60_001 })).toEqual(['the worker has stood still for 60 s']);
  });

  it('fails with an old backlog, where this process should be working on it and somebody set a bound', () => {
    const old = { reading: { ...reading, value: { ...VITALS, backlogAgeMs: 900_001 } } } as const;

    expect(reasons(old)).toHaveLength(1);
    expect(reasons({ ...old, maxBacklogAgeS: 0 })).toEqual([]);
    expect(reasons({ ...old, isWorker: false, lastRoundAgeMs: null })).toEqual([]);
  });

  it('is shown in seconds', () => {
    expect(viewHealth(well, 3)).toMatchObject({
      status: 'ok',
      worker: { isOn: true, lastRoundAgeS: 0.9, inFlightCount: 3 },
      backlog: { ageS: 5, oldestDueAgeS: 6.5 },
    });
  });
});

describe('rounds', () => {
  it('count when they end well, and only then; the first good one tells that it is over', async () => {
    let now = 0;
    const left: Left = { kind: 'idle', dueInMs: 7 };
    let work: () => Promise<Left> = () => Promise.reject(new Error('not started'));
    const queue: Queue = {
      start: (given) => void (work = given),
      wake: () => undefined,
      offer: () => undefined,
      stop: async () => undefined,
      close: async () => undefined,
    };
    const told: unknown[] = [];
    const rounds = watchRounds({ queue, now: () => now, announce: (name, fact) => void told.push({ name, ...fact }) });
    let isAway = false;
    rounds.queue.start(async () => {
      if (isAway) throw new Error('the database is away');
      return left;
    });

    now = 70_000;
    expect(rounds.ageMs()).toBe(70_000);
    expect(await work()).toBe(left);
    expect(rounds.ageMs()).toBe(0);
    isAway = true;
    now = 131_000;
    await expect(work()).rejects.toThrow('away');
    await expect(work()).rejects.toThrow('away');
    expect(rounds.ageMs()).toBe(61_000);
    expect(told).toEqual([]);
    isAway = false;
    await work();
    await work();
    expect(told).toEqual([{ name: 'engine.recovered', faultCount: 2, lastedMs: 61_000 }]);
  });

  it('that stop for longer than a minute make health fail', async () => {
    let ageMs = 0;
    const monitoring = createMonitoring({
      metrics: createMetrics({ clock: Date.now, version: '1', perWebhook: false }),
      monitor: { read: async () => VITALS },
      clock: Date.now,
      lastRoundAgeMs: () => ageMs,
      maxBacklogAgeS: 0,
    });
    expect((await monitoring.health()).status).toBe('ok');

    ageMs = 61_000;

    expect((await monitoring.health()).status).toBe('failing');
    expect(await monitoring.metrics()).toContain('switchboard_last_round_age_seconds 61\n');
  });
});
