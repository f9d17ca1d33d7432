import type { FileRecord, FileStore, FileVault, HeadStore, SubmissionStore, Transact, Transaction } from './ports';
import type { Submission } from './submission';

export interface EraseTools {
  readonly submissions: Pick<SubmissionStore, 'find' | 'lock' | 'remove'>;
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

/** Removes submissions with all that is kept of them. `isDue` is asked of each as it is in the end: a visitor may have gone on with it. */
export type Erase = (submissions: readonly Submission[], isDue?: IsDue) => Promise<Erased>;

export type IsDue = (submission: Submission) => boolean;

/** An attempt lasts half a minute at most, unless its webhook says otherwise. */
const WAIT_MS = 30_000;

/** A visitor who sends page after page cannot hold it up for ever. What is left then, the next call removes. */
const MOST_ROUNDS = 5;

const always: IsDue = () => true;

interface Round extends Erased {
  /** Those that had more events or files in the end than in the beginning. */
  readonly again: readonly Submission[];
}

/**
 * Removes submissions: what their events carried, the bytes of their files, then the rows. In this order, because each step can be repeated and
 * only the rows know what belongs to them: whatever fails in between, another call does the rest. The rows are held for the last step, and one that
 * a visitor has gone on with meanwhile takes another round. A form that had answers stays one that had.
 */
export const createErase = ({ submissions, files, heads, vault, forgetEvents, transact }: EraseTools): Erase => {
  const rememberAnswers = async (list: readonly Submission[], on: Transaction): Promise<void> => {
    for (const formId of new Set(list.map((one) => one.formId))) {
      const head = await heads.find({ formId }, on);
      if (head && !head.isAnswered) await heads.change(formId, { isAnswered: true }, on);
    }
  };

  const removeRows = async (
    list: readonly Submission[],
    gone: readonly FileRecord[],
    isDue: IsDue,
    on: Transaction
  ): Promise<Round> => {
    await rememberAnswers(list, on);
    const again: Submission[] = [];
    const ids: string[] = [];
    const goneIds = new Set(gone.map(({ id }) => id));
    for (const before of [...list].sort((left, right) => (left.id < right.id ? -1 : 1))) {
      const now = await submissions.lock(before.id, on);
      if (now === null || !isDue(now)) continue;
      const hasMore =
        now.eventIds.some((id) => !before.eventIds.includes(id)) ||
        (now.changedAt !== before.changedAt && (await files.ofSubmissions([now.id], on)).some(({ id }) => !goneIds.has(id)));
      if (hasMore) again.push(now);
      else ids.push(now.id);
    }
    const removed = gone.filter(({ submissionId }) => ids.includes(submissionId)).map(({ id }) => id);
    await files.remove(removed, on);
    return { submissions: await submissions.remove(ids, on), files: removed.length, again };
  };

  const erase = async (given: readonly Submission[], isDue: IsDue | undefined): Promise<Round> => {
    await forgetEvents(
      given.flatMap(({ eventIds }) => eventIds),
      WAIT_MS
    );
    const kept = await files.ofSubmissions(given.map(({ id }) => id));
    const list: Submission[] = [];
    const gone: FileRecord[] = [];
    for (const one of given) {
      // Forgetting may have taken half a minute, and so may the files of those before it; no bytes come back.
      const now = isDue ? await submissions.find(one.id) : one;
      if (now === null || (isDue && !isDue(now))) continue;
      const own = kept.filter(({ submissionId }) => submissionId === one.id);
      for (const file of own) await vault.remove(file);
      list.push(one);
      gone.push(...own);
    }
    return transact(({ transaction }) => removeRows(list, gone, isDue ?? always, transaction));
  };

  return async (list, isDue) => {
    let [left, erased] = [list, { submissions: 0, files: 0 }];
    for (let round = 0; round < MOST_ROUNDS && left.length > 0; round += 1) {
      const { submissions: count, files: fileCount, again } = await erase(left, isDue);
      erased = { submissions: erased.submissions + count, files: erased.files + fileCount };
      left = again;
    }
    return erased;
  };
};
