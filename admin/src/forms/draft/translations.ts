import type { FormDefinition, Locale } from '../../../../shared/contracts/form';

/** Sets one text of another language; an empty one is taken out, so that the form's own stands in. */
export const setTranslation = (definition: FormDefinition, locale: Locale, path: string, text: string): FormDefinition => {
  const { [path]: _before, ...others } = definition.translations[locale] ?? {};
  return {
    ...definition,
    translations: { ...definition.translations, [locale]: text === '' ? others : { ...others, [path]: text } },
  };
};

/** Begins a language. */
export const addLocale = (definition: FormDefinition, locale: Locale): FormDefinition =>
  locale === definition.locale || definition.translations[locale]
    ? definition
    : { ...definition, translations: { ...definition.translations, [locale]: {} } };

/** Drops a language with all of its texts. */
export const removeLocale = (definition: FormDefinition, locale: Locale): FormDefinition => {
  const { [locale]: _gone, ...translations } = definition.translations;
  return { ...definition, translations };
};

/** How many of these texts a language has. */
export const countTranslated = (definition: FormDefinition, locale: Locale, paths: readonly string[]): number => {
  const texts = definition.translations[locale] ?? {};
  return paths.filter((path) => Object.hasOwn(texts, path) && texts[path] !== '').length;
};
