/**
 * The health of one receiver URL, kept in the database because all instances share it.
 *
 * closed: deliveries flow. After `failureThreshold` failures in a row → open: nothing is claimed until `pausedUntil`. Then one
 * delivery probes (half-open, which is not stored: it is "open and pausedUntil has passed"). Accepted → closed; failed → open again,
 * twice as long, up to the longest pause. gone and disabled hold until a person enables the receiver again.
 */
export interface ReceiverHealth {
  readonly breaker: 'closed' | 'open' | 'gone' | 'disabled';
  readonly consecutiveFailures: number;
  /** First failure since the last success, milliseconds since the epoch. */
  readonly failingSince: number | null;
  /** Nothing is claimed before this instant: an open breaker, or a 429 with Retry-After. */
  readonly pausedUntil: number | null;
  /** How often the breaker opened since the last success. */
  readonly openings: number;
  readonly lastError: string | null;
}

export const HEALTHY: ReceiverHealth = {
  breaker: 'closed',
  consecutiveFailures: 0,
  failingSince: null,
  pausedUntil: null,
  openings: 0,
  lastError: null,
};

/** What a claim must respect, written when the webhook is saved. */
export interface ReceiverLimits {
  readonly receiverId: string;
  readonly webhookId: string;
  readonly url: string;
  readonly maxConcurrency: number;
  readonly maxPerSecond: number | null;
  readonly timeoutMs: number;
  readonly isEnabled: boolean;
}
