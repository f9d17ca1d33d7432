import { PLUGIN_ID } from '../../../shared/permissions';
import type en from './en.json';

/** Every text of the plugin by its key; a key that is not in `en.json` does not compile. */
export type TextKey = keyof typeof en;

const translations: Record<string, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('./en.json'),
  de: () => import('./de.json'),
  fr: () => import('./fr.json'),
};

/** The texts for one locale of the admin panel, with the plugin's prefix. Other languages, and missing keys, read English. */
export const loadTexts = async (locale: string) => {
  const english = await import('./en.json');
  const language = locale.toLowerCase().split('-')[0] ?? 'en';
  const translated = await translations[language]?.();
  const texts: Record<string, string> = { ...english.default, ...translated?.default };
  const data = Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${PLUGIN_ID}.${key}`, text]));
  return { locale, data };
};
