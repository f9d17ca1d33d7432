import { de } from './de';
import { en, type Texts } from './en';
import { fr } from './fr';

const CATALOGUES: Readonly<Record<string, Texts>> = { en, de, fr };

/** Says a text of the form's own, with what stands in its braces. A number chooses between its forms for one and for several. */
export type Speak = (key: keyof Texts, values?: Readonly<Record<string, string | number>>) => string;

/** In the language of `locale`, English where there is no catalogue; `own` texts come first. */
export const speaker = (locale: string, own: Partial<Texts> = {}): Speak => {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  const catalogue = CATALOGUES[language] ?? en;
  const rules = new Intl.PluralRules(language in CATALOGUES ? language : 'en');
  return (key, values = {}) => {
    const [one = '', other = one] = (own[key] ?? catalogue[key]).split('|');
    const number = Object.values(values).find((value) => typeof value === 'number');
    const chosen = typeof number === 'number' && rules.select(number) === 'one' ? one : other;
    return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
};
