import http from 'node:http';
import type { Core } from '@strapi/strapi';
import axios from 'axios';
import type { WebhookDraft } from '../shared/contracts/webhook';
import type { OutboundService } from '../server/src/outbound/strapi/outbound.service';
import type { AppOptions } from '../test/support/app';
import { eventually } from '../test/support/eventually';
import { startStrapi, type RunningStrapi } from '../test/support/strapi';
import { makeArticle } from './article';
import { serve } from './child';

/** One Strapi in a process of its own, and everything the benchmarks ask of it. */
let site: RunningStrapi;
let outbound: OutboundService;

/** How often the end of a drain is looked for; one cheap statement each time. */
const LOOK_EVERY_MS = 10;
/** Strapi's own log level in production, as far as attempts and requests go; it goes nowhere but has its price. */
const LOG_LEVEL = 'http';
const ARTICLE = 'api::article.article';

const gc = (): void => (globalThis as { gc?: () => void }).gc?.();

/** About 2 kB as JSON. */
const dataOf = (n: number) => ({
  number: n,
  title: 'The plan for the year',
  text: 'Content systems sit in the middle of everything. '.repeat(36),
});

const isIdle = async (): Promise<boolean> => {
  const sql =
    `select exists (select 1 from switchboard_events where routed_at is null) as unrouted, ` +
    `exists (select 1 from switchboard_deliveries where state in ('held', 'pending', 'claimed')) as unsettled`;
  const [row] = (await site.strapi.db.connection.raw(sql)) as unknown as { unrouted: number; unsettled: number }[];
  return row!.unrouted === 0 && row!.unsettled === 0;
};

/** Stores events in few transactions, so that sending is measured and not the storing of them one by one. */
const emitAll = async (type: string, count: number, perTransaction: number): Promise<void> => {
  for (let from = 0; from < count; from += perTransaction) {
    await site.strapi.db.transaction(async () => {
      for (let n = from; n < Math.min(count, from + perTransaction); n += 1) await outbound.emit({ type, data: dataOf(n) });
    });
  }
};

const peak = { bytes: 0, timer: null as NodeJS.Timeout | null };

interface WebhookRunner {
  add(webhook: object): void;
  remove(webhook: object): void;
  queue: { running: number; queue: unknown[] };
}

const stock = () => ({
  store: site.strapi.get('webhookStore') as unknown as {
    allowedEvents: Map<string, string>;
    createWebhook(data: object): Promise<object>;
    findWebhooks(): Promise<{ id: string }[]>;
    deleteWebhook(id: string): Promise<object>;
  },
  runner: site.strapi.get('webhookRunner') as unknown as WebhookRunner,
});

const commands = {
  async start(options: AppOptions): Promise<{ url: string; adminToken: string; restToken: string }> {
    site = await startStrapi({ ...options, env: { LOG_LEVEL, ...options.env } });
    outbound = site.strapi.plugin('switchboard')?.service('outbound') as OutboundService;
    const { url, adminToken, restToken } = site;
    return { url, adminToken, restToken };
  },

  stop: () => site.stop(),

  makeArticle: () => makeArticle(site.strapi),

  addWebhook: async (draft: WebhookDraft) => (await outbound.webhooks.create(draft)).id,

  removeWebhooks: async () => {
    for (const { id } of await outbound.webhooks.list()) await outbound.webhooks.remove(id);
  },

  /** Changes the draft, then publishes it; answers how long the publish took, in milliseconds. */
  async publish(documentId: string, title: string): Promise<number> {
    const documents = (site.strapi as Core.Strapi).documents(ARTICLE);
    await documents.update({ documentId, locale: 'en', data: { title } as never });
    const startedAt = performance.now();
    await documents.publish({ documentId, locale: 'en' });
    return performance.now() - startedAt;
  },

  /** Once everything is routed and settled. */
  settled: async (timeoutMs: number): Promise<void> => {
    await eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' });
  },

  /** Answers the seconds from the commit of the events until all deliveries are settled and logged. */
  async drain(type: string, count: number, timeoutMs: number): Promise<number> {
    await emitAll(type, count, count);
    const startedAt = performance.now();
    await eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' });
    return (performance.now() - startedAt) / 1_000;
  },

  emitAll,

  /** Strapi's own webhooks, as its admin API makes them: a row, and the runner that is told of it. */
  async addStockWebhooks(urls: readonly string[], event: string): Promise<void> {
    const { store, runner } = stock();
    store.allowedEvents.set(event, event);
    for (const [i, url] of urls.entries()) {
      runner.add(await store.createWebhook({ name: `Stock ${i}`, url, headers: {}, events: [event], isEnabled: true }));
    }
  },

  async removeStockWebhooks(): Promise<void> {
    const { store, runner } = stock();
    for (const webhook of await store.findWebhooks()) {
      runner.remove(webhook);
      await store.deleteWebhook(webhook.id);
    }
  },

  /** The same through Strapi's own event hub and webhook runner; nothing is stored, and a failed one is forgotten. */
  async drainStock(event: string, count: number, timeoutMs: number): Promise<number> {
    const { runner } = stock();
    const startedAt = performance.now();
    for (let n = 0; n < count; n += 1) await site.strapi.eventHub.emit(event, dataOf(n));
    const isDone = () => runner.queue.running === 0 && runner.queue.queue.length === 0;
    await eventually(isDone, { everyMs: LOOK_EVERY_MS, timeoutMs, what: "Strapi's own queue to be empty" });
    return (performance.now() - startedAt) / 1_000;
  },

  /** A bare loop: axios with its stock adapter and keep-alive; no signature, no log, no queue. */
  async loop(urls: readonly string[], countPerUrl: number, concurrency: number): Promise<number> {
    const httpAgent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
    const total = urls.length * countPerUrl;
    let next = 0;
    const startedAt = performance.now();
    const work = async () => {
      for (let n = next++; n < total; n = next++) {
        await axios.post(
          urls[n % urls.length]!,
          { event: 'bench', createdAt: new Date(), ...dataOf(n) },
          { httpAgent, adapter: 'http', proxy: false }
        );
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    httpAgent.destroy();
    return (performance.now() - startedAt) / 1_000;
  },

  receivers: async (): Promise<{ webhookId: string; receiverId: string }[]> => {
    const webhooks = await outbound.webhooks.list();
    return webhooks.flatMap(({ id, receivers }) => receivers.map((receiver) => ({ webhookId: id, receiverId: receiver.id })));
  },

  counts: async (): Promise<Record<string, number>> => {
    const rows = (await site.strapi.db.connection.raw(
      'select state, count(*) as amount from switchboard_deliveries group by state'
    )) as unknown as { state: string; amount: number }[];
    return Object.fromEntries(rows.map(({ state, amount }) => [state, amount]));
  },

  /** Bytes in use, after a full garbage collection where the process has `--expose-gc`. */
  memory(): { rss: number; heap: number; external: number } {
    gc();
    gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heap: heapUsed, external };
  },

  watchPeak(): void {
    peak.bytes = 0;
    peak.timer = setInterval(() => (peak.bytes = Math.max(peak.bytes, process.memoryUsage.rss())), 20);
  },

  peak(): number {
    if (peak.timer) clearInterval(peak.timer);
    return Math.max(peak.bytes, process.memoryUsage.rss());
  },
};

export type SiteCommands = typeof commands;

serve(commands);
