import type { Knex } from 'knex';
import { createDatabase, type Connection, type Database, type DatabaseClient, type TableName } from './dialect';
import type { ConnectionLimits } from './held-connection';
import { addColumn, createTable, FIRST_TABLES, FORM_TABLES, INSTANCES, replaceWithPartialIndexes } from './tables';

interface Migration {
  readonly name: string;
  /** May have run half before: MySQL commits every DDL statement by itself. */
  readonly run: (database: Database, on: Connection) => Promise<void>;
}

/** SQLite and MySQL have no ADD COLUMN IF NOT EXISTS. */
const ensureColumn = async (
  database: Database,
  on: Connection,
  { table, column, definition }: { table: TableName; column: string; definition: string }
): Promise<void> => {
  const schema = database.schema ? on.schema.withSchema(database.schema) : on.schema;
  if (await schema.hasColumn(`switchboard_${table}`, column)) return;
  await database.run(on, addColumn(column, definition, database.client, database.tables[table]));
};

/** In order, for ever: a later version adds at the end and changes none. */
const MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-outbound',
    run: async (database, on) => {
      for (const table of FIRST_TABLES) {
        for (const statement of createTable(table, database.client, database.tables[table.name])) await database.run(on, statement);
      }
      await database.insert(on, 'locks', [{ name: 'route', taken_at: null }], { keys: ['name'] });
    },
  },
  {
    // Nullable and without a default: no database rewrites the rows for it, however many there are.
    name: '0002-traceparent',
    run: (database, on) => ensureColumn(database, on, { table: 'events', column: 'traceparent', definition: 'hash' }),
  },
  {
    name: '0003-fleet',
    run: async (database, on) => {
      for (const statement of createTable(INSTANCES, database.client, database.tables.instances)) await database.run(on, statement);
      const turns = ['purge', 'notices'].map((name) => ({ name, taken_at: null }));
      await database.insert(on, 'locks', turns, { keys: ['name'] });
    },
  },
  {
    name: '0004-forms',
    run: async (database, on) => {
      for (const table of FORM_TABLES) {
        for (const statement of createTable(table, database.client, database.tables[table.name])) await database.run(on, statement);
      }
      await database.insert(on, 'locks', [{ name: 'forms-purge', taken_at: null }], { keys: ['name'] });
    },
  },
  {
    name: '0005-partial-indexes',
    run: async (database, on) => {
      if (database.client === 'mysql') return;
      for (const statement of replaceWithPartialIndexes(database.tables.deliveries)) await database.run(on, statement);
    },
  },
];

const LOCK_NAME = 'switchboard_migrations';
/** Any number will do, as long as it stays the same. */
const LOCK_NUMBER = 5_837_411_206;

/** Lets one instance at a time through; the others wait and then find nothing left to do. SQLite needs none: its first write waits. */
const withLock = async (database: Database, trx: Knex.Transaction, work: () => Promise<void>): Promise<void> => {
  if (database.client === 'postgres') await database.query(trx, `select pg_advisory_xact_lock(${LOCK_NUMBER})`);
  if (database.client === 'mysql') {
    const [row] = await database.query<{ taken: unknown }>(trx, 'select get_lock(?, 60) as taken', [LOCK_NAME]);
    if (Number(row?.taken) !== 1) throw new Error('another instance has been migrating the switchboard tables for over a minute');
  }
  try {
    await work();
  } finally {
    // A connection of MySQL keeps such a lock beyond its transaction.
    if (database.client === 'mysql') await database.query(trx, 'select release_lock(?) as released', [LOCK_NAME]);
  }
};

/** An index on a table of millions takes its time, and so does another instance that is making one. */
const PATIENT: ConnectionLimits = { silenceMs: 3_600_000, idleS: 600, lockWaitS: 3_600 };

/** Brings the tables up to date. Safe to call at every start, from several instances at once. */
export const migrate = async (knex: Knex, client: DatabaseClient, schema?: string): Promise<void> => {
  const database = createDatabase(knex, client, schema, PATIENT);
  const own = { name: 'migrations', columns: { name: 'id not null', ran_at: 'int not null' }, primary: ['name'] } as const;
  await database.transaction((trx) =>
    withLock(database, trx, async () => {
      for (const statement of createTable(own, client, database.tables.migrations)) await database.run(trx, statement);
      const done = new Set(
        (await database.query<{ name: string }>(trx, `select name from ${database.tables.migrations}`)).map((row) => row.name)
      );
      for (const migration of MIGRATIONS.filter(({ name }) => !done.has(name))) {
        await migration.run(database, trx);
        await database.insert(trx, 'migrations', [{ name: migration.name, ran_at: await database.now(trx) }], { keys: ['name'] });
      }
    })
  );
};

/** Whether an instance of this version, or of a newer one, has been through with the tables. */
export const isMigrated = async (knex: Knex, client: DatabaseClient, schema?: string): Promise<boolean> => {
  const database = createDatabase(knex, client, schema);
  const tables = schema ? knex.schema.withSchema(schema) : knex.schema;
  if (!(await tables.hasTable('switchboard_migrations'))) return false;
  const newest = MIGRATIONS.at(-1)!.name;
  return (await database.query(knex, `select name from ${database.tables.migrations} where name = ?`, [newest])).length > 0;
};
