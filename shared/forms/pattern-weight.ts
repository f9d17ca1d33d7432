/** How long a pattern may be written. */
export const LONGEST_PATTERN = 500;

/** To how many steps one pattern may unfold, and all of a form together. */
export const HEAVIEST_PATTERN = 1_000;
export const HEAVIEST_FORM = 5_000;

/** Of a longer text conditions search this much; what a pattern judges whole may not be longer. */
export const LONGEST_MATCHED = 5_000;

/** Index behind a class that begins at `at`: `[^]a-z[:alpha:]\]]`. */
const endOfClass = (pattern: string, at: number): number => {
  let next = at + (pattern[at + 1] === '^' ? 2 : 1);
  // A bracket that comes first is a character of the class.
  if (pattern[next] === ']') next += 1;
  while (next < pattern.length && pattern[next] !== ']') {
    const posix = pattern.startsWith('[:', next) ? pattern.indexOf(':]', next) : -1;
    next = posix > 0 ? posix + 2 : next + (pattern[next] === '\\' ? 2 : 1);
  }
  return next + 1;
};

/** Index behind a character, an escaped one, `\p{Greek}`, `\x{2019}`, words as they are (`\Q[a]\E`) or a class. */
const endOfAtom = (pattern: string, at: number): number => {
  if (pattern[at] === '[') return endOfClass(pattern, at);
  if (pattern[at] !== '\\') return at + 1;
  if (pattern[at + 1] === 'Q') {
    const end = pattern.indexOf('\\E', at);
    return end === -1 ? pattern.length : end + 2;
  }
  const isBraced = 'pPx'.includes(pattern[at + 1] ?? '-') && pattern[at + 2] === '{';
  return isBraced ? pattern.indexOf('}', at) + 1 || pattern.length : at + 2;
};

/** Index behind the mark of a group that begins at `at`: `(?i:`, `(?P<name>`. */
const endOfMark = (pattern: string, at: number): number => {
  if (pattern[at + 1] !== '?') return at + 1;
  let next = at + 2;
  while (next < pattern.length && !':>)'.includes(pattern[next]!)) next += 1;
  return pattern[next] === ')' ? next : next + 1;
};

const REPEAT = /\{(\d{1,5})(?:(,)(\d{0,5}))?\}/y;

/**
 * To how many steps a pattern unfolds, about: `(ab){3}` to six and the bookkeeping of a group. An engine that is linear in the text still takes
 * up to that many for each of its characters, however short the pattern is written.
 */
export const weightOf = (pattern: string): number => {
  const open = [0];
  let last = 0;
  const grow = (by: number): void => void (open[open.length - 1]! += by);
  const put = (weight: number): void => {
    last = weight;
    grow(weight);
  };
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at]!;
    REPEAT.lastIndex = at;
    const repeat = character === '{' ? REPEAT.exec(pattern) : null;
    if (repeat) {
      const [all, least, comma, most] = repeat;
      const times = comma === undefined ? Number(least) : most ? Number(most) : Number(least) + 1;
      const total = last * times + (comma === undefined ? 0 : Math.max(1, times - Number(least)));
      grow(total - last);
      last = total;
      at += all.length;
    } else if (character === '(') {
      open.push(2);
      at = endOfMark(pattern, at);
    } else if (character === ')' && open.length > 1) {
      put(open.pop()!);
      at += 1;
    } else if ('*+?|'.includes(character)) {
      grow(1);
      last += 1;
      at += 1;
    } else {
      put(1);
      at = endOfAtom(pattern, at);
    }
  }
  return open.reduce((sum, one) => sum + one, 0);
};
