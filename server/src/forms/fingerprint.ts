import type { Keys } from './keys';
import type { Posted } from './posted';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, element]) => [key, sorted(element)]);
};

/**
 * What makes two posts the same: answers, files, page and language. Not the token and not the proofs, which a repeated post may have anew.
 * Keyed, because it is kept for a day and answers could be guessed from a plain hash.
 */
export const fingerprintOf = (keys: Keys, { answers, files, envelope }: Posted): string =>
  keys.sign(
    'answers',
    JSON.stringify([
      sorted(answers),
      files.map(({ field, name, size, digest }) => [field, name, size, digest]).sort(),
      envelope.page,
      envelope.locale,
    ])
  );
