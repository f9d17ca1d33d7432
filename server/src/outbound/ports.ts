import type { Claim, NewDelivery, Settlement } from './delivery';
import type { NewEvent, StoredEvent } from './event';
import type { ReceiverHealth, ReceiverLimits } from './receiver';
import type {
  BulkResult,
  DeliveryPage,
  DeliveryState,
  DeliveryView,
  Overview,
  OverviewRange,
} from '../../../shared/contracts/delivery';
import type { ReceiverState, WebhookImpact, WebhookSummary } from '../../../shared/contracts/webhook';
import type { LogFilter } from './sight';
import type { Webhook } from './webhook';

/** A transaction of the database at hand. Opaque here: only the driver that made it looks inside. */
export type Transaction = { readonly __transaction: unique symbol };

/** The outbox. */
export interface EventStore {
  /** Writes events in the caller's transaction (or in one of its own when `null`). One statement per 100 events at most. */
  append(events: readonly NewEvent[], transaction: Transaction | null): Promise<void>;
  /** Events by id; those that retention removed are missing from the map. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvent>>;
}

/** How a receiver's health follows from what happened; pure, see `breaker.ts`. `now` is the database's clock. */
export type NextHealth = (health: ReceiverHealth, settlement: Settlement, now: number) => ReceiverHealth;

/** A receiver whose health changed its `breaker` or went back to healthy. */
export interface HealthChange {
  readonly receiverId: string;
  readonly webhookId: string;
  readonly url: string;
  readonly from: ReceiverHealth;
  readonly to: ReceiverHealth;
}

export interface SettleReport {
  /** Settled by us. */
  readonly settledIds: readonly string[];
  /** The lease had run out and somebody else took over: the attempt was logged, the state left alone. */
  readonly lostIds: readonly string[];
  readonly healthChanges: readonly HealthChange[];
  /** What was claimed in the same transaction; `null` where nothing was asked for or nothing was due. */
  readonly claim: Claim | null;
}

/**
 * How many of a receiver's deliveries the caller can make use of, those it holds included. What is over the receiver's concurrency waits
 * in the caller's memory for its turn, and is released when that does not come soon.
 */
export type Wanted = (receiverId: string) => number;

/**
 * The truth about deliveries, as the dispatcher uses it. Every method is one transaction (or a bounded number of them), every time in it
 * comes from the database's clock. Exam: `test/contract/delivery-store.ts`.
 */
export interface DeliveryStore {
  /**
   * Turns up to `limit` unrouted events, in commit order, into deliveries, as `decide` says, and marks them routed. Safe to call from many
   * processes: one at a time routes. A crash in between leaves no half-routed event that is not finished later. `renew` runs outside of any
   * transaction after the events to route were seen and before `decide` is asked about them: what it reads is not older than their commits.
   */
  route(
    limit: number,
    decide: (event: StoredEvent) => readonly NewDelivery[],
    renew?: () => Promise<void>
  ): Promise<readonly { event: StoredEvent; deliveryCount: number }[]>;
  /**
   * Takes up to `limit` due deliveries under one fresh claim id, fairly among receivers: those served longest ago first, each within its
   * concurrency and rate, none whose receiver is paused, gone, disabled or of a disabled webhook. `null` when there is nothing. A receiver that
   * is well, has no rate limit and of whose deliveries nobody else holds any may be claimed beyond its concurrency, up to what is `wanted`.
   */
  claim(limit: number, wanted?: Wanted): Promise<Claim | null>;
  /**
   * Writes attempts, next states and receivers' health in one transaction; frees held successors. A stale claim id changes no state. Then, in
   * the same transaction, claims up to `claimLimit` (0 unless told) as `claim` does, the places just freed included.
   */
  settle(settlements: readonly Settlement[], nextHealth: NextHealth, claimLimit?: number, wanted?: Wanted): Promise<SettleReport>;
  /** Gives claimed deliveries back untouched, e.g. at shutdown. */
  release(claimId: string, deliveryIds: readonly string[]): Promise<void>;
  /** Takes back deliveries whose lease ran out; logs a `lost` attempt for each. Returns them, at most `limit`. */
  reclaim(limit: number): Promise<readonly { deliveryId: string; receiverId: string }[]>;
  /** Milliseconds until something may be due (0: now; includes unrouted events and leases running out); `null` when nothing is pending. */
  msUntilDue(): Promise<number | null>;
}

/** What people do with deliveries: read, resend, cancel. */
export interface DeliveryLog {
  list(filter: LogFilter, page: { limit: number; before?: string; after?: string }): Promise<DeliveryPage>;
  get(id: string): Promise<DeliveryView | null>;
  /** A final (or pending) delivery goes back to pending, due now, with a fresh schedule. `running` while claimed. */
  resend(id: string): Promise<'done' | 'not-found' | 'running' | 'event-gone' | 'receiver-gone'>;
  cancel(id: string): Promise<'done' | 'not-found' | 'running' | 'final'>;
  resendMatching(filter: LogFilter, isDryRun: boolean): Promise<BulkResult>;
  cancelMatching(filter: LogFilter, isDryRun: boolean): Promise<BulkResult>;
}

/** What a webhook missed: events since an instant that it wants now and did not get. */
export interface Recovery {
  /**
   * Events since `sinceMs` that `decide` routes to this webhook and that have no delivered delivery there: missing deliveries are made,
   * failed, cancelled and superseded ones resent. Looks at 10,000 events a call, and does 10,000 deliveries, at most; `lastId` of a capped
   * answer is the `afterId` of the next call.
   */
  recover(
    from: { readonly sinceMs: number; readonly afterId?: string },
    decide: (event: StoredEvent) => readonly NewDelivery[],
    isDryRun: boolean
  ): Promise<BulkResult>;
}

/** Machine state of receivers, and numbers about webhooks. */
export interface ReceiverStore {
  /**
   * Makes the receivers of one webhook be exactly these: new ones healthy, changed limits written, removed ones deleted and their unfinished
   * deliveries cancelled. A changed URL starts healthy. In the caller's transaction where given. Answers how many it cancelled; what one
   * transaction should not bear is cancelled afterwards.
   */
  sync(webhookId: string, receivers: readonly ReceiverLimits[], transaction: Transaction | null): Promise<number>;
  health(receiverIds: readonly string[]): Promise<ReadonlyMap<string, ReceiverHealth & { pendingCount: number }>>;
  /** Back to healthy, due at once: after `gone`, `disabled`, or to end a pause early. */
  enable(receiverId: string): Promise<boolean>;
  summaries(webhookIds: readonly string[]): Promise<ReadonlyMap<string, WebhookSummary>>;
  impact(webhookId: string): Promise<WebhookImpact>;
  overview(
    range: OverviewRange
  ): Promise<Omit<Overview, 'troubled'> & { troubled: readonly Omit<Overview['troubled'][number], 'webhookName'>[] }>;
}

/** The state of the engine at one moment, for those who watch it from outside. Ages by the database's clock, 0 where nothing waits. */
export interface Vitals {
  /** Deliveries that have not ended; each counted up to 10,000. */
  readonly openCounts: Readonly<Record<'held' | 'pending' | 'claimed', number>>;
  /** Counted up to 10,000. */
  readonly unroutedEventCount: number;
  /** How long the work that a worker could do now has waited for one: what waits for its receiver or for its time is not meant. */
  readonly backlogAgeMs: number;
  /** How long the oldest pending delivery has been due, whatever keeps it. Found among the 1,000 oldest. */
  readonly oldestDueAgeMs: number;
  /** Of webhooks that are switched on. */
  readonly receiverCounts: Readonly<Record<ReceiverState, number>>;
}

/** Watching costs little, however much has piled up. */
export interface Monitor {
  read(): Promise<Vitals>;
}

/** Small, bounded steps of cleaning up. */
export interface Housekeeping {
  /** Deletes final deliveries (with attempts) and routed events (with bodies) older than the bounds, at most `limit` of each. */
  purge(
    bounds: { deliveriesBeforeMs: number; eventsBeforeMs: number },
    limit: number
  ): Promise<{ deletedDeliveries: number; deletedEvents: number }>;
}

/** A receiver that stopped for good until a person acts, and whom nobody was told of yet. */
export interface PendingNotice {
  readonly receiverId: string;
  readonly webhookId: string;
  readonly url: string;
  readonly kind: 'gone' | 'disabled';
  readonly failingSince: number | null;
  readonly lastError: string | null;
}

/** Remembers who was told of what, so that a notice survives a crash and is given once. */
export interface NoticeStore {
  /** Oldest first, at most `limit`. Enabling a receiver takes its notice back. */
  pending(limit: number): Promise<readonly PendingNotice[]>;
  /** Marks a receiver's notice as given and writes the event about it, both or neither. `false` when another instance was faster. */
  give(receiverId: string, event: NewEvent): Promise<boolean>;
}

/** Where the webhooks come from: the content type and the config. Read fresh or from a cache no older than a second. */
export interface WebhookSource {
  all(): Promise<readonly Webhook[]>;
  /** Not from memory alone: every change that was committed before the call is in it, whichever instance made it. */
  current(): Promise<readonly Webhook[]>;
  get(id: string): Promise<Webhook | null>;
}

export type { DeliveryState };
