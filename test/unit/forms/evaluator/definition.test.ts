import { describe, expect, it } from 'vitest';
import type { FormDefinition, FormField, FormPage, FormSettings } from '../../../../shared/contracts/form';
import {
  BUILT_IN,
  BUILT_IN_DESCRIPTIONS,
  checkDefinition,
  FORM_SETTINGS,
  isFieldKey,
  isRedirect,
  newDefinition,
  operatorsFor,
} from '../../../../shared/forms';
import { parseFormInput } from '../../../../server/src/forms/form.schema';
import everyField from '../../../fixtures/forms/every-field.json';
import travel from '../../../fixtures/forms/travel.json';
import { all, compiles, definitionOf, descriptions, field, options, page, shownWhen, types, when } from './bundles';

const check = (definition: FormDefinition) => checkDefinition(definition, { types, descriptions, compiles });

const faultsOf = (pages: readonly FormPage[], given: Partial<FormDefinition> = {}): Record<string, string> =>
  Object.fromEntries(check({ ...definitionOf(pages), ...given }).faults.map(({ path, code }) => [path, code]));

const ofFields = (...fields: readonly FormField[]) => faultsOf([page('one', fields)]);
const ofSettings = (settings: Partial<FormSettings>, ...fields: readonly FormField[]) =>
  faultsOf([page('one', fields)], { settings: { ...FORM_SETTINGS, ...settings } });

const text = (key: string, given: Partial<FormField> = {}) => field('text', { key, ...given });

describe('a good definition', () => {
  it.each([
    ['every-field', everyField],
    ['travel', travel],
  ])('has nothing against it: %s', (_name, form) => {
    expect(check(parseFormInput(form).definition)).toEqual({ faults: [], warnings: [] });
  });

  it('may be empty, though nothing is asked then', () => {
    expect(check(newDefinition('en', 'pag_one'))).toMatchObject({
      faults: [],
      warnings: [{ code: 'nothing-asked' }, { code: 'empty-page' }],
    });
  });

  it.each(
    BUILT_IN_DESCRIPTIONS.map(({ type }) => type).filter(
      (type) => !['radio', 'select', 'checkboxes', 'image-choice', 'consent'].includes(type)
    )
  )('begins with settings that need no more: %s', (type) => {
    expect(ofFields(field(type))).toEqual({});
  });

  it.each(['radio', 'select', 'checkboxes', 'image-choice'])('needs choices: %s', (type) => {
    expect(ofFields(field(type))).toEqual({ 'pages.0.fields.0.settings.options': 'bad-setting' });
  });

  it('needs a text to consent to', () => {
    expect(ofFields(field('consent'))).toEqual({ 'pages.0.fields.0.settings.text': 'bad-setting' });
  });
});

describe('keys', () => {
  it.each(['name', 'first_name', 'a', `a${'b'.repeat(63)}`, 'x1'])('may be %s', (key) => {
    expect(isFieldKey(key)).toBe(true);
  });

  it.each(['', 'Name', '1st', '_token', 'first-name', 'first.name', 'näme', `a${'b'.repeat(64)}`, '__proto__'])(
    'may not be "%s"',
    (key) => {
      expect(ofFields(text(key))).toEqual({ 'pages.0.fields.0.key': 'not-a-key' });
    }
  );

  it.each(['id', 'data', 'prototype', 'constructor', 'valueof', 'tostring'])('may not be the reserved %s', (key) => {
    expect(ofFields(text(key))).toEqual({ 'pages.0.fields.0.key': 'reserved-key' });
  });

  it('are there once, across all pages', () => {
    const other = { ...text('name'), id: 'fld_other' };

    expect(faultsOf([page('one', [text('name')]), page('two', [other])])).toEqual({ 'pages.1.fields.0.key': 'duplicate' });
  });

  it('are not used again after their field was deleted', () => {
    const retired = [{ id: 'fld_old', key: 'name', label: 'Name', type: 'text' }];

    expect(faultsOf([page('one', [text('name')])], { retired })).toEqual({ 'pages.0.fields.0.key': 'retired-key' });
    expect(faultsOf([page('one', [{ ...text('name'), id: 'fld_old' }])], { retired })).toEqual({});
  });

  it('and ids are each there once', () => {
    expect(ofFields(text('a'), { ...text('b'), id: 'fld_a' })).toEqual({ 'pages.0.fields.1.id': 'duplicate' });
    expect(faultsOf([page('one', [text('a')]), page('one', [])])).toEqual({ 'pages.1.id': 'duplicate' });
  });
});

describe('settings', () => {
  const CASES: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
    ['text', { maxLength: 0 }, 'maxLength', 'bad-setting'],
    ['text', { maxLength: 5_001 }, 'maxLength', 'bad-setting'],
    ['text', { maxLength: '5' }, 'maxLength', 'bad-setting'],
    ['text', { maxLength: 1.5 }, 'maxLength', 'bad-setting'],
    ['text', { minLength: 5, maxLength: 4 }, 'maxLength', 'out-of-order'],
    ['text', { pattern: '(' }, 'pattern', 'bad-setting'],
    ['text', { pattern: '(?=a)a' }, 'pattern', 'bad-setting'],
    ['text', { pattern: '(a)\\1' }, 'pattern', 'bad-setting'],
    ['text', { pattern: 'a'.repeat(501) }, 'pattern', 'bad-setting'],
    ['text', { color: 'red' }, 'color', 'unknown-setting'],
    ['text', { initial: 5 }, 'initial', 'bad-setting'],
    ['long-text', { rows: 1 }, 'rows', 'bad-setting'],
    ['email', { blockedDomains: 'a.com' }, 'blockedDomains', 'bad-setting'],
    ['phone', { callingCode: '+44' }, 'callingCode', 'not-a-calling-code'],
    ['number', { min: 'x' }, 'min', 'bad-setting'],
    ['number', { min: 5, max: 4 }, 'max', 'out-of-order'],
    ['number', { step: 0 }, 'step', 'too-small'],
    ['number', { decimals: 11 }, 'decimals', 'bad-setting'],
    ['range', { min: 200 }, 'max', 'out-of-order'],
    ['rating', { max: 11 }, 'max', 'bad-setting'],
    ['rating', { max: 2 }, 'max', 'bad-setting'],
    ['rating', { icon: 'banana' }, 'icon', 'bad-setting'],
    ['date', { min: '2026-02-30' }, 'min', 'bad-setting'],
    ['date', { min: 'tomorrow' }, 'min', 'bad-setting'],
    ['date', { min: '2026-02-02', max: '2026-02-01' }, 'max', 'out-of-order'],
    ['date', { min: 'today', max: 'today-1d' }, 'max', 'out-of-order'],
    ['date-time', { min: '2026-02-02T10:00', max: '2026-02-02T09:00' }, 'max', 'out-of-order'],
    ['time', { min: '25:00' }, 'min', 'bad-setting'],
    ['time', { min: '10:00', max: '09:00' }, 'max', 'out-of-order'],
    ['time', { stepMinutes: 0 }, 'stepMinutes', 'bad-setting'],
    ['radio', { options: [{ value: '', label: 'x' }] }, 'options', 'bad-setting'],
    ['radio', { options: [{ value: 'a' }] }, 'options', 'bad-setting'],
    ['radio', { options: 'a,b' }, 'options', 'bad-setting'],
    ['radio', { options: [null] }, 'options', 'bad-setting'],
    ['radio', { options: [{ value: 'a', label: 'A', image: { url: 'javascript:x', alt: '' } }] }, 'options', 'bad-setting'],
    ['radio', options('a', 'a'), 'options.1.value', 'duplicate-option'],
    ['radio', options('å', 'a\u030a'), 'options.1.value', 'duplicate-option'],
    ['radio', options('__other'), 'options.0.value', 'reserved-value'],
    ['radio', { ...options('a'), initial: ['b'] }, 'initial', 'not-an-option'],
    ['radio', { ...options('a', 'b'), initial: ['a', 'b'] }, 'initial', 'too-many'],
    ['checkboxes', { ...options('a', 'b'), minChosen: 3 }, 'minChosen', 'too-large'],
    ['checkboxes', { ...options('a', 'b'), minChosen: 2, maxChosen: 1 }, 'maxChosen', 'out-of-order'],
    ['image-choice', options('a'), 'options.0.image', 'missing'],
    ['yes-no', { look: 'slider' }, 'look', 'bad-setting'],
    ['consent', { text: ' ' }, 'text', 'bad-setting'],
    ['consent', { text: 'x', version: 0 }, 'version', 'bad-setting'],
    ['consent', { text: 'x', linkUrl: 'javascript:x' }, 'linkUrl', 'not-url'],
    ['consent', { text: 'x', linkUrl: '//evil.example' }, 'linkUrl', 'not-url'],
    ['file', { accept: ['exe'] }, 'accept.0', 'never-accepted'],
    ['file', { accept: ['pdf', '.SVG'] }, 'accept.1', 'never-accepted'],
    ['file', { accept: ['image/*'] }, 'accept.0', 'not-an-extension'],
    ['file', { maxFiles: 21 }, 'maxFiles', 'bad-setting'],
    ['file', { maxSizeMb: 0 }, 'maxSizeMb', 'bad-setting'],
    ['hidden', { source: 'cookie' }, 'source', 'bad-setting'],
    ['hidden', { source: 'url-parameter' }, 'parameter', 'missing'],
    ['heading', { level: 1 }, 'level', 'bad-setting'],
    ['rich-text', { text: 5 }, 'text', 'bad-setting'],
  ];

  it.each(CASES)('of %s may not be %j', (type, settings, name, code) => {
    expect(ofFields({ ...field(type), settings })).toMatchObject({ [`pages.0.fields.0.settings.${name}`]: code });
  });

  it('of types that nobody knows are not looked at', () => {
    expect(ofFields({ ...text('a'), type: 'hologram', settings: { depth: 3 } })).toEqual({
      'pages.0.fields.0.type': 'unknown-type',
    });
  });

  it('say what was expected', () => {
    expect(check(definitionOf([page('one', [field('rating', {}, { max: 11 })])])).faults[0]!.message).toBe(
      'Expected a whole number from 3 to 10, got 11.'
    );
  });

  it.each(['given-name', 'shipping street-address', 'section-a home email', ''])('may name the autofill "%s"', (autocomplete) => {
    expect(ofFields(text('a', { autocomplete }))).toEqual({});
  });

  it('may not name any other autofill', () => {
    expect(ofFields(text('a', { autocomplete: 'x" onfocus="' }))).toEqual({ 'pages.0.fields.0.autocomplete': 'not-autocomplete' });
  });
});

describe('conditions', () => {
  const AT = 'pages.0.fields.1.visibility.when.rules.0';
  const radio = field('radio', { key: 'a' }, options('se', 'de'));
  const asks = (asked: FormField, ...rule: readonly unknown[]) => ofFields(asked, text('b', { visibility: shownWhen(...rule) }));

  it.each([
    ['an option', radio, ['a', 'equals', 'se']],
    ['part of an option', radio, ['a', 'contains', 's']],
    [
      'anything where visitors may write',
      field('radio', { key: 'a' }, { ...options('se'), allowsOther: true }),
      ['a', 'equals', 'xx'],
    ],
    ['a number', field('number', { key: 'a' }), ['a', 'greater-than', '12.5']],
    ['a day', field('date', { key: 'a' }), ['a', 'less-than', 'today-18y']],
    ['a time', field('time', { key: 'a' }), ['a', 'less-than', '09:30']],
    ['yes', field('yes-no', { key: 'a' }), ['a', 'equals', true]],
    ['nothing', field('file', { key: 'a' }), ['a', 'is-empty']],
    ['a pattern', text('a'), ['a', 'matches', '^[a-z]+$']],
  ] as const)('may ask for %s', (_what, asked, rule) => {
    expect(asks(asked, ...rule)).toEqual({});
  });

  it.each([
    ['a field that is not there', text('a'), ['c', 'equals', 'x'], 'field', 'unknown-field'],
    ['a heading', field('heading', { key: 'a' }), ['a', 'is-empty'], 'field', 'no-answer'],
    ['the field itself', text('a'), ['b', 'equals', 'x'], 'field', 'own-field'],
    ['the order of texts', text('a'), ['a', 'greater-than', 'x'], 'operator', 'bad-operator'],
    ['the content of files', field('file', { key: 'a' }), ['a', 'contains', 'x'], 'operator', 'bad-operator'],
    ['parts of a number', field('number', { key: 'a' }), ['a', 'contains', '1'], 'operator', 'bad-operator'],
    ['nothing in particular', text('a'), ['a', 'equals', ''], 'value', 'bad-value'],
    ['an option that is not there', radio, ['a', 'equals', 'fr'], 'value', 'bad-value'],
    ['part of a choice of several', field('checkboxes', { key: 'a' }, options('se')), ['a', 'contains', 's'], 'value', 'bad-value'],
    ['a word in place of a number', field('number', { key: 'a' }), ['a', 'equals', 'many'], 'value', 'bad-value'],
    ['a day that does not exist', field('date', { key: 'a' }), ['a', 'equals', '2026-02-30'], 'value', 'bad-value'],
    ['a bad time', field('time', { key: 'a' }), ['a', 'equals', '24:00'], 'value', 'bad-value'],
    ['perhaps', field('yes-no', { key: 'a' }), ['a', 'equals', 'perhaps'], 'value', 'bad-value'],
    ['a broken pattern', text('a'), ['a', 'matches', '('], 'value', 'bad-value'],
  ] as const)('may not ask for %s', (_what, asked, rule, at, code) => {
    expect(asks(asked, ...rule)).toEqual({ [`${AT}.${at}`]: code });
  });

  it('may ask about fields below, on the same page', () => {
    expect(ofFields(text('b', { visibility: shownWhen('a', 'equals', 'x') }), text('a'))).toEqual({});
  });

  it('may not ask about later pages', () => {
    const first = page('one', [text('b', { requiredWhen: when('a', 'equals', 'x') })]);

    expect(faultsOf([first, page('two', [text('a')])])).toEqual({ 'pages.0.fields.0.requiredWhen.rules.0.field': 'later-page' });
  });

  it('of a page may not ask about the page itself', () => {
    const own = page('one', [text('a')], { visibility: shownWhen('a', 'equals', 'x') });

    expect(faultsOf([own])).toEqual({ 'pages.0.visibility.when.rules.0.field': 'later-page' });
  });

  it('of what is required may go round, of what is shown may not', () => {
    const round = (name: 'requiredWhen' | 'visibility', key: string) =>
      name === 'visibility' ? { visibility: shownWhen(key, 'equals', 'x') } : { requiredWhen: when(key, 'equals', 'x') };

    expect(ofFields(text('a', round('requiredWhen', 'b')), text('b', round('requiredWhen', 'a')))).toEqual({});
    expect(ofFields(text('a', round('visibility', 'b')), text('b', round('visibility', 'a')))).toEqual({
      'pages.0.fields.0.visibility.when': 'circle',
      'pages.0.fields.1.visibility.when': 'circle',
    });
  });

  it('go round also by way of others, and only those are told', () => {
    const chain = ['b', 'c', 'a'].map((asked, index) => text('abc'[index]!, { visibility: shownWhen(asked, 'equals', 'x') }));
    const tail = text('d', { visibility: shownWhen('a', 'equals', 'x') });

    expect(Object.keys(ofFields(...chain, tail, text('e')))).toEqual(
      [0, 1, 2].map((index) => `pages.0.fields.${index}.visibility.when`)
    );
  });
});

describe('jumps', () => {
  const pages = (to: string) => [
    page('one', [text('a')], { jumps: [{ when: when('a', 'equals', 'x'), to }] }),
    page('two', [text('b')], { jumps: [{ when: all(), to: to === 'pag_one' ? to : 'end' }] }),
    page('three', [text('c')]),
  ];

  it.each(['pag_two', 'pag_three', 'end'])('may lead to %s', (to) => {
    expect(faultsOf(pages(to))).toEqual({});
  });

  it('may not lead back, nor to where they come from', () => {
    expect(faultsOf(pages('pag_one'))).toEqual({ 'pages.0.jumps.0.to': 'backward-jump', 'pages.1.jumps.0.to': 'backward-jump' });
  });

  it('may not lead nowhere', () => {
    expect(faultsOf(pages('pag_nowhere'))).toEqual({ 'pages.0.jumps.0.to': 'unknown-page' });
  });
});

describe('settings of the form', () => {
  it.each(['https://example.com/thanks', '/thanks', '/'])('may lead on to %s', (url) => {
    expect(isRedirect(url)).toBe(true);
  });

  it.each(['//evil.example', '/\\evil.example', 'javascript:x', 'thanks', '', 'https://', '/a b', 'data:x'])(
    'may not lead on to "%s"',
    (url) => {
      expect(ofSettings({ success: { kind: 'redirect', url } }, text('a'))).toEqual({ 'settings.success.url': 'not-a-redirect' });
    }
  );

  it('may not lead on to such an address in another language either', () => {
    const settings = { ...FORM_SETTINGS, success: { kind: 'redirect' as const, url: '/thanks' } };
    const translations = { de: { 'settings.success.url': '//evil.example', 'fields.ok.settings.linkUrl': 'javascript:x' } };

    expect(faultsOf([page('one', [text('a')])], { settings, translations })).toEqual({
      'translations.de.settings.success.url': 'not-a-redirect',
      'translations.de.fields.ok.settings.linkUrl': 'not-a-redirect',
    });
  });

  it('open a form before they close it', () => {
    expect(ofSettings({ opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-02-01T01:00:00+02:00' }, text('a'))).toEqual({
      'settings.closesAt': 'out-of-order',
    });
  });

  it('send mail to addresses and fields of addresses only', () => {
    const notice = {
      id: 'not_1',
      name: '',
      isEnabled: true,
      replyToField: 'a',
      subject: '',
      body: '',
      when: when('b', 'equals', 'x'),
    };
    const notices = [
      { ...notice, to: { kind: 'addresses' as const, addresses: ['ada@example.com', 'a@b.c,d@e.f'] } },
      { ...notice, to: { kind: 'field' as const, field: 'a' } },
    ];

    expect(ofSettings({ notices }, text('a'))).toEqual({
      'settings.notices.0.to.addresses.1': 'not-email',
      'settings.notices.0.replyToField': 'not-an-email-field',
      'settings.notices.0.when.rules.0.field': 'unknown-field',
      'settings.notices.1.to.field': 'not-an-email-field',
      'settings.notices.1.replyToField': 'not-an-email-field',
      'settings.notices.1.when.rules.0.field': 'unknown-field',
      'settings.notices.1.id': 'duplicate',
    });
  });

  it('has no answers in a subject, in no language', () => {
    const notice = {
      id: 'not_1',
      name: '',
      isEnabled: true,
      to: { kind: 'addresses' as const, addresses: [] },
      replyToField: '',
      subject: '{{form.title}} {{submission.time}}: {{ a }}',
      body: '{{a}} {{summary}}',
      when: null,
    };
    const translations = { de: { 'settings.notices.not_1.subject': '{{summary}}', 'settings.notices.not_1.body': '{{a}}' } };
    const definition = { ...definitionOf([page('one', [text('a')])]), translations };

    const { faults } = check({ ...definition, settings: { ...definition.settings, notices: [notice] } });

    expect(Object.fromEntries(faults.map(({ path, code }) => [path, code]))).toEqual({
      'settings.notices.0.subject': 'answer-in-subject',
      'translations.de.settings.notices.not_1.subject': 'answer-in-subject',
    });
  });
});

describe('warnings', () => {
  const warningsOf = (pages: readonly FormPage[], given: Partial<FormDefinition> = {}) =>
    Object.fromEntries(check({ ...definitionOf(pages), ...given }).warnings.map(({ path, code }) => [path, code]));

  it('tell what may be meant and mostly is not', () => {
    const notice = { id: 'not_1', name: '', isEnabled: true, replyToField: '', subject: '', body: '', when: null };
    const image = { url: '/a.png', alt: '' };
    const fields = [
      text('a', { label: 'Name' }),
      text('b', { label: ' name' }),
      text('c', { label: '' }),
      field(
        'radio',
        { key: 'd', label: 'D' },
        {
          options: [
            { value: '1', label: 'One' },
            { value: '2', label: 'one', image },
          ],
        }
      ),
      field('hidden', { key: 'e', label: 'E', isRequired: true }),
      field('file', { key: 'f', label: 'F' }, { maxSizeMb: 200 }),
    ];
    const pages = [
      page('one', fields, {
        jumps: [
          { when: all(), to: 'end' },
          { when: when('a', 'equals', 'x'), to: 'pag_two' },
        ],
      }),
      page('two', []),
    ];
    const settings = { ...FORM_SETTINGS, notices: [{ ...notice, to: { kind: 'addresses' as const, addresses: [] } }] };
    const translations = { de: { 'fields.a.label': 'Name', 'fields.gone.label': 'Weg', 'fields.c.label': 'Nichts' } };

    expect(warningsOf(pages, { settings, translations })).toEqual({
      'pages.0.fields.1.label': 'same-label',
      'pages.0.fields.2.label': 'no-label',
      'pages.0.fields.3.settings.options.1.label': 'same-label',
      'pages.0.fields.3.settings.options.1.image.alt': 'no-text-alternative',
      'pages.0.fields.4.isRequired': 'never-required',
      'pages.0.fields.5.settings.maxSizeMb': 'large-files',
      'pages.1.fields': 'empty-page',
      'pages.0.jumps.1': 'never-reached',
      'settings.notices.0.to.addresses': 'nobody',
      'translations.de': 'unused-translation',
    });
  });

  it('are none where all is well', () => {
    expect(warningsOf([page('one', [text('a')])])).toEqual({});
  });
});

describe('the two tables of types', () => {
  it('have the same types', () => {
    expect(BUILT_IN_DESCRIPTIONS.map(({ type }) => type)).toEqual(BUILT_IN.map(({ type }) => type));
  });

  it('offer operators for each type that is answered', () => {
    for (const type of BUILT_IN) expect(operatorsFor(field(type.type), type).length > 0).toBe(type.answers);
  });

  it('name each setting of a type once', () => {
    for (const { settings } of BUILT_IN_DESCRIPTIONS) expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
  });
});
