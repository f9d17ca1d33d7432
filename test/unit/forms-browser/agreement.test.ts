import { describe, expect, it } from 'vitest';
import { more } from '../../../packages/switchboard-forms/src/more';
import { beginSession, judge, localToday } from '../../../packages/switchboard-forms/src/session';
import { createPatterns } from '../../../server/src/forms/pattern';
import { parseFormInput } from '../../../server/src/forms/form.schema';
import type { FormPage, PublicForm } from '../../../shared/contracts/form';
import { createFieldTypes, evaluate, optionsOf, textsFor } from '../../../shared/forms';
import everyField from '../../fixtures/forms/every-field.json';
import travel from '../../fixtures/forms/travel.json';
import { field, page } from '../../support/forms';
import { chanceFrom, type Chance } from '../forms/evaluator/chance';

const types = createFieldTypes();
const { matches, compiles } = createPatterns();

const formOf = (pages: readonly FormPage[]): PublicForm => ({
  key: 'any',
  title: '',
  description: '',
  version: 1,
  locale: 'en',
  locales: ['en'],
  pages,
  settings: { submitLabel: '', nextLabel: '', backLabel: '', storesPartial: false },
  state: { kind: 'open' },
  token: '',
  spam: { honeypot: null, proofOfWork: null, captcha: null },
  schema: {},
  texts: textsFor('en'),
});

const onServer = (pages: readonly FormPage[], answers: Readonly<Record<string, unknown>>) => {
  const {
    values,
    visible,
    required,
    pages: road,
    faults,
  } = evaluate({
    definition: { pages },
    answers,
    locale: 'en',
    types,
    matches,
    now: Date.now(),
    today: localToday(),
    isLenient: true,
    sentences: textsFor('en').faults,
  });
  return { values, visible, required, pages: road, faults };
};

const inBrowser = (pages: readonly FormPage[], answers: Readonly<Record<string, unknown>>) => {
  const session = { ...beginSession(formOf(pages), more.types), answers: answers as never };
  const { values, visible, required, pages: road, faults } = judge(session);
  return { values, visible, required, pages: road, faults };
};

const TEXTS = [
  '',
  'Ada',
  'ada@example.com',
  'a b',
  '1',
  '42',
  '12.5',
  '-3',
  '2026-02-28',
  '2026-02-30',
  '09:30',
  '2026-06-15T09:30',
  'true',
  'false',
  '+46701234567',
  'example.com',
  '😀',
  'x'.repeat(600),
  '<b>',
];

/** What a visitor may send: as a rule an answer that fits, now and then anything. */
const answersFor = (pages: readonly FormPage[], chance: Chance): Record<string, unknown> => {
  const fields = pages
    .flatMap((one) => one.fields)
    .filter(({ type }) => types.get(type)!.answers && type !== 'file' && type !== 'hidden');
  return Object.fromEntries(
    fields
      .filter(() => chance.isHeads(0.85))
      .map((one) => {
        const choices = optionsOf(one).map(({ value }) => value);
        const isChoice = choices.length > 0 && chance.isHeads(0.85);
        if (types.get(one.type)!.isList?.(one)) return [one.key, choices.filter(() => chance.isHeads())];
        return [one.key, isChoice ? chance.oneOf(choices) : chance.oneOf(TEXTS)];
      })
  );
};

describe('server and browser', () => {
  it.each([
    ['every-field', everyField],
    ['travel', travel],
  ])('come to the same, whatever is answered: %s', (_name, form) => {
    const { pages } = parseFormInput(form).definition;
    for (let seed = 1; seed <= 300; seed += 1) {
      const answers = answersFor(pages, chanceFrom(seed));

      expect(inBrowser(pages, answers), `seed ${seed}`).toEqual(onServer(pages, answers));
    }
  });

  it.each([
    ['[A-Z]{2}\\d{6}', 'AB123456'],
    ['[A-Z]{2}\\d{6}', 'ab123456'],
    // Escapes that need not be, as people write them.
    ['[\\w\\.\\-]+\\@[a-z\\-]+\\.com', 'a.b-c@my-host.com'],
    ['\\d+\\-\\d+\\_x\\/\\#\\!', '1-2_x/#!'],
    ['\\"a\\"\\\\', '"a"\\'],
    ['(?P<year>\\d{4})', '2026'],
    ['\\p{L}+', 'Zoë'],
    ['a|bc', 'bc'],
    ['a|bc', 'xbc'],
    ['[^\\s]+', 'a b'],
  ])('agree on the pattern %j and %j', (pattern, text) => {
    const asked = [
      page([
        field('whole', { settings: { pattern } }),
        field('part', {
          visibility: {
            effect: 'show',
            when: { combine: 'all', rules: [{ field: 'whole', operator: 'matches', value: pattern }] },
          },
        }),
      ]),
    ];

    expect(compiles(pattern)).toBe(true);
    expect(inBrowser(asked, { whole: text })).toEqual(onServer(asked, { whole: text }));
  });

  it.each(['(\\w+\\s?)*', '(x+x+)+y', '([a-z]+)*@', '(a{1,5}b?){1,9}c'])('leave %j to the server, which cannot hang', (pattern) => {
    const asked = [page([field('name', { settings: { pattern } })])];
    const answers = { name: `${'a'.repeat(400)}!` };

    expect(inBrowser(asked, answers).faults).toEqual([]);
    expect(onServer(asked, answers).faults).toMatchObject([{ code: 'pattern' }]);
  });
});
