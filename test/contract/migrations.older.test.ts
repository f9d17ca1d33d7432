import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFormStores } from '../../server/src/forms/drivers/database';
import { createIds } from '../../server/src/kernel/ids';
import { createDatabase, type DatabaseClient } from '../../server/src/outbound/drivers/database';
import type { Transaction } from '../../server/src/outbound/ports';
import { describeOnDatabases, type TestDatabase } from '../support/databases';
import { openBench } from '../support/deliveries';

/** Databases as older versions left them, recorded once and never changed: the tables of migration 0001 with a receiver and an unrouted event. */
const FIXTURES = join(__dirname, '../fixtures/migrations');

const SHAPE: Readonly<Record<DatabaseClient, (schema: string) => string>> = {
  sqlite: () =>
    `select m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '') as line ` +
    `from sqlite_master m, pragma_table_info(m.name) c where m.name like 'switchboard%' ` +
    `union all select m.tbl_name || ' ' || m.name || ' ' || i.seqno || ' ' || i.name from sqlite_master m, pragma_index_info(m.name) i ` +
    `where m.type = 'index' and m.tbl_name like 'switchboard%'`,
  postgres: (schema) =>
    `select concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, collation_name) as line ` +
    `from information_schema.columns where table_schema = '${schema}' and table_name like 'switchboard%' ` +
    `union all select indexdef from pg_indexes where schemaname = '${schema}' and tablename like 'switchboard%'`,
  mysql: () =>
    `select concat_ws(' ', table_name, column_name, column_type, is_nullable, column_default, collation_name) as line ` +
    `from information_schema.columns where table_schema = database() and table_name like 'switchboard%' ` +
    `union all select concat_ws(' ', table_name, index_name, non_unique, seq_in_index, column_name) from information_schema.statistics ` +
    `where table_schema = database() and table_name like 'switchboard%'`,
};

/** Columns and indexes of the plugin's tables, in whatever order they were made. */
const shapeOf = async (database: TestDatabase): Promise<string[]> => {
  const own = createDatabase(database.knex, database.client, database.schema);
  const rows = await own.query<{ line: string }>(database.knex, SHAPE[database.client](database.schema ?? ''));
  return rows.map(({ line }) => line).sort();
};

await describeOnDatabases('a database of an older version', (open, client) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
    const recorded = await readFile(join(FIXTURES, `0001.${client}.sql`), 'utf8');
    const schema = database.schema ? `"${database.schema}".` : '';
    for (const statement of recorded.split(';\n').filter(Boolean))
      await database.knex.raw(statement.replaceAll('{schema}', schema));
  });
  afterAll(() => database.drop());

  it('opens with this one, and goes on with what was in it', async () => {
    const { deliveries, instances } = await openBench(database);

    const routed = await deliveries.route(10, () => [
      { webhookId: 'wh_old', receiverId: 'rcv_old', url: 'https://old.example.com/hook', order: { kind: 'none' } },
    ]);
    const claim = await deliveries.claim(10);

    expect(routed.map(({ event }) => event)).toMatchObject([
      { id: 'evt_01KB0000000000000000000000', seq: 1, data: { entry: { title: 'Grüße' } } },
    ]);
    expect(claim?.deliveries).toMatchObject([{ receiverId: 'rcv_old', eventId: 'evt_01KB0000000000000000000000' }]);
    expect(await instances.countBehind('ins_a', 0, 1_000)).toBe(0);
  });

  it('has then the tables of a new one, those of forms among them', async () => {
    const fresh = await open();
    try {
      await openBench(fresh);

      const shape = await shapeOf(database);

      expect(shape).toEqual(await shapeOf(fresh));
      for (const table of ['heads', 'versions', 'files', 'days', 'guards', 'emails'])
        expect(
          shape.filter((line) => line.includes(`switchboard_form_${table} `)),
          table
        ).not.toEqual([]);
    } finally {
      await fresh.drop();
    }
    const { heads } = createFormStores(createDatabase(database.knex, client, database.schema), createIds(Date.now));
    await database.knex.transaction((trx) => heads.reserve('frm_1', 'contact', trx as unknown as Transaction));
    expect(await heads.find({ formKey: 'contact' })).toMatchObject({ formId: 'frm_1', liveNumber: null });
  });
});
