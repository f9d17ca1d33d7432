import { RE2JS } from 're2js';
import { HEAVIEST_PATTERN, LONGEST_PATTERN, weightOf, type Matches } from '../../../shared/forms';

const MOST_KEPT = 1_000;

/** Editors' patterns, in time that grows with the text and not with the pattern's malice. */
export interface Patterns {
  /** Whether the pattern can be used at all: no look-around, no back-references, not too long, and not too much once it is unfolded. */
  compiles(pattern: string): boolean;
  readonly matches: Matches;
}

/** Upper or lower case, `^` and `$` at each line: as conditions compare. */
const PART_FLAGS = RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE;

/** Keeps what it has compiled: the same few patterns judge every submission. */
export const createPatterns = (): Patterns => {
  const kept = new Map<string, RE2JS | null>();

  const compile = (pattern: string, how: 'whole' | 'part'): RE2JS | null => {
    if (pattern.length > LONGEST_PATTERN || weightOf(pattern) > HEAVIEST_PATTERN) return null;
    try {
      return RE2JS.compile(pattern, how === 'part' ? PART_FLAGS : 0);
    } catch {
      // Its fault is the editor's to hear of, in a sentence of ours.
      return null;
    }
  };

  const compiled = (pattern: string, how: 'whole' | 'part'): RE2JS | null => {
    const name = `${how} ${pattern}`;
    const before = kept.get(name);
    if (before !== undefined) return before;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = compile(pattern, how);
    kept.set(name, made);
    return made;
  };

  return {
    compiles: (pattern) => compiled(pattern, 'whole') !== null,
    matches: (pattern, text, how) => {
      const matcher = compiled(pattern, how)?.matcher(text);
      return (how === 'whole' ? matcher?.matches() : matcher?.find()) ?? false;
    },
  };
};
