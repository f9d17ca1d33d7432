import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../server/src/outbound/drivers/database/dialect';
import { openSqlite, type TestDatabase } from '../support/databases';

let test: TestDatabase;

beforeAll(async () => {
  test = await openSqlite();
});
afterAll(() => test.drop());

const failure = (work: Promise<unknown>): Promise<Error & { code?: string }> =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error as Error
  );

describe('the error of a failed statement', () => {
  it('tells statement and reason, and none of the values', async () => {
    const database = createDatabase(test.knex, 'sqlite');
    const sql = 'insert into nowhere (a, b) values (?, ?)';

    const error = await failure(database.run(test.knex, sql, ['the content - of an entry\n    at home', Buffer.from('a body')]));

    expect(error.message).toBe(`${sql} - no such table: nowhere`);
    expect(error.code).toBe('SQLITE_ERROR');
    for (const text of [error.stack, JSON.stringify(error), String(error)])
      expect(text).not.toMatch(/content|entry|home|6120626f6479/);
    expect(error.stack).toMatch(/\n {4}at .*better-sqlite3/);
  });

  it('does not repeat a long statement to its end', async () => {
    const database = createDatabase(test.knex, 'sqlite');

    const error = await failure(database.query(test.knex, `select ${Array.from({ length: 1_000 }, (_, i) => `c${i}`).join(', ')}`));

    expect(error.message.length).toBeLessThan(400);
  });
});
