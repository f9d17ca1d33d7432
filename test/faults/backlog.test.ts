import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { median, pairedRatio, quantile } from '../../benchmarks/numbers';
import { createIds } from '../../server/src/kernel/ids';
import { createDatabaseStores, type DatabaseClient, type DatabaseStores } from '../../server/src/outbound/drivers/database';
import type { DeliveryPage } from '../../shared/contracts/delivery';
import { databaseIn, removeApp } from '../support/app';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { spawnStrapi } from '../support/strapi-process';
import { addReceivers, limitsOf, openBench, settleAll, type Bench } from '../support/deliveries';
import { addWebhook, CONFIG } from './fleet';
import { fill } from './fill';
import { NAMES, report } from './report';
import { bySize, isLong, patience } from './size';

const FEW = 1_000;
const MANY = bySize(20_000, 1_000_000);
const RECEIVERS = 20;
const BATCH = 100;
/** Claims of each, by turns. */
const CLAIMS = bySize(10, 300);
const PAGES = 30;
/** How long a process works on the backlog while its memory is watched. */
const WORK_S = 40;

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MB`;

/** Resident memory of another process, in bytes. */
const memoryOf = (pid: number): number => Number(fs.readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096;

/** Claims a batch and gives it back, so that the backlog stays as it is; answers the milliseconds of the claim. */
const timeClaim = async ({ deliveries }: Pick<DatabaseStores, 'deliveries'>): Promise<number> => {
  const startedAt = performance.now();
  const claim = await deliveries.claim(BATCH);
  const tookMs = performance.now() - startedAt;
  if (claim?.deliveries.length !== BATCH) throw new Error(`expected ${BATCH} deliveries, got ${claim?.deliveries.length ?? 0}`);
  await deliveries.release(
    claim.id,
    claim.deliveries.map(({ id }) => id)
  );
  return tookMs;
};

/** The rows that the server read since it began to count; SQLite does not count. */
const rowsRead = async (knex: Knex, client: DatabaseClient): Promise<number> => {
  if (client === 'mysql') {
    const [rows] = (await knex.raw("show session status like 'Handler_read%'")) as [{ Value: string }[]];
    return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
  }
  const flush = 'select pg_stat_force_next_flush()';
  const sql = 'select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as n from pg_stat_user_tables';
  await knex.raw(flush);
  await knex.raw('select pg_stat_clear_snapshot()');
  return Number(((await knex.raw(sql)) as { rows: { n: string }[] }).rows[0]!.n);
};

const receivers = (url: string) => Array.from({ length: RECEIVERS }, (_, i) => `${url}/${i}`);

await describeOnDatabases('a backlog', (open, client) => {
  let receiver: Receiver;
  let few: Bench;
  let site: RunningStrapi | null;
  let folder: string;

  const fillBench = async (bench: Bench, count: number): Promise<void> => {
    const limits = Array.from({ length: RECEIVERS }, (_, i) => limitsOf(`rcv_${i}`));
    await addReceivers(bench, limits);
    const prefix = bench.table('');
    const list = limits.map(({ receiverId, webhookId, url }) => ({ id: receiverId, webhookId, url }));
    await fill({ knex: bench.database.knex, client, prefix, receivers: list }, count);
  };

  beforeEach(async () => {
    receiver = await startReceiver();
    few = await openBench(await open());
    await fillBench(few, FEW);
  });
  afterEach(async () => {
    await few?.database.drop();
    await receiver?.close();
  });

  it('of many is claimed in the same order, as completely, and by reading as few rows as one of few', async () => {
    const many = await openBench(await open());
    try {
      await fillBench(many, MANY);
      if (client !== 'sqlite') {
        const cost = async (bench: Bench): Promise<number> => {
          const one = bench.database.connect();
          try {
            one.client.pool.max = 1;
            const stores = createDatabaseStores({
              knex: one,
              client,
              ids: createIds(Date.now),
              leaseMarginMs: 5_000,
              ...(bench.database.schema ? { schema: bench.database.schema } : {}),
            });
            await timeClaim(stores);
            const before = await rowsRead(one, client);
            for (let i = 0; i < CLAIMS; i += 1) await timeClaim(stores);
            return (await rowsRead(one, client)) - before;
          } finally {
            await one.destroy();
          }
        };
        const [rowsOfFew, rowsOfMany] = [await cost(few), await cost(many)];
        expect(rowsOfFew).toBeGreaterThan(0);
        expect(rowsOfMany / rowsOfFew).toBeLessThanOrEqual(1.2);
      }
      const claim = (await many.deliveries.claim(BATCH))!;
      expect(claim.deliveries).toHaveLength(BATCH);
      expect(new Set(claim.deliveries.map(({ receiverId }) => receiverId)).size).toBe(RECEIVERS);
      const { settledIds } = await settleAll(many, claim);
      expect(settledIds).toHaveLength(BATCH);
    } finally {
      await many.database.drop();
    }
  });

  it.runIf(isLong)(
    `of ${MANY.toLocaleString('en-US')} costs no more than one of ${FEW.toLocaleString('en-US')}`,
    async () => {
      site = await startStrapi({ database: client, plugins: { switchboard: { config: { ...CONFIG, worker: false } } } });
      folder = site.folder;
      try {
        const { knex, schema } = { knex: site.strapi.db.connection, schema: site.strapi.db.getSchemaName() };
        const webhook = await addWebhook(site, { receivers: receivers(receiver.url), maxConcurrency: 100 });
        const rows = webhook.receivers.map(({ id, url }) => ({ id, url, webhookId: webhook.id }));
        const filledAt = Date.now();
        await fill({ knex, client, prefix: schema ? `${schema}.switchboard_` : 'switchboard_', receivers: rows }, MANY);
        const fillS = (Date.now() - filledAt) / 1_000;
        const many = createDatabaseStores({
          knex,
          client,
          ids: createIds(Date.now),
          leaseMarginMs: 5_000,
          ...(schema ? { schema } : {}),
        });

        const times: Record<'few' | 'many', number[]> = { few: [], many: [] };
        for (let i = 0; i < CLAIMS; i += 1) {
          for (const which of i % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
            times[which].push(await timeClaim(which === 'few' ? few : many));
          }
        }

        const readings: number[] = [];
        for (let i = 0; i < PAGES; i += 1) {
          const startedAt = performance.now();
          await many.monitor.read();
          readings.push(performance.now() - startedAt);
        }
        const readingMs = quantile(readings, 0.95);

        const pages: Record<string, number> = {};
        const { admin } = site;
        for (const [name, query] of Object.entries({
          'the newest': '',
          pending: 'states=pending',
          'of a webhook': `webhookId=${webhook.id}`,
          failed: 'states=failed',
          'with status 500': 'status=500',
        })) {
          const took: number[] = [];
          for (let i = 0; i < PAGES; i += 1) {
            const startedAt = performance.now();
            const { status, body } = await admin<{ data: DeliveryPage }>('GET', `/switchboard/deliveries?limit=50&${query}`);
            took.push(performance.now() - startedAt);
            expect({ status, isPage: Array.isArray(body.data.items) }).toEqual({ status: 200, isPage: true });
          }
          pages[name] = quantile(took, 0.95);
        }
        await site.stop({ keep: true });
        site = null;

        const worker = await spawnStrapi({ database: client, folder, plugins: { switchboard: { config: CONFIG } } });
        const memory: { readonly done: number; readonly bytes: number }[] = [];
        try {
          await receiver.waitForCount(1_000, 60_000);
          for (let second = 0; second < WORK_S; second += 1) {
            memory.push({ done: receiver.requests.length, bytes: memoryOf(worker.pid) });
            await pause(1_000);
          }
        } finally {
          await worker.kill('SIGKILL');
        }
        const mostBytes = (watched: typeof memory): number => Math.max(...watched.map(({ bytes }) => bytes));
        const [earlier, later] = [mostBytes(memory.slice(0, WORK_S / 2)), mostBytes(memory.slice(WORK_S / 2))];
        const ratio = pairedRatio(times.many, times.few);
        report({
          fault: `a backlog of ${MANY.toLocaleString('en-US')} deliveries`,
          on: NAMES[client],
          numbers: {
            'filled in': `${fillS.toFixed(0)} s`,
            [`claims of ${BATCH}, each`]: CLAIMS,
            [`a claim of ${BATCH} out of ${FEW.toLocaleString('en-US')} (median)`]: `${median(times.few).toFixed(2)} ms`,
            [`a claim of ${BATCH} out of ${MANY.toLocaleString('en-US')} (median)`]: `${median(times.many).toFixed(2)} ms`,
            'median of the paired ratios': ratio.toFixed(3),
            ...Object.fromEntries(Object.entries(pages).map(([name, ms]) => [`log page, ${name} (p95)`, `${ms.toFixed(1)} ms`])),
            'metrics and health, a reading of the database (p95)': `${readingMs.toFixed(1)} ms`,
            'deliveries while memory was watched': memory.at(-1)!.done - memory[0]!.done,
            [`memory, most within the first ${WORK_S / 2} s`]: megabytes(earlier),
            [`memory, most within the ${WORK_S / 2} s after that`]: megabytes(later),
          },
        });
        expect(memory.at(-1)!.done).toBeGreaterThan(memory[0]!.done);
        expect(ratio).toBeLessThanOrEqual(1.2);
        for (const [name, ms] of Object.entries(pages)) expect(ms, `the log page, ${name}`).toBeLessThan(100);
        expect(readingMs).toBeLessThan(100);
        expect(later / earlier).toBeLessThanOrEqual(1.1);
      } finally {
        await site?.stop({ keep: true });
        await eventually(() => databaseIn(folder) !== null);
        await removeApp(folder);
      }
    },
    patience(60, 1_800)
  );
});
