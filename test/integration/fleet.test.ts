import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DeliveryPage } from '../../shared/contracts/delivery';
import type { WebhookCreated, WebhookListItem } from '../../shared/contracts/webhook';
import { makeApp, removeApp } from '../support/app';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import type { Site } from '../support/site';
import { spawnStrapi, spawnWorker, type StrapiProcess } from '../support/strapi-process';

type Data<T> = { data: T };

const RECEIVERS = 10;
const MAX_CONCURRENCY = 3;
/** Deliveries of the long run. */
const COUNT = { sqlite: 0, postgres: 2_000, mysql: 400 } as const;

/** Too few places for one instance to do the work of two: where one can do it all, nothing says that the other gets any. */
const MAX_IN_FLIGHT = 8;

const plugins = (config: object = {}) => ({
  switchboard: {
    config: {
      breaker: { failureThreshold: 3, firstPauseS: 600, longestPauseS: 600 },
      delivery: { maxInFlight: MAX_IN_FLIGHT },
      ...config,
    },
  },
});

await describeOnDatabases(
  'a fleet',
  (_open, client) => {
    let folder: string;
    let receiver: Receiver;
    let a: StrapiProcess;
    let b: StrapiProcess;
    let path = 0;

    const start = (config?: object) =>
      spawnStrapi({ database: client, folder, plugins: plugins(config), env: { LOG_LEVEL: 'http' } });

    beforeAll(async () => {
      receiver = await startReceiver();
      folder = await makeApp({ database: client, schema: 'public' });
      // Together, on an empty database.
      [a, b] = await Promise.all([start(), start()]);
    });
    afterAll(async () => {
      await a?.kill('SIGKILL');
      await b?.kill('SIGKILL');
      if (folder) await removeApp(folder);
      await receiver?.close();
    });
    beforeEach(async () => {
      for (const { id, isDeclared } of await webhooksAt(a)) if (!isDeclared) await a.admin('DELETE', `/switchboard/webhooks/${id}`);
      receiver.behave([200]);
      receiver.forget();
    });

    const webhooksAt = async ({ admin }: Site) => (await admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks')).body.data;

    const addWebhook = async (site: Site, draft: object = {}): Promise<WebhookCreated & { path: string }> => {
      path += 1;
      const { status, body } = await site.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', {
        name: `Webhook ${path}`,
        receivers: [`${receiver.url}/${path}`],
        events: [{ type: 'entry.publish', uid: 'api::article.article' }],
        retry: { kind: 'custom', delaysS: [1, 1, 1] },
        ...draft,
      });
      expect({ status, body }).toMatchObject({ status: 201 });
      return { ...body.data, path: `/${path}` };
    };

    /** A create that publishes, as REST does it. */
    const publish = async (site: Site, title = 'Hello'): Promise<string> => {
      const { status, body } = await site.rest<Data<{ documentId: string }>>('POST', '/api/articles', { data: { title } });
      expect({ status, body }).toMatchObject({ status: 201 });
      return body.data.documentId;
    };

    const openCount = async (site: Site) =>
      (await site.admin<Data<DeliveryPage>>('GET', '/switchboard/deliveries?states=pending,claimed,held&limit=1')).body.data.items
        .length;

    const attemptsIn = (site: StrapiProcess) => site.log().split('[switchboard] attempt ').length - 1;

    it('shares the work: none lost, none doubled, and each receiver gets no more at once than it may', async () => {
      const active = new Map<string, number>();
      let most = 0;
      receiver.behave(({ path: to }) => {
        const now = (active.get(to) ?? 0) + 1;
        active.set(to, now);
        most = Math.max(most, now);
        // Over before the answer is on its way, so that the next one cannot be counted together with it.
        setTimeout(() => active.set(to, (active.get(to) ?? 0) - 1), 10);
        return { kind: 'slow', ms: 15, status: 200 };
      });
      const receivers = Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/share/${i}`);
      await addWebhook(a, { receivers, maxConcurrency: MAX_CONCURRENCY });
      const before = [attemptsIn(a), attemptsIn(b)];

      const wanted = COUNT[client];
      const publishing = [a, b, a, b].map(async (site) => {
        for (let i = 0; i < wanted / RECEIVERS / 4; i += 1) await publish(site, `Number ${i}`);
      });
      await Promise.all(publishing);
      await receiver.waitForCount(wanted, 120_000);
      await eventually(async () => (await openCount(a)) === 0, { timeoutMs: 30_000, what: 'everything to be settled' });

      const keys = receiver.requests.map(({ headers, path: to }) => `${headers['webhook-id']} ${to}`);
      expect(new Set(keys).size).toBe(wanted);
      expect(keys).toHaveLength(wanted);
      expect(most).toBeLessThanOrEqual(MAX_CONCURRENCY);
      const did = [attemptsIn(a) - before[0]!, attemptsIn(b) - before[1]!];
      expect(did[0]! + did[1]!).toBe(wanted);
      expect(Math.min(...did)).toBeGreaterThan(0);
    });

    it('goes by a webhook from its save on, whichever instance the event comes from', async () => {
      const titles: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        const wanted = await addWebhook(a);
        const title = `Wanted ${round}`;
        titles.push(title);
        // Nobody wanted an article until now, so without care b would not even look at it.
        await publish(b, title);
        await receiver.waitFor(({ path: to, text }) => to === wanted.path && text.includes(title));

        await a.admin('DELETE', `/switchboard/webhooks/${wanted.id}`);
        await publish(b, `Unwanted ${round}`);
      }

      const last = await addWebhook(b);
      await publish(a, 'The end');
      await receiver.waitFor(({ path: to }) => to === last.path);
      expect(receiver.requests.map((request) => (request.json() as { entry: { title: string } }).entry.title)).toEqual([
        ...titles,
        'The end',
      ]);
    });

    it('does not wait for an instance that was killed', async () => {
      const c = await start({ worker: false });
      await c.kill('SIGKILL');

      const startedAt = Date.now();
      const { path: to } = await addWebhook(a);
      const tookMs = Date.now() - startedAt;
      await publish(b);

      await receiver.waitFor((request) => request.path === to);
      expect(tookMs).toBeLessThan(10_000);
    });

    it('keeps the order of a document', async () => {
      await addWebhook(a, { order: { kind: 'per-document' } });
      const documentId = await publish(a, 'Number 0');
      await receiver.waitForCount(1);
      receiver.behave(({ number }) => (number % 7 === 0 ? 500 : 200));

      for (let i = 1; i <= 20; i += 1) {
        const { status } = await (i % 2 === 0 ? a : b).rest('PUT', `/api/articles/${documentId}`, {
          data: { title: `Number ${i}` },
        });
        expect(status).toBe(200);
      }
      await eventually(() => receiver.requests.some(({ text }) => text.includes('"Number 20"')), { timeoutMs: 60_000 });

      const titles = receiver.requests.map((request) => (request.json() as { entry: { title: string } }).entry.title);
      const firsts = titles.filter((title, i) => titles.indexOf(title) === i);
      expect(firsts).toEqual(Array.from({ length: 21 }, (_, i) => `Number ${i}`));
      // What was refused came again before the next.
      expect(titles).toEqual([...titles].sort((x, y) => Number(x.slice(7)) - Number(y.slice(7))));
    });

    it('keeps the rate of a receiver', async () => {
      const perSecond = 4;
      await addWebhook(a, { maxPerSecond: perSecond });

      await Promise.all(
        [a, b, a, b].map(async (site) => {
          for (let i = 0; i < 5; i += 1) await publish(site);
        })
      );
      const requests = await receiver.waitForCount(20, 60_000);

      const at = requests.map((request) => request.at);
      // What a full allowance lets through at once, and the rest at its pace.
      expect(at.at(-1)! - at[0]!).toBeGreaterThan(((20 - 2 * perSecond) / perSecond) * 1_000);
    });

    it('pauses a failing receiver for all', async () => {
      receiver.behave([500]);
      const { id } = await addWebhook(a, { maxConcurrency: 1 });

      await Promise.all(
        [a, b, a, b].map(async (site) => {
          for (let i = 0; i < 3; i += 1) await publish(site);
        })
      );
      for (const site of [a, b]) {
        await eventually(
          async () => (await webhooksAt(site)).find((webhook) => webhook.id === id)?.receivers[0]?.state === 'paused',
          { timeoutMs: 30_000, what: 'the breaker to open' }
        );
      }

      expect(receiver.requests).toHaveLength(3);
    });

    it('has workers without HTTP, which finish what is under way when they are told to end', async () => {
      await b.kill();
      await a.kill();
      a = await start({ worker: false });
      const worker = await spawnWorker({ database: client, folder, plugins: plugins({ worker: false }) });
      receiver.behave([{ kind: 'slow', ms: 500, status: 200 }]);
      await addWebhook(a);

      await publish(a);
      await receiver.waitForCount(1);
      await expect(fetch(`${worker.url}/_health`)).rejects.toThrow();
      expect({ code: await worker.kill('SIGTERM'), log: worker.log() }).toMatchObject({ code: 0 });

      expect(await openCount(a)).toBe(0);
      expect(receiver.requests).toHaveLength(1);
      expect(worker.log()).toContain('outcome=accepted');
      expect(attemptsIn(a)).toBe(0);
    });
  },
  ['postgres', 'mysql']
);
