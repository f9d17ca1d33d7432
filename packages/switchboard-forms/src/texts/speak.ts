import type { PublicForm } from '../../../../shared/contracts/form';
import type { Words } from '../../../../shared/forms/words/en';
import type { WordsBefore } from './before';

/** All texts of the form's own; a site may have its own in place of any. */
export type Texts = Words & WordsBefore;

/** Says a text of the form's own, with what stands in its braces. A number chooses between its forms for one and for several. */
export type Speak = (key: keyof Words, values?: Readonly<Record<string, string | number>>) => string;

/** In the language that the form came in; `own` texts come first. */
export const speaker = ({ language, words }: PublicForm['texts'], own: Partial<Words> = {}): Speak => {
  const rules = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const [one = '', other = one] = (own[key] ?? words[key]).split('|');
    const number = Object.values(values).find((value) => typeof value === 'number');
    const chosen = typeof number === 'number' && rules.select(number) === 'one' ? one : other;
    return chosen.replace(/\{(\w+)\}/g, (whole: string, name: string) => String(values[name] ?? whole));
  };
};
