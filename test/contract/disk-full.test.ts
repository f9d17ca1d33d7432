import { expect, it } from 'vitest';
import { createDatabase } from '../../server/src/outbound/drivers/database/dialect';
import { describeOnDatabases } from '../support/databases';

await describeOnDatabases(
  'a disk that is full',
  (open, client) => {
    it('is what a transaction fails with, and not the rollback that follows', async () => {
      const { knex, drop } = await open();
      try {
        const database = createDatabase(knex, client);
        await knex.raw('create table rows_of_test (text text)');
        const [{ page_count: pages }] = (await knex.raw('pragma page_count')) as [{ page_count: number }];
        await knex.raw(`pragma max_page_count = ${pages + 20}`);

        const filling = database.transaction(async (trx) => {
          for (;;) await database.run(trx, 'insert into rows_of_test values (?)', ['x'.repeat(10_000)]);
        });

        await expect(filling).rejects.toMatchObject({ code: 'SQLITE_FULL' });
      } finally {
        await drop();
      }
    });
  },
  ['sqlite']
);
