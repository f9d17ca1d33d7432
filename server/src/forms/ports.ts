import type { Readable } from 'node:stream';
import type { AnswerFilter, AnswerKind, FormVersion, StoredFile, SubmissionFilter } from '../../../shared/contracts/form';
import type { OpenTransaction, Transact, Transaction } from '../outbound';
import type { Submission, SubmissionIndex, SubmissionPatch } from './submission';

export type { OpenTransaction, Transact, Transaction };

/** Where a statement runs: in this transaction, or (null) in none. On SQLite, inside a transaction, null waits for ever. */
export type On = Transaction | null;

/** What must hold for a form at once in all instances: one row for each. */
export interface FormHead {
  readonly formId: string;
  /** `null` while the form is being removed. */
  readonly formKey: string | null;
  /** `null` while nothing is published. */
  readonly liveNumber: number | null;
  /** Of the draft. */
  readonly revision: number;
  /** Codes of the roles that the condition `assigned-forms` lets see it. */
  readonly roles: readonly string[];
  /** It has, or had, submissions. Known late: `Inbox.hasAny` knows of those that are there. */
  readonly isAnswered: boolean;
}

/** Forms' rows of what must hold at once. */
export interface HeadStore {
  /** Reserves a key for a form, in place of the one it had. Exact under parallel calls; after `taken` the transaction is to be given up. */
  reserve(formId: string, formKey: string, on: Transaction): Promise<'reserved' | 'taken'>;
  find(by: { readonly formKey: string } | { readonly formId: string }, on?: On): Promise<FormHead | null>;
  /** Holds the form for the rest of the transaction: one holder at a time, in all instances. `null` when it is gone. */
  lock(formId: string, on: Transaction): Promise<FormHead | null>;
  change(formId: string, patch: Partial<Omit<FormHead, 'formId'>>, on: Transaction): Promise<void>;
  /** All, those being removed included. */
  all(): Promise<readonly FormHead[]>;
  /** Forgets a form with its versions, counters and marks. */
  remove(formId: string, on: Transaction): Promise<void>;
}

/** A version as it is written. */
export interface NewVersion extends FormVersion {
  /** Of all that is published: equal content, equal fingerprint. */
  readonly fingerprint: string;
}

/** Published versions. */
export interface VersionStore {
  append(version: NewVersion, on: Transaction): Promise<void>;
  /** Newest first; those numbers only where some are given. */
  read(formId: string, numbers?: readonly number[], on?: On): Promise<readonly NewVersion[]>;
  latest(formId: string, on?: On): Promise<NewVersion | null>;
  /** Newest first. */
  numbers(formId: string): Promise<readonly number[]>;
}

/** The live versions of all forms. */
export interface LiveList {
  /** Which they are: cheap, to see whether anything changed. */
  heads(): Promise<readonly { readonly formId: string; readonly number: number }[]>;
  versions(): Promise<readonly NewVersion[]>;
}

/** Submissions one at a time. */
export interface SubmissionStore {
  /** E-mail addresses included. */
  insert(submission: Submission, index: SubmissionIndex, on: Transaction): Promise<void>;
  /** With new values comes a new index; it stays to be found by addresses that it had. `false` when it is gone. */
  change(id: string, patch: SubmissionPatch, index: SubmissionIndex | null, on: Transaction): Promise<boolean>;
  find(id: string, on?: On): Promise<Submission | null>;
  /** Held for the rest of the transaction. */
  lock(id: string, on: Transaction): Promise<Submission | null>;
  /** The submission of a resume token, complete or not, held for the rest of the transaction. */
  resume(formId: string, resumeHash: string, on: Transaction): Promise<Submission | null>;
  /** Complete submissions that are neither spam nor tests. For an exact limit, `HeadStore.lock` the form before. */
  countComplete(formId: string, on: On): Promise<number>;
  /** Addresses and rows; files are the caller's. Answers how many rows there were. */
  remove(ids: readonly string[], on: Transaction): Promise<number>;
}

/** A question about an answer, with how answers of its field compare; its operator is one of that kind, its value written as answers are. */
export interface AskedAnswer extends AnswerFilter {
  readonly kind: AnswerKind;
}

/** A filter over some forms. */
export interface InboxFilter extends Omit<SubmissionFilter, 'formId' | 'answers'> {
  readonly formIds: readonly string[];
  readonly answers?: readonly AskedAnswer[];
  /** Those that no visitor has touched since that instant (milliseconds since the epoch). */
  readonly untouchedSince?: number;
}

/** A place in the list: everything beyond that id. */
export interface Keyset {
  readonly after: string | null;
  readonly direction: 'newest-first' | 'oldest-first';
  readonly limit: number;
}

/** Numbers of one form's submissions, spam left out. */
export interface InboxTotals {
  readonly formId: string;
  readonly total: number;
  readonly unread: number;
  /** Milliseconds since the epoch. */
  readonly lastAt: number | null;
}

/** Submissions as lists. */
export interface Inbox {
  page(
    filter: InboxFilter,
    page: { readonly offset: number; readonly limit: number; readonly direction: Keyset['direction'] }
  ): Promise<{ readonly rows: readonly Submission[]; readonly total: number }>;
  /** One stretch of a walk over all of them, in constant memory. */
  walk(filter: InboxFilter, place: Keyset): Promise<readonly Submission[]>;
  /** Ids of submissions with this e-mail address (normalised), oldest first. */
  ofEmail(email: string, place: { readonly after: string | null; readonly limit: number }): Promise<readonly string[]>;
  byIds(ids: readonly string[]): Promise<readonly Submission[]>;
  /** Of all forms. */
  totals(): Promise<readonly InboxTotals[]>;
  /** Whether a form has, or had, any. */
  hasAny(formId: string, on?: On): Promise<boolean>;
}

/** A file of a submission. */
export interface FileRecord extends StoredFile {
  readonly submissionId: string;
  readonly formId: string;
  readonly fieldKey: string;
  /** What the vault needs to find its bytes; opaque to everybody else. */
  readonly storage: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * The list of files; their bytes are the vault's. Whatever has bytes has a row, from before they are stored until after they are gone, so that
 * a process that dies in between leaves nothing that nobody knows of. A row without a submission is of bytes that nobody wants.
 */
export interface FileStore {
  insert(files: readonly FileRecord[], on: On): Promise<void>;
  /** Of a submission. */
  find(id: string): Promise<FileRecord | null>;
  ofSubmissions(submissionIds: readonly string[], on?: On): Promise<readonly FileRecord[]>;
  /** Takes files from their submissions; who does so removes the bytes after the transaction, and then the rows. */
  abandon(ids: readonly string[], on: On): Promise<void>;
  /** Without a submission since before an instant (milliseconds since the epoch), by their ids, from behind one on. */
  abandoned(beforeMs: number, limit: number, afterId?: string): Promise<readonly FileRecord[]>;
  remove(ids: readonly string[], on: On): Promise<void>;
}

/** The bytes of files, through Strapi's upload provider. */
export interface FileVault {
  /** Throws `FILE_NOT_FOUND` when the provider has lost it. */
  open(file: FileRecord): Promise<Readable>;
  /** Silent about what is gone already. */
  remove(file: FileRecord): Promise<void>;
}

/** A mark that something was done, used or counted: idempotency keys, used proofs, rate windows, once-per marks. */
export interface Guard {
  /** At most 20 characters: what kind of mark. */
  readonly scope: string;
  /** Hashed before it is kept, with the form's id: any text. */
  readonly key: string;
  readonly formId: string;
  /** From now on by the database's clock; `null`: for good. */
  readonly forMs: number | null;
}

/** Marks. Exact under parallel calls in all instances: a second caller waits for the first one's transaction. */
export interface GuardStore {
  /** What was left with a mark, where it is set and has not expired; `null` for every other. Waits for nobody. */
  find(guard: Omit<Guard, 'forMs'>): Promise<string | null>;
  /** Sets the mark, with a text. `held` when it is set already and has not expired; `value` is the text that is there. */
  claim(
    guard: Guard,
    on: On,
    value?: string | null
  ): Promise<{ readonly kind: 'claimed' } | { readonly kind: 'held'; readonly value: string | null }>;
  /** Counts one more in the window that is open (or opens one of `forMs`); answers the count and when the window ends (ms from now). */
  count(guard: Guard, on: On): Promise<{ readonly count: number; readonly endsInMs: number }>;
  /** Removes expired marks, at most that many; answers how many. */
  purge(limit: number): Promise<number>;
  /** Removes marks of a form, expired or not, at most that many; answers how many. */
  clear(formId: string, limit: number): Promise<number>;
}

export interface DayCounts {
  readonly views: number;
  readonly starts: number;
  readonly completions: number;
  readonly reached: number;
}

/** Counters by day (`2026-01-31`, UTC) and page (`''`: the whole form). */
export interface CountStore {
  add(formId: string, day: string, pageId: string, counts: Partial<DayCounts>): Promise<void>;
  read(
    formId: string,
    from: string,
    to: string
  ): Promise<readonly (DayCounts & { readonly day: string; readonly pageId: string })[]>;
  /** Views and completions of all forms, of all time. */
  totals(): Promise<ReadonlyMap<string, Pick<DayCounts, 'views' | 'completions'>>>;
}

/** Appends the events of a submission in an open transaction and keeps their ids with it. Made by the public road. */
export interface SubmissionEvents {
  append(
    types: readonly ('create' | 'update' | 'complete' | 'spam')[],
    submission: Submission,
    version: FormVersion,
    open: OpenTransaction
  ): Promise<readonly string[]>;
}
