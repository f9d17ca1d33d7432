import { RE2JS } from 're2js';

const LONGEST_PATTERN = 500;
const MOST_KEPT = 500;

/** Editors' patterns, in time that grows with the text and not with the pattern's malice. */
export interface Patterns {
  /** Whether the pattern can be used at all: no look-around, no back-references, at most 500 characters. */
  compiles(pattern: string): boolean;
  /** Whether the whole text is as the pattern says. A pattern that cannot be used matches nothing. */
  matches(pattern: string, text: string): boolean;
}

/** Keeps what it has compiled: the same few patterns judge every submission. */
export const createPatterns = (): Patterns => {
  const kept = new Map<string, RE2JS | null>();

  const compile = (pattern: string): RE2JS | null => {
    if (pattern.length > LONGEST_PATTERN) return null;
    try {
      return RE2JS.compile(pattern);
    } catch {
      // Its fault is the editor's to hear of, in a sentence of ours.
      return null;
    }
  };

  const compiled = (pattern: string): RE2JS | null => {
    const before = kept.get(pattern);
    if (before !== undefined) return before;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = compile(pattern);
    kept.set(pattern, made);
    return made;
  };

  return {
    compiles: (pattern) => compiled(pattern) !== null,
    matches: (pattern, text) => compiled(pattern)?.matcher(text).matches() ?? false,
  };
};
