/** Where the instances on one database write down how fresh their webhooks are. Every time in it comes from the database's clock. */
export interface InstanceStore {
  /** Milliseconds since the epoch. */
  now(): Promise<number>;
  /** The webhooks of instance `id` are those of that instant, or newer ones. */
  write(id: string, freshAt: number): Promise<void>;
  /** How many others were heard of within `leaseMs` whose webhooks may be older than `since`. */
  countBehind(id: string, since: number, leaseMs: number): Promise<number>;
  remove(id: string): Promise<void>;
}

/** What instances tell one another: there is an event to route, or a webhook was changed. */
export type Topic = 'events' | 'webhooks';

/** Tells other instances at once what polling would tell them within a second. */
export interface Bell {
  /** Cheap, never throws; may get lost. */
  ring(topic: Topic): void;
  stop(): Promise<void>;
}

export interface FleetTools {
  readonly id: string;
  readonly store: InstanceStore;
  readonly bell: Pick<Bell, 'ring'>;
  /**
   * Reads the webhooks again if anybody changed one; what was committed before the call is in it afterwards. Answers whether there was
   * a change.
   */
  readonly refresh: () => Promise<boolean>;
  /** Resolves when writes that were judged by the webhooks as they were before have ended. */
  readonly judged: () => Promise<void>;
  /** Milliseconds of a clock that never steps. */
  readonly monotonic: () => number;
  /** How long an instance that says nothing counts as alive, and as long it trusts what it has read. */
  readonly leaseMs: number;
}

/** This instance among the others on its database. */
export interface Fleet {
  /** Reads the webhooks again and says so. To be repeated well within the lease, and whenever somebody rings. Safe to call twice at a time. */
  beat(): Promise<void>;
  /** Whether what this instance knows of the webhooks may be relied on: no other instance's change could have gone past it. */
  isFresh(): boolean;
  /** After a change of a webhook was committed: resolves when no other instance goes by the old one any more. */
  spread(): Promise<void>;
  leave(): Promise<void>;
}

/** An instance that is the only one, as on SQLite. */
export const createLoneFleet = ({ refresh, judged }: Pick<FleetTools, 'refresh' | 'judged'>): Fleet => ({
  beat: async () => void (await refresh()),
  isFresh: () => true,
  spread: judged,
  leave: async () => undefined,
});

const LOOK_AGAIN_MS = 20;
/** Keeps our own trust shorter than the others' wait, should clocks not run equally fast. */
const CAUTION = 0.9;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Capture asks what the webhooks could want without waiting, from memory, so a webhook saved on one instance must not count as saved before
 * the others have read it. Each instance keeps a lease: it says again and again as of which instant it knows the webhooks. Saving waits until
 * each of the others knows the webhooks as of the save, or has let its lease run out. One that could not renew its lease (a paused process, a
 * database out of reach) no longer trusts its memory and captures everything, which costs a row and is right in any case.
 */
export const createFleet = ({ id, store, bell, refresh, judged, monotonic, leaseMs }: FleetTools): Fleet => {
  let trustedUntil = -Infinity;
  return {
    async beat() {
      const startedAt = monotonic();
      const freshAt = await store.now();
      // Before the first reading too: whoever saves from here on knows that there is somebody to wait for.
      if (trustedUntil === -Infinity) await store.write(id, freshAt);
      if (await refresh()) await judged();
      await store.write(id, freshAt);
      trustedUntil = Math.max(trustedUntil, startedAt + leaseMs * CAUTION);
    },

    isFresh: () => monotonic() < trustedUntil,

    async spread() {
      const since = await store.now();
      bell.ring('webhooks');
      await judged();
      // An instance either takes over or falls silent: the bound only matters when the database itself is in trouble.
      const endsAt = monotonic() + 2 * leaseMs;
      while ((await store.countBehind(id, since, leaseMs)) > 0 && monotonic() < endsAt) await pause(LOOK_AGAIN_MS);
    },

    async leave() {
      trustedUntil = -Infinity;
      await store.remove(id);
    },
  };
};
