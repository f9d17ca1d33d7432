import type { FormDefinition, FormField, FormPage, FormSettings, Locale } from '../contracts/form';
import type { FieldDescription } from './field-description';

/** What a new form is set to: careful with spam and with what it keeps. */
export const FORM_SETTINGS: FormSettings = {
  submitLabel: '',
  nextLabel: '',
  backLabel: '',
  success: { kind: 'message', text: '' },
  storesPartial: false,
  opensAt: null,
  closesAt: null,
  closedMessage: '',
  maxSubmissions: null,
  oncePer: 'none',
  spam: { honeypot: true, minSeconds: 2, proofOfWork: true, captcha: 'none', perAddress: 10, perForm: 0 },
  privacy: { address: 'anonymised', keepsUserAgent: false },
  retention: { completeDays: null, partialDays: 30, spamDays: 30 },
  notices: [],
};

/** A page without fields. */
export const newPage = (id: string): FormPage => ({ id, title: '', description: '', fields: [], visibility: null, jumps: [] });

/** A field of a type with the settings its description begins with. */
export const newField = (
  { type, settings }: FieldDescription,
  given: Pick<FormField, 'id' | 'key' | 'label'> & Partial<Omit<FormField, 'type'>>
): FormField => {
  const { id, key, label, settings: own, ...rest } = given;
  return {
    id,
    key,
    type,
    label,
    hint: '',
    placeholder: '',
    isRequired: false,
    settings: { ...Object.fromEntries(settings.map((setting) => [setting.name, setting.default])), ...own },
    messages: {},
    visibility: null,
    requiredWhen: null,
    width: 'full',
    autocomplete: type === 'email' ? 'email' : type === 'phone' ? 'tel' : '',
    ...rest,
  };
};

/** A form with one empty page. */
export const newDefinition = (locale: Locale, pageId: string): FormDefinition => ({
  pages: [newPage(pageId)],
  settings: FORM_SETTINGS,
  locale,
  translations: {},
  retired: [],
});
