import { beforeAll, expect, it } from 'vitest';
import { createIds } from '../../server/src/kernel/ids';
import { createDatabaseStores } from '../../server/src/outbound/drivers/database';
import { fill } from '../faults/fill';
import { describeOnDatabases } from '../support/databases';
import { addReceivers, limitsOf, useBench, type Bench } from '../support/deliveries';

const WEBHOOKS = 20;
const DELIVERIES = 40_000;
const OF_ONE = DELIVERIES / WEBHOOKS;

await describeOnDatabases(
  'a log of many webhooks',
  (open) => {
    const bench = useBench(open);

    beforeAll(async () => {
      const receivers = Array.from({ length: WEBHOOKS }, (_, i) => limitsOf(`rcv_${i}`));
      await addReceivers(bench, receivers);
      const { database, table } = bench;
      const ids = receivers.map(({ receiverId: id, webhookId, url }) => ({ id, webhookId, url }));
      await fill({ knex: database.knex, client: 'postgres', prefix: table(''), receivers: ids }, DELIVERIES);
      await database.knex.raw(`update ${table('deliveries')} set state = 'delivered', settled_at = due_at, last_status = 200`);
      await database.knex.raw(`vacuum analyze ${table('deliveries')}`);
    });

    /** Rows of the table that were read, by whatever way, while the work went on. */
    const rowsDuring = async (work: (stores: Pick<Bench, 'log' | 'receivers'>) => Promise<unknown>): Promise<number> => {
      const one = bench.database.connect();
      // Each session tells its numbers by itself, so all of it goes over one.
      one.client.pool.max = 1;
      const stores = createDatabaseStores({
        knex: one,
        client: 'postgres',
        schema: 'cms',
        ids: createIds(Date.now),
        leaseMarginMs: 1,
      });
      const read = async (): Promise<number> => {
        await one.raw('select pg_stat_force_next_flush()');
        await one.raw('select pg_stat_clear_snapshot()');
        const sql = `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as n from pg_stat_user_tables where relname = 'switchboard_deliveries'`;
        return Number(((await one.raw(sql)) as { rows: { n: string }[] }).rows[0]!.n);
      };
      try {
        const before = await read();
        await work(stores);
        return (await read()) - before;
      } finally {
        await one.destroy();
      }
    };

    // The rows of all webhooks lie side by side, those of one far apart: PostgreSQL would rather read all of them.
    it('is read by the rows of one, where they are looked through', async () => {
      const rows = await rowsDuring(({ log }) => log.list({ webhookId: 'w-rcv_3', status: '500' }, { limit: 20 }));

      expect(rows).toBeLessThanOrEqual(3 * OF_ONE);
    });

    it('is asked for the last delivery of each by few rows', async () => {
      const ids = Array.from({ length: WEBHOOKS }, (_, i) => `w-rcv_${i}`);

      expect(await rowsDuring(({ receivers }) => receivers.summaries(ids))).toBeLessThanOrEqual(2 * WEBHOOKS);
    });
  },
  ['postgres']
);
