import type { SubmissionPayload } from '../../../../shared/contracts/form';
import type { SubmissionStyle } from '../../../../shared/contracts/webhook';
import { answersOf } from '../submission';
import type { Fields } from './content';
import type { Pair } from './pairs';

type AnsweredField = SubmissionPayload['fields'][number];

/** Names and order of Episerver Forms' system columns, which receivers of its webhooks know. */
const systemColumns = ({ submission }: SubmissionPayload): readonly Pair[] => [
  ['SYSTEMCOLUMN_FinalizedSubmission', submission.isFinalized],
  ['SYSTEMCOLUMN_HostedPage', submission.pageUrl ?? ''],
  ['SYSTEMCOLUMN_Language', submission.locale],
  ['SYSTEMCOLUMN_SubmitTime', submission.submittedAt],
  // Nobody was logged in: empty text, never null, so that the column keeps its type.
  ['SYSTEMCOLUMN_SubmitUser', submission.user ?? ''],
];

/** Labels as names: the first keeps its own, equal ones that follow get a number, and a field without a label its key. */
const distinct = (labels: readonly string[], taken: ReadonlySet<string>): readonly string[] => {
  const used = new Set(taken);
  return labels.map((label) => {
    let name = label;
    for (let number = 2; used.has(name); number += 1) name = `${label} (${number})`;
    used.add(name);
    return name;
  });
};

const namesOf = (fields: readonly AnsweredField[], { names }: SubmissionStyle, taken: ReadonlySet<string>): readonly string[] =>
  names === 'keys'
    ? fields.map(({ key }) => key)
    : distinct(
        fields.map(({ key, label }) => label.trim() || key),
        taken
      );

const nameOf = (file: unknown): string => (file as { readonly name: string }).name;

/** Links, or names where there are no links yet: a receiver that is asked first shall know that there are files. */
const fileValue = ({ value, files = [] }: AnsweredField, { files: style }: SubmissionStyle): unknown => {
  const names = Array.isArray(value) ? value.map(nameOf) : [];
  if (names.length === 0) return null;
  if (style === 'links') return names.map((name, i) => files[i]?.url ?? name);
  return names.map((name, i) => `${files[i]?.url ?? ''}#@${name}`).join(' | ');
};

const isConsent = (value: unknown): value is { readonly granted: boolean } =>
  typeof value === 'object' && value !== null && 'granted' in value;

const flatValue = (field: AnsweredField, style: SubmissionStyle): unknown => {
  if (field.type === 'file') return fileValue(field, style);
  return isConsent(field.value) ? field.value.granted : field.value;
};

/**
 * A submission as pairs: an answer for each field in field order, typed, several values as a list, nothing as `null`; then the system columns.
 * Model: https://docs.developers.optimizely.com – "Implementing a WebHook actor".
 */
export const submissionPairs = (payload: SubmissionPayload, style: SubmissionStyle): readonly Pair[] => {
  const columns = systemColumns(payload);
  const names = namesOf(payload.fields, style, new Set(columns.map(([name]) => name)));
  return [...payload.fields.map((field, i): Pair => [names[i]!, flatValue(field, style)]), ...columns];
};

/** The pairs with one pair for each of several values, as an HTML form sends them. */
export const spread = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.flatMap(([name, value]) => (Array.isArray(value) ? value.map((one): Pair => [name, one]) : [[name, value] as Pair]));

/** A submission where a format nests its content: which form and submission, answers by key, consents, and the fields as they were asked. */
export const submissionContent = ({ kind: _kind, fields, ...rest }: SubmissionPayload): Fields => ({
  form: rest.form,
  submission: rest.submission,
  data: answersOf({ kind: 'form-submission', fields, ...rest }),
  consents: rest.consents,
  fields: fields.map(({ id, key, label, type, labels }) => ({ id, key, label, type, ...(labels ? { labels } : {}) })),
});
