import type { FieldValue, FormVersion, SubmissionView } from '../../../shared/contracts/form';
import { localise, valueAsText, type FieldDescriptions, type FieldTypes, type ValueTexts } from '../../../shared/forms';
import type { Submission } from './submission';

/** Words of the languages that the plugin speaks; the labels of the form's own fields come from the form. */
const WORDS: Readonly<Record<string, ValueTexts>> = {
  en: { yes: 'yes', no: 'no', granted: 'agreed', refused: 'not agreed' },
  de: { yes: 'ja', no: 'nein', granted: 'zugestimmt', refused: 'nicht zugestimmt' },
  fr: { yes: 'oui', no: 'non', granted: 'accepté', refused: 'refusé' },
};

/** Words for values in a language, English where there are none. */
export const wordsOf = (locale: string): ValueTexts => WORDS[locale.split(/[-_]/)[0] ?? ''] ?? WORDS['en']!;

export interface AskedTools {
  readonly types: FieldTypes;
  readonly descriptions: FieldDescriptions;
}

/** Answers with pages, labels and options of the version they were given to, in the language they were asked in. Pure. */
export const asAsked = (
  submission: Pick<Submission, 'values' | 'locale'>,
  version: FormVersion,
  newest: Pick<FormVersion, 'definition'>,
  { types, descriptions }: AskedTools
): SubmissionView['answers'] => {
  const { locale } = submission;
  const { definition } = localise(version, locale, descriptions);
  const present = new Set(newest.definition.pages.flatMap((page) => page.fields).map(({ id }) => id));
  const isAnswered = (key: string): boolean => Object.hasOwn(submission.values, key);
  return definition.pages
    .map((page) => ({
      page: page.title,
      fields: page.fields
        .filter(({ type, key }) => types.get(type)?.answers !== false && isAnswered(key))
        .map((field) => {
          const value: FieldValue = submission.values[field.key] ?? null;
          const text = valueAsText(value, { field, locale, texts: wordsOf(locale) });
          return {
            id: field.id,
            key: field.key,
            label: field.label,
            type: field.type,
            value,
            text,
            isRetired: !present.has(field.id),
          };
        }),
    }))
    .filter(({ fields }) => fields.length > 0);
};
