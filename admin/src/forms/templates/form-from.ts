import type { FieldSettings, FormDefinition, FormField, FormPage } from '../../../../shared/contracts/form';
import { FORM_SETTINGS, newField, newPage, type FieldDescriptions } from '../../../../shared/forms';
import { newId } from '../draft/ids';
import type { Said, Template, TemplateField, TemplatePage } from './template';

type Language = keyof Said;
type Say = (said: Said | undefined) => string;

/** The language in which a template is said to readers of a locale; English where it has none of theirs. */
const languageOf = (locale: string): Language => {
  const language = locale.toLowerCase().split('-')[0];
  return language === 'de' || language === 'fr' ? language : 'en';
};

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && 'en' in value && 'de' in value;

/** Settings with every text in languages said in one, at whatever depth. */
const spoken = (value: unknown, say: Say): unknown => {
  if (isSaid(value)) return say(value);
  if (Array.isArray(value)) return value.map((one) => spoken(one, say));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoken(inner, say)]));
};

const fieldFrom = (template: TemplateField, say: Say, descriptions: FieldDescriptions): readonly FormField[] => {
  const { key, type, label, hint, placeholder, settings, ...rest } = template;
  const description = descriptions.get(type);
  if (!description) return [];
  const spokenSettings = spoken(settings ?? {}, say) as FieldSettings;
  const texts = { label: say(label), hint: say(hint), placeholder: say(placeholder) };
  return [newField(description, { id: newId('fld'), key, ...texts, settings: spokenSettings, ...rest })];
};

const pageFrom = (template: TemplatePage, say: Say, descriptions: FieldDescriptions): FormPage => ({
  ...newPage(newId('pag')),
  title: say(template.title),
  description: say(template.description),
  fields: template.fields.flatMap((field) => fieldFrom(field, say, descriptions)),
  visibility: template.visibility ?? null,
});

/** The texts of a built form in another language, by the paths of `FormDefinition.translations`. */
const translated = (template: Template, { pages }: FormDefinition, say: Say): Readonly<Record<string, string>> => {
  const texts: Record<string, string> = {
    title: say(template.title),
    'settings.submitLabel': say(template.submitLabel),
    'settings.success.text': say(template.success),
  };
  template.pages.forEach((page, index) => {
    const id = pages[index]?.id ?? '';
    texts[`pages.${id}.title`] = say(page.title);
    texts[`pages.${id}.description`] = say(page.description);
    for (const { key, label, hint, placeholder, settings = {} } of page.fields) {
      texts[`fields.${key}.label`] = say(label);
      texts[`fields.${key}.hint`] = say(hint);
      texts[`fields.${key}.placeholder`] = say(placeholder);
      for (const [name, value] of Object.entries(settings)) {
        if (isSaid(value)) texts[`fields.${key}.settings.${name}`] = say(value);
        else if (name === 'options' && Array.isArray(value))
          for (const option of value as { value: string; label: Said }[])
            texts[`fields.${key}.options.${option.value}`] = say(option.label);
      }
    }
  });
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
};

/** The title and definition a template makes in a form's language, translated into the site's other languages where it knows them. */
export const formFrom = (
  template: Template,
  locale: string,
  otherLocales: readonly string[],
  descriptions: FieldDescriptions
): { readonly title: string; readonly definition: FormDefinition } => {
  const sayIn =
    (one: string): Say =>
    (said) =>
      said?.[languageOf(one)] ?? '';
  const say = sayIn(locale);
  const definition: FormDefinition = {
    pages: template.pages.map((page) => pageFrom(page, say, descriptions)),
    settings: {
      ...FORM_SETTINGS,
      submitLabel: say(template.submitLabel),
      success: { kind: 'message', text: say(template.success) },
    },
    locale,
    translations: {},
    retired: [],
  };
  // English into which nothing was translated is no translation.
  const known = otherLocales.filter((one) => one !== locale && languageOf(one) === one.toLowerCase().split('-')[0]);
  const translations = Object.fromEntries(known.map((one) => [one, translated(template, definition, sayIn(one))]));
  return { title: say(template.title), definition: { ...definition, translations } };
};
