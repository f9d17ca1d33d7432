import { expect, test } from 'vitest';
import { formPage } from '../../../server/src/forms/page';
import { parseJsonBody } from '../../../server/src/forms/body/json-body';
import type { PublicForm } from '../../../shared/contracts/form';
import { BUILT_IN, textsFor } from '../../../shared/forms';
import { field, page } from '../../support/forms';

const STRANGE: readonly unknown[] = [
  {},
  [{}],
  [[{}]],
  { tag: 'script', attributes: {}, children: ['x'] },
  { toString: 1 },
  true,
  1,
  null,
  [null],
];

const FIELDS = BUILT_IN.map(({ type }) =>
  field(type.replaceAll('-', '_'), { type, settings: { options: [{ value: 'a', label: 'A' }] } })
);

const shown = {
  key: 'contact',
  title: 'Contact',
  description: '',
  version: 1,
  locale: 'en',
  locales: ['en'],
  pages: [page(FIELDS)],
  settings: { submitLabel: '', nextLabel: '', backLabel: '', storesPartial: false },
  state: { kind: 'open' },
  token: 'token',
  spam: { honeypot: null, proofOfWork: null, captcha: null },
  schema: {},
  texts: textsFor('en'),
} as unknown as PublicForm;

test.each(STRANGE)('a form is shown again whatever was answered, and nothing of it is taken for markup: %j', (answer) => {
  const answers = Object.fromEntries(FIELDS.map(({ key }) => [key, answer]));
  const posted = parseJsonBody(Buffer.from(JSON.stringify({ answers })));
  const html = formPage(shown, { action: '/', answers: posted.answers as never, faults: [{ path: '', message: 'Not so' }] });
  expect(html).toContain('Not so');
  expect(html).not.toContain('<script');
});
