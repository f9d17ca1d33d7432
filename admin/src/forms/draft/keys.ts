import { isFieldKey } from '../../../../shared/forms';

/** What the key of a form looks like. */
export const FORM_KEY = /^[a-z][a-z0-9-]{0,63}$/;

const LONGEST = 64;

const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'a',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const plain = (text: string, joint: string): string =>
  text
    .toLowerCase()
    .replace(/[ßæœøåłđðþı]/g, (letter) => SPELLINGS[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/[^a-z0-9]+$/, '');

const unique = (base: string, joint: string, isFree: (key: string) => boolean): string => {
  if (isFree(base)) return base;
  for (let number = 2; ; number += 1) {
    const suffix = `${joint}${number}`;
    const key = base.slice(0, LONGEST - suffix.length) + suffix;
    if (isFree(key)) return key;
  }
};

/**
 * A key that reads like the label and is nobody else's. `fallback` is for labels without a Latin letter.
 */
export const suggestKey = (label: string, fallback: string, taken: ReadonlySet<string>): string => {
  const wish = plain(label, '_') || plain(fallback, '_') || 'field';
  return unique(wish, '_', (key) => isFieldKey(key) && !taken.has(key));
};

/** The same for a whole form, whose key stands in addresses. */
export const suggestFormKey = (title: string, taken: ReadonlySet<string>): string =>
  unique(plain(title, '-') || 'form', '-', (key) => !taken.has(key));
