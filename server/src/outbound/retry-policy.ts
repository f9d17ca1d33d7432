import { RETRY_PRESETS, type RetrySchedule } from '../../../shared/contracts/webhook';
import type { Next, Outcome } from './delivery';

/** A delay is moved by up to this share to either side, so that deliveries that failed together do not come back together. */
const JITTER = 0.2;

/** Milliseconds between the attempts of a schedule. */
export const delaysOf = (retry: RetrySchedule): readonly number[] =>
  (retry.kind === 'custom' ? retry.delaysS : RETRY_PRESETS[retry.kind]).map((delayS) => delayS * 1000);

export interface EndedAttempt {
  /** Attempts made in the current schedule, this one included: counts from 1. */
  readonly attemptInSchedule: number;
  readonly outcome: Outcome;
  readonly delaysMs: readonly number[];
  /** A number from 0 up to 1. */
  readonly chance: () => number;
}

/** What to do after an attempt. Everything that is not 2xx is a failure, redirects too: following one would resend the signed body elsewhere. */
export const decideNext = ({ attemptInSchedule, outcome, delaysMs, chance }: EndedAttempt): Next => {
  if (outcome.kind === 'accepted') return { kind: 'done' };
  if (outcome.kind === 'forbidden') return { kind: 'give-up', because: 'forbidden address' };
  // 410 is the one status with which a receiver can unsubscribe itself.
  if (outcome.kind === 'rejected' && outcome.status === 410) return { kind: 'give-up', because: 'endpoint gone' };

  const delayMs = delaysMs[attemptInSchedule - 1];
  if (delayMs === undefined) return { kind: 'give-up', because: 'attempts exhausted' };
  const jitteredMs = Math.round(delayMs * (1 - JITTER + 2 * JITTER * chance()));
  return { kind: 'retry', afterMs: Math.max(jitteredMs, outcome.kind === 'rejected' ? (outcome.retryAfterMs ?? 0) : 0) };
};
