import { Fragment, type ReactNode } from 'react';

import type { Language } from './language';

const WORDS: Partial<Record<Language, string>> = {
  json: 'true false null',
  javascript:
    'const let var function return if else for of in new throw try catch finally await async import export from default true false null undefined typeof instanceof class while switch case',
  python:
    'def return if elif else for in not and or is import from as raise try except finally with lambda None True False class while pass',
  php: 'function return if else elseif foreach as new throw try catch finally fn use true false null echo exit const static namespace require_once',
  csharp:
    'using var new return if else foreach in throw try catch finally await async static public private readonly string byte int long bool true false null is not and or class void const continue',
  go: 'package import func return if else for range var const type struct map string byte int int64 error nil true false defer switch case break continue',
};

const COMMENT: Partial<Record<Language, string>> = {
  javascript: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
  csharp: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
  go: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
  php: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*`,
  python: String.raw`#[^\n]*`,
  liquid: String.raw`\{%-?\s*comment[\s\S]*?endcomment\s*-?%\}`,
};

const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"|\'(?:[^\'\\\\\\n]|\\\\.)*\'|`(?:[^`\\\\]|\\\\.)*`';

const patternOf = (language: Language): RegExp => {
  const groups = [
    `(?<comment>${COMMENT[language] ?? '(?!)'})`,
    language === 'liquid' ? String.raw`(?<keyword>\{\{-?|-?\}\}|\{%-?|-?%\})` : '(?<keyword>(?!))',
    language === 'json' ? String.raw`(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))` : '(?<key>(?!))',
    `(?<string>${STRING})`,
    String.raw`(?<number>\b\d[\d_]*(?:\.\d+)?\b)`,
    String.raw`(?<word>[A-Za-z_]\w*)`,
  ];
  return new RegExp(groups.join('|'), 'g');
};

/** Colours the tokens of a text. One pass over it, and nothing of the text is left out or changed. */
export const highlight = (code: string, language: Language): ReactNode => {
  if (language === 'plain') return code;
  const keywords = new Set((WORDS[language] ?? '').split(' '));
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of code.matchAll(patternOf(language))) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    const name = kind === 'word' ? (keywords.has(match[0]) ? 'keyword' : undefined) : kind;
    if (name === undefined) continue;
    parts.push(code.slice(end, match.index));
    parts.push(
      <span key={match.index} className={name}>
        {match[0]}
      </span>
    );
    end = match.index + match[0].length;
  }
  parts.push(code.slice(end));
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>);
};
