import { fault, type Reading } from './field-type';

// With the u flag the class of surrogates meets lone ones only: pairs are one character.
const UNSTORABLE = /[\0\ud800-\udfff]/u;

/** Whether every database keeps it: no NUL, no half of a character. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** As texts are compared: composed alike, in upper case. The text itself is kept as it was written. */
export const folded = (text: string): string => text.normalize('NFC').toUpperCase();

/** Characters as people count them: an emoji outside the first plane is one. */
export const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
};

/** The answer as a text of at most `max` characters, or what is wrong with it. */
export const readText = (raw: unknown, max: number): string | Extract<Reading, { kind: 'fault' }> => {
  const wrong = (code: string, params?: Record<string, number>) => fault(code, params) as Extract<Reading, { kind: 'fault' }>;
  if (typeof raw !== 'string') return wrong('not-text');
  // Cheap first: no text that is twice too long is counted or searched.
  if (raw.length > max * 2 || lengthOf(raw) > max) return wrong('too-long', { max });
  return UNSTORABLE.test(raw) ? wrong('bad-characters') : raw;
};
