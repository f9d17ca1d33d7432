import { describe, expect, it } from 'vitest';
import type { FormField, PublicForm } from '../../../shared/contracts/form';
import { checkedFieldType, value, type OwnFieldType } from '../../../shared/forms';
import { beginSession, judge } from '../../../packages/switchboard-forms/src/session';
import { renderHtml } from '../../../packages/switchboard-forms/src/render-html';
import { createFieldRegistry } from '../../../server/src/forms/field-registry';
import { textsFor } from '../../../shared/forms/texts-for';
import { codesOf, field, judgeFields } from './evaluator/bundles';

const even: OwnFieldType = {
  type: 'even',
  answers: true,
  compares: 'number',
  read: (raw) => (Number(raw) % 2 === 0 ? value(Number(raw)) : { kind: 'fault', code: 'odd', params: { got: String(raw) } }),
  control: () => ({ kind: 'input', attributes: { type: 'number', step: 2 } }),
  sentences: { en: { odd: '“{label}” is odd: {got}.' }, de: { odd: '„{label}“ ist ungerade.' } },
  group: 'number',
  icon: 'NumberField',
  settings: [{ name: 'most', kind: 'whole', default: null }],
  schema: () => ({ type: 'integer', multipleOf: 2 }),
};
const asked: FormField = { ...field('text', { label: 'Count' }), type: 'even', settings: {} };
const given = (own: OwnFieldType = even) => {
  const registry = createFieldRegistry();
  registry.add(own);
  return { types: registry.types };
};

describe('a project’s own type of field', () => {
  it('is judged, with its own sentences in the language of the form', () => {
    const message = (locale: string) =>
      judgeFields([asked], { asked: 3 }, { ...given(), locale, sentences: textsFor(locale).faults }).faults[0]!.message;

    expect(judgeFields([asked], { asked: 4 }, given()).values).toEqual({ asked: 4 });
    expect([message('en'), message('de-AT'), message('fr'), message('constructor')]).toEqual([
      '“Count” is odd: 3.',
      '„Count“ ist ungerade.',
      '“Count” is odd: 3.',
      '“Count” is odd: 3.',
    ]);
  });

  it('gives way to the editor’s own words', () => {
    const own = { ...asked, messages: { odd: 'Even numbers, please.' } };

    expect(judgeFields([own], { asked: 3 }, given()).faults[0]!.message).toBe('Even numbers, please.');
  });

  it.each(['a\0', 'a\ud800', ['fine', '\0'], 'x'.repeat(50_001)])('never sees what no database keeps: %#', (raw) => {
    const open: OwnFieldType = { ...even, read: (text) => value(text as string) };

    expect(codesOf(judgeFields([asked], { asked: raw }, given(open)))).toEqual({ asked: 'bad-characters' });
  });

  it.each([
    ['no name', { type: '' }, 'expected the name of a type of field'],
    ['a name with capitals', { type: 'Even' }, 'expected the name of a type of field'],
    ['a name of ours', { type: 'text' }, 'there is a type of field `text` already'],
    ['no reading', { read: undefined }, '`read` to be a function'],
    ['no control', { control: 'input' }, '`control` to be a function'],
    ['no schema', { schema: {} }, '`schema` to be a function'],
    ['nothing about answers', { answers: undefined }, '`answers` to be true or false'],
    ['a group that is none', { group: 'fun' }, '`group` to be one of'],
    ['no icon', { icon: undefined }, '`icon` to be the name of an icon'],
    ['settings without a list', { settings: {} }, '`settings` to be a list'],
    ['settings without a kind', { settings: [{ name: 'a' }] }, '`settings` to be a list'],
  ])('is refused with %s', (_what, wrong, sentence) => {
    expect(() => checkedFieldType({ ...even, ...wrong } as OwnFieldType)).toThrow(sentence);
  });

  it('is registered once, and before the site has started', () => {
    const registry = createFieldRegistry();
    registry.add(even);

    expect(() => registry.add(even)).toThrow('there is a type of field `even` already');
    registry.close();
    expect(() => registry.add({ ...even, type: 'odd' })).toThrow('before the site has started');
  });
});

describe('a page that shows a project’s own type', () => {
  const control = { kind: 'input', attributes: { type: 'color' } } as const;
  const form = (more: Partial<PublicForm> = {}): PublicForm => ({
    key: 'paint',
    title: '',
    description: '',
    version: 1,
    locale: 'en',
    locales: ['en'],
    pages: [{ id: 'pag_1', title: '', description: '', fields: [asked], visibility: null, jumps: [] }],
    settings: { submitLabel: '', nextLabel: '', backLabel: '', storesPartial: false },
    texts: textsFor('en'),
    state: { kind: 'open' },
    token: 't',
    spam: { honeypot: null, proofOfWork: null, captcha: null },
    schema: {},
    ...more,
  });
  const html = (shown: PublicForm, fieldTypes: readonly OwnFieldType[] = []) => renderHtml(shown, { action: '/send', fieldTypes });

  it('draws it as the type says where it knows it, and judges at once', () => {
    const session = beginSession(form(), [], [even]);

    expect(html(form(), [even])).toContain('type="number"');
    expect(judge({ ...session, answers: { asked: '3' } }).faults).toMatchObject([{ path: 'asked', code: 'odd' }]);
  });

  it('draws it as the server says where it does not, and leaves the judging to the server', () => {
    const session = beginSession(form({ controls: { asked: control } }), []);

    expect(html(form({ controls: { asked: control } }))).toContain('type="color"');
    expect(judge({ ...session, answers: { asked: '3' } }).faults).toEqual([]);
  });

  it('draws a text field where nobody says anything', () => {
    expect(html(form())).toContain('type="text"');
  });

  it('takes several answers where the server draws boxes', () => {
    const several = {
      kind: 'checkboxes',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    } as const;
    const session = beginSession(form({ controls: { asked: several } }), []);

    expect(judge({ ...session, answers: { asked: ['a', 'b'] } }).values).toEqual({ asked: ['a', 'b'] });
  });
});
