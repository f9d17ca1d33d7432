import { describe, expect, it } from 'vitest';
import type { FieldSettings, FieldValue } from '../../../../shared/contracts/form';
import { BUILT_IN_DESCRIPTIONS } from '../../../../shared/forms';
import { field, judgeFields, options } from './bundles';

const deep = (levels: number): unknown => (levels === 0 ? 'x' : [deep(levels - 1)]);
const MEGABYTE = 1_000_000;

/** What no visitor means and anybody may send. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  'a megabyte of text': 'x'.repeat(MEGABYTE),
  'a megabyte of digits': '9'.repeat(MEGABYTE),
  'a megabyte of blanks': ' '.repeat(MEGABYTE),
  'a megabyte of emoji': '😀'.repeat(MEGABYTE / 4),
  'a megabyte of combining marks': `e${'\u0301'.repeat(MEGABYTE / 2)}`,
  'a megabyte of halves': '\ud83d'.repeat(MEGABYTE / 2),
  'marks that turn the line': '\u202e\u2066\u200f\u061c',
  'nothing that can be seen': '\u200b\u200d\ufeff\u2060',
  'control characters': '\u0001\u0007\u001b[31m\u009f',
  NUL: '\0',
  NaN,
  infinity: JSON.parse('1e400') as number,
  'minus infinity': JSON.parse('-1e400') as number,
  'minus nothing': -0,
  'the smallest number': 5e-324,
  'the largest number': 1.797e308,
  'names that all objects have': JSON.parse('{"__proto__":{"granted":true},"constructor":{"prototype":{}},"toString":1}'),
  'an object that is no text': { toString: 'x', valueOf: 1, length: 3 },
  'a consent of the wrong kind': { granted: 'true', version: '1', text: ['x'] },
  'a file that is made up': { id: '../../etc/passwd', name: 'a.pdf', size: -1 },
  'a query': { $ne: null, $gt: '' },
  'many entries': Array.from({ length: 100_000 }, () => 'red'),
  'many lists in lists': deep(500),
  'a list with holes': Array<unknown>(3),
  'a formula': '=HYPERLINK("http://x")',
  markup: '<img src=x onerror=alert(1)>',
  'a template': '{{constructor.constructor("x")()}} ${7*7} {label}',
  '29 February of no leap year': '2026-02-29',
  'a day beyond the calendar': '9999-12-31T23:59',
  'a year of five digits': '12026-01-01',
};

const SETTINGS: Readonly<Record<string, FieldSettings>> = {
  radio: options('red', '__proto__x'),
  select: { ...options('red'), isMultiple: true },
  checkboxes: { ...options('red'), allowsOther: true },
  'image-choice': options('red'),
  consent: { text: 'I agree.', version: 1 },
  number: { decimals: 4 },
  text: { pattern: '(x+x+)+y' },
  'long-text': { pattern: '([^]*[^]*)*y' },
  hidden: { source: 'referrer' },
};

const textsIn = (value: FieldValue): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

describe.each(BUILT_IN_DESCRIPTIONS.map(({ type }) => type))('an answer to a field of type %s', (type) => {
  const asked = field(type, { label: 'Asked' }, SETTINGS[type]);

  it.each(Object.keys(HOSTILE))('may be %s', (what) => {
    for (const isLenient of [false, true]) {
      const before = Object.keys(Object.prototype);
      const { values, faults } = judgeFields([asked], { asked: HOSTILE[what] }, { isLenient });
      const value = values['asked'] ?? null;

      // What is kept is plain JSON that every database takes, and small.
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      for (const text of textsIn(value)) {
        expect(text).not.toMatch(/[\0\ud800-\udfff]/u);
        expect(text.length).toBeLessThanOrEqual(50_000);
      }
      // What is said of it is one sentence that a page can show.
      expect(faults.length).toBeLessThanOrEqual(1);
      for (const { message } of faults) expect(message.length).toBeLessThan(1_000);
      expect(Object.keys(Object.prototype)).toEqual(before);
    }
  });
});
