import type { FileStore, FileVault, HeadStore, SubmissionStore, Transact } from './ports';
import type { Submission } from './submission';

export interface EraseTools {
  readonly submissions: Pick<SubmissionStore, 'remove'>;
  readonly files: Pick<FileStore, 'ofSubmissions' | 'remove'>;
  readonly heads: Pick<HeadStore, 'find' | 'change'>;
  readonly vault: Pick<FileVault, 'remove'>;
  /** Outbound's: takes the content out of events, waits for attempts under way. */
  readonly forgetEvents: (eventIds: readonly string[], waitMs: number) => Promise<void>;
  readonly transact: Transact;
}

export interface Erased {
  readonly submissions: number;
  readonly files: number;
}

/** Removes submissions with all that is kept of them. */
export type Erase = (submissions: readonly Submission[]) => Promise<Erased>;

/** An attempt lasts half a minute at most, unless its webhook says otherwise. */
const WAIT_MS = 30_000;

/**
 * Removes submissions: what their events carried, the bytes of their files, then the rows. In this order, because each step can be repeated and
 * only the rows know what belongs to them: whatever fails in between, another call does the rest. A form that had answers stays one that had.
 */
export const createErase =
  ({ submissions, files, heads, vault, forgetEvents, transact }: EraseTools): Erase =>
  async (list) => {
    if (list.length === 0) return { submissions: 0, files: 0 };
    const ids = list.map(({ id }) => id);
    await forgetEvents(
      list.flatMap(({ eventIds }) => eventIds),
      WAIT_MS
    );
    const kept = await files.ofSubmissions(ids);
    for (const file of kept) await vault.remove(file);
    const removed = await transact(async ({ transaction }) => {
      for (const formId of new Set(list.map((one) => one.formId))) {
        const head = await heads.find({ formId }, transaction);
        if (head && !head.isAnswered) await heads.change(formId, { isAnswered: true }, transaction);
      }
      await files.remove(
        kept.map(({ id }) => id),
        transaction
      );
      return submissions.remove(ids, transaction);
    });
    return { submissions: removed, files: kept.length };
  };
