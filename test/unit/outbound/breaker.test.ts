import { describe, expect, it } from 'vitest';
import type { OutcomeView } from '../../../shared/contracts/delivery';
import { createNextHealth } from '../../../server/src/outbound/breaker';
import type { Settlement } from '../../../server/src/outbound/delivery';
import { HEALTHY, type ReceiverHealth } from '../../../server/src/outbound/receiver';

const DAY_MS = 86_400_000;
const POLICY = { failureThreshold: 10, firstPauseMs: 30_000, longestPauseMs: 600_000, disableAfterMs: 5 * DAY_MS };
const NOW = 1_000_000_000_000;

const next = createNextHealth(POLICY);

const settled = (outcome: OutcomeView): Settlement => ({
  claimId: 'clm1',
  deliveryId: 'dlv1',
  eventId: 'evt1',
  webhookId: 'wh1',
  receiverId: 'rcv1',
  attempt: { number: 1, startedAt: NOW, durationMs: 5, outcome, request: null, response: null },
  next: { kind: 'done' },
});

const ACCEPTED = settled({ kind: 'accepted', status: 200 });
const TIMEOUT = settled({ kind: 'unreachable', reason: 'timeout', detail: 'no answer in 15 s' });
const status = (code: number, retryAfterMs?: number) =>
  settled({ kind: 'rejected', status: code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

const after = (settlements: readonly Settlement[], from: ReceiverHealth = HEALTHY, now = NOW): ReceiverHealth =>
  settlements.reduce((health, settlement) => next(health, settlement, now), from);

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

const OPEN: ReceiverHealth = after(times(10, TIMEOUT));

describe('a closed breaker', () => {
  it('goes by no e-mail address of one visitor: many wrong ones would stop the mail to all others', () => {
    const refused: Settlement = { ...status(550), next: { kind: 'give-up', because: 'address refused' } };

    expect(after(times(20, refused))).toEqual(HEALTHY);
  });

  it('counts failures, remembers since when and why, and stays closed below the threshold', () => {
    expect(after(times(9, TIMEOUT))).toEqual({
      ...HEALTHY,
      consecutiveFailures: 9,
      failingSince: NOW,
      lastError: 'timeout: no answer in 15 s',
    });
  });

  it('opens at the threshold for the first pause', () => {
    expect(OPEN).toMatchObject({ breaker: 'open', openings: 1, consecutiveFailures: 10, pausedUntil: NOW + 30_000 });
  });

  it.each([500, 502, 503, 599, 429, 408])('takes %d for trouble', (code) => {
    expect(after(times(10, status(code)))).toMatchObject({ breaker: 'open' });
  });

  it.each([301, 400, 401, 404, 422])('takes %d for the answer of a living receiver, but for a failure all the same', (code) => {
    expect(after(times(50, status(code)))).toMatchObject({
      breaker: 'closed',
      pausedUntil: null,
      consecutiveFailures: 50,
      failingSince: NOW,
      lastError: `HTTP ${code}`,
    });
  });

  it('forgets everything on a success', () => {
    expect(after([...times(9, TIMEOUT), ACCEPTED])).toEqual(HEALTHY);
    expect(after([...times(9, TIMEOUT), ACCEPTED, TIMEOUT])).toMatchObject({ consecutiveFailures: 1, breaker: 'closed' });
  });

  it.each([429, 503])('pauses for as long as the Retry-After of a %d asks, without opening', (code) => {
    expect(after([status(code, 90_000)])).toMatchObject({ breaker: 'closed', pausedUntil: NOW + 90_000, openings: 0 });
  });

  it('keeps the longer pause of two', () => {
    expect(after([status(429, 90_000), status(429, 10_000), TIMEOUT])).toMatchObject({ pausedUntil: NOW + 90_000 });
  });

  it('lets a pause end by itself', () => {
    expect(after([TIMEOUT], after([status(429, 1_000)]), NOW + 2_000)).toMatchObject({ breaker: 'closed', pausedUntil: null });
  });

  it.each<OutcomeView>([
    { kind: 'forbidden', address: '10.0.0.1' },
    { kind: 'lost' },
    { kind: 'postponed', because: 'the template cannot be rendered' },
  ])('learns nothing about the receiver from $kind', (outcome) => {
    expect(after([settled(outcome)])).toBe(HEALTHY);
    expect(after([settled(outcome)], OPEN)).toBe(OPEN);
  });
});

describe('an open breaker', () => {
  it('opens once for a batch of failures, however many', () => {
    expect(after(times(100, TIMEOUT))).toMatchObject({ openings: 1, pausedUntil: NOW + 30_000, consecutiveFailures: 100 });
  });

  it('is not moved by latecomers that fail within the pause', () => {
    expect(after(times(5, TIMEOUT), OPEN, NOW + 10_000)).toMatchObject({ openings: 1, pausedUntil: NOW + 30_000 });
  });

  it('opens again, twice as long, when the probe fails, and once only', () => {
    expect(after(times(3, TIMEOUT), OPEN, NOW + 30_000)).toMatchObject({ openings: 2, pausedUntil: NOW + 90_000 });
  });

  it('pauses no longer than the longest pause', () => {
    let health = OPEN;
    const pauses = times(8, TIMEOUT).map((failure) => {
      const now = health.pausedUntil!;
      health = next(health, failure, now);
      return health.pausedUntil! - now;
    });

    expect(pauses).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000, 600_000, 600_000]);
  });

  it('pauses for as long as Retry-After asks where that is longer', () => {
    expect(after([status(503, 3_600_000)], OPEN, NOW + 30_000)).toMatchObject({
      openings: 2,
      pausedUntil: NOW + 30_000 + 3_600_000,
    });
    expect(after([status(503, 1_000)], OPEN, NOW + 30_000)).toMatchObject({ pausedUntil: NOW + 90_000 });
  });

  it('closes on a success, of the probe or of a latecomer', () => {
    expect(after([ACCEPTED], OPEN, NOW + 40_000)).toEqual(HEALTHY);
    expect(after([ACCEPTED], OPEN, NOW + 1)).toEqual(HEALTHY);
  });

  it('closes when the probe gets a plain refusal, but remembers the failures', () => {
    expect(after([status(422)], OPEN, NOW + 40_000)).toMatchObject({
      breaker: 'closed',
      pausedUntil: null,
      consecutiveFailures: 11,
      openings: 1,
    });
  });

  it('stays open when a latecomer gets a plain refusal', () => {
    expect(after([status(422)], OPEN, NOW + 1)).toMatchObject({ breaker: 'open', pausedUntil: NOW + 30_000 });
  });
});

describe('the end of a receiver', () => {
  it('comes with 410 at once', () => {
    expect(after([status(410, 5_000)])).toMatchObject({ breaker: 'gone', pausedUntil: null, lastError: 'HTTP 410' });
    expect(after([status(410)], OPEN)).toMatchObject({ breaker: 'gone', pausedUntil: null });
  });

  it('comes when nothing was accepted for five days and ten failures', () => {
    const failing = after(times(9, status(422)));

    expect(after([status(422)], failing, NOW + 5 * DAY_MS - 1)).toMatchObject({ breaker: 'closed' });
    expect(after([status(422)], failing, NOW + 5 * DAY_MS)).toMatchObject({
      breaker: 'disabled',
      pausedUntil: null,
      failingSince: NOW,
    });
    expect(after([TIMEOUT], OPEN, NOW + 6 * DAY_MS)).toMatchObject({ breaker: 'disabled' });
  });

  it('does not come for a handful of failures, however old', () => {
    expect(after([status(500)], after(times(8, status(500))), NOW + 30 * DAY_MS)).toMatchObject({
      breaker: 'closed',
      consecutiveFailures: 9,
    });
  });

  it('does not come when something was accepted in between', () => {
    const recovered = after([ACCEPTED], after(times(20, status(422))), NOW + 4 * DAY_MS);

    expect(after(times(20, status(422)), recovered, NOW + 6 * DAY_MS)).toMatchObject({ breaker: 'closed' });
  });

  it.each(['gone', 'disabled'] as const)('lasts until a person ends it: %s', (breaker) => {
    const health: ReceiverHealth = { ...HEALTHY, breaker };

    expect(after([ACCEPTED, TIMEOUT, status(410)], health)).toBe(health);
  });

  it('keeps what a receiver said short', () => {
    const failure = settled({ kind: 'unreachable', reason: 'protocol', detail: 'x'.repeat(10_000) });

    expect(after([failure]).lastError).toHaveLength(200);
  });
});
