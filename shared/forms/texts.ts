import type { FieldCondition, FieldOption, FormDefinition, FormField, FormPage, FormSettings, Locale } from '../contracts/form';
import type { FieldDescriptions } from './field-description';
import { isOption } from './settings';

/** What a form calls itself stands beside its definition. */
export interface FormTexts {
  readonly title: string;
  readonly description: string;
}

/** One text of a form in its own language. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

type Place = (path: string, text: string) => string;

const ownText = (texts: Readonly<Record<string, string>> | undefined, path: string): string | undefined => {
  const found = texts !== undefined && Object.prototype.hasOwnProperty.call(texts, path) ? texts[path] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
};

const placeOption = (option: FieldOption, path: string, at: Place): FieldOption => {
  const label = at(`${path}.options.${option.value}`, option.label);
  if (!option.image) return { ...option, label };
  return { ...option, label, image: { ...option.image, alt: at(`${path}.images.${option.value}`, option.image.alt) } };
};

const placeSettings = (field: FormField, path: string, descriptions: FieldDescriptions, at: Place): FormField['settings'] => {
  const placed: Record<string, unknown> = { ...field.settings };
  for (const { name, isTranslatable } of descriptions.get(field.type)?.settings ?? []) {
    const text = placed[name];
    if (isTranslatable && typeof text === 'string') placed[name] = at(`${path}.settings.${name}`, text);
    if (name === 'options' && Array.isArray(text))
      placed[name] = text.map((one: unknown) => (isOption(one) ? placeOption(one, path, at) : one));
  }
  return placed;
};

const placeField = (field: FormField, descriptions: FieldDescriptions, at: Place): FormField => {
  const path = `fields.${field.key}`;
  return {
    ...field,
    label: at(`${path}.label`, field.label),
    hint: at(`${path}.hint`, field.hint),
    placeholder: at(`${path}.placeholder`, field.placeholder),
    settings: placeSettings(field, path, descriptions, at),
    messages: Object.fromEntries(
      Object.entries(field.messages).map(([code, text]) => [code, at(`${path}.messages.${code}`, text)])
    ),
  };
};

const placePage = (page: FormPage, descriptions: FieldDescriptions, at: Place): FormPage => ({
  ...page,
  title: at(`pages.${page.id}.title`, page.title),
  description: at(`pages.${page.id}.description`, page.description),
  fields: page.fields.map((field) => placeField(field, descriptions, at)),
});

const placeFormSettings = (settings: FormSettings, at: Place): FormSettings => ({
  ...settings,
  submitLabel: at('settings.submitLabel', settings.submitLabel),
  nextLabel: at('settings.nextLabel', settings.nextLabel),
  backLabel: at('settings.backLabel', settings.backLabel),
  closedMessage: at('settings.closedMessage', settings.closedMessage),
  success:
    settings.success.kind === 'message'
      ? { kind: 'message', text: at('settings.success.text', settings.success.text) }
      : { kind: 'redirect', url: at('settings.success.url', settings.success.url) },
  notices: settings.notices.map((notice) => ({
    ...notice,
    subject: at(`settings.notices.${notice.id}.subject`, notice.subject),
    body: at(`settings.notices.${notice.id}.body`, notice.body),
  })),
});

/** Every text of a form goes through `at`, in the order people read it. An empty text is none: nobody has to translate it. */
const placeTexts = <Form extends FormTexts & { readonly definition: FormDefinition }>(
  form: Form,
  descriptions: FieldDescriptions,
  at: Place
): Form => {
  const filled: Place = (path, text) => (text === '' ? '' : at(path, text));
  return {
    ...form,
    title: filled('title', form.title),
    description: filled('description', form.description),
    definition: {
      ...form.definition,
      pages: form.definition.pages.map((page) => placePage(page, descriptions, filled)),
      settings: placeFormSettings(form.definition.settings, filled),
    },
  };
};

/** All texts of a form that visitors read, with the paths under which translations stand. */
export const textsOf = (
  form: FormTexts & { readonly definition: FormDefinition },
  descriptions: FieldDescriptions
): readonly SourceText[] => {
  const texts: SourceText[] = [];
  placeTexts(form, descriptions, (path, text) => {
    texts.push({ path, text });
    return text;
  });
  return texts;
};

/** The form in another language; what is not translated stays in its own. `de-AT` takes `de` where it has nothing itself. */
export const localise = <Form extends FormTexts & { readonly definition: FormDefinition }>(
  form: Form,
  locale: Locale,
  descriptions: FieldDescriptions
): Form => {
  const { translations, locale: own } = form.definition;
  const of = (name: string): Readonly<Record<string, string>> | undefined =>
    Object.prototype.hasOwnProperty.call(translations, name) ? translations[name] : undefined;
  const language = locale.split(/[-_]/)[0] ?? '';
  // Whoever asks for the form's own language gets its own texts, even if a translation into a relative of it exists.
  if (locale === own) return form;
  const [exact, near] = [of(locale), language === own ? undefined : of(language)];
  if (exact === undefined && near === undefined) return form;
  return placeTexts(form, descriptions, (path, text) => ownText(exact, path) ?? ownText(near, path) ?? text);
};

/** The languages a form can be shown in, its own first. */
export const localesOf = ({ locale, translations }: FormDefinition): readonly Locale[] => [
  locale,
  ...Object.keys(translations).filter((one) => one !== locale && Object.keys(translations[one] ?? {}).length > 0),
];

/** All conditions of a field. */
export const conditionsOf = (field: FormField): readonly FieldCondition[] =>
  [field.visibility?.when, field.requiredWhen].filter((one): one is FieldCondition => one !== null && one !== undefined);
