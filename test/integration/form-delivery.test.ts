import { Webhook as StandardWebhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttachedWebhook, MailNotice } from '../../shared/contracts/form';
import type { DeliveryPage } from '../../shared/contracts/delivery';
import type { WebhookCreated } from '../../shared/contracts/webhook';
import { eventually } from '../support/eventually';
import { definition, field, form, page, settings } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

interface Data<T> {
  readonly data: T;
}

let app: RunningStrapi;
let receiver: Receiver;
let site: ReturnType<typeof visitor>;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi();
  site = visitor(app);
});
afterAll(async () => {
  await app?.stop();
  await receiver?.close();
});
beforeEach(() => {
  receiver.forget();
  receiver.behave([200]);
});

const fields = () => [
  field('name', { label: 'Your name', isRequired: true }),
  field('email', { label: 'E-mail', type: 'email' }),
  field('tracking', { label: 'Hidden feed value', type: 'hidden' }),
];

const contact = (key: string, notices: readonly MailNotice[] = []) =>
  form(key, [], { title: 'Contact', definition: definition([page(fields())], { settings: settings({ notices }) }) });

const createWebhook = async (input: object): Promise<WebhookCreated> => {
  const made = await app.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', input);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.data;
};

const notice = (part: Partial<MailNotice> = {}): MailNotice => ({
  id: 'not_1',
  name: 'Editors',
  isEnabled: true,
  to: { kind: 'addresses', addresses: ['ed@example.com'] },
  replyToField: 'email',
  subject: 'New: {{form.title}}',
  body: '{{summary}}',
  when: null,
  ...part,
});

describe('a submission on its way to the receivers', () => {
  it('reaches each receiver URL in its own format, signed, with the same id', async () => {
    const { id, revealedSecret } = await createWebhook({
      name: 'Both formats',
      receivers: [`${receiver.url}/flat`, { url: `${receiver.url}/pairs`, format: { kind: 'key-value' } }],
      events: [{ type: 'form.submission.complete', uid: 'form:both' }],
    });
    await site.publish(contact('both'));

    await site.post('both', { answers: { name: 'Ada' }, pageUrl: 'https://site.example/contact' });

    const flat = await receiver.waitFor(({ path }) => path === '/flat');
    const pairs = await receiver.waitFor(({ path }) => path === '/pairs');
    const verifier = new StandardWebhook(revealedSecret.value);
    for (const request of [flat, pairs]) expect(() => verifier.verify(request.text, { ...request.headers })).not.toThrow();
    expect(flat.headers['webhook-id']).toBe(pairs.headers['webhook-id']);
    expect(flat.headers).toMatchObject({ 'x-strapi-event': 'form.submission.complete', 'x-switchboard-form': 'both' });
    expect(Object.keys(flat.json())).toEqual([
      'name',
      'email',
      'tracking',
      'SYSTEMCOLUMN_FinalizedSubmission',
      'SYSTEMCOLUMN_HostedPage',
      'SYSTEMCOLUMN_Language',
      'SYSTEMCOLUMN_SubmitTime',
      'SYSTEMCOLUMN_SubmitUser',
    ]);
    expect(flat.json()).toMatchObject({ name: 'Ada', tracking: null, SYSTEMCOLUMN_HostedPage: 'https://site.example/contact' });
    expect(pairs.json<unknown>()).toEqual(Object.entries(flat.json()).map(([key, value]) => ({ key, value })));
    await app.admin('DELETE', `/switchboard/webhooks/${id}`);
  });

  it('is attached and detached on the form’s own screen, and nothing else of the webhook changes', async () => {
    const webhook = await createWebhook({
      name: 'Attached',
      receivers: [`${receiver.url}/attached`],
      events: ['entry.publish'],
      auth: { kind: 'bearer', token: 'secret-token' },
    });
    const { id } = await site.publish(contact('attached'));
    const attach = (types: readonly string[]) =>
      app.admin<Data<readonly AttachedWebhook[]>>('PUT', `/switchboard/forms/${id}/webhooks`, { webhookId: webhook.id, types });

    const attached = await attach(['form.submission.complete']);
    await site.post('attached', { answers: { name: 'Ada' } });

    expect(attached.body.data.find((one) => one.id === webhook.id)).toMatchObject({ types: ['form.submission.complete'] });
    const request = await receiver.waitFor(({ path }) => path === '/attached');
    expect(request.headers['authorization']).toBe('Bearer secret-token');
    expect((await attach(['entry.publish'])).status).toBe(400);
    await attach([]);
    await site.post('attached', { answers: { name: 'Eve' } });
    expect(await site.eventTypes('attached')).toEqual(['form.submission.complete']);
  });

  it('shows in a preview with a made-up answer for each field', async () => {
    await site.publish(contact('previewed'));
    const input = {
      webhookId: null,
      webhook: { name: 'P', receivers: ['https://example.com/'], events: [{ type: 'form.*', uid: 'form:previewed' }] },
      receiverIndex: 0,
      sample: { type: 'form.submission.complete', uid: 'form:previewed', documentId: null },
    };

    const { body } = await app.admin<Data<{ body: string }>>('POST', '/switchboard/webhooks/preview', input);

    expect(JSON.parse(body.data.body)).toMatchObject({ name: 'Example Your name', email: 'someone@example.com' });
  });
});

describe('a webhook that is asked first', () => {
  it('refuses in its own words, and nothing is stored; accepts, and gets no delivery', async () => {
    const { id: webhookId } = await createWebhook({
      name: 'Members only',
      receivers: [`${receiver.url}/ask`],
      events: [{ type: 'form.submission.complete', uid: 'form:asked' }],
      asksFirst: { deadlineMs: 5_000, whenSilent: 'refuse' },
    });
    const { id } = await site.publish(contact('asked'));
    receiver.behave([
      { kind: 'answer', status: 422, body: JSON.stringify({ field: 'name', message: 'Not a member.' }) },
      { kind: 'answer', status: 204 },
    ]);

    const refused = await site.post('asked', { answers: { name: 'Eve' } });
    const accepted = await site.post('asked', { answers: { name: 'Ada' } });

    expect(refused.status).toBe(422);
    expect(refused.error.details.errors).toMatchObject([{ path: ['name'], message: 'Not a member.' }]);
    expect(accepted.status).toBe(201);
    expect((await site.rows(id)).map(({ values }) => values['name'])).toEqual(['Ada']);
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.requests[0]!.headers['x-switchboard-ask']).toBe('1');
    const log = await app.admin<Data<DeliveryPage>>('GET', `/switchboard/deliveries?webhookId=${webhookId}`);
    expect(log.body.data.items).toEqual([]);
  });

  it('refuses without words of its own when it is silent and its webhook says so', async () => {
    await createWebhook({
      name: 'Silent',
      receivers: [`${receiver.url}/silent`],
      events: [{ type: 'form.submission.complete', uid: 'form:silent' }],
      asksFirst: { deadlineMs: 5_000, whenSilent: 'refuse' },
    });
    const { id } = await site.publish(contact('silent'));
    receiver.behave([500]);

    const refused = await site.post('silent', { answers: { name: 'Ada' } });

    expect(refused.status).toBe(422);
    expect(refused.error.message).not.toBe('');
    expect(await site.rows(id)).toEqual([]);
  });
});

describe('e-mail notices', () => {
  const mailsAbout = (text: string) => app.mails().filter((mail) => mail.subject.includes(text));

  it('go to editors and to the visitor through the engine, and stand in the log', async () => {
    const toVisitor = notice({
      id: 'not_2',
      name: 'Visitor',
      to: { kind: 'field', field: 'email' },
      replyToField: '',
      subject: 'Thank you: {{form.title}}',
    });
    const { id } = await site.publish(contact('mailed', [notice(), toVisitor]));

    await site.post('mailed', { answers: { name: 'Ida', email: 'ida@example.com' } });

    const mails = await eventually(() => {
      const found = mailsAbout('Contact').filter(({ text }) => text?.includes('Ida'));
      return found.length === 2 ? found : null;
    });
    expect(mails.map(({ to }) => to).sort()).toEqual(['ed@example.com', 'ida@example.com']);
    expect(mails.find(({ to }) => to === 'ed@example.com')).toMatchObject({
      subject: 'New: Contact',
      replyTo: 'ida@example.com',
      text: 'Your name: Ida\nE-mail: ida@example.com',
    });
    const log = await eventually(async () => {
      const { body } = await app.admin<Data<DeliveryPage>>('GET', '/switchboard/deliveries?uid=form%3Amailed');
      return body.data.items.length === 2 && body.data.items.every(({ state }) => state === 'delivered') ? body.data : null;
    });
    expect(log.items.map(({ webhookName }) => webhookName).sort()).toEqual(['Contact: Editors', 'Contact: Visitor']);
    const webhooks = await app.admin<Data<readonly { id: string }[]>>('GET', '/switchboard/webhooks');
    expect(webhooks.body.data.filter((webhook) => webhook.id.startsWith(`form:${id}`))).toEqual([]);

    const [row] = await site.rows(id);
    expect((await app.admin('DELETE', `/switchboard/submissions/${row!.document_id}`)).status).toBe(200);
    const kept = [await site.knex('switchboard_attempts'), await site.knex('switchboard_deliveries')];
    expect(JSON.stringify(kept)).not.toMatch(/Ida|ida@example/);
  });

  it('keep what a visitor writes out of headers, and write to nobody who left no address', async () => {
    const toVisitor = notice({ id: 'not_2', to: { kind: 'field', field: 'email' } });
    const notices = [notice({ subject: 'About {{form.title}}', body: '{{message}} {% raw %}{{name}}' }), toVisitor];
    const asked = [...fields(), field('message', { type: 'long-text' })];
    const input = (list: readonly MailNotice[]) =>
      form('injected', [], { title: 'Injected', definition: definition([page(asked)], { settings: settings({ notices: list }) }) });
    const draft = await app.admin<{ error: { details: { errors: { path: string[] }[] } } }>(
      'POST',
      '/switchboard/forms',
      input([notice({ subject: 'About {{message}}' })])
    );
    await site.publish(input(notices));

    const message = 'Mallory\r\nBcc: all@example.com <script> {{name}} {{ 7 | times: 6 }}';
    expect((await site.post('injected', { answers: { name: 'Mallory', message } })).status).toBe(201);

    const [mail, ...others] = await eventually(() => {
      const found = mailsAbout('About Injected');
      return found.length > 0 ? found : null;
    });
    expect(others).toEqual([]);
    expect(mail!.to).toBe('ed@example.com');
    expect(draft.status).toBe(400);
    expect(mail!.subject).toBe('About Injected');
    expect(mail!.text).toMatch(/<script> \{\{name\}\} \{\{ 7 \| times: 6 \}\} \{% raw %\}Mallory$/);
    expect(mail!.html).not.toContain('<script>');
    expect(mail!.html).toContain('{{ 7 | times: 6 }}');
  });

  it('end with the version that had them', async () => {
    const made = await site.publish(contact('quiet', [notice({ subject: 'Quiet' })]));
    const view = await app.admin<Data<{ revision: number }>>('GET', `/switchboard/forms/${made.id}`);
    const next = { ...contact('quiet'), revision: view.body.data.revision };
    expect((await app.admin('PUT', `/switchboard/forms/${made.id}`, next)).status).toBe(200);
    expect((await app.admin('POST', `/switchboard/forms/${made.id}/publish`)).status).toBe(200);

    await site.post('quiet', { answers: { name: 'Ada' } });

    expect(await site.eventTypes('quiet')).toEqual([]);
    expect(mailsAbout('Quiet')).toEqual([]);
  });
});
