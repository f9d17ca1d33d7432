import type { FormDefinition, FormField, FormInput, FormPage, FormSettings } from '../../shared/contracts/form';

let count = 0;
const id = (prefix: string): string => `${prefix}_${String((count += 1)).padStart(6, '0')}`;

/** A field; what is not said is as the builder makes it. */
export const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  id: id('fld'),
  key,
  type: 'text',
  label: key,
  hint: '',
  placeholder: '',
  isRequired: false,
  settings: {},
  messages: {},
  visibility: null,
  requiredWhen: null,
  width: 'full',
  autocomplete: '',
  ...more,
});

export const page = (fields: readonly FormField[], more: Partial<FormPage> = {}): FormPage => ({
  id: id('pag'),
  title: '',
  description: '',
  fields,
  visibility: null,
  jumps: [],
  ...more,
});

/** No spam rules, no limits: a test says what it wants. */
export const settings = (more: Partial<FormSettings> = {}): FormSettings => ({
  submitLabel: 'Send',
  nextLabel: 'Next',
  backLabel: 'Back',
  success: { kind: 'message', text: 'Thank you.' },
  storesPartial: false,
  opensAt: null,
  closesAt: null,
  closedMessage: '',
  maxSubmissions: null,
  oncePer: 'none',
  spam: { honeypot: false, minSeconds: 0, proofOfWork: false, captcha: 'none', perAddress: 0, perForm: 0 },
  privacy: { address: 'none', keepsUserAgent: false },
  retention: { completeDays: null, partialDays: null, spamDays: null },
  notices: [],
  ...more,
});

export const definition = (pages: readonly FormPage[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  pages,
  settings: settings(),
  locale: 'en',
  translations: {},
  retired: [],
  ...more,
});

/** A form of one page with these fields. */
export const form = (key: string, fields: readonly FormField[], more: Partial<FormInput> = {}): FormInput => ({
  key,
  title: key,
  description: '',
  definition: definition([page(fields)]),
  ...more,
});
