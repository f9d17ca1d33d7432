import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { FormField } from '../../../../shared/contracts/form';
import { checkDefinition, HEAVIEST_FORM, HEAVIEST_PATTERN, weightOf } from '../../../../shared/forms';
import { chanceFrom } from './chance';
import {
  compiles,
  definitionOf,
  descriptions,
  field,
  judgeFields,
  matches,
  options,
  page,
  shownWhen,
  types,
  when,
} from './bundles';
import { RE2JS } from 're2js';

const text = (key: string, given: Partial<FormField> = {}, settings = {}) => field('text', { key, ...given }, settings);
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `f${index}`);

/** Seconds that work takes. The machine may be busy: bounds are many times what it takes alone. */
const seconds = (work: () => void): number => {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1_000;
};

const check = (...fields: readonly FormField[]) =>
  checkDefinition(definitionOf([page('one', fields)]), { types, descriptions, compiles });
const codes = (...fields: readonly FormField[]) => check(...fields).faults.map(({ path, code }) => [path, code]);

describe('the weight of a pattern', () => {
  it.each([
    ['abc', 3],
    ['^[A-Z]{2}\\d{6}$', 10],
    ['[a-z]{2,10}', 18],
    ['(ab){3}', 12],
    ['(x{1,30}){1,30}', 1_859],
    ['\\p{Greek}{5}', 5],
    ['[]x{9}]{2}', 2],
    ['[[:alpha:]]{4}', 4],
    ['\\{3}', 3],
    ['\\x{2019}?', 2],
    ['\\Q[\\E.{0,1000}', 2_001],
    ['\\Q[', 1],
    ['(?i)(a|bc)*', 9],
    ['a{x}', 4],
    ['(', 2],
    ['[', 1],
  ])('of %j is %d', (pattern, weight) => {
    expect(weightOf(pattern)).toBe(weight);
  });

  it('is about as many steps as the engine takes, whatever chance writes', () => {
    const parts = [
      'a',
      '[a-z]',
      '\\d',
      '(',
      '(?:',
      ')',
      '*',
      '?',
      '|',
      '{3}',
      '{2,5}',
      '{4,}',
      '.',
      '[^]a]',
      '\\p{L}',
      '\\.',
      '[[:alpha:]x]',
      '\\x{2019}',
      '\\Q[\\E',
    ];
    let compared = 0;
    for (let seed = 1; seed <= 1_500; seed += 1) {
      const chance = chanceFrom(seed);
      const pattern = Array.from({ length: 1 + chance.upTo(12) }, () => chance.oneOf(parts)).join('');
      if (!compiles(pattern)) continue;
      compared += 1;
      expect(RE2JS.compile(pattern).programSize(), pattern).toBeLessThanOrEqual(weightOf(pattern) * 1.5 + 3);
    }

    expect(compared).toBeGreaterThan(200);
  });
});

describe('a pattern that is short and unfolds to much', () => {
  const BOMB = '[\\p{L}\\p{N}]{1,900}'.repeat(20);

  it('is refused when the form is saved, with the reason', () => {
    const { faults } = check(text('name', {}, { pattern: BOMB }));

    expect(faults).toMatchObject([{ path: 'pages', code: 'heavy-patterns' }]);
    expect(codes(text('name', {}, { pattern: `x{${HEAVIEST_PATTERN}}y` }))).toEqual([
      ['pages.0.fields.0.settings.pattern', 'bad-setting'],
    ]);
    expect(codes(text('name'), text('more', { visibility: shownWhen('name', 'matches', '(\\w ?){300}') }))).toEqual([
      ['pages.0.fields.1.visibility.when.rules.0.value', 'bad-value'],
    ]);
  });

  it('is not used where a form has it all the same', () => {
    expect(compiles(BOMB)).toBe(false);
    expect(seconds(() => expect(matches(BOMB, 'x'.repeat(50_000), 'whole')).toBe(false))).toBeLessThan(0.5);
  });

  it('is refused also as the sum of many', () => {
    const many = (count: number) => names(count).map((key) => text(key, {}, { pattern: `[a-z]{${HEAVIEST_PATTERN / 2}}` }));

    expect(codes(...many(HEAVIEST_FORM / (HEAVIEST_PATTERN / 2)))).toEqual([]);
    expect(codes(...many(HEAVIEST_FORM / (HEAVIEST_PATTERN / 2) + 1))).toEqual([['pages', 'heavy-patterns']]);
  });

  it('judges no text that is longer than patterns look at', () => {
    const story = (maxLength: number) => field('long-text', {}, { pattern: '[a-z ]*', maxLength });

    expect(codes(story(5_000))).toEqual([]);
    expect(codes(story(5_001))).toEqual([['pages.0.fields.0.settings.maxLength', 'too-large']]);
  });

  it('searches the beginning of a long text only', () => {
    const fields = [
      field('long-text', { key: 'story' }, { maxLength: 50_000 }),
      text('more', { visibility: shownWhen('story', 'matches', 'end') }),
    ];
    const shows = (story: string) => judgeFields(fields, { story }).visible.has('more');

    expect([shows(`${'x'.repeat(4_997)}end`), shows(`${'x'.repeat(4_998)}end`)]).toEqual([true, false]);
  });
});

describe('the largest form that can be saved', () => {
  const story = field('long-text', { key: 'story' }, { maxLength: 50_000 });
  const askers = (operator: string, value: string) =>
    names(250).map((key) =>
      text(key, {
        visibility: {
          effect: 'show',
          when: { combine: 'all', rules: Array.from({ length: 4 }, () => when('story', operator, value).rules[0]!) },
        },
      })
    );

  it('has no more than a thousand rules', () => {
    const [first, ...others] = askers('not-contains', 'y');

    expect(codes(story, first!, ...others)).toEqual([]);
    expect(codes(story, { ...first!, requiredWhen: when('story', 'is-empty') }, ...others)).toEqual([['pages', 'too-many-rules']]);
  });

  it.each([
    ['letters that are composed', 'e\u0301'.repeat(25_000), 'not-contains', 'y'],
    ['a text that is almost what is looked for', 'x'.repeat(50_000), 'not-contains', `${'x'.repeat(30)}y`],
    ['a text that patterns search', 'a'.repeat(50_000), 'matches', '(a|b)*c'],
  ])('is judged in good time: %s', (_what, answer, operator, value) => {
    const fields = [story, ...(operator === 'matches' ? askers(operator, value).slice(0, 100) : askers(operator, value))];

    expect(seconds(() => judgeFields(fields, { story: answer }))).toBeLessThan(8);
  });

  it('is judged in good time: choices of hundreds', () => {
    const all = options(...Array.from({ length: 500 }, (_, index) => `v${index}`));
    const fields = names(100).map((key) => field('checkboxes', { key }, all));
    const answers = Object.fromEntries(fields.map(({ key }) => [key, all.options.map(({ value }) => value).reverse()]));

    expect(seconds(() => expect(judgeFields(fields, answers).faults).toEqual([]))).toBeLessThan(8);
  });

  it('is checked in good time, also where its conditions hang on each other', () => {
    const keys = names(300);
    const chain = keys.map((key, index) => text(key, index < 299 ? { visibility: shownWhen(`f${index + 1}`, 'is-empty') } : {}));

    expect(seconds(() => expect(codes(...chain)).toEqual([]))).toBeLessThan(8);
  });
});
