import { describe, expect, it } from 'vitest';
import { more } from '../../../packages/switchboard-forms/src/more';
import { rawAnswers } from '../../../packages/switchboard-forms/src/raw-answers';
import { safeRedirect } from '../../../packages/switchboard-forms/src/redirect';
import { beginSession as begin, judge, localToday, placeOf, toSend } from '../../../packages/switchboard-forms/src/session';
import { shuffle } from '../../../packages/switchboard-forms/src/shuffle';
import type { FormPage, PublicForm } from '../../../shared/contracts/form';
import { textsFor } from '../../../shared/forms';
import { field, page } from '../../support/forms';

const formOf = (...pages: readonly FormPage[]): PublicForm => ({
  key: 'contact',
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

const beginSession = (form: PublicForm) => begin(form, more.types);

const whenYes = { combine: 'all', rules: [{ field: 'more', operator: 'equals', value: true }] } as const;
const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];

describe('a filling-in', () => {
  it('begins with what editors put in', () => {
    const { answers } = beginSession(
      formOf(
        page([
          field('name', { settings: { initial: 'Ada' } }),
          field('one', { type: 'radio', settings: { options, initial: ['b'] } }),
          field('several', { type: 'checkboxes', settings: { options, initial: ['a', 'b'] } }),
          field('on', { type: 'yes-no', settings: { look: 'switch', initial: 'yes' } }),
          field('empty'),
        ])
      )
    );

    expect(answers).toEqual({ name: 'Ada', one: 'b', several: ['a', 'b'], on: 'true' });
  });

  it('begins with dates as of today, whatever is told from it', () => {
    const { answers } = beginSession(
      formOf(
        page([
          field('born', { type: 'date', settings: { max: 'today-18y' } }),
          field('arrival', { type: 'date', settings: { min: 'today', initial: 'today' } }),
          field('call', { type: 'date-time', settings: { max: 'today+2w' } }),
        ])
      )
    );

    expect(answers).toEqual({ arrival: localToday() });
  });

  it('skips a page whose condition does not hold, and sends nothing of it', () => {
    const [first, second, third] = [
      page([field('more', { type: 'yes-no' })]),
      page([field('detail', { isRequired: true })], { visibility: { effect: 'show', when: whenYes } }),
      page([field('name')]),
    ];
    const began = beginSession(formOf(first, second, third));
    const no = { ...began, answers: { more: 'false', detail: 'typed before', name: 'Ada' } };

    expect(placeOf(no, judge(no))).toEqual({ number: 1, count: 2, previous: null, next: third.id });
    expect(judge(no).faults).toEqual([]);
    expect(toSend(no, judge(no)).answers).toEqual({ more: 'false', name: 'Ada' });

    const yes = { ...no, answers: { more: 'true', detail: '' } };
    expect(placeOf(yes, judge(yes))).toMatchObject({ count: 3, next: second.id });
    expect(judge(yes).faults).toMatchObject([{ path: 'detail', code: 'required' }]);
  });

  it('tells the ids of stored files, sends the new ones, and says with an empty answer that there are none', () => {
    const form = formOf(page([field('kept', { type: 'file' }), field('gone', { type: 'file' })]));
    const stored = { id: 'fil_1', name: 'a.pdf', mime: 'application/pdf', size: 1 };
    const chosen = { id: 'new-1', name: 'b.pdf', mime: 'application/pdf', size: 1, file: new File(['b'], 'b.pdf') };
    const session = { ...beginSession(form), files: { kept: [stored, chosen], gone: [] } };

    const sent = toSend(session, judge(session));

    expect(sent.answers).toEqual({ kept: ['fil_1'], gone: '' });
    expect(sent.files.kept).toEqual([chosen.file]);
  });

  it('takes stored values for what the controls hold', () => {
    const form = formOf(
      page([
        field('yes', { type: 'yes-no' }),
        field('count', { type: 'number' }),
        field('terms', { type: 'consent' }),
        field('own', { type: 'radio', settings: { options, allowsOther: true } }),
        field('several', { type: 'checkboxes', settings: { options, allowsOther: true } }),
      ])
    );
    const values = {
      yes: true,
      count: 4,
      terms: { granted: true, text: 'I agree', version: 1 },
      own: 'Something',
      several: ['a', 'Else'],
    };

    expect(rawAnswers(form, values)).toEqual({
      yes: 'true',
      count: '4',
      terms: 'true',
      own: '__other',
      'own.other': 'Something',
      several: ['a', '__other'],
      'several.other': 'Else',
    });
  });

  it('comes to the same values as were stored when it is taken up again', () => {
    const form = formOf(
      page([field('own', { type: 'radio', settings: { options, allowsOther: true } }), field('yes', { type: 'yes-no' })])
    );
    const values = { own: 'Something', yes: false };
    const session = { ...beginSession(form), answers: rawAnswers(form, values) };

    expect({ ...judge(session).values }).toEqual(values);
  });

  it('mixes options only where the editor wished it', () => {
    const pages = [
      page([field('in_order', { settings: { options } }), field('mixed', { settings: { options, isShuffled: true } })]),
    ];
    let last = 1;
    const falling = () => (last -= 0.1);

    const [fixed, mixed] = shuffle(pages, falling)[0]!.fields;

    expect(fixed?.settings.options).toEqual(options);
    expect(mixed?.settings.options).toEqual([...options].reverse());
  });
});

describe('a redirect', () => {
  it.each([
    ['/thanks', 'https://site.example/thanks'],
    ['https://other.example/', 'https://other.example/'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['http://', null],
  ])('to %s goes to %s', (address, expected) => {
    expect(safeRedirect(address, 'https://site.example/form')).toBe(expected);
  });
});
