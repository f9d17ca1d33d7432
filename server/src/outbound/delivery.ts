import type { DeliveryState, OutcomeView } from '../../../shared/contracts/delivery';
import type { Order } from '../../../shared/contracts/webhook';

/**
 * One event for one receiver URL.
 *
 * held ──────► pending ◄─────┐        held: an earlier event of the same document is not final yet
 *                │ claim     │ retry, postpone, lease expired
 *                ▼           │
 *             claimed ───────┘
 *                │ settle
 *                ├──► delivered   2xx
 *                ├──► failed      given up: attempts exhausted, 410, address forbidden or refused, webhook or event removed
 *                ├──► cancelled   by a person, or with its webhook (from any state that is not final)
 *                └──► superseded  gave way to a newer event (latest only, quiet period)
 *
 * A resend takes a final delivery back to pending: same row, same `webhook-id`, a fresh retry schedule.
 */
export type { DeliveryState };

/** What routing decided for one event and one receiver URL. */
export interface NewDelivery {
  readonly webhookId: string;
  readonly receiverId: string;
  readonly url: string;
  readonly order: Order;
}

/** A delivery under a lease, with all that an attempt needs. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly eventId: string;
  readonly webhookId: string;
  readonly receiverId: string;
  /** Attempts that counted so far; the next one is `attemptCount + 1`. */
  readonly attemptCount: number;
  /** `attemptCount` when the current schedule began: 0, or more after a resend. */
  readonly scheduleStart: number;
  /** Of its receiver: so many of its deliveries may be under way at once, however many are claimed. */
  readonly maxConcurrency: number;
}

/** Work taken by one `claim`. Only who knows `id` may settle or release it. */
export interface Claim {
  readonly id: string;
  /** Milliseconds since the epoch, by the database's clock. */
  readonly leasedUntil: number;
  readonly deliveries: readonly ClaimedDelivery[];
}

export type Outcome = Exclude<OutcomeView, { kind: 'lost' | 'postponed' }>;

export type GiveUpReason =
  | 'attempts exhausted'
  | 'endpoint gone'
  | 'forbidden address'
  /** By the mail server, for good, and it is one visitor's: says nothing about the receiver. */
  | 'address refused'
  | 'webhook removed'
  | 'event removed';

/** What follows an attempt. Times are relative: the database's clock makes them absolute. */
export type Next =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly because: GiveUpReason }
  /** Our own fault: back to pending, no attempt used up. */
  | { readonly kind: 'postpone'; readonly afterMs: number; readonly because: string };

/** One attempt as it goes into the log: exactly what was sent, secrets masked in the headers. */
export interface AttemptRecord {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: OutcomeView;
  readonly request: {
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Buffer;
  } | null;
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    /** At most the logging limit; not decoded. */
    readonly body: Buffer;
    readonly isTruncated: boolean;
  } | null;
}

/** The end of one attempt, ready to be written. */
export interface Settlement {
  readonly claimId: string;
  readonly deliveryId: string;
  readonly eventId: string;
  readonly webhookId: string;
  readonly receiverId: string;
  readonly attempt: AttemptRecord;
  readonly next: Next;
}
