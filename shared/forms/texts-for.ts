import type { Locale, PublicForm } from '../contracts/form';
import { de as deFaults } from './messages/de';
import { en as enFaults } from './messages/en';
import { fr as frFaults } from './messages/fr';
import { de } from './words/de';
import { en } from './words/en';
import { fr } from './words/fr';

type Texts = PublicForm['texts'];

const ENGLISH: Texts = { language: 'en', words: en, faults: enFaults };
const LANGUAGES: ReadonlyMap<string, Texts> = new Map([
  ['en', ENGLISH],
  ['de', { language: 'de', words: de, faults: deFaults }],
  ['fr', { language: 'fr', words: fr, faults: frFaults }],
]);

/** What forms say by themselves in a locale (`de-AT` speaks German); English where we do not know its language. */
export const textsFor = (locale: Locale): Texts => LANGUAGES.get(locale.toLowerCase().split(/[-_]/)[0] ?? '') ?? ENGLISH;
