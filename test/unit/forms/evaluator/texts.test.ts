import { describe, expect, it } from 'vitest';
import { localesOf, localise, textsOf } from '../../../../shared/forms';
import { parseFormInput } from '../../../../server/src/forms/form.schema';
import everyField from '../../../fixtures/forms/every-field.json';
import travel from '../../../fixtures/forms/travel.json';
import { definitionOf, descriptions, field, judge, options, page } from './bundles';

const forms = [
  ['every-field', parseFormInput(everyField)],
  ['travel', parseFormInput(travel)],
] as const;

const translated = (form: (typeof forms)[number][1], locale: string, texts: Readonly<Record<string, string>>) => ({
  ...form,
  definition: { ...form.definition, translations: { [locale]: texts } },
});

describe('the texts of a form', () => {
  it.each(forms)('go round: what is listed is what is replaced, and nothing else: %s', (_name, form) => {
    const swedish = Object.fromEntries(textsOf(form, descriptions).map(({ path, text }) => [path, `sv ${text}`]));
    const found = localise(translated(form, 'sv', swedish), 'sv', descriptions);

    expect(Object.fromEntries(textsOf(found, descriptions).map(({ path, text }) => [path, text]))).toEqual(swedish);
    expect(JSON.parse(JSON.stringify(found).replaceAll('"sv ', '"'))).toMatchObject({
      ...form,
      definition: { ...form.definition, translations: {} },
    });
  });

  it('have each path once, and no empty text', () => {
    for (const [, form] of forms) {
      const texts = textsOf(form, descriptions);

      expect(new Set(texts.map(({ path }) => path)).size).toBe(texts.length);
      expect(texts.filter(({ text }) => text === '')).toEqual([]);
    }
  });

  it('are those that visitors read', () => {
    const paths = textsOf(forms[0][1], descriptions).map(({ path }) => path);

    expect(paths).toEqual(
      expect.arrayContaining([
        'title',
        'description',
        'pages.pag_words.title',
        'fields.name.label',
        'fields.name.placeholder',
        'fields.name.messages.required',
        'fields.intro.settings.text',
        'fields.country.options.se',
        'fields.seat.images.window',
        'fields.channel.settings.otherLabel',
        'fields.is_customer.settings.yesLabel',
        'fields.terms.settings.text',
        'fields.terms.settings.linkUrl',
      ])
    );
    expect(paths.filter((path) => /pattern$|parameter|settings\.value|accept/.test(path) && !path.includes('messages'))).toEqual(
      []
    );
  });

  it('leave the form as it is where nobody translated it', () => {
    const [, form] = forms[1];

    expect(localise(form, 'sv', descriptions)).toBe(form);
    expect(localise(form, 'en', descriptions)).toBe(form);
    expect(localise(form, '__proto__', descriptions)).toBe(form);
  });

  it('fall back one by one', () => {
    const { definition, title, description } = localise(forms[1][1], 'de', descriptions);

    expect([title, description]).toEqual(['Reise buchen', 'Three pages, conditions, a jump, an upload, two languages.']);
    expect(definition.settings).toMatchObject({
      submitLabel: 'Buchen',
      nextLabel: 'Go on',
      success: { text: 'Danke, wir melden uns.' },
    });
    expect(definition.settings.notices.map(({ subject }) => subject)).toEqual(['{{form.title}}: a new trip', 'Ihre Reise']);
  });

  it('fall back to the language of a country', () => {
    expect(localise(forms[1][1], 'de-AT', descriptions).title).toBe('Reise buchen');
  });

  it('do not come from what all objects have', () => {
    const odd = {
      title: 'T',
      description: '',
      definition: { ...definitionOf([page('one', [field('text', { key: 'a', label: 'A' })])]), translations: { sv: {} } },
    };

    expect(localise(odd, 'sv', descriptions).title).toBe('T');
  });

  it('never change what an option sends', () => {
    const radio = field('radio', { key: 'a' }, options('x'));
    const form = {
      title: 'T',
      description: '',
      definition: { ...definitionOf([page('one', [radio])]), translations: { sv: { 'fields.a.options.x': 'Ex' } } },
    };

    expect(localise(form, 'sv', descriptions).definition.pages[0]!.fields[0]!.settings['options']).toEqual([
      { value: 'x', label: 'Ex' },
    ]);
  });

  it('are what a consent keeps', () => {
    const { definition } = localise(forms[1][1], 'de', descriptions);

    expect(judge(definition.pages, { terms: true, destination: 'home' }).values['terms']).toEqual({
      granted: true,
      text: 'Ich stimme den Reisebedingungen zu.',
      version: 1,
    });
  });

  it('are there in these languages, the own one first', () => {
    expect(localesOf(forms[1][1].definition)).toEqual(['en', 'de']);
    expect(localesOf({ ...forms[1][1].definition, translations: { sv: {}, en: { title: 'x' } } })).toEqual(['en']);
  });
});
