import { expect, it } from 'vitest';
import { createDatabase, type Value } from '../../server/src/outbound/drivers/database/dialect';
import { migrate } from '../../server/src/outbound/drivers/database';
import { describeOnDatabases, type TestDatabase } from '../support/databases';

const TEXTS = ['', 'ä 𝄞 ＂', `"quotes" 'and' \\u0041 \\x41 \\`, '{"json": "\\u0000"}', '\t\r\n', '?', '[null]'];

const attempt = (number: number, more: Record<string, Value> = {}): Record<string, Value> => ({
  delivery_id: 'dlv_1',
  id: `att_${String(number).padStart(3, '0')}`,
  event_id: 'evt_1',
  number,
  started_at: Number.MAX_SAFE_INTEGER - number,
  duration_ms: 0,
  outcome: TEXTS[number % TEXTS.length]!,
  request_url: null,
  response_body: number % 2 === 0 ? Buffer.from([0, 255, 0x5c, 0x78, number]) : null,
  is_truncated: number % 2,
  ...more,
});

const open = async (make: () => Promise<TestDatabase>) => {
  const test = await make();
  await migrate(test.knex, test.client, test.schema);
  return { ...test, database: createDatabase(test.knex, test.client, test.schema) };
};

await describeOnDatabases('an INSERT', (make) => {
  it.each([1, 7, 8, 101, 250])('keeps each of %d rows as it is, texts, bytes, numbers and nothing', async (count) => {
    const { database, knex, drop } = await open(make);
    const rows = Array.from({ length: count }, (_, i) => attempt(i));

    await database.insert(knex, 'attempts', rows);

    const columns = Object.keys(rows[0]!).join(', ');
    const found = await database.query(knex, `select ${columns} from ${database.tables.attempts} order by id`);
    const asNumbers = ['number', 'started_at', 'duration_ms', 'is_truncated'];
    expect(found.map((row) => ({ ...row, ...Object.fromEntries(asNumbers.map((name) => [name, Number(row[name])])) }))).toEqual(
      rows
    );
    await drop();
  });

  it('keeps long bytes, however many rows come along', async () => {
    const { database, knex, drop } = await open(make);
    const bytes = Buffer.alloc(40_000, 7);

    await database.insert(
      knex,
      'attempts',
      Array.from({ length: 10 }, (_, i) => attempt(i, { response_body: bytes }))
    );

    const found = await database.query<{ response_body: Buffer }>(knex, `select response_body from ${database.tables.attempts}`);
    expect(found.map(({ response_body: body }) => Buffer.compare(body, bytes))).toEqual(Array(10).fill(0));
    await drop();
  });

  it('takes half a character for an unreadable one', async () => {
    const { database, knex, drop } = await open(make);

    await database.insert(
      knex,
      'attempts',
      Array.from({ length: 10 }, (_, i) => attempt(i, { outcome: `a\ud83d b` }))
    );

    const found = await database.query<{ outcome: string }>(knex, `select outcome from ${database.tables.attempts}`);
    expect(found).toHaveLength(10);
    for (const { outcome } of found) expect(outcome).toMatch(/^a\ufffd+ b$/);
    await drop();
  });

  it.each([3, 30])('leaves %d rows alone that are there, or adds to them', async (count) => {
    const { database, knex, drop } = await open(make);
    const stats = Array.from({ length: count }, (_, i) => ({ webhook_id: '', span_s: 60, began_at: i, measure: 1, amount: i + 1 }));
    const keys = ['webhook_id', 'span_s', 'began_at', 'measure'];
    const amounts = async () => {
      const rows = await database.query<{ amount: unknown }>(knex, `select amount from ${database.tables.stats} order by began_at`);
      return rows.map(({ amount }) => Number(amount));
    };

    await database.insert(knex, 'stats', stats, { keys, add: ['amount'] });
    await database.insert(knex, 'stats', stats, { keys, add: ['amount'] });
    expect(await amounts()).toEqual(stats.map(({ amount }) => 2 * amount));

    await database.insert(knex, 'stats', stats, { keys });
    expect(await amounts()).toEqual(stats.map(({ amount }) => 2 * amount));
    await drop();
  });
});
