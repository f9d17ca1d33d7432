/** How a round left things. */
export type Left =
  /** More is there than one round takes: the next follows at once, and whoever has room may help. */
  | { readonly kind: 'more' }
  /** No place is free here; what is left is for others, until something ends. */
  | { readonly kind: 'full' }
  /** Nothing to do for so many milliseconds, as far as is known; `null`: until somebody says so. */
  | { readonly kind: 'idle'; readonly dueInMs: number | null };

/**
 * Says when there may be work, and to which process; knows nothing of what the work is. The delivery row is the truth, and the claim in the
 * database decides who sends: whatever a queue forgets is found again by asking the database. Exam: `test/contract/queue.ts`.
 */
export interface Queue {
  /** Begins to call `work`, never twice at a time, whenever something may be due. `work` does one bounded round. */
  start(work: () => Promise<Left>): void;
  /** This process has something to do: an attempt ended. Begins a round here. Cheap, never throws, may be called before `start`. */
  wake(): void;
  /** Something may be due, for whichever process has room: a commit. Cheap, never throws, never waits; also where nothing was started. */
  offer(): void;
  /** No further rounds; resolves when a running one has ended. */
  stop(): Promise<void>;
  /** After `stop`: leaves what this process knew of to the others, and lets go of all connections. Prompt, whatever they do. */
  close(): Promise<void>;
}
