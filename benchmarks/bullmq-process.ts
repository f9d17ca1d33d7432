import http from 'node:http';
import axios from 'axios';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { WebhookDraft } from '../shared/contracts/webhook';
import type { OutboundService } from '../server/src/outbound/strapi/outbound.service';
import type { AppOptions } from '../test/support/app';
import { eventually } from '../test/support/eventually';
import { startStrapi, type RunningStrapi } from '../test/support/strapi';
import { serve } from './child';

/** One process of a fleet; or, without a Strapi, a bare worker of BullMQ. */
let site: RunningStrapi;
let outbound: OutboundService;

const LOOK_EVERY_MS = 10;

/** About 2 kB as JSON. */
const dataOf = (number: number) => ({
  number,
  sentAt: Date.now(),
  title: 'The plan for the year',
  text: 'Content systems sit in the middle of everything. '.repeat(36),
});

const count = async (
  table: string,
  open: (rows: { whereNull(column: string): unknown; whereIn(column: string, of: string[]): unknown }) => unknown
) => {
  const schema = site.strapi.db.getSchemaName();
  const rows = schema ? site.strapi.db.connection.withSchema(schema).from(table) : site.strapi.db.connection(table);
  return ((await (open(rows) as typeof rows).limit(1)) as unknown[]).length;
};

const isIdle = async (): Promise<boolean> =>
  (await count('switchboard_events', (rows) => rows.whereNull('routed_at'))) === 0 &&
  (await count('switchboard_deliveries', (rows) => rows.whereIn('state', ['held', 'pending', 'claimed']))) === 0;

const commands = {
  async start(options: AppOptions): Promise<void> {
    site = await startStrapi({ ...options, env: { LOG_LEVEL: 'http' } });
    outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
  },

  stop: () => site.stop({ keep: true }),

  addWebhook: async (draft: WebhookDraft) => (await outbound.webhooks.create(draft)).id,

  removeWebhooks: async () => {
    for (const { id } of await outbound.webhooks.list()) await outbound.webhooks.remove(id);
  },

  /** Seconds from the commit of the events until all is settled and logged, by whichever process. */
  async drain(type: string, events: number, timeoutMs: number): Promise<number> {
    await site.strapi.db.transaction(async () => {
      for (let n = 0; n < events; n += 1) await outbound.emit({ type, data: dataOf(n) });
    });
    const startedAt = performance.now();
    await eventually(isIdle, { everyMs: LOOK_EVERY_MS, timeoutMs, what: 'everything to be settled' });
    return (performance.now() - startedAt) / 1_000;
  },

  /** One event after another, as people publish them. */
  async drip(type: string, events: number, everyMs: number): Promise<void> {
    for (let n = 0; n < events; n += 1) {
      await outbound.emit({ type, data: dataOf(n) });
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  },

  /** BullMQ alone: jobs with the whole body, one POST each, removed when done; no signature, no log, no database. */
  async bare(redisUrl: string, urls: readonly string[], eventsPerUrl: number, concurrency: number): Promise<number> {
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
    const name = `bare-${Date.now()}`;
    const queue = new Queue(name, { connection, defaultJobOptions: { removeOnComplete: true } });
    const httpAgent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
    const jobs = Array.from({ length: urls.length * eventsPerUrl }, (_, n) => ({
      name: 'post',
      data: { url: urls[n % urls.length], body: { event: 'bench', createdAt: new Date(), ...dataOf(n) } },
    }));
    for (let from = 0; from < jobs.length; from += 1_000) await queue.addBulk(jobs.slice(from, from + 1_000));
    const startedAt = performance.now();
    let left = jobs.length;
    await new Promise<void>((resolve) => {
      const worker = new Worker(
        name,
        ({ data }) => axios.post(data.url, data.body, { httpAgent, adapter: 'http', proxy: false }).then(() => undefined),
        { connection, concurrency }
      );
      worker.on('completed', () => {
        if ((left -= 1) === 0) void worker.close().then(resolve);
      });
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    await queue.obliterate();
    await queue.close();
    connection.disconnect();
    httpAgent.destroy();
    return seconds;
  },
};

export type FleetCommands = typeof commands;

serve(commands);
