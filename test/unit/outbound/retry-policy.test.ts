import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../server/src/outbound/delivery';
import { decideNext, delaysOf } from '../../../server/src/outbound/retry-policy';
import { seeded } from './bundles';

const MIDDLE = () => 0.5;
const next = (outcome: Outcome, attemptInSchedule = 1, delaysMs: readonly number[] = [5_000, 300_000], chance = MIDDLE) =>
  decideNext({ outcome, attemptInSchedule, delaysMs, chance });
const rejected = (status: number, retryAfterMs?: number): Outcome =>
  retryAfterMs === undefined ? { kind: 'rejected', status } : { kind: 'rejected', status, retryAfterMs };
const unreachable: Outcome = { kind: 'unreachable', reason: 'timeout', detail: 'no answer' };

describe('what follows an attempt', () => {
  it('is over when it was accepted', () => {
    expect(next({ kind: 'accepted', status: 204 })).toEqual({ kind: 'done' });
  });

  it.each([301, 302, 307, 308, 400, 404, 408, 422, 429, 500, 503])('tries again after %d', (status) => {
    expect(next(rejected(status))).toEqual({ kind: 'retry', afterMs: 5_000 });
  });

  it('tries again when nobody answered, after the delay of that attempt', () => {
    expect(next(unreachable, 2)).toEqual({ kind: 'retry', afterMs: 300_000 });
  });

  it('gives up at once on a forbidden address and on 410', () => {
    expect(next({ kind: 'forbidden', address: '10.0.0.1' })).toEqual({ kind: 'give-up', because: 'forbidden address' });
    expect(next(rejected(410, 5_000))).toEqual({ kind: 'give-up', because: 'endpoint gone' });
  });

  it('gives up after the last attempt of the schedule', () => {
    expect(next(unreachable, 3)).toEqual({ kind: 'give-up', because: 'attempts exhausted' });
    expect(next(rejected(503, 60_000), 1, [])).toEqual({ kind: 'give-up', because: 'attempts exhausted' });
  });

  it('waits as long as Retry-After asks, and no less than the schedule', () => {
    expect(next(rejected(429, 60_000))).toEqual({ kind: 'retry', afterMs: 60_000 });
    expect(next(rejected(429, 1_000))).toEqual({ kind: 'retry', afterMs: 5_000 });
  });

  it('spreads delays by a fifth to either side, and not further', () => {
    const chance = seeded(1);
    const delays = Array.from({ length: 1_000 }, () => next(unreachable, 1, [10_000], chance)).map((one) =>
      one.kind === 'retry' ? one.afterMs : Number.NaN
    );

    expect(Math.min(...delays)).toBeGreaterThanOrEqual(8_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(12_000);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(3_500);
  });
});

describe('schedules', () => {
  it('follows Standard Webhooks: 10 attempts in about three days', () => {
    const delays = delaysOf({ kind: 'standard' });

    expect(delays.map((ms) => ms / 1000)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  });

  it('takes a schedule of one’s own in seconds, and may have no retry at all', () => {
    expect(delaysOf({ kind: 'custom', delaysS: [1, 2.5] })).toEqual([1_000, 2_500]);
    expect(delaysOf({ kind: 'none' })).toEqual([]);
  });
});
