import type { InboxStatus, SubmissionState } from '../../../../../shared/contracts/form';
import { int, intOrNull } from '../../../outbound';
import type { Submission, SubmissionPatch } from '../../submission';

/** Drivers give JSON as texts or as values. */
const json = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T;

const isTrue = (value: unknown): boolean => value === true || Number(value) === 1;

/** All columns that a submission is read from; Strapi's own, and the text for the search, are left out. */
export const SUBMISSION_COLUMNS = [
  'document_id',
  'form_id',
  'version',
  'language',
  'state',
  'status',
  'is_starred',
  'is_test',
  'values',
  'consents',
  'meta',
  'notes',
  'visitor',
  'page',
  'resume_hash',
  'event_ids',
  'changed_at',
  'completed_at',
] as const;

export type SubmissionRow = Readonly<Record<(typeof SUBMISSION_COLUMNS)[number], unknown>>;

export const toSubmission = (row: SubmissionRow): Submission => ({
  id: row.document_id as string,
  formId: row.form_id as string,
  version: int(row.version),
  locale: row.language as string,
  state: row.state as SubmissionState,
  status: row.status as InboxStatus,
  isStarred: isTrue(row.is_starred),
  isTest: isTrue(row.is_test),
  values: json(row.values),
  consents: json(row.consents),
  meta: json(row.meta),
  notes: json(row.notes),
  user: row.visitor as string | null,
  page: row.page as string | null,
  resumeHash: row.resume_hash as string | null,
  eventIds: json(row.event_ids),
  changedAt: int(row.changed_at),
  completedAt: intOrNull(row.completed_at),
});

type Writers = { readonly [K in keyof Required<SubmissionPatch>]: (value: Submission[K]) => Readonly<Record<string, unknown>> };

const WRITERS: Writers = {
  version: (version) => ({ version }),
  locale: (language) => ({ language }),
  state: (state) => ({ state }),
  status: (status) => ({ status }),
  isStarred: (is_starred) => ({ is_starred }),
  isTest: (is_test) => ({ is_test }),
  values: (values) => ({ values: JSON.stringify(values) }),
  consents: (consents) => ({ consents: JSON.stringify(consents) }),
  meta: (meta) => ({ meta: JSON.stringify(meta) }),
  notes: (notes) => ({ notes: JSON.stringify(notes) }),
  user: (visitor) => ({ visitor }),
  page: (page) => ({ page }),
  resumeHash: (resume_hash) => ({ resume_hash }),
  eventIds: (eventIds) => ({ event_ids: JSON.stringify(eventIds) }),
  changedAt: (changed_at) => ({ changed_at }),
  completedAt: (completed_at) => ({ completed_at }),
};

/** Columns of what is given. */
export const toColumns = (patch: SubmissionPatch): Readonly<Record<string, unknown>> =>
  Object.assign(
    {},
    ...(Object.keys(patch) as (keyof SubmissionPatch)[]).map((name) => (WRITERS[name] as (value: unknown) => object)(patch[name]))
  ) as Readonly<Record<string, unknown>>;
