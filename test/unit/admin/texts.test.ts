import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';

import de from '../../../admin/src/translations/de.json';
import en from '../../../admin/src/translations/en.json';
import fr from '../../../admin/src/translations/fr.json';

const LANGUAGES: readonly (readonly [string, Record<string, string>])[] = [
  ['en', en],
  ['de', de],
  ['fr', fr],
];

/** A piece of a parsed text: a literal has its words as `value`, everything else the name of its argument. */
interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Record<string, { readonly value: readonly Piece[] }>;
}

const LITERAL = 0;
const POUND = 7;

const namesOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap(({ type, value, options = {} }) => [
    ...(type === LITERAL || type === POUND || value === undefined ? [] : [value]),
    ...Object.values(options).flatMap((option) => namesOf(option.value)),
  ]);

/** The arguments of a text, e.g. `count` in `{count, plural, …}`. Throws for what is no message. */
const argumentsOf = (locale: string, text: string): string[] => {
  const ast = createIntl({ locale }).formatters.getMessageFormat(text, locale).getAst() as readonly Piece[];
  return [...new Set(namesOf(ast))].sort();
};

describe.each(LANGUAGES)('the texts in %s', (locale, texts) => {
  it('are complete', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('can be read, and take the same arguments as the English ones', () => {
    const english: Record<string, string> = en;
    const others = Object.entries(texts).filter(
      ([key, text]) => argumentsOf(locale, text).join() !== argumentsOf('en', english[key] ?? '').join()
    );

    expect(others).toEqual([]);
  });
});
