import type { FormVersion } from '../../../shared/contracts/form';
import type { FieldDescriptions } from '../../../shared/forms';
import { localesOf, localise } from '../../../shared/forms/texts';
import { textsFor } from '../../../shared/forms/texts-for';
import type { Language } from './submit';

/** The language of a form that fits what was asked for best; its own where none does. */
export const chooseLocale = (available: readonly string[], wanted: string): string => {
  const language = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0]!;
  const exact = available.find((one) => one.toLowerCase() === wanted.toLowerCase());
  return exact ?? available.find((one) => language(one) === language(wanted)) ?? available[0]!;
};

/** How many versions are kept in a language. */
const MOST_KEPT = 200;

/** Puts forms into the visitor's language. Versions never change, so what was put together once is kept. */
export const createSpeak = (descriptions: FieldDescriptions): ((version: FormVersion, wanted: string) => Language) => {
  let kept = new WeakMap<FormVersion, Map<string, Language>>();
  let count = 0;
  return (version, wanted) => {
    const locale = chooseLocale(localesOf(version.definition), wanted);
    const known = kept.get(version)?.get(locale);
    if (known) return known;
    if (count >= MOST_KEPT) {
      kept = new WeakMap();
      count = 0;
    }
    count += 1;
    const made = { locale, version: localise(version, locale, descriptions), sentences: textsFor(locale).faults };
    kept.set(version, (kept.get(version) ?? new Map<string, Language>()).set(locale, made));
    return made;
  };
};
