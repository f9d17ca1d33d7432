import type { FormVersion } from '../../../shared/contracts/form';
import { PluginError } from '../kernel/errors';
import type { Answered, Arrival } from './arrival';
import type { Keys } from './keys';
import type { FileRecord, FileStore, GuardStore, HeadStore, OpenTransaction, SubmissionStore } from './ports';
import { claimAnswer, type Sameness } from './sameness';
import type { Solved } from './spam/proof-of-work';
import { indexSubmission, type Submission } from './submission';
import type { SubmissionEventLog } from './submission-events';
import { addressKey } from './visitor-address';

export interface StoreTools {
  readonly heads: Pick<HeadStore, 'find' | 'lock'>;
  readonly submissions: Pick<SubmissionStore, 'insert' | 'change' | 'resume' | 'countComplete'>;
  readonly files: Pick<FileStore, 'insert' | 'ofSubmissions' | 'abandon' | 'remove'>;
  readonly guards: Pick<GuardStore, 'claim'>;
  readonly events: SubmissionEventLog;
  readonly keys: Keys;
}

/** A submission that is ready to be written. */
export interface ReadySubmission {
  readonly arrival: Arrival;
  /** The version it was made with. */
  readonly version: FormVersion;
  readonly submission: Submission;
  /** The row it goes on from, as it was when its answers were read. */
  readonly before: Submission | null;
  /** Bytes are stored already. */
  readonly files: readonly FileRecord[];
  readonly answered: Answered;
  readonly sameness: Sameness | null;
  readonly solved: Solved | null;
  /** Ids of all files that its values name. */
  readonly fileIds: ReadonlySet<string>;
  readonly now: number;
}

export interface Written {
  readonly answered: Answered;
  /** Files that nothing points to any more: their bytes are to be removed. */
  readonly orphans: readonly FileRecord[];
  /** False where an earlier post that was the same had been stored. */
  readonly isNew: boolean;
}

type EventType = Parameters<SubmissionEventLog['append']>[0][number];

/** One whole post is created and complete at once. Spam makes one event, when it comes; nothing else of it is told. */
const eventsOf = ({ submission, before }: ReadySubmission): readonly EventType[] => {
  if (submission.status === 'spam') return before === null ? ['spam'] : [];
  const isComplete = submission.state === 'complete';
  if (before === null) return isComplete ? ['create', 'complete'] : ['create'];
  return isComplete ? ['complete'] : ['update'];
};

/** Limits that must hold exactly: the form is held until the transaction ends, so that nobody counts at the same time. */
const keepLimits = async (
  { submissions, guards, keys }: StoreTools,
  ready: ReadySubmission,
  open: OpenTransaction
): Promise<void> => {
  const { form, visitor } = ready.arrival;
  const { maxSubmissions, oncePer, closedMessage } = form.definition.settings;
  if (maxSubmissions !== null && (await submissions.countComplete(form.formId, open.transaction)) >= maxSubmissions) {
    throw new PluginError('FORM_CLOSED', closedMessage === '' ? [] : [{ path: '', message: closedMessage }]);
  }
  if (oncePer === 'none') return;
  const who = oncePer === 'user' ? `user ${visitor.user}` : `address ${addressKey(keys, visitor.address, form.formId)}`;
  const mark = { scope: 'once', key: who, formId: form.formId, forMs: null };
  const claim = await guards.claim(mark, open.transaction, ready.submission.id);
  if (claim.kind === 'held') throw new PluginError('ALREADY_SUBMITTED');
};

/** Files of earlier pages whose place others have taken. */
const replacedFiles = async ({ files }: StoreTools, { before, fileIds }: ReadySubmission, open: OpenTransaction) =>
  before === null ? [] : (await files.ofSubmissions([before.id], open.transaction)).filter(({ id }) => !fileIds.has(id));

/**
 * Writes a submission with its files and events in one transaction: all or nothing. What must be exact is claimed first, always in the same
 * order, so that no two of them wait for each other.
 */
export const writeSubmission = async (tools: StoreTools, ready: ReadySubmission, open: OpenTransaction): Promise<Written> => {
  const { heads, submissions, files, guards, events } = tools;
  const { arrival, submission, before, sameness, solved, version, now } = ready;
  const on = open.transaction;
  const { formId } = submission;
  const isLimited = submission.state === 'complete' && submission.status !== 'spam' && !submission.isTest;
  const isCounted = isLimited && arrival.form.definition.settings.maxSubmissions !== null;
  const head = isCounted ? await heads.lock(formId, on) : await heads.find({ formId }, on);
  // Deleted while its answers came: nothing would ever remove them.
  if (head === null || head.formKey === null) throw new PluginError('FORM_NOT_FOUND');

  const earlier = sameness && (await claimAnswer(guards, sameness, ready.answered, on));
  if (earlier) return { answered: earlier, orphans: ready.files, isNew: false };
  const proof = solved && (await guards.claim({ scope: 'proof', key: solved.id, formId, forMs: solved.expiresAt - now }, on));
  if (proof?.kind === 'held')
    throw new PluginError('CHECK_FAILED', [{ path: '', message: 'This proof was used before.', code: 'proof-of-work' }]);
  if (isLimited) await keepLimits(tools, ready, open);

  const row = before && (await submissions.resume(formId, before.resumeHash ?? '', on));
  if (before !== null) {
    if (row?.state === 'complete') throw new PluginError('SUBMISSION_IS_COMPLETE');
    const isSame = row?.changedAt === before.changedAt && (row.status === 'spam') === (before.status === 'spam');
    if (!isSame) throw new PluginError(row === null ? 'SUBMISSION_NOT_FOUND' : 'SUBMISSION_CHANGED');
  }
  const eventIds = [...submission.eventIds, ...(await events.append(eventsOf(ready), submission, version, open, arrival.form))];
  const index = indexSubmission(version.definition, submission.values);
  if (row === null) await submissions.insert({ ...submission, eventIds }, index, on);
  else {
    // What editors did with it meanwhile stays.
    const { id: _id, formId: _formId, notes: _notes, isStarred: _isStarred, ...patch } = submission;
    const status = submission.status === 'spam' ? 'spam' : row.status;
    await submissions.change(submission.id, { ...patch, status, eventIds }, index, on);
  }
  const orphans = await replacedFiles(tools, ready, open);
  await files.abandon(
    orphans.map(({ id }) => id),
    on
  );
  // They were listed as nobody's until now.
  await files.remove(
    ready.files.map(({ id }) => id),
    on
  );
  await files.insert(ready.files, on);
  return { answered: ready.answered, orphans, isNew: true };
};
