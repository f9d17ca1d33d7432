import Ajv2020 from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import type { FormPage } from '../../../../shared/contracts/form';
import { BUILT_IN, jsonSchema } from '../../../../shared/forms';
import { parseFormInput } from '../../../../server/src/forms/form.schema';
import everyField from '../../../fixtures/forms/every-field.json';
import travel from '../../../fixtures/forms/travel.json';
import { descriptions, field, judge, options, page, shownWhen, types, when } from './bundles';

const schemaOf = (pages: readonly FormPage[], of: 'answers' | 'values' = 'answers') =>
  jsonSchema({ pages }, { types, descriptions, of });

/** Formats are for those who want them; here they only must not be in the way. */
const accepts = (pages: readonly FormPage[], of: 'answers' | 'values' = 'answers') => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true, validateFormats: false });
  return ajv.compile(schemaOf(pages, of));
};

const { pages } = parseFormInput(everyField).definition;

const GOOD: Readonly<Record<string, unknown>> = {
  name: 'Ada',
  postcode: '12345',
  message: 'Hello, is it me?',
  email: 'ada@example.com',
  website: 'https://example.com',
  phone: '+44 20 7946 0000',
  people: 2,
  amount: '12.50',
  urgency: 4,
  stars: 5,
  recommend: 0,
  birthday: '1990-02-28',
  call_at: '09:15',
  visit: '2026-06-15T09:30',
  channel: 'A poster',
  country: 'se',
  languages: ['en', 'fr'],
  topics: ['news'],
  seat: 'aisle',
  is_customer: false,
  wants_copy: true,
  papers: ['fil_1'],
  terms: true,
  campaign: 'mail',
  season: null,
};

const files = { papers: [{ id: 'fil_1', name: 'a.pdf', mime: 'application/pdf', size: 5 }] };

/** What the schema can know is wrong. */
const BAD: Readonly<Record<string, readonly unknown[]>> = {
  name: [null, 5, 'A', 'x'.repeat(101)],
  postcode: [12345, '123456'],
  message: ['too short', ['x']],
  email: [null, {}],
  website: [1],
  phone: ['1'.repeat(50), 44],
  people: ['2', 0, 21, 1.5, null],
  amount: ['12,50', '1e3', 0.01, 'x'],
  urgency: [11, '4'],
  stars: [0, 6],
  recommend: [-1, 11],
  birthday: [19900228],
  call_at: ['24:00', '9:15'],
  visit: ['2026-06-15'],
  channel: [5, 'x'.repeat(201)],
  country: ['no', ['se']],
  languages: ['en', ['en', 'de', 'fr'], ['en', 'en'], ['no']],
  topics: ['news', ['sport']],
  seat: ['floor'],
  is_customer: ['true', 1],
  wants_copy: ['on'],
  papers: [['a', 'b', 'c', 'd'], 7],
  terms: ['true', { granted: 1, version: 2 }],
  campaign: [5],
};

describe('the schema of answers', () => {
  it('takes what the evaluator takes', () => {
    const isGood = accepts(pages);

    expect(judge(pages, GOOD, { files }).faults).toEqual([]);
    expect([isGood(GOOD), isGood.errors]).toEqual([true, null]);
  });

  it('has a good and a bad answer for each type here', () => {
    const fields = pages.flatMap((one) => one.fields).filter(({ type }) => types.get(type)!.answers);

    expect(Object.keys(GOOD).sort()).toEqual(fields.map(({ key }) => key).sort());
    expect([...new Set(fields.map(({ type }) => type))].sort()).toEqual(
      BUILT_IN.filter(({ answers }) => answers)
        .map(({ type }) => type)
        .sort()
    );
  });

  it.each(Object.entries(BAD).flatMap(([key, values]) => values.map((value) => [key, value] as const)))(
    'refuses, as the evaluator does, %s: %j',
    (key, value) => {
      const answers = { ...GOOD, [key]: value };

      expect(accepts(pages)(answers)).toBe(false);
      expect(judge(pages, answers, { files }).faults).toMatchObject([{ path: key }]);
    }
  );

  it('refuses what is missing and unknown', () => {
    const { name: _name, ...nameless } = GOOD;

    expect(accepts(pages)(nameless)).toBe(false);
    expect(accepts(pages)({ ...GOOD, admin: true })).toBe(false);
  });

  it('lets be missing what is not required', () => {
    const least = { name: 'Ada', email: 'ada@example.com', people: 1, terms: true };

    expect(judge(pages, least).faults).toEqual([]);
    expect(accepts(pages)(least)).toBe(true);
    expect(accepts(pages)({ ...Object.fromEntries(Object.keys(GOOD).map((key) => [key, null])), ...least })).toBe(true);
  });

  it('asks for nothing that some visitors do not see', () => {
    const name = field('text', { key: 'name', isRequired: true });
    const shown = page('one', [
      field('radio', { key: 'a' }, options('x', 'y')),
      { ...name, visibility: shownWhen('a', 'equals', 'x') },
    ]);
    const jumping = page('one', [field('radio', { key: 'a' }, options('x', 'y'))], {
      jumps: [{ when: when('a', 'equals', 'x'), to: 'end' }],
    });

    expect(accepts([shown])({})).toBe(true);
    expect(accepts([jumping, page('two', [name])])({})).toBe(true);
    expect(accepts([page('two', [name], { visibility: shownWhen('a', 'equals', 'x') })])({})).toBe(true);
    expect(accepts([page('two', [name])])({})).toBe(false);
  });

  it('says labels and hints to those who read it', () => {
    expect(schemaOf(pages)).toMatchObject({
      properties: { message: { title: 'Message', description: 'What can we do for you?' } },
      required: ['name', 'email', 'people', 'terms'],
    });
  });
});

describe('the schema of values', () => {
  it('takes what the evaluator makes of answers', () => {
    const isGood = accepts(pages, 'values');
    const { values } = judge(pages, GOOD, { files });

    expect([isGood({ ...values }), isGood.errors]).toEqual([true, null]);
  });

  it('takes the values of nothing much too', () => {
    const isGood = accepts(pages, 'values');
    const { values } = judge(pages, { name: 'Ada', email: 'ada@example.com', people: 1, terms: true });

    expect([isGood({ ...values }), isGood.errors]).toEqual([true, null]);
  });

  it('lets be absent what is hidden, and nothing else', () => {
    const form = parseFormInput(travel).definition.pages;
    const home = judge(form, { name: 'Ada', email: 'ada@example.com', destination: 'home', terms: true });

    expect(home.faults).toEqual([]);
    expect(accepts(form, 'values')({ ...home.values })).toBe(true);
    expect(accepts(form, 'values')({ terms: home.values['terms'] })).toBe(false);
  });
});
