/** What is said while there is no form yet that brings its words along. */
const BEFORE = {
  en: { loading: 'The form is loading …', unloaded: 'The form could not be loaded.', again: 'Try again' },
  de: { loading: 'Das Formular wird geladen …', unloaded: 'Das Formular konnte nicht geladen werden.', again: 'Erneut versuchen' },
  fr: { loading: 'Le formulaire se charge …', unloaded: 'Le formulaire n’a pas pu être chargé.', again: 'Réessayer' },
} as const;

/** Words for a form that is not there. */
export type WordsBefore = Readonly<Record<keyof (typeof BEFORE)['en'], string>>;

/** In the language of `locale`, English where there is none; `own` words come first. */
export const wordsBefore = (locale: string, own: Partial<WordsBefore> = {}): WordsBefore => {
  const language = locale.toLowerCase().split(/[-_]/)[0] as keyof typeof BEFORE;
  return { ...(BEFORE[language] ?? BEFORE.en), ...own };
};
