import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PreviewInput, WebhookInput } from '../../../shared/contracts/webhook';
import { MASK, WEBHOOK_DEFAULTS } from '../../../shared/contracts/webhook';
import { createGuard } from '../../../server/src/http/guard';
import { createTokens } from '../../../server/src/http/oauth2';
import { createSender } from '../../../server/src/http/send';
import { PluginError } from '../../../server/src/kernel/errors';
import { createIds } from '../../../server/src/kernel/ids';
import { createPreview, type TakeSample } from '../../../server/src/outbound/preview';
import type { Webhook } from '../../../server/src/outbound/webhook';
import { parseWebhook } from '../../../server/src/outbound/webhook.schema';
import { startReceiver, verify, type Receiver } from '../../support/receiver';
import { ARTICLE, NOTHING, SECRET, webhook as bundle } from './bundles';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

const takeSample: TakeSample = async ({ type }) =>
  type.startsWith('entry.')
    ? { subject: ARTICLE, data: { ...NOTHING, entry: { id: 7, documentId: 'doc1', title: 'Hello' } } }
    : { subject: null, data: { ...NOTHING, own: {} } };

const bench = (stored: readonly Webhook[] = []) => {
  const guard = createGuard({ allow: ['127.0.0.1'] });
  const sender = createSender({ guard, maxLoggedBytes: 1_000 });
  const clock = () => Date.now();
  return createPreview({
    webhooks: {
      all: async () => stored,
      current: async () => stored,
      get: async (id) => stored.find((one) => one.id === id) ?? null,
    },
    parse: (input) => parseWebhook(input, { judgeUrl: guard.judgeUrl }),
    sender,
    tokens: createTokens({ sender, clock }),
    ids: createIds(clock),
    clock,
    version: '1.2.3',
  });
};

const input = (part: Partial<WebhookInput> = {}): WebhookInput => ({
  ...WEBHOOK_DEFAULTS,
  name: 'Site',
  receivers: [{ id: '', url: `${receiver.url}/hook`, format: null }],
  events: [{ type: 'entry.publish', uid: null }],
  ...part,
});

const asking = (webhook: WebhookInput, part: Partial<PreviewInput> = {}): PreviewInput => ({
  webhookId: null,
  webhook,
  receiverIndex: 0,
  sample: { type: 'entry.publish', uid: ARTICLE.uid, documentId: null },
  ...part,
});

const headerOf = (headers: readonly { name: string; value: string }[], name: string) =>
  headers.find((header) => header.name.toLowerCase() === name)?.value;

const faultsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason
  );
  if (error instanceof PluginError) return { code: error.code, paths: error.fields.map(({ path }) => path) };
  throw error ?? new Error('expected it to be refused');
};

describe('a preview', () => {
  it('shows the request as an attempt makes it, with what is secret masked', async () => {
    const webhook = input({
      auth: { kind: 'bearer', token: 'to-hide' },
      headers: [{ name: 'X-Key', value: 'key-to-hide', isSecret: true }],
    });

    const { url, headers, body, skippedBecause } = await bench().preview(asking(webhook), takeSample);

    expect(url).toBe(`${receiver.url}/hook`);
    expect(JSON.parse(body)).toMatchObject({ event: 'entry.publish', model: 'article', entry: { title: 'Hello' } });
    expect(headerOf(headers, 'webhook-signature')).toBe(MASK);
    expect(headerOf(headers, 'authorization')).toBe(MASK);
    expect(headerOf(headers, 'x-key')).toBe(MASK);
    expect(headerOf(headers, 'user-agent')).toContain('1.2.3');
    expect(skippedBecause).toBeNull();
  });

  it('says why an event would not be sent', async () => {
    const wrongEvent = await bench().preview(asking(input({ events: [{ type: 'entry.delete', uid: null }] })), takeSample);
    const condition = { kind: 'compare', field: 'title', operator: 'is', value: 'Other' } as const;
    const wrongTitle = await bench().preview(asking(input({ condition })), takeSample);

    expect([wrongEvent.skippedBecause, wrongTitle.skippedBecause]).toEqual(['event', 'condition']);
  });

  it('does without a name', async () => {
    await expect(bench().preview(asking(input({ name: '' })), takeSample)).resolves.toMatchObject({ method: 'POST' });
  });

  it('puts the fault of a template at its field', async () => {
    const format = { kind: 'template', body: '{{ entry.title | nosuchfilter }}', contentType: 'text/plain' } as const;

    expect((await faultsOf(bench().preview(asking(input({ format })), takeSample))).paths).toEqual(['format.body']);
  });

  it('knows no receiver URL beyond the last', async () => {
    expect((await faultsOf(bench().preview(asking(input(), { receiverIndex: 1 }), takeSample))).code).toBe('RECEIVER_NOT_FOUND');
  });
});

describe('a test', () => {
  const stored = () =>
    bundle({
      id: 'wh_stored',
      receivers: [{ id: 'rcv1', url: `${receiver.url}/hook`, format: null }],
      auth: { kind: 'bearer', token: 'stored-token' },
    });

  it('is really sent, signed with the stored secret and marked as a test, and shows the answer', async () => {
    receiver.behave([{ kind: 'answer', status: 422, headers: { 'content-type': 'text/plain' }, body: 'no such index' }]);
    const webhook = input({ auth: { kind: 'bearer', token: MASK } });

    const result = await bench([stored()]).test(asking(webhook, { webhookId: 'wh_stored' }), takeSample, false);
    const request = receiver.requests.at(-1)!;

    expect(request.headers['x-switchboard-test']).toBe('1');
    expect(request.headers['authorization']).toBe('Bearer stored-token');
    expect(verify(request, SECRET)).toMatchObject({ event: 'entry.publish' });
    expect(result).toMatchObject({ outcome: { kind: 'rejected', status: 422 }, response: { status: 422, body: 'no such index' } });
    expect(JSON.stringify(result)).not.toContain('stored-token');
    expect(result.request.body).toBe(request.text);
  });

  it('sends a stored webhook as it is for who may only test: to no other address, with no other body', async () => {
    const elsewhere = await startReceiver();
    const webhook = input({
      receivers: [{ id: '', url: `${elsewhere.url}/steal`, format: null }],
      auth: { kind: 'bearer', token: MASK },
      format: { kind: 'template', body: '{"event":"order.refunded"}', contentType: 'application/json' },
    });
    const ask = asking(webhook, { webhookId: 'wh_stored' });

    await bench([stored()]).test(ask, takeSample, false);
    expect(elsewhere.requests).toHaveLength(0);
    expect(receiver.requests.at(-1)).toMatchObject({ path: '/hook', headers: { authorization: 'Bearer stored-token' } });
    expect(verify(receiver.requests.at(-1)!, SECRET)).toMatchObject({ event: 'entry.publish', entry: { title: 'Hello' } });

    expect(await faultsOf(bench([stored()]).test(ask, takeSample, true))).toEqual({ code: 'INVALID_INPUT', paths: ['auth.token'] });
    expect(elsewhere.requests).toHaveLength(0);
    // Nothing is sent for a look.
    expect(headerOf((await bench([stored()]).preview(ask, takeSample)).headers, 'authorization')).toBe(MASK);

    const entered = { ...ask, webhook: { ...webhook, auth: { kind: 'bearer' as const, token: 'of-its-own' } } };
    await bench([stored()]).test(entered, takeSample, true);
    expect(elsewhere.requests[0]!.headers['authorization']).toBe('Bearer of-its-own');
    expect(elsewhere.requests.map(({ text }) => text)).toEqual(['{"event":"order.refunded"}']);
    await elsewhere.close();
  });

  it('sends nothing to an address that is not saved for who may only test', async () => {
    const before = receiver.requests.length;

    expect((await faultsOf(bench().test(asking(input()), takeSample, false))).code).toBe('ACTION_FORBIDDEN');
    expect(receiver.requests).toHaveLength(before);
  });

  it('masks its secrets in an answer that repeats them', async () => {
    receiver.behave(({ headers }) => ({ kind: 'answer', status: 200, body: JSON.stringify(headers) }));

    const { response } = await bench([stored()]).test(asking(input(), { webhookId: 'wh_stored' }), takeSample, false);

    expect(JSON.parse(response!.body!)).toMatchObject({ authorization: MASK, 'webhook-signature': MASK });
  });

  it('says that a receiver cannot be reached', async () => {
    const gone = await startReceiver();
    await gone.close();

    const result = await bench().test(asking(input({ receivers: [{ id: '', url: gone.url, format: null }] })), takeSample, true);

    expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'refused' }, response: null });
  });
});
