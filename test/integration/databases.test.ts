import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeliveryView } from '../../shared/contracts/delivery';
import type { WebhookCreated, WebhookListItem } from '../../shared/contracts/webhook';
import { databaseIn } from '../support/app';
import { connectTo, describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, verify, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import type { OutboundService } from '../../server/src/outbound/strapi/outbound.service';

type Data<T> = { data: T };
type Doc = { documentId: string };
type Documents = Record<'create' | 'update' | 'publish' | 'unpublish' | 'delete', (params: object) => Promise<Doc>>;

const ARTICLE = 'api::article.article';
/** A zone with half hours and a daylight saving time, so that nothing can be right by chance. */
const ZONE = { postgres: 'America/St_Johns', mysql: '-03:30' } as const;
/** The longest that the save of a webhook waits for writes that are under way. */
const SAVE_WAITS_MS = 1_500;
const config = { breaker: { failureThreshold: 3, firstPauseS: 1, longestPauseS: 1 }, delivery: { shutdownMs: 500 } };

/**
 * The road from content to receiver on the servers: what the other suites prove in breadth on SQLite, in one Strapi for each server. Any of those
 * runs on a server too: `TEST_DATABASE=postgres npx vitest run --project integration`.
 */
await describeOnDatabases(
  'a whole Strapi',
  (_open, client) => {
    let site: RunningStrapi;
    let receiver: Receiver;
    let outbound: OutboundService;

    const start = async (folder?: string, isEnabled = true) => {
      site = await startStrapi({
        database: client,
        env: { DATABASE_TIMEZONE: ZONE[client as 'postgres'] },
        plugins: { switchboard: { enabled: isEnabled, config } },
        ...(folder ? { folder } : {}),
      });
      if (isEnabled) outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
    };

    beforeAll(async () => {
      receiver = await startReceiver();
      await start();
    });
    afterAll(async () => {
      await site?.stop();
      await receiver?.close();
    });

    const articles = () => site.strapi.documents(ARTICLE) as unknown as Documents;

    const addWebhook = async (draft: object): Promise<WebhookCreated> => {
      const { status, body } = await site.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', {
        name: 'Site',
        receivers: [`${receiver.url}/site`],
        events: ['entry.*'],
        retry: { kind: 'custom', delaysS: [1, 1, 1] },
        ...draft,
      });
      expect({ status, body }).toMatchObject({ status: 201 });
      return body.data;
    };

    const settled = (eventId: string, state: DeliveryView['state']): Promise<DeliveryView> =>
      eventually(
        async () => {
          const [item] = (await outbound.deliveries.list({ eventId })).items;
          return item?.state === state ? outbound.deliveries.get(item.id) : null;
        },
        { timeoutMs: 30_000, what: `${eventId} to be ${state}` }
      );

    const removeAll = async () => {
      for (const { id, isDeclared } of await outbound.webhooks.list()) if (!isDeclared) await outbound.webhooks.remove(id);
      receiver.behave([200]);
      receiver.forget();
    };

    it('captures what happens to a document, in order, and delivers it signed', async () => {
      const { revealedSecret } = await addWebhook({ order: { kind: 'per-document' } });

      const { documentId } = await articles().create({ data: { title: 'Grüße 🌍' }, status: 'published' });
      await articles().update({ documentId, data: { title: 'Два' }, status: 'published' });
      await articles().unpublish({ documentId });
      await articles().delete({ documentId });
      const requests = await receiver.waitForCount(6);

      expect(requests.map(({ headers }) => headers['x-strapi-event'])).toEqual([
        'entry.create',
        'entry.publish',
        'entry.update',
        'entry.publish',
        'entry.unpublish',
        'entry.delete',
      ]);
      const bodies = requests.map((request) => verify(request, revealedSecret.value));
      expect(bodies[3]).toMatchObject({ documentId, entry: { title: 'Два' }, changed: { title: { from: 'Grüße 🌍', to: 'Два' } } });
      await removeAll();
    });

    it('keeps its times in whatever zone the session is', async () => {
      const { id: webhookId, createdAt } = await addWebhook({ events: ['order.paid'] });
      const before = Date.now();

      const { id } = await outbound.emit({ type: 'order.paid', data: null });
      const { occurredAt, attempts } = await settled(id, 'delivered').then(async (delivery) => ({
        attempts: delivery.attempts,
        occurredAt: (delivery as unknown as { occurredAt?: string }).occurredAt,
      }));

      const near = (at: string) => expect(Math.abs(Date.parse(at) - before)).toBeLessThan(60_000);
      near(createdAt);
      near(attempts[0]!.startedAt);
      if (occurredAt) near(occurredAt);
      const [webhook] = (await site.admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks')).body.data.filter(
        (one) => one.id === webhookId
      );
      near(webhook!.summary.lastDeliveryAt!);
      await removeAll();
    });

    it('retries, resends and cancels', async () => {
      receiver.behave([500, 200]);
      await addWebhook({ events: ['order.paid'] });

      const { id } = await outbound.emit({ type: 'order.paid', data: { total: 12 } });
      const delivery = await settled(id, 'delivered');
      expect(delivery.attempts.map(({ outcome }) => outcome.kind)).toEqual(['rejected', 'accepted']);
      await outbound.deliveries.resend(delivery.id);
      await receiver.waitForCount(3);

      receiver.behave([500]);
      const second = await outbound.emit({ type: 'order.paid', data: { total: 13 } });
      await receiver.waitForCount(4);
      await eventually(async () => {
        const [item] = (await outbound.deliveries.list({ eventId: second.id })).items;
        await outbound.deliveries.cancel(item!.id);
        return true;
      });
      await settled(second.id, 'cancelled');
      expect((await site.admin('GET', '/switchboard/overview?range=day')).status).toBe(200);
      await removeAll();
    });

    it('orders parallel first publishes of one document as they commit', async () => {
      await addWebhook({
        isEnabled: true,
        events: ['entry.publish'],
        receivers: [`${receiver.url}/order`],
        order: { kind: 'per-document' },
      });
      const { documentId } = await articles().create({ data: { title: 'Draft' } });
      const titles = Array.from({ length: 30 }, (_, i) => `Title ${i}`);

      await Promise.all(titles.map((title) => articles().update({ documentId, data: { title }, status: 'published' })));
      await receiver.waitForCount(30, 60_000);

      const bodies = receiver.requests.map(
        (request) => request.json() as { entry: { title: string }; changed: { title?: { from: string } } | null }
      );
      expect(bodies.map(({ entry }) => entry.title).sort()).toEqual([...titles].sort());
      // Each tells the difference to the one before it: that is the order of the commits.
      expect(bodies.slice(1).map(({ changed }) => changed?.title?.from)).toEqual(
        bodies.slice(0, -1).map(({ entry }) => entry.title)
      );
      const live = (await site.strapi.documents(ARTICLE).findOne({ documentId, status: 'published' })) as unknown as {
        title: string;
      };
      expect(bodies.at(-1)!.entry.title).toBe(live.title);
      await removeAll();
    });

    it('lets no write that was under way slip past a webhook that was just saved', async () => {
      let commit: (() => void) | null = null;
      const writing = site.strapi.db.transaction(async () => {
        await articles().create({ data: { title: 'Under way' } });
        await new Promise<void>((resolve) => (commit = resolve));
      });
      await eventually(() => commit !== null);
      const savedFrom = performance.now();
      let waitedMs = Infinity;

      const saving = addWebhook({}).then(() => (waitedMs = performance.now() - savedFrom));
      await eventually(async () => Number(await site.strapi.db.query('plugin::switchboard.webhook' as never).count()) === 1);
      const waitedBeforeCommitMs = waitedMs;
      commit!();
      await writing;
      await saving;

      // It is answered now, or after the longest that a save waits; an instance that cannot keep up with its poll takes every event instead.
      const hasWaited = waitedBeforeCommitMs >= SAVE_WAITS_MS;
      expect(hasWaited || (await receiver.waitForCount(1)).length).toBeTruthy();
      await removeAll();
    });

    it('loses nothing by one boot with the plugin disabled', async () => {
      receiver.behave([500]);
      const { id: webhookId } = await addWebhook({ events: ['order.paid'], retry: { kind: 'custom', delaysS: [600, 600] } });
      const { id } = await outbound.emit({ type: 'order.paid', data: { kept: true } });
      await receiver.waitForCount(1);
      await eventually(async () => (await outbound.deliveries.list({ eventId: id })).items[0]?.attemptCount === 1);
      const { folder } = site;
      await site.stop({ keep: true });

      await start(folder, false);
      expect((await site.admin('GET', '/switchboard/webhooks')).status).toBe(404);
      await site.stop({ keep: true });
      await start(folder);

      expect(await outbound.webhooks.get(webhookId)).toMatchObject({ name: 'Site', fault: null });
      receiver.behave([200]);
      const [item] = (await outbound.deliveries.list({ eventId: id })).items;
      await outbound.deliveries.resend(item!.id);
      expect((await settled(id, 'delivered')).attempts).toHaveLength(2);
    });

    if (client === 'postgres')
      it('has its tables in the schema of the site, and none elsewhere', async () => {
        const own = connectTo(databaseIn(site.folder)!);
        const { rows } = await own.raw(
          `select distinct table_schema from information_schema.tables where table_name like 'switchboard%'`
        );
        await own.destroy();
        expect(rows).toEqual([{ table_schema: 'cms' }]);
      });
  },
  ['postgres', 'mysql']
);
