import type {
  FormVersion,
  InboxStatus,
  SubmissionFilter,
  SubmissionListItem,
  SubmissionPage,
  SubmissionView,
} from '../../../shared/contracts/form';
import type { FieldDescriptions, FieldTypes } from '../../../shared/forms';
import type { Action } from '../../../shared/permissions';
import type { Clock } from '../kernel/clock';
import { PluginError } from '../kernel/errors';
import { timeOfId } from '../kernel/ids';
import { expectForm, type Access } from './access';
import { asAsked } from './as-asked';
import { columnsByKey, columnsOf } from './columns';
import type { Erase } from './erase';
import { toInboxFilter } from './inbox-filter';
import type { FileRecord, FileStore, HeadStore, Inbox, Keyset, SubmissionEvents, SubmissionStore, Transact } from './ports';
import type { Submission, SubmissionPatch } from './submission';
import type { VersionShelf } from './version-shelf';

export const BULK_ACTIONS = ['read', 'unread', 'star', 'unstar', 'archive', 'spam', 'not-spam', 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** How far a bulk action came: what it changed, and whether more is left than one call does. */
export interface BulkAnswer {
  readonly count: number;
  readonly isComplete: boolean;
  /** Where the next call goes on, newest first: `to` of its filter. `null` when all is done. */
  readonly to: string | null;
}

/** A page of the list: counts from 1. */
export interface ListRequest {
  readonly page: number;
  readonly pageSize: number;
  readonly direction: Keyset['direction'];
}

export interface InboxServiceTools {
  readonly heads: HeadStore;
  readonly inbox: Inbox;
  readonly submissions: SubmissionStore;
  readonly files: FileStore;
  readonly shelf: VersionShelf;
  readonly events: SubmissionEvents;
  readonly erase: Erase;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly types: FieldTypes;
  readonly descriptions: FieldDescriptions;
}

const PER_STEP = 200;
const MOST_PER_CALL = 10_000;
const MOST_NOTES = 200;

const PATCHES: Readonly<Record<Exclude<BulkAction, 'delete'>, SubmissionPatch>> = {
  read: { status: 'read' },
  unread: { status: 'new' },
  star: { isStarred: true },
  unstar: { isStarred: false },
  archive: { status: 'archived' },
  spam: { status: 'spam' },
  'not-spam': { status: 'new' },
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** As lists show it. */
export const toListItem = (submission: Submission): SubmissionListItem => {
  const { id, formId, version, locale, state, status, isStarred, isTest, values, completedAt } = submission;
  return {
    id,
    formId,
    version,
    locale,
    state,
    status,
    isStarred,
    isTest,
    createdAt: iso(timeOfId(id)),
    completedAt: completedAt === null ? null : iso(completedAt),
    values,
  };
};

/** Judged to be spam when it came, so that its events were withheld. */
const isWithheld = ({ status, meta }: Submission): boolean => status === 'spam' && (meta.spamReasons?.length ?? 0) > 0;

/** What editors do with submissions. Each call asks what this person may do with that form; to whom may not, it does not exist. */
export const createInboxService = (tools: InboxServiceTools) => {
  const { heads, inbox, submissions, files, shelf, events, erase, transact, clock, types, descriptions } = tools;

  const expectSubmission = async (id: string, action: Action, access: Access): Promise<Submission> => {
    const submission = await submissions.find(id);
    const head = submission && (await heads.find({ formId: submission.formId }));
    if (!submission || !head || head.formKey === null || !access.may(action, head)) throw new PluginError('SUBMISSION_NOT_FOUND');
    return submission;
  };

  /** The version it was made with; of one that a data transfer did not bring along, the newest. */
  const versionsOf = async ({ formId, version }: Submission): Promise<{ made: FormVersion; newest: FormVersion }> => {
    const [newest] = await shelf.all(formId);
    const made = (await shelf.get(formId, version)) ?? newest;
    if (!made || !newest) throw new PluginError('FORM_NOT_FOUND');
    return { made, newest };
  };

  /** Changes one in a transaction; what was withheld as spam is told now that it is none. */
  const apply = async (submission: Submission, patch: SubmissionPatch): Promise<void> => {
    const isReleased = patch.status !== undefined && patch.status !== 'spam' && isWithheld(submission);
    if (!isReleased) {
      await transact(({ transaction }) => submissions.change(submission.id, patch, null, transaction));
      return;
    }
    const { made } = await versionsOf(submission);
    await transact(async (open) => {
      const now = await submissions.lock(submission.id, open.transaction);
      if (!now || !isWithheld(now)) return;
      const { spamReasons: _reasons, ...meta } = now.meta;
      const released: Submission = { ...now, ...patch, meta };
      const names = now.state === 'complete' ? (['create', 'complete'] as const) : (['create'] as const);
      const eventIds = await events.append(names, released, made, open);
      await submissions.change(now.id, { ...patch, meta, eventIds: [...now.eventIds, ...eventIds] }, null, open.transaction);
    });
  };

  const applyAll = async (list: readonly Submission[], action: BulkAction): Promise<number> => {
    if (action === 'delete') return (await erase(list)).submissions;
    const patch = PATCHES[action];
    const plain = patch.status === undefined || patch.status === 'spam' ? list : list.filter((one) => !isWithheld(one));
    await transact(async ({ transaction }) => {
      for (const { id } of plain) await submissions.change(id, patch, null, transaction);
    });
    for (const one of list.filter((withheld) => !plain.includes(withheld))) await apply(one, patch);
    return list.length;
  };

  /** "Not spam" is for spam, and the others leave it alone: nothing is released by marking it as read. */
  const concerned = (list: readonly Submission[], action: BulkAction): readonly Submission[] => {
    if (action === 'not-spam') return list.filter(({ status }) => status === 'spam');
    if (action === 'read' || action === 'unread' || action === 'archive') return list.filter(({ status }) => status !== 'spam');
    return list;
  };

  const view = async (submission: Submission, filter: Omit<SubmissionFilter, 'formId'>): Promise<SubmissionView> => {
    const { made, newest } = await versionsOf(submission);
    const { id, formId, meta, user, notes, consents } = submission;
    const list = await toInboxFilter({ ...filter, formId }, tools);
    const near = (direction: Keyset['direction']) => inbox.walk(list, { after: id, direction, limit: 1 });
    const [[previous], [next], kept] = [await near('oldest-first'), await near('newest-first'), await files.ofSubmissions([id])];
    return {
      ...toListItem(submission),
      form: { id: formId, key: newest.formKey, title: newest.title },
      answers: asAsked(submission, made, newest, { types, descriptions }),
      files: kept.map((file) => ({
        id: file.id,
        name: file.name,
        mime: file.mime,
        size: file.size,
        field: file.fieldKey,
        url: `/switchboard/submissions/${id}/files/${file.id}`,
      })),
      consents,
      meta,
      user,
      notes,
      previousId: previous?.id ?? null,
      nextId: next?.id ?? null,
    };
  };

  return {
    async list(filter: SubmissionFilter, request: ListRequest, access: Access): Promise<SubmissionPage> {
      await expectForm(heads, access, 'submissions.read', filter.formId);
      const { page, pageSize, direction } = request;
      const place = { offset: (page - 1) * pageSize, limit: pageSize, direction };
      const { rows, total } = await inbox.page(await toInboxFilter(filter, tools), place);
      const columns = columnsByKey(columnsOf(await shelf.all(filter.formId), types));
      return { rows: rows.map(toListItem), columns, total, page, pageSize };
    },

    /** With its neighbours in the list of that filter. */
    async get(id: string, filter: Omit<SubmissionFilter, 'formId'>, access: Access): Promise<SubmissionView> {
      return view(await expectSubmission(id, 'submissions.read', access), filter);
    },

    async change(
      id: string,
      patch: { readonly status?: InboxStatus; readonly isStarred?: boolean },
      access: Access
    ): Promise<SubmissionView> {
      const submission = await expectSubmission(id, 'submissions.update', access);
      await apply(submission, patch);
      return view((await submissions.find(id)) ?? submission, {});
    },

    async note(id: string, text: string, access: Access): Promise<SubmissionView> {
      await expectSubmission(id, 'submissions.update', access);
      const changed = await transact(async ({ transaction }) => {
        const submission = await submissions.lock(id, transaction);
        if (!submission) throw new PluginError('SUBMISSION_NOT_FOUND');
        const notes = [...submission.notes, { text, by: access.name, at: iso(clock()) }];
        if (notes.length > MOST_NOTES) {
          throw new PluginError('INVALID_INPUT', [{ path: 'text', message: `Expected at most ${MOST_NOTES} notes.` }]);
        }
        await submissions.change(id, { notes }, null, transaction);
        return { ...submission, notes };
      });
      return view(changed, {});
    },

    /** Those of the list that this person may change; the others are passed over, as if they were not there. */
    async bulkByIds(ids: readonly string[], action: BulkAction, access: Access): Promise<BulkAnswer> {
      const allowed = new Map<string, boolean>();
      const wanted: Action = action === 'delete' ? 'submissions.delete' : 'submissions.update';
      for (const { formId, formKey, roles } of await heads.all()) {
        allowed.set(formId, formKey !== null && access.may(wanted, { roles }));
      }
      const list = (await inbox.byIds(ids)).filter(({ formId }) => allowed.get(formId));
      return { count: await applyAll(concerned(list, action), action), isComplete: true, to: null };
    },

    /** All of a filter, as it was when the call began: ten thousand at most in one call. */
    async bulkByFilter(filter: SubmissionFilter, action: BulkAction, access: Access): Promise<BulkAnswer> {
      await expectForm(heads, access, action === 'delete' ? 'submissions.delete' : 'submissions.update', filter.formId);
      const all = await toInboxFilter({ ...filter, to: filter.to ?? iso(clock() + 1) }, tools);
      let after: string | null = null;
      let count = 0;
      for (let seen = 0; seen < MOST_PER_CALL; seen += PER_STEP) {
        const place: Keyset = { after, direction: 'newest-first', limit: PER_STEP };
        const list: readonly Submission[] = await inbox.walk(all, place);
        count += await applyAll(concerned(list, action), action);
        if (list.length < PER_STEP) return { count, isComplete: true, to: null };
        after = list.at(-1)!.id;
      }
      // Several may have come in that millisecond: the next call looks at them again.
      return { count, isComplete: false, to: after === null ? null : iso(timeOfId(after) + 1) };
    },

    async remove(id: string, access: Access): Promise<{ readonly id: string }> {
      const submission = await expectSubmission(id, 'submissions.delete', access);
      await erase([submission]);
      return { id };
    },

    async file(id: string, fileId: string, access: Access): Promise<FileRecord> {
      await expectSubmission(id, 'submissions.read', access);
      const file = await files.find(fileId);
      if (!file || file.submissionId !== id) throw new PluginError('FILE_NOT_FOUND');
      return file;
    },
  };
};

export type InboxService = ReturnType<typeof createInboxService>;
