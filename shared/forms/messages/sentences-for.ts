import type { Locale } from '../../contracts/form';
import { de } from './de';
import { en } from './en';
import type { FaultSentences } from './fault-sentences';
import { fr } from './fr';

const LANGUAGES: Readonly<Record<string, FaultSentences>> = { en, de, fr };

/** The sentences for a locale (`de-AT` speaks German); English where we do not know its language. */
export const sentencesFor = (locale: Locale): FaultSentences => {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.prototype.hasOwnProperty.call(LANGUAGES, language) ? LANGUAGES[language]! : en;
};
