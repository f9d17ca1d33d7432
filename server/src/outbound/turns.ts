/** Turns at what only one instance may do at a time. A turn is held until an instant of the database's clock, and ends by itself. */
export interface TurnStore {
  /** Takes the turn if nobody holds it; answers what proves it, or `null`. */
  take(name: string, forMs: number): Promise<number | null>;
  /** Holds it that long from now on, by whoever has the proof; `null` when somebody else took it. 0 ends it at once. */
  hold(name: string, proof: number, forMs: number): Promise<number | null>;
}

export interface TurnTools {
  readonly store: TurnStore;
  /** How long a turn outlives its holder. It is renewed while the work lasts. */
  readonly leaseMs: number;
  readonly onFault: (error: unknown) => void;
}

export interface Turn {
  readonly name: string;
  /** After the work nobody gets a turn for this long: what one instance has just done need not be done by another. Milliseconds. */
  readonly restMs: number;
}

/** Does work when it is this instance's turn, and nothing when it is another's. */
export const createTurns =
  ({ store, leaseMs, onFault }: TurnTools) =>
  ({ name, restMs }: Turn, work: () => Promise<void>) =>
  async (): Promise<void> => {
    let proof = await store.take(name, leaseMs);
    if (proof === null) return;
    let renewing: Promise<void> = Promise.resolve();
    const renew = async (): Promise<void> => {
      if (proof !== null) proof = await store.hold(name, proof, leaseMs);
    };
    const timer = setInterval(() => {
      renewing = renewing.then(renew).catch(onFault);
    }, leaseMs / 3);
    try {
      await work();
    } finally {
      clearInterval(timer);
      await renewing;
      if (proof !== null) await store.hold(name, proof, restMs);
    }
  };
