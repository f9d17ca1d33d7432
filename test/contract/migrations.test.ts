import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../server/src/outbound/drivers/database';
import { describeOnDatabases, type TestDatabase } from '../support/databases';
import { eventOf, openBench } from '../support/deliveries';

await describeOnDatabases('migrations', (open, client) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.drop());

  it('may run in three instances at once on an empty database, and again afterwards', async () => {
    const others = client === 'sqlite' ? [] : [database.connect(), database.connect()];

    await Promise.all([database.knex, ...others, database.knex].map((knex) => migrate(knex, client, database.schema)));
    await migrate(database.knex, client, database.schema);

    const { table } = await openBench(database);
    const rows = await database
      .knex(table('migrations').replace(`${database.schema}.`, ''))
      .withSchema(database.schema ?? (undefined as never))
      .select('name');
    expect(rows.map(({ name }) => name)).toContain('0001-outbound');
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    await Promise.all(others.map((knex) => knex.destroy()));
  });

  it('goes on where it was killed', async () => {
    const { table } = await openBench(database);
    await database.knex.raw(`drop table ${table('stats')}`);
    await database.knex.raw(`delete from ${table('migrations')}`);

    const { receivers } = await openBench(database);

    expect((await receivers.overview('day')).totals).toMatchObject({ delivered: 0 });
  });

  it('opens a database of the first version, with the events that are in it', async () => {
    const before = await openBench(database);
    const old = eventOf(before.ids);
    await before.events.append([old], null);
    await database.knex.raw(`alter table ${before.table('events')} drop column traceparent`);
    await database.knex.raw(`delete from ${before.table('migrations')} where name > '0001-outbound'`);

    const { events, ids } = await openBench(database);
    const fresh = eventOf(ids, { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' });
    await events.append([fresh], null);

    const found = await events.read([old.id, fresh.id]);
    expect([old.id, fresh.id].map((id) => found.get(id)?.traceparent)).toEqual([null, fresh.traceparent]);
  });
});
