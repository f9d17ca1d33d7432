import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { createDatabase, type DatabaseClient } from './dialect';

const NAME = { sqlite: "''", postgres: 'current_database()', mysql: 'database()' } as const;

/**
 * A short name of the site whose tables these are, the same in each of its processes, whatever address they reach the database by: its name, its
 * schema, and the instant at which the tables were made. A copy of the database under the same name has the same. Call `migrate` before.
 */
export const readSite = async (knex: Knex, client: DatabaseClient, schema?: string): Promise<string> => {
  const database = createDatabase(knex, client, schema);
  const sql = `select ${NAME[client]} as name, (select min(ran_at) from ${database.tables.migrations}) as made_at`;
  const [row] = await database.query<{ name: string; made_at: unknown }>(knex, sql);
  return createHash('sha256')
    .update(JSON.stringify([row?.name, schema ?? '', Number(row?.made_at)]))
    .digest('hex')
    .slice(0, 16);
};
