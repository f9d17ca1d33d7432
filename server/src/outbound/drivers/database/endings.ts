import type { Connection } from './dialect';

/** A delivery that came to its end in the database, with no attempt to tell of it. */
export interface Ending {
  readonly state: 'failed' | 'cancelled' | 'superseded';
  readonly webhookId: string;
}

/** Hears of endings once they are committed. */
export type OnEnded = (endings: readonly Ending[]) => void;

/** Keeps what ends in a transaction until that has committed: one that is rolled back, or repeated, has ended nothing. */
export const createEndings = (onEnded: OnEnded) => {
  const noted = new WeakMap<object, Ending[]>();
  return {
    /** Answers what is to be called after the commit. */
    open(trx: Connection): () => void {
      const endings: Ending[] = [];
      noted.set(trx, endings);
      return () => {
        if (endings.length > 0) onEnded(endings);
      };
    },

    /** In a transaction of somebody else's nothing is noted: nobody here learns of its commit. */
    note(trx: Connection, state: Ending['state'], webhookIds: Iterable<string>): void {
      const endings = noted.get(trx);
      for (const webhookId of webhookIds) endings?.push({ state, webhookId });
    },
  };
};
