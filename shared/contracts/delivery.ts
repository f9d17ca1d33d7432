/** Deliveries, attempts and numbers about them, as they cross the wire between admin panel and server. */
import type { Order } from './webhook';

export const DELIVERY_STATES = ['held', 'pending', 'claimed', 'delivered', 'failed', 'cancelled', 'superseded'] as const;
/**
 * held → pending → claimed → delivered | failed, with claimed → pending on a retry. `held` waits for an earlier event of the same
 * document; `cancelled` was ended by a person or with its webhook; `superseded` gave way to a newer event.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const UNREACHABLE_REASONS = ['dns', 'refused', 'reset', 'timeout', 'tls', 'network', 'protocol'] as const;
export type UnreachableReason = (typeof UNREACHABLE_REASONS)[number];

/** What came of one attempt. */
export type OutcomeView =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly address: string }
  /** The process that held the delivery vanished; whether the request arrived is not known. */
  | { readonly kind: 'lost' }
  /** Our own fault, which uses up none of the receiver's attempts. */
  | { readonly kind: 'postponed'; readonly because: string };

export interface HeaderView {
  readonly name: string;
  readonly value: string;
}

export interface RequestView {
  readonly url: string;
  readonly headers: readonly HeaderView[];
  /** `null` without the permission to see payloads, or once retention removed it. */
  readonly body: string | null;
}

export interface ResponseView {
  readonly status: number;
  readonly headers: readonly HeaderView[];
  /** Text, or base64 where it is not UTF-8; `null` without the permission to see payloads. */
  readonly body: string | null;
  readonly isBase64: boolean;
  readonly isTruncated: boolean;
}

export interface AttemptView {
  readonly id: string;
  /** Counts from 1; attempts that used up nothing share the number of the one that follows. */
  readonly number: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: OutcomeView;
  readonly request: RequestView | null;
  readonly response: ResponseView | null;
  /** When the next attempt was due after this one; `null` after the last. */
  readonly nextAttemptAt: string | null;
}

export interface DeliveryListItem {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly uid: string | null;
  readonly documentId: string | null;
  readonly locale: string | null;
  readonly webhookId: string;
  /** `null` when the webhook is no more. */
  readonly webhookName: string | null;
  readonly receiverId: string;
  readonly url: string;
  readonly state: DeliveryState;
  readonly attemptCount: number;
  readonly lastStatus: number | null;
  /** Kind of the last outcome and its reason in one word or sentence, e.g. `timeout`; `null` before the first attempt. */
  readonly lastError: string | null;
  readonly createdAt: string;
  /** When it is tried next; `null` unless held or pending. */
  readonly dueAt: string | null;
  readonly settledAt: string | null;
}

export interface DeliveryView extends DeliveryListItem {
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly occurredAt: string;
    /** The event's data as captured; `null` without the permission to see payloads. */
    readonly data: unknown;
    readonly isTruncated: boolean;
  } | null;
  readonly order: Order['kind'];
  /** What was sent and answered is left out, because the reader may not see it. */
  readonly isRedacted: boolean;
  readonly attempts: readonly AttemptView[];
  /** Deliveries of the same event to other receiver URLs. */
  readonly siblings: readonly Pick<DeliveryListItem, 'id' | 'webhookId' | 'webhookName' | 'url' | 'state' | 'lastStatus'>[];
}

/** Filters of the log. All given ones must hold; a list means any of them. */
export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[];
  readonly webhookId?: string;
  readonly receiverId?: string;
  readonly eventType?: string;
  readonly eventId?: string;
  readonly uid?: string;
  readonly documentId?: string;
  /** HTTP status of the last attempt: `200`, or a class as `2xx`. */
  readonly status?: string;
  /** ISO 8601; bounds of `createdAt`, `from` included, `to` excluded. */
  readonly from?: string;
  readonly to?: string;
  /** Only deliveries made after this one: where an action on many goes on, see `BulkResult.lastId`. */
  readonly afterId?: string;
}

export interface DeliveryPage {
  readonly items: readonly DeliveryListItem[];
  /** Pass as `before` for older rows; `null` at the end. */
  readonly olderCursor: string | null;
  /** Pass as `after` for newer rows; `null` at the top. */
  readonly newerCursor: string | null;
}

/** Answer of every action on many deliveries; with `isDryRun` nothing was done. */
export interface BulkResult {
  readonly isDryRun: boolean;
  readonly count: number;
  /** There may be more than one call looks at; call again for the rest. */
  readonly isCapped: boolean;
  /**
   * Set when capped: the last delivery looked at, of a recovery the last event. Give it as `afterId` of the next call (`filter.afterId` where
   * there is a filter), or what was resent and has arrived since would match, and be sent, again and again.
   */
  readonly lastId?: string;
}

export const OVERVIEW_RANGES = ['hour', 'day', 'week', 'month'] as const;
export type OverviewRange = (typeof OVERVIEW_RANGES)[number];

export interface OverviewPoint {
  readonly at: string;
  readonly delivered: number;
  /** Attempts that failed. */
  readonly failed: number;
  /** Response times in milliseconds; `null` without an answered attempt. Estimated from a histogram (about ±10 %). */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface Overview {
  readonly range: OverviewRange;
  readonly points: readonly OverviewPoint[];
  readonly totals: Omit<OverviewPoint, 'at'> & { readonly successRate: number | null };
  readonly backlog: {
    readonly pendingCount: number;
    /** Counting stops here; the true number is this or more. */
    readonly isCapped: boolean;
    readonly oldestDueAt: string | null;
    readonly unroutedEventCount: number;
  };
  readonly troubled: readonly {
    readonly webhookId: string;
    readonly webhookName: string;
    readonly receiverId: string;
    readonly url: string;
    readonly state: import('./webhook').ReceiverState;
    readonly failingSince: string | null;
    readonly pausedUntil: string | null;
    readonly lastError: string | null;
    readonly pendingCount: number;
  }[];
}

/** What the settings page shows: the configuration in force, without secrets. */
export interface SettingsView {
  readonly version: string;
  readonly database: string;
  readonly hasEncryptionKey: boolean;
  readonly options: readonly { readonly key: string; readonly value: string; readonly isDefault: boolean }[];
  readonly purge: { readonly lastRunAt: string | null; readonly deletedEvents: number; readonly deletedDeliveries: number };
}

/** Body of POST /deliveries/resend-matching and /deliveries/cancel-matching. */
export interface MatchingInput {
  readonly filter: DeliveryFilter;
  /** Count only. */
  readonly isDryRun: boolean;
}

/** Body of POST /webhooks/:id/recover. */
export interface RecoverInput {
  /** ISO 8601. */
  readonly since: string;
  /** Only events after this one: where a recovery goes on, see `BulkResult.lastId`. */
  readonly afterId?: string | undefined;
  readonly isDryRun: boolean;
}
