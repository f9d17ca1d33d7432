import { describe, expect, it } from 'vitest';
import { actionOf, renderHtml } from '../../../packages/switchboard-forms/src/render-html';
import type { FormField, PublicForm } from '../../../shared/contracts/form';
import { textsFor } from '../../../shared/forms';
import { field, page } from '../../support/forms';

const publicForm = (fields: readonly FormField[], more: Partial<PublicForm> = {}): PublicForm => ({
  key: 'contact',
  title: 'Contact',
  description: '',
  version: 1,
  locale: 'en',
  locales: ['en'],
  pages: [page(fields)],
  settings: { submitLabel: '', nextLabel: '', backLabel: '', storesPartial: false },
  state: { kind: 'open' },
  token: 'token-1',
  spam: { honeypot: null, proofOfWork: null, captcha: null },
  schema: {},
  texts: textsFor('en'),
  ...more,
});

const action = actionOf('https://cms.example.com/', 'contact');
const render = (fields: readonly FormField[], more: Partial<PublicForm> = {}, options = {}) =>
  renderHtml(publicForm(fields, more), { action, ...options });

describe('a form as HTML', () => {
  it('posts to the public API, with its token, its language and a key against double posts', () => {
    const html = render([], {}, { idempotencyKey: 'key-1' });

    expect(html).toContain('action="https://cms.example.com/api/switchboard/forms/contact/submissions"');
    expect(html).toContain('<input type="hidden" name="_token" value="token-1">');
    expect(html).toContain('<input type="hidden" name="_locale" value="en">');
    expect(html).toContain('<input type="hidden" name="_key" value="key-1">');
  });

  it('escapes whatever editors and visitors write', () => {
    const evil = `"><script>alert('1')</script>&`;
    const fields = [
      field('name', { label: evil, hint: evil, placeholder: evil }),
      field('long', { type: 'long-text', label: evil }),
    ];

    const html = render(fields, { title: evil, description: evil }, { answers: { name: evil, long: evil } });

    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(7);
  });

  it('joins each label, hint and fault to its control by ids that exist', () => {
    const html = render(
      [field('name', { label: 'Name', hint: 'As in your passport.' })],
      {},
      { faults: [{ path: 'name', message: 'Too short.' }] }
    );

    expect(html).toContain('<label class="sbf-label" for="sbf-contact-name">Name</label>');
    expect(html).toContain('aria-describedby="sbf-contact-name-hint sbf-contact-name-fault" aria-invalid="true"');
    expect(html).toContain('<a href="#sbf-contact-name">Too short.</a>');
    for (const [, ids = ''] of html.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g))
      for (const id of ids.split(' ')) expect(html).toContain(`id="${id}"`);
  });

  it('lets no browser block a post over a field that may be hidden', () => {
    const visibility = { effect: 'show', when: { combine: 'all', rules: [] } } as const;
    const html = render([field('always', { isRequired: true }), field('sometimes', { isRequired: true, visibility })]);

    expect(html).toMatch(/name="always" required/);
    expect(html).not.toMatch(/name="sometimes" required/);
    expect(html.match(/\(required\)/g)).toHaveLength(2);
  });

  it('groups choices in a fieldset, the first with the id of the field', () => {
    const options = [
      { value: 'a', label: 'Alpha' },
      { value: 'b', label: 'Beta' },
    ];
    const html = render([field('choice', { type: 'radio', label: 'Which?', settings: { options, initial: ['b'] } })]);

    expect(html).toContain('<legend class="sbf-label">Which?</legend>');
    expect(html).toContain('<input type="radio" id="sbf-contact-choice" name="choice" value="a">');
    expect(html).toContain('<input type="radio" id="sbf-contact-choice-1" name="choice" value="b" checked>');
  });

  it('asks for a type that only the server knows as a line of text', () => {
    expect(render([field('colour', { type: 'acme-colour', label: 'Colour' })])).toContain('name="colour"');
  });

  it('shows every page as a section', () => {
    const pages = [page([field('a')], { title: 'One' }), page([field('b')], { title: 'Two' })];

    expect(render([], { pages }).match(/<section class="sbf-page"/g)).toHaveLength(2);
  });

  it('sets a trap that people neither see nor reach', () => {
    expect(render([], { spam: { honeypot: 'fax-1', proofOfWork: null, captcha: null } })).toMatch(
      /<div class="sbf-trap" aria-hidden="true">.*name="fax-1" tabindex="-1" autocomplete="off"/
    );
  });

  it('says instead of its questions that it is closed, or when it opens', () => {
    const closed = render([field('name')], { state: { kind: 'closed', message: 'Until next year.' } });
    expect(closed).toContain('Until next year.');
    expect(closed).not.toContain('<form');

    const notYet = render([], {
      locale: 'de',
      texts: textsFor('de'),
      state: { kind: 'not-yet', opensAt: '2030-05-01T10:00:00.000Z' },
    });
    expect(notYet).toContain('Dieses Formular wird am 1. Mai 2030');
  });

  it('is written from right to left where its language is', () => {
    expect(render([], { locale: 'he' })).toContain('<div class="sbf" lang="he" dir="rtl">');
  });
});
