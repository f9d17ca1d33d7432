import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases, type TestDatabase } from '../support/databases';
import { openBench } from '../support/deliveries';

/** Databases as older versions left them, recorded once and never changed: the tables of migration 0001 with a receiver and an unrouted event. */
const FIXTURES = join(__dirname, '../fixtures/migrations');

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
});
