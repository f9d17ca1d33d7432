import type { Queue } from '../queue';
import { createRounds, pollingRestMs, type RoundsOptions } from '../rounds';

export interface DatabaseQueueOptions extends Omit<RoundsOptions, 'restMs'> {
  /** The longest sleep: how late a commit of another instance, or a clock that stepped, can be noticed. */
  readonly pollMs: number;
  /** Tells the other processes at once what they would notice by looking; where nothing can, they look. */
  readonly ring?: () => void;
}

/** The queue that needs nothing but the database: each process looks when the next is due, when it is woken, and every `pollMs`. */
export const createDatabaseQueue = ({ pollMs, ring, ...options }: DatabaseQueueOptions): Queue => {
  const rounds = createRounds({ ...options, restMs: (left) => pollingRestMs(left, pollMs) });
  return {
    ...rounds,
    offer() {
      rounds.wake();
      ring?.();
    },
    close: async () => undefined,
  };
};
