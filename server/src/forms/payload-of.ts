import type {
  FieldValue,
  FormDefinition,
  FormField,
  FormVersion,
  StoredFile,
  SubmissionPayload,
} from '../../../shared/contracts/form';
import { labelsOf } from '../../../shared/forms';
import { optionsOf } from '../../../shared/forms/settings';
import { timeOfId } from '../kernel/ids';
import type { Submission } from './submission';

type PayloadField = SubmissionPayload['fields'][number];

/** Makes the link of a file: whole address, and when it ends. */
export type LinkOf = (file: StoredFile) => { readonly url: string; readonly expiresAt: string };

export interface PayloadSource {
  readonly submission: Submission;
  /** The version it was made with. */
  readonly version: FormVersion;
  /** What is live now: a field that is gone from it is named by its id. */
  readonly live: Pick<FormDefinition, 'pages'>;
  /** `null` where files have no links yet. */
  readonly linkOf: LinkOf | null;
}

const fieldsOf = ({ pages }: Pick<FormDefinition, 'pages'>): readonly FormField[] => pages.flatMap(({ fields }) => fields);

const isFiles = (value: FieldValue): value is readonly StoredFile[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';

const chosen = (value: FieldValue): readonly string[] | null =>
  typeof value === 'string' ? [value] : Array.isArray(value) && !isFiles(value) ? (value as readonly string[]) : null;

const extras = (field: FormField, value: FieldValue, linkOf: LinkOf | null): Pick<PayloadField, 'labels' | 'files'> => {
  if (isFiles(value)) return linkOf === null ? {} : { files: value.map(linkOf) };
  const options = optionsOf(field);
  const values = options.length === 0 ? null : chosen(value);
  return values === null ? {} : { labels: labelsOf(values, options) };
};

/**
 * What an event of a submission carries. Labels stand in the form's own language, whatever language the visitor read: receivers may go by them.
 * Pure, and the only place where it is made.
 */
export const payloadOf = ({ submission, version, live, linkOf }: PayloadSource): SubmissionPayload => {
  const liveIds = new Set(fieldsOf(live).map(({ id }) => id));
  const answered = fieldsOf(version.definition).filter(({ key }) => Object.hasOwn(submission.values, key));
  const inOrder = [...answered.filter(({ id }) => liveIds.has(id)), ...answered.filter(({ id }) => !liveIds.has(id))];
  const createdAt = timeOfId(submission.id);
  return {
    kind: 'form-submission',
    form: {
      id: version.formId,
      key: version.formKey,
      title: version.title,
      version: version.number,
      locale: version.definition.locale,
    },
    submission: {
      id: submission.id,
      createdAt: new Date(createdAt).toISOString(),
      submittedAt: new Date(submission.completedAt ?? submission.changedAt).toISOString(),
      isFinalized: submission.state === 'complete',
      isTest: submission.isTest,
      locale: submission.locale,
      user: submission.user,
      pageUrl: submission.meta.pageUrl ?? null,
      referrer: submission.meta.referrer ?? null,
    },
    fields: inOrder.map((field) => {
      const value = submission.values[field.key] ?? null;
      const key = liveIds.has(field.id) ? field.key : `__field_${field.id}`;
      return { id: field.id, key, label: field.label, type: field.type, value, ...extras(field, value, linkOf) };
    }),
    consents: submission.consents,
  };
};
