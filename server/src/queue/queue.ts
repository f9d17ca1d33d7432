/**
 * Says when there may be work; knows nothing of what the work is. The delivery row is the truth: whatever a queue forgets is found again by
 * asking the database. Exam: `test/contract/queue.ts`.
 */
export interface Queue {
  /**
   * Begins to call `work`, never twice at a time, whenever something may be due. `work` does one bounded round and says in how many
   * milliseconds the next is wanted: 0 for at once, `null` for "wake me".
   */
  start(work: () => Promise<number | null>): void;
  /** Something may be due now: a commit, a freed slot. Cheap, never throws, may be called before `start`. */
  wake(): void;
  /** No further rounds; resolves when a running one has ended. */
  stop(): Promise<void>;
}
