import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DeliveryPage } from '../../shared/contracts/delivery';
import type { WebhookCreated, WebhookDraft, WebhookListItem } from '../../shared/contracts/webhook';
import type { OutboundService } from '../../server/src/outbound/strapi/outbound.service';
import { makeApp, removeApp } from '../support/app';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, verify, type Receiver } from '../support/receiver';
import { createRedisServer, describeWithRedisServer, keysOf, openRedis, type RedisServer } from '../support/redis';
import type { Site } from '../support/site';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { spawnStrapi, type StrapiProcess } from '../support/strapi-process';

type Data<T> = { data: T };

const plugins = (redis: RedisServer, config: object = {}) => ({
  switchboard: {
    config: {
      queue: { driver: 'bullmq', connection: redis.url },
      breaker: { failureThreshold: 1_000 },
      delivery: { shutdownMs: 500 },
      ...config,
    },
  },
});

/** The types of what is in Redis, by key, and everything that is written there. */
const contentOf = async (redis: RedisServer): Promise<string> => {
  const client = openRedis(redis.url);
  const keys = await keysOf('', redis.url);
  const values = await Promise.all(
    keys.map(async (key) => {
      const type = await client.type(key);
      if (type === 'hash') return client.hgetall(key);
      if (type === 'stream') return client.xrange(key, '-', '+');
      if (type === 'zset') return client.zrange(key, '0', '-1');
      if (type === 'list') return client.lrange(key, 0, -1);
      return client.get(key);
    })
  );
  client.disconnect();
  return JSON.stringify([keys, values]);
};

describeWithRedisServer('a Strapi with BullMQ', () => {
  let redis: RedisServer;
  let receiver: Receiver;
  let site: RunningStrapi;
  let outbound: OutboundService;
  let created = 0;

  beforeAll(async () => {
    redis = await createRedisServer();
    receiver = await startReceiver();
    // Without Redis: a start does not wait for it.
    site = await startStrapi({ plugins: plugins(redis) });
    outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
  });
  afterAll(async () => {
    await site?.stop();
    await receiver?.close();
    await redis?.kill();
  });
  beforeEach(async () => {
    for (const { id, isDeclared } of await outbound.webhooks.list()) if (!isDeclared) await outbound.webhooks.remove(id);
    receiver.behave([200]);
    receiver.forget();
  });

  const webhookFor = async (draft: Partial<WebhookDraft> = {}): Promise<WebhookCreated & { path: string; publish: Publish }> => {
    created += 1;
    const path = `/${created}`;
    const type = `test.number-${created}`;
    const webhook = await outbound.webhooks.create({
      name: `Test ${created}`,
      receivers: [`${receiver.url}${path}`],
      events: [{ type, uid: null }],
      retry: { kind: 'custom', delaysS: [1, 1, 1] },
      ...draft,
    } as WebhookDraft);
    const publish: Publish = async (count, data = {}) => {
      for (let i = 0; i < count; i += 1) await outbound.emit({ type, data: { number: i, ...data } });
    };
    return { ...webhook, path, publish };
  };
  type Publish = (count: number, data?: object) => Promise<void>;

  const gotBy = (path: string) => receiver.requests.filter((request) => request.path === path);

  const isUp = async (): Promise<string | undefined> => {
    const { body } = await site.rest<string>('GET', '/api/switchboard/metrics');
    return /^switchboard_redis_up (\d)$/m.exec(body)?.[1];
  };

  it('delivers without Redis, and says that it is away', async () => {
    const { path, publish } = await webhookFor();

    await publish(5);

    await receiver.waitForCount(5);
    expect(gotBy(path)).toHaveLength(5);
    expect(await isUp()).toBe('0');
  });

  it('says when Redis is there', async () => {
    await redis.start();

    await eventually(async () => (await isUp()) === '1', { what: 'Redis to be found' });
  });

  it('delivers with it, signed, and puts nothing into Redis but ids', async () => {
    const { publish, revealedSecret } = await webhookFor();

    await publish(20, { note: 'a very own word' });

    const [request] = await receiver.waitForCount(20);
    expect(() => verify(request!, revealedSecret.value)).not.toThrow();
    const content = await contentOf(redis);
    expect(content).toContain('switchboard:');
    for (const secret of ['own word', receiver.url, 'dlv_', 'evt_', 'whsec_']) expect(content).not.toContain(secret);
  });

  it('tries again after the delay', async () => {
    const { publish } = await webhookFor({ retry: { kind: 'custom', delaysS: [2, 1] } });
    receiver.behave([500, 503, 200]);

    await publish(1);

    const [first, second, third] = await receiver.waitForCount(3);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(1_500);
    expect(third!.at - second!.at).toBeGreaterThanOrEqual(700);
  });

  it('keeps the rate of a receiver', async () => {
    const perSecond = 4;
    const { publish } = await webhookFor({ maxPerSecond: perSecond });

    await publish(16);

    const requests = await receiver.waitForCount(16, 30_000);
    expect(requests.at(-1)!.at - requests[0]!.at).toBeGreaterThan(((16 - 2 * perSecond) / perSecond) * 1_000);
  });

  it('lets a hanging receiver hold up nobody else', async () => {
    const hanging = await webhookFor({ timeoutMs: 30_000 });
    const other = await webhookFor();
    receiver.behave(({ path }) => (path === hanging.path ? { kind: 'hang' } : 200));

    await hanging.publish(100);
    await receiver.waitFor(({ path }) => path === hanging.path);
    await other.publish(100);

    await eventually(() => gotBy(other.path).length === 100);
    const { items } = await outbound.deliveries.list({ webhookId: hanging.id, states: ['delivered'] });
    expect(items).toEqual([]);
  });

  it('loses nothing when Redis is flushed, killed, frozen and started again, and publishes all the while', async () => {
    const { path, publish } = await webhookFor();
    receiver.behave(({ number }) => (number % 5 === 0 ? 500 : { kind: 'slow', ms: 5, status: 200 }));
    const faults = [
      () => redis.flush(),
      () => redis.kill(),
      () => redis.start(),
      async () => redis.freeze(),
      async () => redis.thaw(),
      () => redis.flush(),
    ];

    for (const fault of faults) {
      const publishing = publish(50);
      await fault();
      await publishing;
    }

    const accepted = () => new Set(gotBy(path).map(({ headers }) => headers['webhook-id']));
    await eventually(() => accepted().size === faults.length * 50, { timeoutMs: 40_000 });
    await eventually(
      async () =>
        (await outbound.deliveries.list({ webhookId: (await outbound.webhooks.list())[0]!.id, states: ['pending', 'claimed'] }))
          .items.length === 0,
      { timeoutMs: 40_000, what: 'everything to be settled' }
    );
    await eventually(async () => (await isUp()) === '1', { what: 'Redis to be found again' });
  });

  it('stops soon with a Redis that does not answer', async () => {
    redis.freeze();
    const startedAt = performance.now();

    await site.stop({ keep: true });

    const tookMs = performance.now() - startedAt;
    redis.thaw();
    expect(tookMs).toBeLessThan(10_000);
    site = await startStrapi({ plugins: plugins(redis), folder: site.folder });
    outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
  });

  it('does not show the password on the settings page', async () => {
    await site.stop();
    site = await startStrapi({
      plugins: plugins(redis, { queue: { driver: 'bullmq', connection: `redis://ada:very-hush@127.0.0.1:${redis.port}/1` } }),
    });
    outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;

    const { status, body } = await site.admin('GET', '/switchboard/settings');

    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain(`@127.0.0.1:${redis.port}/1`);
    expect(JSON.stringify(body)).not.toContain('hush');
  });
});

await describeOnDatabases(
  'a fleet with BullMQ',
  (_open, client) => {
    describeWithRedisServer('and a Redis of its own', () => {
      let folder: string;
      let redis: RedisServer;
      let receiver: Receiver;
      let a: StrapiProcess;
      let b: StrapiProcess;
      let serving: StrapiProcess;
      let path = 0;

      const start = (config: object = {}) =>
        spawnStrapi({
          database: client,
          folder,
          // Too few places for one process to do the work of two.
          plugins: plugins(redis, { delivery: { maxInFlight: 8, leaseMarginMs: 5_000 }, ...config }),
          env: { LOG_LEVEL: 'http' },
        });

      beforeAll(async () => {
        redis = await createRedisServer();
        await redis.start();
        receiver = await startReceiver();
        folder = await makeApp({ database: client, schema: 'public' });
        [a, b, serving] = await Promise.all([start(), start(), start({ worker: false })]);
      });
      afterAll(async () => {
        for (const process of [a, b, serving]) await process?.kill('SIGKILL');
        if (folder) await removeApp(folder);
        await receiver?.close();
        await redis?.kill();
      });
      beforeEach(async () => {
        const { body } = await serving.admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks');
        for (const { id, isDeclared } of body.data) if (!isDeclared) await serving.admin('DELETE', `/switchboard/webhooks/${id}`);
        receiver.behave([{ kind: 'slow', ms: 15, status: 200 }]);
        receiver.forget();
      });

      const addWebhook = async (receiverCount: number): Promise<void> => {
        path += 1;
        const { status, body } = await serving.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', {
          name: `Webhook ${path}`,
          receivers: Array.from({ length: receiverCount }, (_, i) => `${receiver.url}/${path}/${i}`),
          events: [{ type: 'entry.publish', uid: 'api::article.article' }],
          retry: { kind: 'custom', delaysS: [1, 1, 1] },
          timeoutMs: 2_000,
        });
        expect({ status, body }).toMatchObject({ status: 201 });
      };

      const publish = async (site: Site, count: number): Promise<void> => {
        for (let i = 0; i < count; i += 1) {
          const { status, body } = await site.rest('POST', '/api/articles', { data: { title: `Number ${i}` } });
          expect({ status, body }).toMatchObject({ status: 201 });
        }
      };

      const attemptsIn = (site: StrapiProcess) => site.log().split('[switchboard] attempt ').length - 1;
      const openCount = async () =>
        (await a.admin<Data<DeliveryPage>>('GET', '/switchboard/deliveries?states=pending,claimed,held&limit=1')).body.data.items
          .length;
      const keys = () => receiver.requests.map(({ headers, path: to }) => `${headers['webhook-id']} ${to}`);

      it('shares what a process publishes that does not send', async () => {
        await addWebhook(10);
        const before = [attemptsIn(a), attemptsIn(b), attemptsIn(serving)];

        await Promise.all([publish(serving, 15), publish(serving, 15)]);
        await receiver.waitForCount(300, 60_000);
        await eventually(async () => (await openCount()) === 0, { timeoutMs: 30_000, what: 'everything to be settled' });

        expect(new Set(keys()).size).toBe(300);
        expect(keys()).toHaveLength(300);
        const did = [a, b, serving].map((site, i) => attemptsIn(site) - before[i]!);
        expect(did[0]! + did[1]!).toBe(300);
        expect(Math.min(did[0]!, did[1]!)).toBeGreaterThan(0);
        expect(did[2]).toBe(0);
      });

      it('delivers all when Redis is killed, and comes back empty, in the middle of it', async () => {
        await addWebhook(10);

        await publish(serving, 5);
        await redis.kill();
        await publish(serving, 10);
        await publish(a, 5);
        await receiver.waitForCount(100, 60_000);
        await redis.start();
        await publish(serving, 5);
        await redis.flush();
        await publish(b, 5);
        await receiver.waitForCount(300, 60_000);
        await eventually(async () => (await openCount()) === 0, { timeoutMs: 30_000, what: 'everything to be settled' });

        expect(new Set(keys()).size).toBe(300);
        expect(keys()).toHaveLength(300);
        for (const site of [a, b, serving]) {
          const lines = site
            .log()
            .split('\n')
            .filter((line) => line.includes('Redis '));
          expect(lines).toEqual([
            expect.stringContaining('Redis answers'),
            expect.stringContaining('Redis does not answer'),
            expect.stringContaining('Redis answers'),
          ]);
        }
      });

      it('finishes what a process leaves that is told to end', async () => {
        await addWebhook(10);

        await publish(serving, 10);
        await b.kill('SIGTERM');
        await publish(serving, 10);
        await receiver.waitForCount(200, 60_000);
        await eventually(async () => (await openCount()) === 0, { timeoutMs: 60_000, what: 'everything to be settled' });

        expect(new Set(keys()).size).toBe(200);
      });

      it('takes over what a killed process held, when its lease has run out', async () => {
        b = await start();
        await addWebhook(10);
        receiver.behave(({ number }) => ({ kind: 'slow', ms: number <= 50 ? 500 : 5, status: 200 }));

        await publish(serving, 20);
        await eventually(() => attemptsIn(b) > 0, { timeoutMs: 30_000, what: 'the other to take its share' });
        await b.kill('SIGKILL');
        await eventually(() => new Set(keys()).size === 200, { timeoutMs: 60_000, what: 'all to be delivered' });
        await eventually(async () => (await openCount()) === 0, { timeoutMs: 60_000, what: 'everything to be settled' });
      });
    });
  },
  ['postgres', 'mysql']
);
