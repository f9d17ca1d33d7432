import { h, type Markup } from './node';

/** A URL that parses is not a safe one: `javascript:` parses too. */
const SAFE = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

/** A link, if its address is one that visitors may be sent to; otherwise its text. */
export const safeLink = (address: string, label: string): Markup =>
  SAFE.test(address) ? h('a', { href: address, rel: 'noopener' }, label) : label;

/** `**bold**`, `*italic*`, `` `code` ``, `[text](address)` and a backslash before a sign that is meant as itself. Bounded, so that nothing hangs. */
const INLINE =
  /\\([\\`*_[\]()#>-])|\*\*([^*]{1,1000})\*\*|\*([^*\s][^*]{0,1000})\*|`([^`]{1,1000})`|\[([^\]]{1,1000})\]\(([^()\s]{1,2000})\)/g;

const marked = ([, escaped, bold, italic, code, label = '', address = '']: RegExpMatchArray): Markup => {
  if (escaped !== undefined) return escaped;
  if (bold !== undefined) return h('strong', {}, ...inline(bold));
  if (italic !== undefined) return h('em', {}, ...inline(italic));
  if (code !== undefined) return h('code', {}, code);
  return safeLink(address, label);
};

/** A line with its signs. */
export const inline = (text: string): Markup[] => {
  const made: Markup[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    made.push(text.slice(end, match.index), marked(match));
    end = match.index + match[0].length;
  }
  return [...made, text.slice(end)].filter((part) => part !== '');
};

const withBreaks = (lines: readonly string[]): Markup[] =>
  lines.flatMap((line, index) => (index === 0 ? inline(line) : [h('br'), ...inline(line)]));

const BULLET = /^[-*]\s+/;
const NUMBER = /^\d{1,9}[.)]\s+/;
const HEADING = /^(#{1,3})\s+/;

const list = (tag: string, lines: readonly string[], mark: RegExp): Markup =>
  h(tag, {}, ...lines.map((line) => h('li', {}, ...inline(line.replace(mark, '')))));

const block = (lines: readonly string[], level: number): Markup => {
  const [first = ''] = lines;
  const heading = HEADING.exec(first);
  if (heading && lines.length === 1) {
    const depth = Math.min(6, level + (heading[1]?.length ?? 1) - 1);
    return h(`h${depth}`, {}, ...inline(first.replace(HEADING, '')));
  }
  if (lines.every((line) => BULLET.test(line))) return list('ul', lines, BULLET);
  if (lines.every((line) => NUMBER.test(line))) return list('ol', lines, NUMBER);
  return h('p', {}, ...withBreaks(lines));
};

/**
 * A subset of Markdown as elements: paragraphs, headings, lists, emphasis, code and links to http, https, mailto and the same site. Nothing of
 * the text is ever taken for HTML. `level` is that of its highest heading.
 */
export const richText = (text: string, level = 3): Markup[] =>
  text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => block(lines, level));
