import { describe, expect, it } from 'vitest';

import type { FieldCondition, FormDefinition, FormField, MailNotice } from '../../../../shared/contracts/form';
import {
  BUILT_IN_DESCRIPTIONS,
  checkDefinition,
  createFieldDescriptions,
  createFieldTypes,
  FORM_SETTINGS,
  newField,
  newPage,
} from '../../../../shared/forms';
import { dependentsOf, jumpersTo } from '../../../../admin/src/forms/draft/condition';
import { isSame } from '../../../../admin/src/forms/draft/draft';
import {
  besideField,
  changeField,
  duplicateField,
  fieldById,
  fieldsOf,
  insertField,
  moveField,
  neighbourPlace,
  relabelField,
  removeField,
} from '../../../../admin/src/forms/draft/fields';
import { addOptions, labelsIn, newOption, relabelOption, renameOption } from '../../../../admin/src/forms/draft/options';
import { insertPage, movePage, removePage } from '../../../../admin/src/forms/draft/pages';
import { addLocale, countTranslated, removeLocale, setTranslation } from '../../../../admin/src/forms/draft/translations';
import { placeFault } from '../../../../admin/src/forms/builder/faults';
import { formFrom, TEMPLATES } from '../../../../admin/src/forms/templates';

const description = (type: string) => BUILT_IN_DESCRIPTIONS.find((one) => one.type === type)!;
const field = (key: string, more: Partial<FormField> = {}): FormField =>
  newField(description(more.type ?? 'text'), { id: `fld_${key}`, key, label: key, ...more });
const asks = (key: string): FieldCondition => ({ combine: 'all', rules: [{ field: key, operator: 'equals', value: 'x' }] });
const notice = (more: Partial<MailNotice>): MailNotice => ({
  id: 'not_1',
  name: 'To the visitor',
  isEnabled: true,
  to: { kind: 'addresses', addresses: [] },
  replyToField: '',
  subject: '',
  body: '',
  when: null,
  ...more,
});

/** Two pages: a and b, then c. */
const form = (change: Partial<FormDefinition> = {}): FormDefinition => ({
  pages: [
    { ...newPage('pag_1'), fields: [field('a'), field('b')] },
    { ...newPage('pag_2'), fields: [field('c')] },
  ],
  settings: FORM_SETTINGS,
  locale: 'en',
  translations: {},
  retired: [],
  ...change,
});
const keys = (definition: FormDefinition) => definition.pages.map(({ fields }) => fields.map(({ key }) => key).join(''));

describe('fields of a draft', () => {
  it('move within a page, to another one, and over the edge', () => {
    expect(keys(moveField(form(), 'fld_a', { pageId: 'pag_1', index: 1 }))).toEqual(['ba', 'c']);
    expect(keys(moveField(form(), 'fld_a', { pageId: 'pag_2', index: 1 }))).toEqual(['b', 'ca']);
    expect(neighbourPlace(form(), 'fld_b', 1)).toEqual({ pageId: 'pag_2', index: 0 });
    expect(neighbourPlace(form(), 'fld_c', -1)).toEqual({ pageId: 'pag_1', index: 2 });
    expect(neighbourPlace(form(), 'fld_a', -1)).toBeUndefined();
    expect(neighbourPlace(form(), 'fld_c', 1)).toBeUndefined();
  });

  it('stay the same object where nothing moves', () => {
    const before = form();

    expect(moveField(before, 'fld_a', { pageId: 'pag_1', index: 0 })).toBe(before);
    expect(moveField(before, 'fld_unknown', { pageId: 'pag_1', index: 0 })).toBe(before);
  });

  it('take their place in front of others', () => {
    expect(keys(insertField(form(), field('z'), { pageId: 'pag_1', index: 1 }))).toEqual(['azb', 'c']);
    expect(keys(insertField(form(), field('z'), { pageId: 'pag_1' }))).toEqual(['abz', 'c']);
  });

  it('are duplicated right behind themselves, with an id and a key of their own', () => {
    const { definition, id } = duplicateField(form(), 'fld_a', 'a')!;

    expect(keys(definition)).toEqual(['aa_2b', 'c']);
    expect(fieldById(definition, id)?.key).toBe('a_2');
  });

  it('let their key go with the label until it is saved or chosen', () => {
    const fresh = form({ pages: [{ ...newPage('pag_1'), fields: [field('text', { label: 'Text' })] }] });
    const labelled = relabelField(fresh, 'fld_text', 'First name', true);
    const chosen = changeField(labelled, { ...fieldById(labelled, 'fld_text')!, key: 'given' });

    expect(fieldsOf(labelled)[0]).toMatchObject({ label: 'First name', key: 'first_name' });
    expect(fieldsOf(relabelField(chosen, 'fld_text', 'Name', true))[0]).toMatchObject({ label: 'Name', key: 'given' });
    expect(fieldsOf(relabelField(fresh, 'fld_text', 'Name', false))[0]).toMatchObject({ label: 'Name', key: 'text' });
  });

  it('take all that speaks of them along when their key changes', () => {
    const before = form({
      pages: [
        { ...newPage('pag_1'), fields: [field('a'), field('b', { visibility: { effect: 'show', when: asks('a') } })] },
        { ...newPage('pag_2'), jumps: [{ when: asks('a'), to: 'end' }], fields: [field('c', { requiredWhen: asks('a') })] },
      ],
      settings: {
        ...FORM_SETTINGS,
        notices: [
          notice({
            to: { kind: 'field', field: 'a' },
            replyToField: 'a',
            subject: 'Hello {{a}}',
            body: '{{a}} {{ab}}',
            when: asks('a'),
          }),
        ],
      },
      translations: { de: { 'fields.a.label': 'A', 'fields.ab.label': 'AB' } },
    });
    const after = changeField(before, { ...field('a'), label: 'Z', key: 'z' });

    expect(JSON.stringify(after)).not.toMatch(/"a"|\{\{a\}\}|fields\.a\./);
    expect(after.settings.notices[0]).toMatchObject({
      to: { field: 'z' },
      replyToField: 'z',
      subject: 'Hello {{z}}',
      body: '{{z}} {{ab}}',
    });
    expect(after.translations).toEqual({ de: { 'fields.z.label': 'A', 'fields.ab.label': 'AB' } });
  });

  it('name who depends on them, each once', () => {
    const definition = form({
      pages: [
        {
          ...newPage('pag_1'),
          title: 'One',
          jumps: [{ when: asks('a'), to: 'pag_2' }],
          fields: [field('a'), field('b', { requiredWhen: asks('a') })],
        },
        { ...newPage('pag_2'), fields: [field('c')] },
      ],
      settings: { ...FORM_SETTINGS, notices: [notice({ body: 'Dear {{a}}' })] },
    });

    expect(dependentsOf(definition, 'a').map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'page One',
      'field b',
      'notice To the visitor',
    ]);
    expect(dependentsOf(definition, 'c')).toEqual([]);
  });

  it('are forgotten by everybody when they go, and remembered where they have answers', () => {
    const twoRules: FieldCondition = { combine: 'any', rules: [...asks('a').rules, ...asks('c').rules] };
    const before = form({
      pages: [
        {
          ...newPage('pag_1'),
          fields: [field('a'), field('b', { visibility: { effect: 'hide', when: asks('a') }, requiredWhen: twoRules })],
        },
        { ...newPage('pag_2'), fields: [field('c')] },
      ],
      settings: { ...FORM_SETTINGS, notices: [notice({ to: { kind: 'field', field: 'a' } })] },
      translations: { de: { 'fields.a.label': 'A', title: 'T' } },
    });
    const after = removeField(before, 'fld_a', true);

    expect(fieldById(after, 'fld_b')).toMatchObject({ visibility: null, requiredWhen: { combine: 'any', rules: asks('c').rules } });
    expect(after.settings.notices[0]?.isEnabled).toBe(false);
    expect(after.translations).toEqual({ de: { title: 'T' } });
    expect(after.retired).toEqual([{ id: 'fld_a', key: 'a', label: 'a', type: 'text' }]);
    expect(removeField(before, 'fld_a', false).retired).toEqual([]);
  });

  it('know what takes their place when they go: the next, the one before, the page', () => {
    expect(besideField(form(), 'fld_a')).toBe('fld_b');
    expect(besideField(form(), 'fld_b')).toBe('fld_a');
    expect(besideField(form(), 'fld_c')).toBe('pag_2');
    expect(besideField(form(), 'fld_gone')).toBeUndefined();
  });

  it('never get the key of one that is gone but has answers', () => {
    const after = removeField(form(), 'fld_a', true);
    const fresh = insertField(after, field('n', { label: 'N', key: 'n' }), { pageId: 'pag_1' });

    expect(fieldById(relabelField(fresh, 'fld_n', 'A', true), 'fld_n')?.key).toBe('a_2');
  });
});

describe('pages of a draft', () => {
  it('come behind the page they were asked for', () => {
    expect(insertPage(form(), newPage('pag_3'), 'pag_1').pages.map(({ id }) => id)).toEqual(['pag_1', 'pag_3', 'pag_2']);
    expect(insertPage(form(), newPage('pag_3')).pages.map(({ id }) => id)).toEqual(['pag_1', 'pag_2', 'pag_3']);
  });

  it('lose the jumps that a move turns backward', () => {
    const definition = form({
      pages: [
        {
          ...newPage('pag_1'),
          jumps: [
            { when: asks('a'), to: 'pag_2' },
            { when: asks('a'), to: 'end' },
          ],
        },
        newPage('pag_2'),
      ],
    });

    expect(movePage(definition, 'pag_1', 1).pages[1]?.jumps.map(({ to }) => to)).toEqual(['end']);
    expect(movePage(definition, 'pag_1', 2)).toBe(definition);
  });

  it('name the pages that jump to them', () => {
    const jumping = { ...newPage('pag_1'), title: 'One', jumps: [{ when: asks('a'), to: 'pag_2' }] };

    expect(jumpersTo(form({ pages: [jumping, newPage('pag_2')] }), 'pag_2')).toEqual([
      { kind: 'page', id: 'pag_1', name: 'One', number: 1 },
    ]);
    expect(jumpersTo(form(), 'pag_2')).toEqual([]);
  });

  it('take their fields along, but the last one stays', () => {
    const after = removePage(
      form({ translations: { de: { 'pages.pag_1.title': 'Eins', title: 'T' } } }),
      'pag_1',
      (key) => key === 'a'
    );

    expect(keys(after)).toEqual(['c']);
    expect(after.retired.map(({ key }) => key)).toEqual(['a']);
    expect(after.translations).toEqual({ de: { title: 'T' } });
    expect(removePage(after, 'pag_2', () => false)).toBe(after);
  });
});

describe('choices of a field', () => {
  it('get values of their own, which go with the label until they are saved', () => {
    const options = addOptions([], labelsIn('Red\n\n Dark red \nRed'));

    expect(options.map(({ value }) => value)).toEqual(['red', 'dark-red']);
    expect(newOption(options, 'Red!').value).toBe('red-2');
    expect(relabelOption(options, 0, 'Blue', true)[0]).toEqual({ value: 'blue', label: 'Blue' });
    expect(relabelOption(options, 0, 'Blue', false)[0]).toEqual({ value: 'red', label: 'Blue' });
  });

  it('take conditions and translations along when their value changes', () => {
    const definition = form({
      pages: [{ ...newPage('pag_1'), fields: [field('a'), field('b', { visibility: { effect: 'show', when: asks('a') } })] }],
      translations: { de: { 'fields.a.options.x': 'Iks' } },
    });
    const after = renameOption(definition, field('a'), 'x', 'y');

    expect(fieldById(after, 'fld_b')?.visibility?.when.rules[0]?.value).toBe('y');
    expect(after.translations).toEqual({ de: { 'fields.a.options.y': 'Iks' } });
  });
});

describe('translations of a draft', () => {
  it('are written, emptied, counted and dropped', () => {
    const german = setTranslation(addLocale(form(), 'de'), 'de', 'title', 'Kontakt');

    expect(countTranslated(german, 'de', ['title', 'description'])).toBe(1);
    expect(setTranslation(german, 'de', 'title', '').translations).toEqual({ de: {} });
    expect(removeLocale(german, 'de').translations).toEqual({});
    expect(addLocale(form(), 'en').translations).toEqual({});
  });
});

describe('a fault', () => {
  it('is placed by ids, so that it stays where it is while rows move', () => {
    const place = (path: string) => placeFault(form(), { path, message: '' });

    expect(place('definition.pages.0.fields.1.settings.min')).toMatchObject({
      part: { kind: 'field', id: 'fld_b' },
      path: 'settings.min',
    });
    expect(place('definition.pages.1.jumps.0.to')).toMatchObject({ part: { kind: 'page', id: 'pag_2' }, path: 'jumps.0.to' });
    expect(place('definition.settings.success.url')).toMatchObject({ part: { kind: 'settings' }, path: 'success.url' });
    expect(place('definition.translations.de.title')).toMatchObject({ part: { kind: 'translations' }, path: 'de.title' });
    expect(place('title')).toMatchObject({ part: { kind: 'form' }, path: 'title' });
    expect(place('definition.pages.9.title')).toMatchObject({ part: { kind: 'form' } });
  });
});

describe('two drafts', () => {
  it('are the same whatever the order of their keys', () => {
    expect(isSame({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame([], {})).toBe(false);
  });
});

describe.each(TEMPLATES.map((template) => [template.name, template] as const))('the template %s', (_name, template) => {
  const descriptions = createFieldDescriptions();
  const tools = { descriptions, types: createFieldTypes(), compiles: () => true };

  it.each(['en', 'de', 'fr', 'sv'])('makes a form without faults in %s', (locale) => {
    const { title, definition } = formFrom(template, locale, ['en', 'de', 'fr', 'sv'], descriptions);

    expect(title).not.toBe('');
    expect(checkDefinition(definition, tools)).toEqual({ faults: [], warnings: [] });
    expect(Object.keys(definition.translations).sort()).toEqual(['de', 'en', 'fr'].filter((one) => one !== locale));
  });
});
