import zlib from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryView } from '../../shared/contracts/delivery';
import type { WebhookCreated, WebhookDraft } from '../../shared/contracts/webhook';
import type { OutboundService } from '../../server/src/outbound/strapi/outbound.service';
import { eventually } from '../support/eventually';
import { startReceiver, verify, type Behaviour, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

let site: RunningStrapi;
let receiver: Receiver;
let outbound: OutboundService;

beforeAll(async () => {
  receiver = await startReceiver();
  site = await startStrapi({
    plugins: {
      switchboard: {
        config: { breaker: { failureThreshold: 3, firstPauseS: 1, longestPauseS: 1 }, delivery: { shutdownMs: 500 } },
      },
    },
  });
  outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
});

afterAll(async () => {
  await site?.stop();
  await receiver?.close();
});

beforeEach(async () => {
  for (const { id, isDeclared } of await outbound.webhooks.list()) if (!isDeclared) await outbound.webhooks.remove(id);
  receiver.behave([200]);
  receiver.forget();
});

let created = 0;

/** A webhook that wants one type of event of its own, so that tests do not hear of each other. */
const webhookFor = async (draft: Partial<WebhookDraft> = {}): Promise<WebhookCreated & { type: string }> => {
  created += 1;
  const type = `test.number-${created}`;
  const webhook = await outbound.webhooks.create({
    name: `Test ${created}`,
    receivers: [`${receiver.url}/${created}`],
    events: [{ type, uid: null }],
    retry: { kind: 'custom', delaysS: [1, 1, 1] },
    ...draft,
  } as WebhookDraft);
  return { ...webhook, type };
};

const deliveryOf = async (eventId: string): Promise<DeliveryView> => {
  const page = await outbound.deliveries.list({ eventId });
  return outbound.deliveries.get(page.items[0]!.id);
};

const settled = (eventId: string, state: DeliveryView['state']): Promise<DeliveryView> =>
  eventually(
    async () => {
      const delivery = await deliveryOf(eventId);
      return delivery.state === state ? delivery : null;
    },
    { what: `${eventId} to be ${state}` }
  );

describe('a published article', () => {
  it('is heard by the receiver, signed', async () => {
    const { revealedSecret } = await webhookFor({ events: [{ type: 'entry.publish', uid: null }] });
    const articles = site.strapi.documents('api::article.article');

    const { documentId } = await articles.create({ data: { title: 'Hello' } as never });
    await articles.publish({ documentId });

    const request = await receiver.waitFor((one) => one.headers['x-strapi-event'] === 'entry.publish');
    expect(verify(request, revealedSecret.value)).toMatchObject({ event: 'entry.publish', documentId, entry: { title: 'Hello' } });
  });
});

describe('retries', () => {
  it('come until the receiver accepts, with the same id and a rising attempt number', async () => {
    receiver.behave([500, 503, 200]);
    const { type } = await webhookFor();

    const { id } = await outbound.emit({ type, data: { answer: 42 } });
    const delivery = await settled(id, 'delivered');

    const requests = receiver.requests;
    expect(requests.map((request) => request.headers['webhook-id'])).toEqual([id, id, id]);
    expect(requests.map((request) => request.headers['x-switchboard-attempt'])).toEqual(['1', '2', '3']);
    expect(requests.map((request) => request.text)).toEqual([requests[0]!.text, requests[0]!.text, requests[0]!.text]);
    expect(delivery.attempts.map(({ outcome }) => outcome)).toEqual([
      { kind: 'rejected', status: 500 },
      { kind: 'rejected', status: 503 },
      { kind: 'accepted', status: 200 },
    ]);
    expect(delivery.attempts[0]!.request?.body).toBe(requests[0]!.text);
  });

  it('end with the schedule, and begin anew with a resend', async () => {
    receiver.behave([500]);
    const { type } = await webhookFor({ retry: { kind: 'none' } });
    const { id } = await outbound.emit({ type, data: null });
    const failed = await settled(id, 'failed');
    expect(failed.attempts).toHaveLength(1);

    receiver.behave([200]);
    await outbound.deliveries.resend(failed.id);
    const delivered = await settled(id, 'delivered');

    expect(delivered.attempts.map(({ number }) => number)).toEqual([1, 2]);
    expect(new Set(receiver.requests.map((request) => request.headers['webhook-id']))).toEqual(new Set([id]));
  });

  it('do not follow redirects', async () => {
    receiver.behave([{ kind: 'answer', status: 307, headers: { Location: `${receiver.url}/elsewhere` } }]);
    const { type } = await webhookFor({ retry: { kind: 'none' } });

    const { id } = await outbound.emit({ type, data: null });

    expect((await settled(id, 'failed')).lastStatus).toBe(307);
    expect(receiver.requests.some((request) => request.path === '/elsewhere')).toBe(false);
  });

  it('wait for a paused receiver without using up attempts, and go on when it answers again', async () => {
    receiver.behave([500, 500, 500, 500, 200]);
    const { type, id: webhookId } = await webhookFor({ retry: { kind: 'custom', delaysS: [1, 1, 1, 1, 1] }, maxConcurrency: 1 });

    const { id } = await outbound.emit({ type, data: null });
    await eventually(async () => (await outbound.webhooks.get(webhookId)).receivers[0]!.state === 'paused', {
      what: 'the breaker to open',
    });
    const delivery = await settled(id, 'delivered');

    expect(delivery.attempts).toHaveLength(5);
    expect((await outbound.webhooks.get(webhookId)).receivers[0]!.state).toBe('healthy');
  });
});

describe('a receiver that answers 410', () => {
  it('gets nothing more, people are told once, and other webhooks can hear of it', async () => {
    receiver.behave(({ path }) => (path === '/gone/T0KEN' ? 410 : 200));
    const { id: watcherId } = await webhookFor({
      events: [{ type: 'switchboard.*', uid: null }],
      receivers: [`${receiver.url}/watch`],
    });
    const { type, id: webhookId } = await webhookFor({ receivers: [`${receiver.url}/gone/T0KEN`] });

    const { id } = await outbound.emit({ type, data: null });

    expect((await settled(id, 'failed')).attempts).toHaveLength(1);
    expect((await outbound.webhooks.get(webhookId)).receivers[0]!.state).toBe('gone');
    const told = await receiver.waitFor(({ path }) => path === '/watch', { timeoutMs: 30_000 });
    expect(told.headers['x-strapi-event']).toBe('switchboard.receiver.gone');
    expect(told.json()).toMatchObject({ data: { webhookId, host: new URL(receiver.url).host } });
    const mails = site.mails();
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).toContain('410 Gone');
    // A token in a path is for its receiver only.
    expect(told.text + JSON.stringify(mails)).not.toContain('T0KEN');
    expect((await outbound.webhooks.get(watcherId)).receivers[0]!.state).toBe('healthy');
  });
});

describe('order', () => {
  it('per document: the next event waits until the one before is delivered', async () => {
    receiver.behave([500, 200, 200, 200]);
    const { type } = await webhookFor({ order: { kind: 'per-document' } });
    const subject = { uid: 'api::article.article', documentId: 'one' };

    const sent: string[] = [];
    for (let i = 0; i < 3; i += 1) sent.push((await outbound.emit({ type, data: i, subject })).id);
    await settled(sent[2]!, 'delivered');

    expect(receiver.requests.map((request) => request.headers['webhook-id'])).toEqual([sent[0], sent[0], sent[1], sent[2]]);
  });

  it('latest only: what waits behind a failing one gives way to the newest', async () => {
    receiver.behave([500, 200]);
    const { type } = await webhookFor({ order: { kind: 'latest-only' } });
    const subject = { uid: 'api::article.article', documentId: 'two' };

    const first = await outbound.emit({ type, data: 1, subject });
    await receiver.waitForCount(1);
    const second = await outbound.emit({ type, data: 2, subject });
    const third = await outbound.emit({ type, data: 3, subject });
    await settled(third.id, 'delivered');

    expect((await deliveryOf(first.id)).state).toBe('superseded');
    expect((await deliveryOf(second.id)).state).not.toBe('failed');
    expect(receiver.requests.at(-1)!.headers['webhook-id']).toBe(third.id);
  });

  it('quiet period: many changes, one request', async () => {
    const { type } = await webhookFor({ order: { kind: 'quiet-period', seconds: 1 } });

    const sent: string[] = [];
    for (let i = 0; i < 5; i += 1) sent.push((await outbound.emit({ type, data: i })).id);
    await settled(sent[4]!, 'delivered');

    expect(receiver.requests.map((request) => request.headers['webhook-id'])).toEqual([sent[4]]);
    expect((await deliveryOf(sent[0]!)).state).toBe('superseded');
  });
});

describe('receivers that behave badly', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const endless = Buffer.alloc(256 * 1024, 'x');

  /** Each costs one attempt of at most two seconds, whatever it does. */
  const BAD: Record<string, { behaviour: Behaviour; outcome: object }> = {
    hangs: { behaviour: { kind: 'hang' }, outcome: { kind: 'unreachable', reason: 'timeout' } },
    drips: { behaviour: { kind: 'drip', everyMs: 20 }, outcome: { kind: 'unreachable', reason: 'timeout' } },
    'sends a compressed bomb': {
      behaviour: { kind: 'answer', status: 200, headers: { 'Content-Encoding': 'gzip' }, body: bomb },
      outcome: { kind: 'accepted', status: 200 },
    },
    'promises gigabytes': {
      behaviour: {
        kind: 'raw',
        bytes: Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 8000000000\r\n\r\n'), endless]),
      },
      outcome: { kind: 'accepted', status: 200 },
    },
    'speaks no HTTP': {
      behaviour: { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' },
      outcome: { kind: 'unreachable', reason: 'protocol' },
    },
    redirects: {
      behaviour: { kind: 'answer', status: 302, headers: { Location: 'http://169.254.169.254/latest/meta-data/' } },
      outcome: { kind: 'rejected', status: 302 },
    },
    'closes early': { behaviour: { kind: 'close' }, outcome: { kind: 'unreachable', reason: 'reset' } },
  };

  it('cost one bounded attempt each, and the others do not notice', async () => {
    const names = Object.keys(BAD);
    receiver.behave(({ path }) => BAD[decodeURIComponent(path.slice(1))]?.behaviour ?? 200);
    const { type } = await webhookFor({
      receivers: [...names.map((name) => `${receiver.url}/${encodeURIComponent(name)}`), `${receiver.url}/good`],
      retry: { kind: 'none' },
      timeoutMs: 2_000,
    });

    const { id } = await outbound.emit({ type, data: { hello: 'world' } });
    const good = await receiver.waitFor(({ path }) => path === '/good');
    const deliveries = await eventually(async () => {
      const { items } = await outbound.deliveries.list({ eventId: id });
      return items.length === names.length + 1 && items.every(({ settledAt }) => settledAt !== null) ? items : null;
    });

    const slowest = Math.max(...receiver.requests.map(({ at }) => at));
    expect(good.at).toBeLessThanOrEqual(slowest);
    for (const item of deliveries) {
      const { attempts } = await outbound.deliveries.get(item.id);
      const name = decodeURIComponent(new URL(item.url).pathname.slice(1));
      expect(attempts, name).toHaveLength(1);
      expect(attempts[0]!.outcome, name).toMatchObject(BAD[name]?.outcome ?? { kind: 'accepted', status: 200 });
      // The deadline and what the machine needs to notice it; without a bound, a drip would go on for ever.
      expect(attempts[0]!.durationMs, name).toBeLessThan(10_000);
      expect(attempts[0]!.response?.body?.length ?? 0, name).toBeLessThanOrEqual(32_768);
    }
  });

  it('do not hold up another receiver while they hang', async () => {
    receiver.behave(({ path }) => (path === '/hanging' ? { kind: 'hang' } : 200));
    const hanging = await webhookFor({
      receivers: [`${receiver.url}/hanging`],
      timeoutMs: 60_000,
      retry: { kind: 'none' },
      maxConcurrency: 2,
    });
    const working = await webhookFor({ receivers: [`${receiver.url}/working`] });
    for (let i = 0; i < 20; i += 1) await outbound.emit({ type: hanging.type, data: i });
    await receiver.waitFor(({ path }) => path === '/hanging');

    const { id } = await outbound.emit({ type: working.type, data: null });
    await settled(id, 'delivered');

    // Two are under way, the others wait for their turn; none has ended.
    const { items } = await outbound.deliveries.list({ webhookId: hanging.id });
    expect(items.filter(({ state }) => state === 'claimed')).toHaveLength(2);
    expect(items.filter(({ state }) => state === 'pending')).toHaveLength(18);
  });
});
