import { setTimeout as pause } from 'node:timers/promises';
import type { AppOptions } from '../test/support/app';
import { ms, quantile, table } from './numbers';
import { startReceiver, startSite, stopSite, type Benchmark, type ReceiverChild, type SiteChild } from './stage';

const RATES = [10, 100, 500] as const;
const LAST_WITHIN_MS = 60_000;

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const SITES: readonly (readonly [string, AppOptions])[] = [
  ['SQLite', { database: 'sqlite' }],
  ['PostgreSQL', { database: 'postgres' }],
  ['MariaDB', { database: 'mysql' }],
  [
    'PostgreSQL with BullMQ',
    { database: 'postgres', plugins: { switchboard: { config: { queue: { driver: 'bullmq', connection: REDIS } } } } },
  ],
];

/** How long each event took from its commit to the receiver having read its request, in milliseconds. */
const measure = async (site: SiteChild, receiver: ReceiverChild, perSecond: number, seconds: number): Promise<number[]> => {
  const type = `bench.latency-${perSecond}-${seconds}`;
  await site.call('addWebhook', { name: type, receivers: [`${receiver.url}/latency`], events: [{ type, uid: null }] });
  await receiver.call('forget');
  await receiver.call('note');
  const committedAt = await site.call('emitAtRate', type, perSecond, seconds);
  const until = Date.now() + LAST_WITHIN_MS;
  while ((await receiver.call('seen')).count < committedAt.length) {
    if (Date.now() > until) throw new Error(`expected ${committedAt.length} events to arrive within a minute`);
    await pause(20);
  }
  await site.call('untilIdle', LAST_WITHIN_MS);
  await site.call('removeWebhooks');
  const receivedAt = await receiver.call('noted');
  return committedAt.map((at, n) => receivedAt[n]! - at);
};

/** How soon after its commit an event is at its receiver, with one process that stores events evenly and delivers them. */
export const latency: Benchmark = {
  name: 'latency',
  title: 'From the commit of an event to its receipt',
  async run({ isShort, say }) {
    const seconds = isShort ? 2 : 15;
    const rows: string[][] = [['', 'events per second', 'p50', 'p95', 'p99']];
    const receiver = await startReceiver();
    for (const [name, options] of SITES) {
      say(`latency: ${name}`);
      const site = await startSite(options);
      await measure(site, receiver, 100, 1);
      for (const rate of RATES) {
        const taken = await measure(site, receiver, rate, seconds);
        rows.push([name, String(rate), ...[0.5, 0.95, 0.99].map((share) => ms(quantile(taken, share)))]);
      }
      await stopSite(site);
    }
    await receiver.end();
    return `${table(rows)}\n\n${seconds} s each, one process, one receiver URL, bodies of about 2 kB.`;
  },
};
