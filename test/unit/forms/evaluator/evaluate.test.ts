import { describe, expect, it } from 'vitest';
import { createFieldTypes, textsFor, value, type FieldType } from '../../../../shared/forms';
import {
  all,
  any,
  codesOf,
  field,
  hiddenWhen,
  judge,
  judgeFields,
  matches,
  NOON,
  options,
  page,
  shownWhen,
  types,
  when,
} from './bundles';

const text = (key: string, given = {}, settings = {}) => field('text', { key, ...given }, settings);
const country = field('radio', { key: 'country' }, options('se', 'de', 'fr'));

describe('answers as they come', () => {
  it.each([
    ['a list', []],
    ['a text', 'name=Ada'],
    ['a number', 5],
    ['true', true],
  ])('are refused as a whole where they are %s', (_what, answers) => {
    expect(judgeFields([text('name', { isRequired: true })], answers)).toMatchObject({
      faults: [
        { path: '', code: 'not-an-object', message: 'The answers must be an object of field keys and values.' },
        { path: 'name', code: 'required' },
      ],
      values: { name: null },
    });
  });

  it('may be missing where nothing is required', () => {
    expect(judgeFields([text('name')], undefined).faults).toEqual([]);
    expect(judgeFields([text('name')], null).faults).toEqual([]);
  });

  it('inherit nothing', () => {
    const answers = Object.create({ name: 'Mallory' }) as object;

    expect(judgeFields([text('name')], answers).values).toEqual({ name: null });
  });

  it('come out with nothing inherited', () => {
    const { values } = judgeFields([text('name')], JSON.parse('{"name":"Ada","__proto__":{"isAdmin":true}}'));

    expect(Object.getPrototypeOf(values)).toBeNull();
    expect(values).toEqual({ name: 'Ada' });
    expect('isAdmin' in values).toBe(false);
  });

  it('keep the order of the form, not theirs', () => {
    expect(Object.keys(judgeFields([text('a'), text('b'), text('c')], { c: '3', a: '1', b: '2' }).values)).toEqual(['a', 'b', 'c']);
  });

  it('are not changed', () => {
    const answers = Object.freeze({ name: 'Ada', country: Object.freeze(['se']) });

    expect(() => judgeFields([text('name'), country], answers, { isLenient: true })).not.toThrow();
  });
});

describe('names that the form does not have', () => {
  it('are faults where they stand', () => {
    expect(judgeFields([text('name')], { name: 'Ada', admin: true })).toMatchObject({
      unknown: ['admin'],
      faults: [{ path: 'admin', code: 'unknown-key', message: 'This form has no field “admin”.' }],
    });
  });

  it('are told with the name that was meant', () => {
    const [fault] = judgeFields([text('first_name')], { firstName: 'Ada' }).faults;

    expect(fault).toEqual({
      path: 'firstName',
      code: 'unknown-key',
      message: 'This form has no field “firstName”; did you mean “first_name”?',
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'are unknown also where all objects have them: %s',
    (name) => {
      expect(codesOf(judgeFields([text('name')], JSON.parse(`{"${name}":"x"}`)))).toHaveProperty([name], 'unknown-key');
    }
  );

  it('include headings, which are not asked', () => {
    expect(codesOf(judgeFields([field('heading', { key: 'top' })], { top: 'x' }))).toEqual({ top: 'unknown-key' });
  });

  it('do not include fields that are hidden now', () => {
    const found = judgeFields([country, text('why', { visibility: shownWhen('country', 'equals', 'de') })], {
      country: 'se',
      why: 'x',
    });

    expect(found).toMatchObject({ faults: [], unknown: [], values: { country: 'se' } });
  });

  it('are counted no further than twenty, and cut', () => {
    const answers = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${'x'.repeat(1_000)}${index}`, 1]));
    const { faults, unknown } = judgeFields([text('name')], answers);

    expect([faults.length, unknown.length]).toEqual([20, 20]);
    expect(faults[0]!.path).toHaveLength(64);
  });
});

describe('what is hidden', () => {
  const why = text('why', { isRequired: true, visibility: shownWhen('country', 'equals', 'de') });

  it('is never required', () => {
    expect(judgeFields([country, why], { country: 'se' })).toMatchObject({ faults: [], values: { country: 'se' } });
    expect([...judgeFields([country, why], { country: 'se' }).required]).toEqual([]);
  });

  it('is dropped, also where it is wrong', () => {
    expect(judgeFields([country, why], { country: 'se', why: { $ne: 1 } })).toMatchObject({
      faults: [],
      values: { country: 'se' },
    });
  });

  it('is asked for where it is shown', () => {
    const found = judgeFields([country, why], { country: 'de' });

    expect(codesOf(found)).toEqual({ why: 'required' });
    expect([...found.visible]).toEqual(['country', 'why']);
  });

  it('is a file too, whatever was uploaded for it', () => {
    const cv = field('file', { key: 'cv', isRequired: true, visibility: shownWhen('country', 'equals', 'de') });
    const files = { cv: [{ id: 'fil_1', name: 'evil.exe', mime: 'x/y', size: 1 }] };

    expect(judgeFields([country, cv], { country: 'se', cv: ['fil_1'] }, { files })).toMatchObject({
      faults: [],
      values: { country: 'se' },
    });
  });

  it('counts as empty in conditions', () => {
    const more = text('more', { visibility: shownWhen('why', 'is-not-empty') });
    const less = text('less', { visibility: shownWhen('why', 'is-empty') });
    const found = judgeFields([country, why, more, less], { country: 'se', why: 'x', more: 'y', less: 'z' });

    expect(found.values).toEqual({ country: 'se', less: 'z' });
  });

  it('is hidden by the opposite of what shows it', () => {
    const found = judgeFields([country, text('why', { visibility: hiddenWhen('country', 'equals', 'se') })], {
      country: 'se',
      why: 'x',
    });

    expect(found.values).toEqual({ country: 'se' });
  });

  it('may hang on a field below it', () => {
    const above = text('above', { visibility: shownWhen('country', 'equals', 'se') });

    expect(judgeFields([above, country], { country: 'se', above: 'x' }).values).toEqual({ above: 'x', country: 'se' });
  });

  it('follows chains of any length', () => {
    const fields = Array.from({ length: 300 }, (_, index) =>
      text(`f${index}`, index === 0 ? {} : { visibility: shownWhen(`f${index - 1}`, 'equals', 'x') })
    ).reverse();
    const answers = Object.fromEntries(fields.map(({ key }) => [key, 'x']));

    expect(Object.keys(judgeFields(fields, answers).values)).toHaveLength(300);
    expect(Object.keys(judgeFields(fields, { ...answers, f0: 'y' }).values)).toHaveLength(2 - 1);
  });

  it('is what stands in a circle, rather than going round for ever', () => {
    const a = text('a', { visibility: shownWhen('b', 'is-not-empty') });
    const b = text('b', { visibility: shownWhen('a', 'is-not-empty') });

    expect(judgeFields([a, b], { a: 'x', b: 'y' }).values).toEqual({});
  });

  it('is not what is faulty, though a faulty answer counts as none', () => {
    const age = field('number', { key: 'age' });
    const found = judgeFields([age, text('why', { visibility: shownWhen('age', 'is-empty') })], { age: 'old', why: 'x' });

    expect(codesOf(found)).toEqual({ age: 'not-number' });
    expect(found.values).toEqual({ age: null, why: 'x' });
  });
});

describe('what is required when something holds', () => {
  const vat = text('vat', { requiredWhen: any(['country', 'equals', 'de'], ['country', 'equals', 'fr']) });

  it('is required then', () => {
    expect(codesOf(judgeFields([country, vat], { country: 'fr' }))).toEqual({ vat: 'required' });
  });

  it('is not required otherwise', () => {
    expect(judgeFields([country, vat], { country: 'se' }).faults).toEqual([]);
  });

  it('is not required where it is hidden', () => {
    const hidden = { ...vat, visibility: hiddenWhen('country', 'is-not-empty') };

    expect(judgeFields([country, hidden], { country: 'fr' }).faults).toEqual([]);
  });
});

describe('the road through the pages', () => {
  const one = page('one', [country]);
  const sweden = page('sweden', [text('county', { isRequired: true })], { visibility: shownWhen('country', 'equals', 'se') });
  const last = page('last', [text('name', { isRequired: true })]);

  it('passes each page that is shown', () => {
    expect(judge([one, sweden, last], { country: 'se' }).pages).toEqual(['pag_one', 'pag_sweden', 'pag_last']);
  });

  it('passes by a page that is not, and drops what was answered there', () => {
    const found = judge([one, sweden, last], { country: 'de', county: 'x', name: 'Ada' });

    expect(found).toMatchObject({ pages: ['pag_one', 'pag_last'], faults: [], values: { country: 'de', name: 'Ada' } });
    expect(found.visible.has('county')).toBe(false);
  });

  it('jumps where a jump holds', () => {
    const jumping = { ...one, jumps: [{ when: when('country', 'equals', 'fr'), to: 'pag_last' }] };

    expect(judge([jumping, page('middle', [text('county')]), last], { country: 'fr', county: 'x', name: 'Ada' })).toMatchObject({
      pages: ['pag_one', 'pag_last'],
      values: { country: 'fr', name: 'Ada' },
    });
  });

  it('takes the first jump that holds', () => {
    const always = { combine: 'all', rules: [] } as const;
    const jumping = {
      ...one,
      jumps: [
        { when: when('country', 'equals', 'fr'), to: 'end' },
        { when: always, to: 'pag_last' },
      ],
    };

    expect(judge([jumping, sweden, last], { country: 'de' }).pages).toEqual(['pag_one', 'pag_last']);
    expect(judge([jumping, sweden, last], { country: 'fr' }).pages).toEqual(['pag_one']);
  });

  it('ends early, and asks nothing beyond', () => {
    const ending = { ...one, jumps: [{ when: when('country', 'equals', 'fr'), to: 'end' }] };

    expect(judge([ending, last], { country: 'fr' })).toMatchObject({ pages: ['pag_one'], faults: [], values: { country: 'fr' } });
  });

  it('goes on from a page that is jumped to and not shown', () => {
    const jumping = { ...one, jumps: [{ when: when('country', 'equals', 'fr'), to: 'pag_sweden' }] };

    expect(judge([jumping, page('middle', []), sweden, last], { country: 'fr', name: 'Ada' }).pages).toEqual([
      'pag_one',
      'pag_last',
    ]);
  });

  it.each(['pag_one', 'pag_nowhere'])('goes on where a bad jump leads to %s', (to) => {
    const jumping = { ...last, jumps: [{ when: all(), to }] };

    expect(judge([one, jumping], { country: 'se', name: 'Ada' }).pages).toEqual(['pag_one', 'pag_last']);
  });

  it('does not know what is answered further on', () => {
    const early = page('early', [text('hint')], { visibility: shownWhen('name', 'is-not-empty') });

    expect(judge([one, early, last], { name: 'Ada', hint: 'x' })).toMatchObject({
      pages: ['pag_one', 'pag_last'],
      values: { name: 'Ada' },
    });
  });

  it('does not see answers of pages it has passed by', () => {
    const follow = page('follow', [text('tail')], { visibility: shownWhen('county', 'is-not-empty') });

    expect(judge([one, sweden, follow, last], { country: 'de', county: 'x', tail: 'y', name: 'Ada' }).pages).toEqual([
      'pag_one',
      'pag_last',
    ]);
  });
});

describe('one page by itself', () => {
  const one = page('one', [text('a', { isRequired: true })]);
  const two = page('two', [text('b', { isRequired: true })], { visibility: hiddenWhen('a', 'equals', 'skip') });
  const three = page('three', [text('c', { isRequired: true })]);

  it('is judged alone, and leads on', () => {
    expect(judge([one, two, three], { a: 'x' }, { only: 'pag_one' })).toMatchObject({ faults: [], nextPage: 'pag_two' });
  });

  it('leads on as its answers say', () => {
    expect(judge([one, two, three], { a: 'skip' }, { only: 'pag_one' }).nextPage).toBe('pag_three');
  });

  it('tells its own faults only', () => {
    expect(codesOf(judge([one, two, three], {}, { only: 'pag_two' }))).toEqual({ b: 'required' });
  });

  it('leads nowhere from the end', () => {
    expect(judge([one, two, three], { c: 'x' }, { only: 'pag_three' }).nextPage).toBeNull();
  });

  it.each(['pag_two', 'pag_none'])('is refused where the road does not pass it: %s', (only) => {
    const found = judge([one, two, three], { a: 'skip' }, { only });

    expect(found.nextPage).toBeNull();
    expect(codesOf(found)).toEqual({ '': 'not-on-the-road' });
  });

  it('brings the values of the other pages along', () => {
    expect(judge([one, two, three], { a: 'x', b: 'y' }, { only: 'pag_two' }).values).toEqual({ a: 'x', b: 'y', c: null });
  });
});

describe('sentences about faults', () => {
  const short = { minLength: 3 };

  it('name the field and its limit', () => {
    expect(judgeFields([text('name', { label: 'Name' }, short)], { name: 'x' }).faults[0]!.message).toBe(
      '“Name” must have at least 3 characters.'
    );
  });

  it('count one as one', () => {
    const one = field('file', { key: 'cv', label: 'CV' });
    const file = (id: string) => ({ id, name: 'a.pdf', mime: '', size: 1 });
    const { faults } = judgeFields([one], {}, { files: { cv: [file('1'), file('2')] } });

    expect(faults[0]!.message).toBe('“CV” takes at most 1 file.');
  });

  it('are those of the editor first', () => {
    const messages = { 'too-short': '{label}: {min} at least, please.' };

    expect(judgeFields([text('name', { label: 'Name', messages }, short)], { name: 'x' }).faults[0]!.message).toBe(
      'Name: 3 at least, please.'
    );
  });

  it('are one of the editor for all faults but an empty field', () => {
    const name = text('name', { messages: { invalid: 'Not like this.' }, isRequired: true }, short);

    expect(judgeFields([name], { name: 'x' }).faults[0]!.message).toBe('Not like this.');
    expect(judgeFields([name], {}).faults[0]!.message).toBe('“Asked” must be filled in.');
  });

  it('put in what visitors wrote once, and look at it no more', () => {
    const { faults } = judgeFields(
      [field('file', { key: 'cv', label: '$& {name}' })],
      {},
      {
        files: { cv: [{ id: '1', name: '{accept} $1.exe', mime: '', size: 1 }] },
      }
    );

    expect(faults[0]!.message).toMatch(/^“\{accept\} \$1\.exe” must be a file of type pdf, /);
  });

  it.each([
    ['de', '„Asked“ muss ausgefüllt werden.'],
    ['de-AT', '„Asked“ muss ausgefüllt werden.'],
    ['fr_CA', '« Asked » doit être rempli.'],
    ['sv', '“Asked” must be filled in.'],
    ['constructor', '“Asked” must be filled in.'],
  ])('speak %s', (locale, message) => {
    const sentences = textsFor(locale).faults;

    expect(judgeFields([text('name', { isRequired: true })], {}, { locale, sentences }).faults[0]!.message).toBe(message);
  });

  it('are none where all objects have the code', () => {
    const odd: FieldType = { ...types.get('text')!, type: 'odd', read: () => ({ kind: 'fault', code: 'constructor' }) };
    const own = { ...text('name', { label: 'Name' }), type: 'odd' };

    expect(judgeFields([own], { name: 'x' }, { types: createFieldTypes([odd]) }).faults[0]!.message).toBe('“Name” is not right.');
  });
});

describe('a project’s own type', () => {
  const colour: FieldType = {
    type: 'colour',
    answers: true,
    read: (raw) => (typeof raw === 'string' && /^#[0-9a-f]{6}$/.test(raw) ? value(raw) : { kind: 'fault', code: 'not-a-colour' }),
    control: () => ({ kind: 'input', attributes: { type: 'color' } }),
  };
  const own = { ...text('paint', { messages: { 'not-a-colour': 'Choose a colour.' } }), type: 'colour' };

  it('is judged like the others', () => {
    const given = { types: createFieldTypes([colour]) };

    expect(judgeFields([own], { paint: '#00ff00' }, given)).toMatchObject({ values: { paint: '#00ff00' }, faults: [] });
    expect(judgeFields([own], { paint: 'green' }, given).faults).toEqual([
      { path: 'paint', code: 'not-a-colour', message: 'Choose a colour.' },
    ]);
  });

  it('cannot take the name of another', () => {
    expect(() => createFieldTypes([{ ...colour, type: 'text' }])).toThrow('There is a type of field `text` already');
  });

  it('asks nothing where nobody registered it', () => {
    expect(judgeFields([own, text('name')], { name: 'Ada' })).toMatchObject({ values: { name: 'Ada' }, faults: [] });
  });
});

describe('the verdict', () => {
  it('is the same for its own values', () => {
    const fields = [
      country,
      text('name'),
      field('consent', { key: 'ok' }, { text: 'I agree.' }),
      field('checkboxes', { key: 'many' }, options('a', 'b')),
    ];
    const first = judgeFields(fields, { country: 'se', ok: true, many: ['b', 'a'] });

    expect(judgeFields(fields, first.values)).toEqual(first);
  });

  it('depends on no clock', () => {
    const born = field('date', { key: 'born' }, { max: 'today' });
    const at = (now: number) => codesOf(judgeFields([born], { born: '2026-06-16' }, { now, matches }));

    expect(at(NOON)).toEqual({});
    expect(at(NOON - 86_400_000)).toEqual({ born: 'too-late' });
  });
});
