import type { FormVersion, Values } from '../../../shared/contracts/form';
import type { EvaluateInput } from '../../../shared/forms';
import { PluginError } from '../kernel/errors';
import type { Clock } from '../kernel/clock';
import type { Ids } from '../kernel/ids';
import type { Answered, Arrival } from './arrival';
import type { AskFirst } from './ask-first';
import type { Counters } from './counters';
import type { Keys } from './keys';
import { readOpenToken, type ReadToken } from './open-token';
import { refuseUnlessOpen, type StateOf } from './opening';
import { payloadOf } from './payload-of';
import type { GuardStore, SubmissionStore, Transact, VersionStore } from './ports';
import { readAnswers, type ReadAnswers } from './read-answers';
import { receiptOf } from './receipt';
import { hashResumeToken, resumeTokenOf } from './resume-token';
import { recall, samenessOf } from './sameness';
import type { Judge } from './spam/judge';
import { writeSubmission, type ReadySubmission, type StoreTools } from './store-submission';
import type { Submission } from './submission';
import { subjectOf } from './submission-events';
import { consentsOf, metaOf } from './submission-meta';
import { discardOrLeave, judgeFiles, storeFiles, type Uploads } from './upload/uploads';

/** How answers are judged in a language. */
export interface Language {
  readonly locale: string;
  /** The version with its texts in that language. */
  readonly version: FormVersion;
  readonly sentences: EvaluateInput['sentences'];
}

export interface SubmitTools extends Omit<StoreTools, 'guards' | 'submissions'> {
  readonly versions: Pick<VersionStore, 'read'>;
  readonly submissions: Pick<SubmissionStore, 'insert' | 'change' | 'resume' | 'countComplete'>;
  readonly guards: Pick<GuardStore, 'claim' | 'find'>;
  readonly transact: Transact;
  readonly stateOf: StateOf;
  readonly judge: Judge;
  readonly uploads: Uploads;
  readonly askFirst: AskFirst;
  readonly counters: Pick<Counters, 'completed'>;
  readonly types: EvaluateInput['types'];
  readonly matches: EvaluateInput['matches'];
  readonly speak: (version: FormVersion, wanted: string) => Language;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly keys: Keys;
}

/** What a post turned out to be, on its way to the database. */
interface Reading {
  readonly arrival: Arrival;
  readonly version: FormVersion;
  readonly language: Language;
  readonly before: Submission | null;
  readonly answers: ReadAnswers;
  readonly spamReasons: readonly string[];
  readonly now: number;
}

const fileIdsIn = (values: Values): ReadonlySet<string> =>
  new Set(
    Object.values(values).flatMap((value) =>
      Array.isArray(value)
        ? (value as readonly unknown[]).flatMap((one) => (typeof one === 'object' ? [(one as { id: string }).id] : []))
        : []
    )
  );

/** Makes the row of a post. Pure. */
const toSubmission = (
  { arrival, version, language, before, answers, spamReasons, now }: Reading,
  id: string,
  resumeHash: string
): Submission => {
  const { values, nextPage } = answers;
  const isComplete = nextPage === null;
  const isSpam = spamReasons.length > 0 || before?.status === 'spam';
  const meta = metaOf(arrival.form.definition.settings, arrival.posted.envelope, arrival.visitor, [
    ...(before?.meta.spamReasons ?? []),
    ...spamReasons,
  ]);
  return {
    id,
    formId: arrival.form.formId,
    version: version.number,
    locale: language.locale,
    state: isComplete ? 'complete' : 'partial',
    status: isSpam ? 'spam' : (before?.status ?? 'new'),
    isStarred: before?.isStarred ?? false,
    isTest: arrival.isTest,
    values,
    consents: consentsOf(values, before?.consents ?? [], new Date(now).toISOString()),
    meta: { ...before?.meta, ...meta },
    notes: before?.notes ?? [],
    user: arrival.visitor.user ?? before?.user ?? null,
    page: nextPage,
    resumeHash: before?.resumeHash ?? (isComplete ? null : resumeHash),
    eventIds: before?.eventIds ?? [],
    // Later than before, also within a millisecond: it tells whether somebody else was faster.
    changedAt: Math.max(now, (before?.changedAt ?? 0) + 1),
    completedAt: isComplete ? now : null,
  };
};

/**
 * The road of a submission, the same for every door. It awaits and passes on; each decision has a file of its own. Spam is judged before
 * answers are looked at and then goes the same way as all others, so that it sees the same answer.
 */
export const createSubmit = (tools: SubmitTools) => {
  const {
    versions,
    submissions,
    guards,
    transact,
    stateOf,
    judge,
    uploads,
    askFirst,
    counters,
    types,
    matches,
    speak,
    ids,
    clock,
    keys,
  } = tools;

  const findResumed = async ({ form, resumeToken }: Arrival): Promise<Submission | null> => {
    if (resumeToken === null) return null;
    const hash = hashResumeToken(resumeToken);
    const found = await transact(({ transaction }) => submissions.resume(form.formId, hash, transaction));
    if (found === null) throw new PluginError('SUBMISSION_NOT_FOUND');
    if (found.state === 'complete') throw new PluginError('SUBMISSION_IS_COMPLETE');
    return found;
  };

  /** A visitor answers the form that was shown, also when another version has been published since. */
  const versionFor = async (form: FormVersion, token: ReadToken, before: Submission | null): Promise<FormVersion> => {
    const number = before?.version ?? (token.kind === 'valid' ? token.version : form.number);
    return number === form.number ? form : ((await versions.read(form.formId, [number]))[0] ?? form);
  };

  const read = async (
    arrival: Arrival,
    version: FormVersion,
    before: Submission | null,
    now: number
  ): Promise<{ language: Language; answers: ReadAnswers }> => {
    const { posted, visitor, isLenient } = arrival;
    const language = speak(version, before?.locale ?? posted.envelope.locale);
    const judged = await judgeFiles(posted.files, language.version, uploads, language.sentences);
    const { pageUrl, referrer } = posted.envelope;
    const answers = readAnswers({
      version: language.version,
      posted,
      accepted: judged.accepted,
      stored: before?.values ?? {},
      judging: {
        locale: language.locale,
        types,
        matches,
        now,
        isLenient,
        context: { pageUrl, referrer, userAgent: visitor.userAgent },
        sentences: language.sentences,
      },
    });
    const faulty = new Set(judged.faults.map(({ path }) => path));
    return {
      language,
      answers: { ...answers, faults: [...judged.faults, ...answers.faults.filter(({ path }) => !faulty.has(path))] },
    };
  };

  const refuse = ({ version, answers }: Reading): void => {
    if (answers.faults.length > 0) throw new PluginError('ANSWERS_INVALID', answers.faults);
    if (answers.nextPage !== null && !version.definition.settings.storesPartial) {
      throw new PluginError('BODY_UNREADABLE', [{ path: 'page', message: 'This form is sent as a whole: leave `page` out.' }]);
    }
  };

  /** Answers are kept without it, because who reads the database must not be able to go on with what visitors began. */
  const withToken = ({ status, receipt }: Answered, given: string | null): Answered =>
    receipt.state === 'complete'
      ? { status, receipt }
      : { status, receipt: { ...receipt, resumeToken: given ?? resumeTokenOf(keys, receipt.id) } };

  const store = async (
    reading: Reading,
    submission: Submission,
    rest: Pick<ReadySubmission, 'sameness' | 'solved' | 'answered'>
  ) => {
    const { arrival, version, before, answers, now } = reading;
    const fileTools = { vault: uploads.vault, files: tools.files };
    const files = await storeFiles(
      answers.files,
      { submissionId: submission.id, formId: submission.formId, createdAt: now },
      fileTools
    );
    const ready: ReadySubmission = {
      arrival,
      version,
      submission,
      before,
      files,
      fileIds: fileIdsIn(submission.values),
      now,
      ...rest,
    };
    try {
      const written = await transact((open) => writeSubmission(tools, ready, open));
      await discardOrLeave(written.orphans, fileTools);
      if (written.isNew && submission.state === 'complete' && submission.status !== 'spam' && !submission.isTest)
        counters.completed(submission.formId);
      return written.answered;
    } catch (error) {
      await discardOrLeave(files, fileTools);
      throw error;
    }
  };

  /** Takes a submission in. Throws a `PluginError` for whatever the sender can put right. */
  return async (arrival: Arrival): Promise<Answered> => {
    const { form, posted, visitor, isTest, resumeToken } = arrival;
    const now = clock();
    const token = readOpenToken(keys, posted.envelope.token, { formId: form.formId, now });
    const sameness = samenessOf(keys, { formId: form.formId, posted, token, resumeToken, address: visitor.address });
    const earlier = sameness && (await recall(guards, sameness));
    if (earlier) return withToken(earlier, resumeToken);
    if (!isTest) refuseUnlessOpen(await stateOf(form));

    const before = await findResumed(arrival);
    const { verdict, solved } = isTest
      ? ({ verdict: { kind: 'clean' }, solved: null } as const)
      : await judge({ form, posted, token, address: visitor.address, now, isResumed: before !== null });
    if (verdict.kind === 'again') {
      throw new PluginError('CHECK_FAILED', [
        { path: '', code: verdict.code, message: 'It could not be checked that a person sent this.' },
      ]);
    }
    const version = await versionFor(form, token, before);
    const spamReasons = verdict.kind === 'spam' ? verdict.reasons : [];
    const reading: Reading = { arrival, version, before, spamReasons, now, ...(await read(arrival, version, before, now)) };
    if (spamReasons.length === 0) refuse(reading);

    const id = before?.id ?? ids('sub');
    const submission = toSubmission(reading, id, hashResumeToken(resumeTokenOf(keys, id)));
    if (submission.status !== 'spam' && submission.state === 'complete') {
      const payload = payloadOf({ submission, version, live: form.definition, linkOf: null });
      const permission = await askFirst({ subject: subjectOf(form.formKey, submission), payload });
      if (permission.kind === 'refused') {
        const { path, message } = permission;
        throw new PluginError('SUBMISSION_REFUSED', message === '' ? [] : [{ path, message, code: 'refused' }]);
      }
    }
    const answered: Answered = {
      status: before === null ? 201 : 200,
      receipt: receiptOf(submission, reading.language.version),
    };
    return withToken(await store(reading, submission, { sameness, solved, answered }), resumeToken);
  };
};

export type Submit = ReturnType<typeof createSubmit>;
