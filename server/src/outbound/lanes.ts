import type { ClaimedDelivery, Settlement } from './delivery';
import type { StoredEvent } from './event';
import type { Webhook } from './webhook';

/** A claimed delivery, with all that its attempt needs. */
export interface Work {
  readonly claimId: string;
  readonly delivery: ClaimedDelivery;
  readonly webhook: Webhook | null;
  readonly event: StoredEvent | null;
}

export interface LanesOptions {
  readonly now: () => number;
  /** Begins an attempt; whoever does calls `ended` when it is over. */
  readonly begin: (work: Work) => void;
}

/** What this instance knows of one receiver. */
interface Lane {
  maxConcurrency: number;
  isHasty: boolean;
  runningCount: number;
  waiting: { readonly work: Work; readonly since: number }[];
  /** Accepted in a row. */
  streak: number;
  /** Recent response time, smoothed. */
  responseMs: number;
}

/** As much is claimed ahead as a receiver takes in this time … */
const AHEAD_MS = 200;
/** … and at most this many. */
const MOST_AHEAD = 400;
/** Over all receivers: what waits is in memory. */
const MOST_WAITING = 1_000;
/** What has waited longer is given back: others could have it, its webhook may have changed, and its lease runs. */
const LONGEST_WAIT_MS = 1_000;
/** A receiver has to accept this many in a row before anything is claimed ahead for it. */
const STEADY_AFTER = 30;
/** Weight of the newest response time. */
const NEWEST = 0.2;
/** Receivers that are remembered without work at hand. */
const MOST_REMEMBERED = 2_000;

/** An older event of the same document gives way there, which it cannot once it is claimed. */
const isHasty = (webhook: Webhook | null): boolean =>
  webhook?.order?.kind === 'latest-only' || webhook?.order?.kind === 'quiet-period';

/**
 * One lane per receiver: no more of its deliveries are under way here than it allows, the rest of what was claimed waits for its turn. Fast,
 * steady receivers get more claimed than they have places, so that the next request need not wait for a commit of the one before. Whatever
 * cannot begin soon is handed back: after `LONGEST_WAIT_MS`, and all of a receiver's with its first failure.
 */
export const createLanes = ({ now, begin }: LanesOptions) => {
  const lanes = new Map<string, Lane>();
  let waitingCount = 0;
  let returned: Work[] = [];

  const forget = (): void => {
    for (const [id, { runningCount, waiting }] of lanes) {
      if (lanes.size < MOST_REMEMBERED) return;
      if (runningCount === 0 && waiting.length === 0) lanes.delete(id);
    }
  };

  const laneOf = ({ delivery, webhook }: Work): Lane => {
    const { receiverId, maxConcurrency } = delivery;
    const known = lanes.get(receiverId);
    if (known) return Object.assign(known, { maxConcurrency, isHasty: isHasty(webhook) });
    forget();
    const lane = { maxConcurrency, isHasty: isHasty(webhook), runningCount: 0, waiting: [], streak: 0, responseMs: AHEAD_MS };
    lanes.set(receiverId, lane);
    return lane;
  };

  const run = (lane: Lane, work: Work): void => {
    lane.runningCount += 1;
    begin(work);
  };

  /** Takes out of a lane what has waited since before `since`. A receiver that lets it come to that is no longer steady. */
  const giveBack = (lane: Lane, since: number): void => {
    // They stand in the order of their claims.
    if ((lane.waiting[0]?.since ?? Infinity) > since) return;
    lane.streak = 0;
    const kept = lane.waiting.filter((one) => one.since > since);
    returned.push(...lane.waiting.flatMap((one) => (one.since > since ? [] : [one.work])));
    waitingCount -= lane.waiting.length - kept.length;
    lane.waiting = kept;
  };

  return {
    /** Begins claimed work, or lets it wait for its place. */
    add(work: Work): void {
      const lane = laneOf(work);
      if (lane.runningCount < lane.maxConcurrency) return run(lane, work);
      lane.waiting.push({ work, since: now() });
      waitingCount += 1;
    },

    /** An attempt is over; `null` where a bug ended it. The next of its receiver begins. */
    ended(receiverId: string, attempt: Settlement['attempt'] | null): void {
      const lane = lanes.get(receiverId);
      if (!lane) return;
      lane.runningCount -= 1;
      if (attempt?.outcome.kind !== 'accepted') {
        lane.streak = 0;
        return giveBack(lane, Infinity);
      }
      lane.streak += 1;
      lane.responseMs += (attempt.durationMs - lane.responseMs) * NEWEST;
      giveBack(lane, now() - LONGEST_WAIT_MS);
      if (lane.runningCount >= lane.maxConcurrency) return;
      const next = lane.waiting.shift();
      if (!next) return;
      waitingCount -= 1;
      run(lane, next.work);
    },

    /** How many of a receiver's deliveries this instance can make use of, those it holds included. */
    wanted(receiverId: string): number {
      const lane = lanes.get(receiverId);
      if (!lane || lane.isHasty || lane.streak < STEADY_AFTER || waitingCount >= MOST_WAITING) return 0;
      const { maxConcurrency, responseMs } = lane;
      return maxConcurrency + Math.min(MOST_AHEAD, Math.round((maxConcurrency * AHEAD_MS) / Math.max(1, responseMs)));
    },

    /** Whether a receiver has work waiting here. */
    hasWaiting: (receiverId: string): boolean => (lanes.get(receiverId)?.waiting.length ?? 0) > 0,

    /** Work that waits no longer, to be released. */
    takeReturned(): readonly Work[] {
      if (waitingCount > 0) for (const lane of lanes.values()) giveBack(lane, now() - LONGEST_WAIT_MS);
      const taken = returned;
      returned = [];
      return taken;
    },

    /** Everything that waits, handed back: this instance stops. */
    clear(): void {
      for (const lane of lanes.values()) giveBack(lane, Infinity);
    },

    /** Until something has waited too long; `null` when nothing waits. */
    get msUntilReturn(): number | null {
      if (waitingCount === 0) return null;
      const oldest = Math.min(...[...lanes.values()].map(({ waiting: [first] }) => first?.since ?? Infinity));
      return Math.max(0, oldest + LONGEST_WAIT_MS - now());
    },
  };
};

export type Lanes = ReturnType<typeof createLanes>;
