import type { Announce } from '../kernel/telemetry';
import type { Left, Queue } from '../queue/queue';
import type { MakeAttempt } from './attempt';
import type { Claim, NewDelivery, Settlement } from './delivery';
import type { StoredEvent } from './event';
import { createLanes, type Work } from './lanes';
import type { DeliveryStore, EventStore, HealthChange, NextHealth, SettleReport, WebhookSource } from './ports';
import type { Webhook } from './webhook';
import { routeEvent } from './route';

export interface DispatcherOptions {
  /** Requests under way at once, over all receivers. */
  readonly maxInFlight: number;
  /** Deliveries claimed, and settlements written, in one transaction at most. */
  readonly batchSize: number;
  /** How long a finished attempt may wait for company before it is written. */
  readonly settleWithinMs: number;
  /** The same while its receiver has enough to do without it. */
  readonly settleBusyWithinMs: number;
  /** How often expired leases are looked for. */
  readonly reclaimEveryMs: number;
  /** How long `stop` waits for attempts under way before it ends them. */
  readonly stopWithinMs: number;
}

export interface DispatcherTools {
  readonly store: DeliveryStore;
  readonly events: Pick<EventStore, 'read'>;
  readonly webhooks: WebhookSource;
  readonly attempt: MakeAttempt;
  readonly nextHealth: NextHealth;
  readonly queue: Queue;
  readonly announce: Announce;
  /** Milliseconds of a clock that never steps: one set back by an hour would end the taking back of expired leases for an hour. */
  readonly now: () => number;
  readonly options: DispatcherOptions;
}

const EVENTS_PER_ROUTE = 200;
/** While more is due than can be sent at once. What is new must not wait for all of that, but what is due must not wait for it either. */
const EVENTS_PER_BUSY_ROUTE = 10;
/** Pauses while what is due is in the hands of another instance, each twice the one before. */
const FIRST_ELSEWHERE_MS = 5;
const LONGEST_ELSEWHERE_MS = 160;

/**
 * The heart of the outbound road: rounds of settle → route → claim, with the attempts themselves running beside them. A round never waits for a
 * receiver, so a slow one holds up nobody; what is under way is bounded by `maxInFlight`, and each receiver's share by the store and its lane.
 */
export const createDispatcher = ({
  store,
  events,
  webhooks,
  attempt,
  nextHealth,
  queue,
  announce,
  now,
  options,
}: DispatcherTools) => {
  const stopping = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  let finished: Settlement[] = [];
  let settleTimer: NodeJS.Timeout | null = null;
  let settlesAt = Infinity;
  let returnTimer: NodeJS.Timeout | null = null;
  let reclaimedAt = -Infinity;
  let isClaiming = true;
  let elsewhereMs = 0;
  let isBusy = false;

  const free = (): number => options.maxInFlight - inFlight.size - finished.length;

  const forgetTimer = (): void => {
    if (settleTimer) clearTimeout(settleTimer);
    settleTimer = null;
    settlesAt = Infinity;
  };

  const settleWithin = (ms: number): void => {
    const at = performance.now() + ms;
    if (settlesAt <= at) return;
    forgetTimer();
    settlesAt = at;
    settleTimer = setTimeout(() => {
      forgetTimer();
      queue.wake();
    }, ms);
  };

  const onFinished = (settlement: Settlement): void => {
    finished.push(settlement);
    if (finished.length >= options.batchSize || inFlight.size === 0) return queue.wake();
    settleWithin(lanes.hasWaiting(settlement.receiverId) ? options.settleBusyWithinMs : options.settleWithinMs);
  };

  /**
   * Writes a batch. Where the database refuses it, each settlement is tried alone, and one that cannot be written even so without what was sent
   * and answered: one that never fits (a body over the server's limit, a character it does not know) must not stop all the others. When even
   * that is refused the database is away, and the whole round is tried again.
   */
  const settleBatch = async (batch: readonly Settlement[], claimLimit: number): Promise<SettleReport> => {
    // Only what is written may be forgotten: when the database is away, it is tried again with the next round.
    const written = async (part: readonly Settlement[], limit: number): Promise<SettleReport> => {
      const report = await store.settle(part, nextHealth, limit, lanes.wanted);
      finished = finished.slice(part.length);
      return report;
    };
    try {
      return await written(batch, claimLimit);
    } catch (error) {
      const reports: SettleReport[] = [];
      for (const settlement of batch) {
        try {
          reports.push(await written([settlement], 0));
        } catch {
          reports.push(await written([withoutExchange(settlement)], 0));
          announce('engine.fault', { during: `writing down what ${settlement.deliveryId} sent and was answered`, error });
        }
      }
      return {
        settledIds: reports.flatMap(({ settledIds }) => settledIds),
        lostIds: reports.flatMap(({ lostIds }) => lostIds),
        healthChanges: reports.flatMap(({ healthChanges }) => healthChanges),
        claim: null,
      };
    }
  };

  /** Writes what is finished until now, in batches, and with the last of them claims up to `claimLimit`. */
  const settleFinished = async (claimLimit = 0): Promise<Claim | null> => {
    // Its round is this one; another, for nothing, would cost as many statements.
    forgetTimer();
    let claim: Claim | null = null;
    for (let left = finished.length; left > 0; left -= options.batchSize) {
      const batch = finished.slice(0, Math.min(left, options.batchSize));
      const report = await settleBatch(batch, left <= options.batchSize ? claimLimit : 0);
      claim = report.claim;
      const lost = new Set(report.lostIds);
      for (const settlement of batch) announceAttempt(announce, settlement, lost.has(settlement.deliveryId));
      for (const change of report.healthChanges) announceHealth(announce, change);
    }
    return claim;
  };

  /** A bug that one event brings out must not stop the routing of all others. `recover` finds the event again. */
  const routeOne = (event: StoredEvent, rules: readonly Webhook[]): readonly NewDelivery[] => {
    try {
      return routeEvent(event, rules);
    } catch (error) {
      announce('engine.fault', { during: `the routing of ${event.id}`, error });
      return [];
    }
  };

  const routeEvents = async (): Promise<boolean> => {
    let rules: readonly Webhook[] = [];
    const routed = await store.route(
      isBusy ? EVENTS_PER_BUSY_ROUTE : EVENTS_PER_ROUTE,
      (event) => routeOne(event, rules),
      // No event may be treated by a rule that another instance changed before the event was committed.
      async () => {
        rules = await webhooks.current();
      }
    );
    for (const { event, deliveryCount } of routed) {
      announce('event.routed', { eventId: event.id, type: event.type, deliveryCount });
    }
    return routed.length > 0;
  };

  const reclaimExpired = async (): Promise<void> => {
    if (now() - reclaimedAt < options.reclaimEveryMs) return;
    reclaimedAt = now();
    // After a fault of the database our own leases may be among those that ran out: what we know of them is worth more than "lost".
    if (finished.length > 0) await settleFinished();
    for (const expired of await store.reclaim(options.batchSize)) announce('lease.expired', expired);
  };

  const begin = (work: Work): void => {
    const { id, receiverId } = work.delivery;
    const run = attempt({ ...work, signal: stopping.signal }).then(
      (settlement) => {
        inFlight.delete(id);
        lanes.ended(receiverId, settlement.attempt);
        onFinished(settlement);
      },
      (error: unknown) => {
        inFlight.delete(id);
        lanes.ended(receiverId, null);
        // A bug in an attempt must not take its delivery along: the lease runs out and it is tried again.
        announce('engine.fault', { during: `attempt of ${id}`, error });
      }
    );
    inFlight.set(id, run);
  };
  const lanes = createLanes({ now, begin });

  /** Whatever the queue thinks: what waits here too long is for others. */
  const wakeToReturn = (): void => {
    const ms = lanes.msUntilReturn;
    if (ms === null || returnTimer) return;
    returnTimer = setTimeout(() => {
      returnTimer = null;
      queue.wake();
    }, ms);
  };

  /** Gives back what was claimed and has to wait too long for its turn. */
  const releaseReturned = async (): Promise<void> => {
    const byClaim = new Map<string, string[]>();
    for (const { claimId, delivery } of lanes.takeReturned()) {
      const list = byClaim.get(claimId);
      if (list) list.push(delivery.id);
      else byClaim.set(claimId, [delivery.id]);
    }
    for (const [claimId, deliveryIds] of byClaim) await store.release(claimId, deliveryIds);
  };

  const beginAll = async (claim: Claim, known: readonly Webhook[]): Promise<void> => {
    const byId = new Map<string, Webhook | null>(known.map((webhook) => [webhook.id, webhook]));
    for (const { webhookId } of claim.deliveries) {
      // Another instance may have made it within the last second: what memory does not know is not yet "removed".
      if (!byId.has(webhookId)) byId.set(webhookId, await webhooks.get(webhookId));
    }
    const read = await events.read([...new Set(claim.deliveries.map(({ eventId }) => eventId))]);
    for (const delivery of claim.deliveries) {
      const webhook = byId.get(delivery.webhookId) ?? null;
      lanes.add({ claimId: claim.id, delivery, webhook, event: read.get(delivery.eventId) ?? null });
    }
  };

  const settleAndClaim = async (known: readonly Webhook[]): Promise<boolean> => {
    // What is finished gives its slots back in the same step.
    const limit = isClaiming ? Math.min(options.maxInFlight - inFlight.size, options.batchSize) : 0;
    const claim = finished.length > 0 ? await settleFinished(limit) : limit > 0 ? await store.claim(limit, lanes.wanted) : null;
    if (claim) await beginAll(claim, known);
    return claim !== null && claim.deliveries.length >= limit;
  };

  const round = async (): Promise<Left> => {
    // Whatever keeps us from reading the webhooks, what is finished must be written while its lease lasts.
    const known = await webhooks.all().catch(async (error: unknown) => {
      await settleFinished();
      throw error;
    });
    await releaseReturned();
    await reclaimExpired();
    const hasMoreEvents = await routeEvents();
    isBusy = await settleAndClaim(known);
    wakeToReturn();
    if (hasMoreEvents || isBusy) {
      elsewhereMs = 0;
      return { kind: 'more' };
    }
    // Every slot is taken: the end of an attempt wakes us, and asking when the next is due would only say "now".
    if (free() <= 0) return { kind: 'full' };
    const dueMs = await store.msUntilDue();
    // Due, but not for us: another instance holds the rows, or is routing. Asking at once again would only keep the database busy.
    elsewhereMs = dueMs === 0 ? Math.min(2 * elsewhereMs || FIRST_ELSEWHERE_MS, LONGEST_ELSEWHERE_MS) : 0;
    return { kind: 'idle', dueInMs: elsewhereMs || dueMs };
  };

  return {
    start(): void {
      queue.start(round);
    },

    /** No new claims; attempts under way end or are ended; what is finished is written. The rest is found again through its lease. */
    async stop(): Promise<void> {
      isClaiming = false;
      await queue.stop();
      const deadline = setTimeout(() => stopping.abort(), options.stopWithinMs);
      if (returnTimer) clearTimeout(returnTimer);
      lanes.clear();
      await releaseReturned().catch((error: unknown) => announce('engine.fault', { during: 'giving back what waits', error }));
      await Promise.allSettled(inFlight.values());
      clearTimeout(deadline);
      await settleFinished().catch((error: unknown) => announce('engine.fault', { during: 'the last settlement', error }));
    },

    /** Requests under way now. */
    get inFlightCount(): number {
      return inFlight.size;
    },
  };
};

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** A settlement without the parts whose size and content others decide. */
const withoutExchange = (settlement: Settlement): Settlement => {
  const { outcome } = settlement.attempt;
  const plain = outcome.kind === 'unreachable' ? { ...outcome, detail: 'could not be written down' } : outcome;
  return { ...settlement, attempt: { ...settlement.attempt, outcome: plain, request: null, response: null } };
};

const announceAttempt = (
  announce: Announce,
  { deliveryId, eventId, webhookId, receiverId, attempt, next }: Settlement,
  isLost: boolean
) => {
  const { number, outcome, durationMs } = attempt;
  announce('delivery.attempted', {
    deliveryId,
    eventId,
    webhookId,
    receiverId,
    number,
    outcome: outcome.kind,
    status: 'status' in outcome ? outcome.status : null,
    durationMs,
    next: isLost ? 'lease lost' : next.kind,
  });
};

const announceHealth = (announce: Announce, { receiverId, webhookId, url, to }: HealthChange) => {
  const receiver = { receiverId, webhookId, url };
  if (to.breaker === 'closed') announce('receiver.recovered', receiver);
  if (to.breaker === 'open') announce('receiver.paused', { ...receiver, untilMs: to.pausedUntil ?? 0 });
  if (to.breaker === 'gone') announce('receiver.gone', receiver);
  if (to.breaker === 'disabled') announce('receiver.disabled', { ...receiver, failingSinceMs: to.failingSince ?? 0 });
};
