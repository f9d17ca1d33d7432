import { expect, it } from 'vitest';
import type { AttachedWebhook } from '../../../shared/contracts/form';
import { createWebhooksOfForm } from '../../../server/src/forms/attached-webhooks';

const listOne = async (events: readonly (readonly [type: string, uid: string | null])[]): Promise<AttachedWebhook> => {
  const webhook = { id: 'whk_1', name: 'Desk', isEnabled: true, isDeclared: false, asksFirst: null, receivers: [] };
  const webhooks = createWebhooksOfForm({
    list: async () => [{ ...webhook, events: events.map(([type, uid]) => ({ type, uid })) }],
    replacePatterns: async () => undefined,
  });
  return (await webhooks.list('contact'))[0]!;
};

const named = (...names: string[]): string[] => names.map((name) => `form.submission.${name}`);
const ALL_BUT_SPAM = named('create', 'update', 'complete');

it.each([
  ['by its name', [['form.submission.complete', 'form:contact']], named('complete'), []],
  ['by its name and a wildcard, which leaves spam out', [['form.submission.*', 'form:contact']], ALL_BUT_SPAM, []],
  ['spam, which must be asked for', [['form.submission.spam', 'form:contact']], named('spam'), []],
  ['of every form', [['form.submission.create', null]], [], named('create')],
  ['of whatever happens', [['*', null]], [], ALL_BUT_SPAM],
  ['of every form by a prefix', [['form.submission.*', 'form:*']], [], ALL_BUT_SPAM],
  [
    'both ways',
    [
      ['form.submission.complete', 'form:contact'],
      ['form.*', '*'],
    ],
    named('complete'),
    ALL_BUT_SPAM,
  ],
  ['of another form only', [['form.submission.*', 'form:orders']], [], []],
  ['of content only', [['entry.*', '*']], [], []],
] as const)('a form knows which of its events a webhook hears %s', async (_how, events, types, viaAllForms) => {
  expect(await listOne(events)).toMatchObject({ types, viaAllForms });
});
