import type { FieldValue, FormField, FormVersion, SubmissionPayload } from '../../../shared/contracts/form';
import { labelsOf, type FieldTypes } from '../../../shared/forms';
import type { SampleChoice } from '../../../shared/contracts/webhook';
import { numberSetting, optionsOf, textSetting } from '../../../shared/forms/settings';
import type { LiveForms } from './live-forms';

type SampleField = SubmissionPayload['fields'][number];

const FILE = { id: 'fil_example', name: 'example.pdf', mime: 'application/pdf', size: 12_345 } as const;
const LINK = { url: 'https://cms.example.com/api/switchboard/forms/files/example', expiresAt: '2026-02-28T12:00:00.000Z' } as const;
const INSTANT = '2026-01-31T12:00:00.000Z';

/** A value of each type that has its own shape; all others are texts that carry the name of their field. */
const VALUES: Readonly<Record<string, (field: FormField) => FieldValue>> = {
  email: () => 'someone@example.com',
  url: () => 'https://example.com',
  phone: () => '+41441234567',
  number: () => '42',
  range: () => '42',
  date: () => '2026-01-31',
  time: () => '12:00',
  'date-time': () => '2026-01-31T12:00',
  rating: (field) => numberSetting(field, 'max', 5),
  'yes-no': () => true,
  consent: (field) => ({ granted: true, text: textSetting(field, 'text'), version: numberSetting(field, 'version', 1) }),
  file: () => [FILE],
  hidden: (field) => textSetting(field, 'value') || null,
};

/** The first choice, in a list where the type answers with lists. */
const chosen = (field: FormField, types: FieldTypes): FieldValue => {
  const first = optionsOf(field)[0]?.value ?? null;
  return types.get(field.type)?.isList?.(field) ? (first === null ? [] : [first]) : first;
};

const toField = (field: FormField, types: FieldTypes): SampleField => {
  const { id, key, label, type } = field;
  const options = optionsOf(field);
  const value = options.length > 0 ? chosen(field, types) : (VALUES[type]?.(field) ?? `Example ${label || key}`);
  const values = (Array.isArray(value) ? value : [value]) as readonly string[];
  return {
    id,
    key,
    label,
    type,
    value,
    ...(options.length > 0 ? { labels: labelsOf(values, options) } : {}),
    ...(type === 'file' ? { files: [LINK] } : {}),
  };
};

const isConsent = (value: FieldValue): value is Extract<FieldValue, { readonly granted: boolean }> =>
  typeof value === 'object' && value !== null && 'granted' in value;

/** A submission as one of this version could look, with an answer for every field, so that a preview shows where each would stand. */
export const samplePayload = (version: FormVersion, types: FieldTypes, isFinalized: boolean): SubmissionPayload => {
  const { formId, formKey, number, title, definition } = version;
  const fields = definition.pages
    .flatMap((page) => page.fields)
    .filter(({ type }) => types.get(type)?.answers)
    .map((field) => toField(field, types));
  return {
    kind: 'form-submission',
    form: { id: formId, key: formKey, title, version: number, locale: definition.locale },
    submission: {
      id: 'sub_example',
      createdAt: INSTANT,
      submittedAt: INSTANT,
      isFinalized,
      isTest: true,
      locale: definition.locale,
      user: null,
      pageUrl: 'https://example.com/contact',
      referrer: null,
    },
    fields,
    consents: fields.flatMap(({ key, value }) => (isConsent(value) ? [{ key, ...value, at: INSTANT }] : [])),
  };
};

const FORM_UID = /^form:([a-z][a-z0-9-]{0,63})$/;

/** A made-up event about a form, for previews and tests: never a visitor's, whoever asks. `null` for other events, and forms that are not live. */
export const takeSample = async ({ type, uid }: SampleChoice, live: Pick<LiveForms, 'byKey'>, types: FieldTypes) => {
  const key = type.startsWith('form.') ? FORM_UID.exec(uid ?? '')?.[1] : undefined;
  const version = key === undefined ? null : await live.byKey(key);
  if (!version) return null;
  const own = samplePayload(version, types, type === 'form.submission.complete');
  const subject = {
    uid: `form:${version.formKey}`,
    model: 'form',
    documentId: own.submission.id,
    locale: own.form.locale,
    status: null,
  };
  return { subject, data: { entry: null, changed: null, actor: null, own } };
};
