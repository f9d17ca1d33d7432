import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryPage, DeliveryView } from '../../shared/contracts/delivery';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import type { Site } from '../support/site';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process';

/** A short lease: five seconds longer than the timeout. */
const plugins = (config: object = {}) => ({ switchboard: { config: { delivery: { leaseMarginMs: 5_000 }, ...config } } });

let receiver: Receiver;
let running: StrapiProcess[] = [];

const start = async (options: Parameters<typeof spawnStrapi>[0]): Promise<StrapiProcess> => {
  const site = await spawnStrapi(options);
  running.push(site);
  return site;
};

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  for (const site of running) await site.remove();
  running = [];
  await receiver.close();
});

const addWebhook = async (site: Site) => {
  const { status } = await site.admin('POST', '/switchboard/webhooks', {
    name: 'Crash',
    receivers: [{ id: '', url: receiver.url, format: null }],
    events: [{ type: 'entry.publish', uid: 'api::article.article' }],
    timeoutMs: 5_000,
  });
  expect(status).toBe(201);
};

/** A create that publishes, as REST does it unless asked for a draft. */
const publish = async (site: Site): Promise<string> => {
  const { status, body } = await site.rest<{ data: { documentId: string } }>('POST', '/api/articles', { data: { title: 'Hello' } });
  expect(status).toBe(201);
  return body.data.documentId;
};

const delivered = (site: Site): Promise<DeliveryView> =>
  eventually(
    async () => {
      const { body } = await site.admin<{ data: DeliveryPage }>('GET', '/switchboard/deliveries?states=delivered');
      const [item] = body.data.items;
      return item ? (await site.admin<{ data: DeliveryView }>('GET', `/switchboard/deliveries/${item.id}`)).body.data : null;
    },
    { timeoutMs: 30_000, what: 'a delivered delivery' }
  );

describe('a process that is killed', () => {
  it('between commit and send loses nothing: the next one sends', async () => {
    const first = await start({ plugins: plugins({ worker: false }) });
    await addWebhook(first);
    const documentId = await publish(first);
    await first.kill('SIGKILL');
    expect(receiver.requests).toEqual([]);

    const second = await start({ plugins: plugins(), folder: first.folder });
    await delivered(second);

    expect(receiver.requests).toHaveLength(1);
    expect(receiver.requests[0]!.json()).toMatchObject({ event: 'entry.publish', documentId });
  });

  it('in the middle of a request repeats it after the lease, with the same id, and the log says why', async () => {
    receiver.behave([{ kind: 'hang' }, 200]);
    const first = await start({ plugins: plugins() });
    await addWebhook(first);
    await publish(first);
    await receiver.waitForCount(1);
    await first.kill('SIGKILL');

    const second = await start({ plugins: plugins(), folder: first.folder });
    const delivery = await delivered(second);

    const ids = receiver.requests.map((request) => request.headers['webhook-id']);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(delivery.attempts.map(({ outcome }) => outcome.kind)).toEqual(['lost', 'accepted']);
  });

  it('in an orderly way finishes what is under way first', async () => {
    receiver.behave([{ kind: 'slow', ms: 500, status: 200 }]);
    const first = await start({ plugins: plugins() });
    await addWebhook(first);
    await publish(first);
    await receiver.waitForCount(1);
    expect(await first.kill('SIGTERM')).toBe(0);

    const second = await start({ plugins: plugins(), folder: first.folder });
    const delivery = await delivered(second);

    expect(receiver.requests).toHaveLength(1);
    expect(delivery.attempts.map(({ outcome }) => outcome.kind)).toEqual(['accepted']);
  });
});
