import type { MailNotice, SubmissionPayload } from '../../../shared/contracts/form';
import { fillPlaceholders, SUBJECT_PLACEHOLDERS } from '../../../shared/forms';
import type { Letter } from '../outbound';

type AnsweredField = SubmissionPayload['fields'][number];

const LONGEST_SUBJECT = 200;

const fileLines = ({ value, files = [] }: AnsweredField): string =>
  (value as readonly { readonly name: string }[]).map(({ name }, i) => `${name}: ${files[i]?.url ?? ''}`).join('\n');

/** An answer in words: labels for options, names and links for files. */
const inWords = (field: AnsweredField): string => {
  const { value, labels } = field;
  if (value === null || value === '') return '';
  if (field.type === 'file') return fileLines(field);
  if (labels) return labels.join(', ');
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && 'granted' in value) return value.granted ? '✓' : '✗';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  return String(value);
};

const summaryOf = ({ fields }: SubmissionPayload): string =>
  fields
    .map((field) => ({ label: field.label || field.key, text: inWords(field) }))
    .filter(({ text }) => text !== '')
    .map(({ label, text }) => (text.includes('\n') ? `${label}:\n${text}` : `${label}: ${text}`))
    .join('\n');

const valuesOf = (payload: SubmissionPayload): ReadonlyMap<string, string> =>
  new Map([
    ...payload.fields.map((field): [string, string] => [field.key, inWords(field)]),
    ['form.title', payload.form.title],
    ['form.key', payload.form.key],
    ['submission.id', payload.submission.id],
    ['submission.time', payload.submission.submittedAt],
    ['submission.page', payload.submission.pageUrl ?? ''],
    ['summary', summaryOf(payload)],
  ]);

/** A subject is a header: one line, without control characters, of a length that servers take. */
const oneLine = (text: string): string =>
  [...text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()].slice(0, LONGEST_SUBJECT).join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const asHtml = (text: string): string =>
  `<p>${text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replaceAll('\n', '<br>')}</p>`;

const answerTo = ({ fields }: SubmissionPayload, key: string): string | null => {
  const value = fields.find((field) => field.key === key && field.type === 'email')?.value;
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The visitor's own address, as a valid e-mail field holds it; `null` where there is none. */
export const visitorAddress = ({ to }: MailNotice, payload: SubmissionPayload): string | null =>
  to.kind === 'field' ? answerTo(payload, to.field) : null;

/** The values that may stand in a header. */
const forSubject = (values: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...values].filter(([name]) => SUBJECT_PLACEHOLDERS.includes(name)));

/**
 * A notice about a submission. What a visitor wrote stands in the body, escaped, and in no header but the addresses To and Reply-To, where a field
 * is asked for whose answers are valid e-mail addresses.
 */
export const writeLetter = (notice: MailNotice, payload: SubmissionPayload, to: string): Letter => {
  const values = valuesOf(payload);
  const text = fillPlaceholders(notice.body, values);
  const subject = oneLine(fillPlaceholders(notice.subject, forSubject(values))) || oneLine(payload.form.title);
  return {
    to,
    replyTo: notice.replyToField === '' ? null : answerTo(payload, notice.replyToField),
    subject: payload.submission.isTest ? `[Test] ${subject}` : subject,
    text,
    html: asHtml(text),
  };
};
