import type { OutcomeView } from '../../../shared/contracts/delivery';
import type { NextHealth } from './ports';
import { HEALTHY, type ReceiverHealth } from './receiver';

export interface BreakerPolicy {
  /** Failures in a row after which the breaker opens. */
  readonly failureThreshold: number;
  /** The first pause; each further one is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A receiver is disabled when it has accepted nothing for this long. */
  readonly disableAfterMs: number;
}

/** A receiver with less traffic than this is not disabled: a handful of failures says little about five days. */
const FEWEST_FAILURES_TO_DISABLE = 10;
const LONGEST_ERROR = 200;

type Failure = Extract<OutcomeView, { kind: 'rejected' | 'unreachable' }>;

/** Whether the receiver itself is in trouble. Any other 4xx is the answer of a living receiver, which a pause would not help. */
const isTrouble = (outcome: Failure): boolean =>
  outcome.kind === 'unreachable' || outcome.status >= 500 || outcome.status === 429 || outcome.status === 408;

const describe = (outcome: Failure): string =>
  (outcome.kind === 'rejected' ? `HTTP ${outcome.status}` : `${outcome.reason}: ${outcome.detail}`).slice(0, LONGEST_ERROR);

const laterOf = (left: number | null, right: number | null): number | null =>
  left === null ? right : right === null ? left : Math.max(left, right);

/** 429 and 503 may say how long to stay away; then the whole receiver pauses, not only this delivery. */
const askedPause = (outcome: Failure, now: number): number | null => {
  if (outcome.kind !== 'rejected' || !outcome.retryAfterMs) return null;
  return outcome.status === 429 || outcome.status === 503 ? now + outcome.retryAfterMs : null;
};

/**
 * How a receiver's health follows from the end of an attempt. Pure.
 *
 * accepted closes the breaker · trouble (unreachable, 5xx, 429, 408) opens it at the threshold, or again when it comes after the pause, that
 * is from a probe; within a pause it is a latecomer and moves nothing, so a batch of failures opens once · another 4xx closes an open breaker
 * but counts as a failure · 410 makes the receiver gone · nothing accepted for `disableAfterMs`, and ten failures in a row, disable it ·
 * forbidden, lost and postponed, and a visitor's address that a mail server refuses, say nothing about the receiver. gone and disabled stay.
 */
export const createNextHealth =
  (policy: BreakerPolicy): NextHealth =>
  (health, { attempt: { outcome }, next }, now) => {
    if (health.breaker === 'gone' || health.breaker === 'disabled') return health;
    // One visitor's address: wrong ones in a row would keep mail from all others.
    if (next.kind === 'give-up' && next.because === 'address refused') return health;
    if (outcome.kind === 'accepted') return HEALTHY;
    if (outcome.kind !== 'rejected' && outcome.kind !== 'unreachable') return health;

    const failed: ReceiverHealth = {
      ...health,
      consecutiveFailures: health.consecutiveFailures + 1,
      failingSince: health.failingSince ?? now,
      lastError: describe(outcome),
    };
    if (outcome.kind === 'rejected' && outcome.status === 410) return { ...failed, breaker: 'gone', pausedUntil: null };
    if (isHopeless(failed, policy, now)) return { ...failed, breaker: 'disabled', pausedUntil: null };

    const isInPause = health.pausedUntil !== null && now < health.pausedUntil;
    const pausedUntil = laterOf(isInPause ? health.pausedUntil : null, askedPause(outcome, now));
    if (!isTrouble(outcome)) return { ...failed, breaker: isInPause ? health.breaker : 'closed', pausedUntil };
    const opens = health.breaker === 'open' ? !isInPause : failed.consecutiveFailures >= policy.failureThreshold;
    if (!opens) return { ...failed, pausedUntil };
    const openings = health.openings + 1;
    const pauseMs = Math.min(policy.firstPauseMs * 2 ** (openings - 1), policy.longestPauseMs);
    return { ...failed, breaker: 'open', openings, pausedUntil: laterOf(pausedUntil, now + pauseMs) };
  };

const isHopeless = (
  { failingSince, consecutiveFailures }: ReceiverHealth,
  { disableAfterMs }: BreakerPolicy,
  now: number
): boolean => failingSince !== null && now - failingSince >= disableAfterMs && consecutiveFailures >= FEWEST_FAILURES_TO_DISABLE;
