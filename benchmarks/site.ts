import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import axios from 'axios';
import { createIds } from '../server/src/kernel/ids';
import type { WebhookDraft } from '../shared/contracts/webhook';
import type { OutboundService } from '../server/src/outbound/strapi/outbound.service';
import type { AppOptions } from '../test/support/app';
import { eventually } from '../test/support/eventually';
import { startStrapi, type RunningStrapi } from '../test/support/strapi';
import { makeArticle } from './article';
import { serve } from './child';
import { dataOf } from './data-of';
import { instant, spent, type Spent } from './spent';

/** One Strapi in a process of its own, and everything the benchmarks ask of it. */
let site: RunningStrapi;
let outbound: OutboundService;

/** How often the end of a drain is looked for; one cheap statement each time. */
const LOOK_EVERY_MS = 10;
/** Strapi's own log level in production, as far as attempts and requests go; it goes nowhere but has its price. */
const LOG_LEVEL = 'http';
const ARTICLE = 'api::article.article';

const gc = (): void => (globalThis as { gc?: () => void }).gc?.();

/** The name of a table of ours, wherever its schema. */
const table = (name: string): string => {
  const schema = site.strapi.db.getSchemaName();
  return `${schema ? `"${schema}".` : ''}switchboard_${name}`;
};

/** Rows of a SELECT, whatever the driver wraps them in. */
const query = async <T>(sql: string): Promise<T[]> => {
  const result: unknown = await site.strapi.db.connection.raw(sql);
  if (!Array.isArray(result)) return (result as { rows: T[] }).rows;
  return (site.strapi.db.dialect.client === 'mysql' ? result[0] : result) as T[];
};

const isIdle = async (): Promise<boolean> => {
  const sql =
    `select exists (select 1 from ${table('events')} where routed_at is null) as unrouted, ` +
    `exists (select 1 from ${table('deliveries')} where state in ('held', 'pending', 'claimed')) as unsettled`;
  const [row] = await query<{ unrouted: unknown; unsettled: unknown }>(sql);
  return Number(row!.unrouted) === 0 && Number(row!.unsettled) === 0;
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
  async start(options: AppOptions): Promise<{ url: string; adminToken: string; restToken: string; folder: string }> {
    site = await startStrapi({ ...options, env: { LOG_LEVEL, ...options.env } });
    outbound = site.strapi.plugin('switchboard')?.service('outbound') as OutboundService;
    const { url, adminToken, restToken, folder } = site;
    return { url, adminToken, restToken, folder };
  },

  /** With `keep`, its database stays for the others that work on it. */
  stop: (keep = false) => site.stop({ keep }),

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

  /** Submissions of a form, as copies of one that came in by its front door. */
  async fillForm(formId: string, key: string, count: number): Promise<void> {
    const answers = {
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      message: 'The engine weaves algebraic patterns. '.repeat(11),
    };
    const posted = await fetch(`${site.url}/api/switchboard/forms/${key}/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answers }),
    });
    if (!posted.ok) throw new Error(`${key}: ${posted.status} ${await posted.text()}`);
    const submissions = site.strapi.db.getConnection('switchboard_submissions');
    const { id: _id, ...row } = (await submissions.clone().where('form_id', formId).first()) as Record<string, unknown>;
    const isJson = (value: unknown): boolean => typeof value === 'object' && value !== null && !(value instanceof Date);
    const first = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, isJson(value) ? JSON.stringify(value) : value])
    );
    const ids = createIds(Date.now);
    for (let left = count - 1; left > 0; left -= 500) {
      const copies = Array.from({ length: Math.min(left, 500) }, () => ({ ...first, document_id: ids('sub') }));
      await submissions.clone().insert(copies);
    }
  },

  /** Once everything is routed and settled. */
  settled: async (timeoutMs: number): Promise<void> => {
    await eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' });
  },

  /** From the commit of the events until all deliveries are settled and logged. */
  async drain(type: string, count: number, timeoutMs: number): Promise<Spent> {
    await emitAll(type, count, count);
    return spent(() => eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' }));
  },

  emitAll,

  /** What it takes until everything is routed and settled. */
  untilIdle: (timeoutMs: number): Promise<Spent> =>
    spent(() => eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' })),

  /** Processor time that this process has used so far, in seconds. */
  cpuSeconds(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  },

  /** Emits events evenly, each in a transaction of its own; answers the instant of each one's commit, by its number. */
  async emitAtRate(type: string, perSecond: number, seconds: number): Promise<readonly number[]> {
    const committedAt: number[] = [];
    const emitting: Promise<void>[] = [];
    const startedAt = performance.now();
    const emitOne = async (n: number): Promise<void> => {
      await outbound.emit({ type, data: dataOf(n) });
      committedAt[n] = instant();
    };
    for (let n = 0; n < perSecond * seconds; n += 1) {
      const waitMs = startedAt + (n * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await pause(waitMs);
      emitting.push(emitOne(n));
    }
    await Promise.all(emitting);
    return committedAt;
  },

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
  async drainStock(event: string, count: number, timeoutMs: number): Promise<Spent> {
    const { runner } = stock();
    const isDone = () => runner.queue.running === 0 && runner.queue.queue.length === 0;
    return spent(async () => {
      for (let n = 0; n < count; n += 1) await site.strapi.eventHub.emit(event, dataOf(n));
      await eventually(isDone, { everyMs: LOOK_EVERY_MS, timeoutMs, what: "Strapi's own queue to be empty" });
    });
  },

  /** A bare loop: axios with its stock adapter and keep-alive; no signature, no log, no queue. */
  async loop(urls: readonly string[], countPerUrl: number, concurrency: number): Promise<Spent> {
    const httpAgent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
    const total = urls.length * countPerUrl;
    let next = 0;
    const work = async () => {
      for (let n = next++; n < total; n = next++) {
        await axios.post(
          urls[n % urls.length]!,
          { event: 'bench', createdAt: new Date(), ...dataOf(n) },
          { httpAgent, adapter: 'http', proxy: false }
        );
      }
    };
    const result = await spent(() => Promise.all(Array.from({ length: concurrency }, work)));
    httpAgent.destroy();
    return result;
  },

  receivers: async (): Promise<{ webhookId: string; receiverId: string }[]> => {
    const webhooks = await outbound.webhooks.list();
    return webhooks.flatMap(({ id, receivers }) => receivers.map((receiver) => ({ webhookId: id, receiverId: receiver.id })));
  },

  counts: async (): Promise<Record<string, number>> => {
    const sql = `select state, count(*) as amount from ${table('deliveries')} group by state`;
    const rows = await query<{ state: string; amount: unknown }>(sql);
    return Object.fromEntries(rows.map(({ state, amount }) => [state, Number(amount)]));
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
