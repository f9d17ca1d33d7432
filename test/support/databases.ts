import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { describe, it } from 'vitest';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';

/** A database made for one test file, with nothing in it. */
export interface TestDatabase {
  readonly client: DatabaseClient;
  readonly knex: Knex;
  /** Only where the tables are to live in a schema of their own. */
  readonly schema?: string;
  /** Another pool on the same database, as a second process would have. */
  readonly connect: () => Knex;
  /** Drops the database with all that is in it. */
  readonly drop: () => Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly client: DatabaseClient;
  /** Why it cannot be used here; `null` when it can. */
  readonly obstacle: () => Promise<string | null>;
  readonly open: () => Promise<TestDatabase>;
}

const POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const MYSQL_URL = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/mysql';

const randomName = (): string => `switchboard_test_${randomBytes(6).toString('hex')}`;

/** A SQLite file in a folder of its own. */
export const openSqlite = async (): Promise<TestDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  // As Strapi does it: one connection, no pragmas.
  const connect = () =>
    knex({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'data.db') },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
      acquireConnectionTimeout: 20_000,
    });
  const own = connect();
  return {
    client: 'sqlite',
    knex: own,
    connect,
    drop: async () => {
      await own.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const partsOf = (url: string) => {
  const { hostname, port, username, password } = new URL(url);
  return { host: hostname, port: Number(port), user: decodeURIComponent(username), password: decodeURIComponent(password) };
};

const connectPostgres = (database: string): Knex =>
  knex({ client: 'pg', connection: { ...partsOf(POSTGRES_URL), database }, pool: { min: 0, max: 10 } });

const connectMysql = (database: string): Knex =>
  knex({
    client: 'mysql2',
    // Strapi's own settings: 64-bit integers come as text, whatever they hold.
    connection: { ...partsOf(MYSQL_URL), database, supportBigNumbers: true, bigNumberStrings: true } as Knex.MySql2ConnectionConfig,
    pool: { min: 0, max: 10 },
  });

/** A Strapi's database: the variables that the playground's config reads, and its end. */
export interface StrapiDatabase {
  readonly client: DatabaseClient;
  readonly name: string;
  /** PostgreSQL only. */
  readonly schema: string | null;
}

const URLS = { postgres: POSTGRES_URL, mysql: MYSQL_URL } as const;
const CONNECT = { postgres: connectPostgres, mysql: connectMysql } as const;

const asAdmin = async (client: 'postgres' | 'mysql', work: (admin: Knex) => Promise<unknown>): Promise<void> => {
  const admin = CONNECT[client](new URL(URLS[client]).pathname.slice(1));
  try {
    await work(admin);
  } finally {
    await admin.destroy();
  }
};

/** Makes an empty database for a Strapi. On PostgreSQL its tables live in `schema`, made here unless it is `public`. */
export const makeStrapiDatabase = async (client: 'postgres' | 'mysql', schema = 'cms'): Promise<StrapiDatabase> => {
  const name = randomName();
  await asAdmin(client, (admin) => admin.raw(`create database ${name}${client === 'mysql' ? ' character set utf8mb4' : ''}`));
  if (client === 'mysql') return { client, name, schema: null };
  const own = connectPostgres(name);
  if (schema !== 'public') await own.raw(`create schema "${schema}"`);
  await own.destroy();
  return { client, name, schema };
};

/** The playground's config files read these. */
export const variablesOf = ({ client, name, schema }: StrapiDatabase): Readonly<Record<string, string>> => {
  if (client === 'sqlite') return {};
  const { host, port, user, password } = partsOf(URLS[client]);
  return {
    DATABASE_CLIENT: client,
    DATABASE_HOST: host,
    DATABASE_PORT: String(port),
    DATABASE_NAME: name,
    DATABASE_USERNAME: user,
    DATABASE_PASSWORD: password,
    ...(schema ? { DATABASE_SCHEMA: schema } : {}),
  };
};

/** A pool of a test's own on a Strapi's database. */
export const connectTo = ({ client, name }: StrapiDatabase): Knex => {
  if (client === 'sqlite') throw new Error('a SQLite file has one writer: look at it through its Strapi');
  return CONNECT[client](name);
};

export const dropStrapiDatabase = async ({ client, name }: StrapiDatabase): Promise<void> => {
  if (client === 'sqlite') return;
  await asAdmin(client, (admin) => admin.raw(`drop database if exists ${name}${client === 'postgres' ? ' with (force)' : ''}`));
};

const opening = (client: DatabaseClient, connect: (database: string) => Knex, url: string, schema?: string) => async () => {
  const name = randomName();
  const admin = connect(new URL(url).pathname.slice(1));
  await admin.raw(client === 'mysql' ? `create database ${name} character set utf8mb4` : `create database ${name}`);
  const own = connect(name);
  if (schema) await own.raw(`create schema "${schema}"`);
  return {
    client,
    knex: own,
    ...(schema ? { schema } : {}),
    connect: () => connect(name),
    drop: async () => {
      await own.destroy();
      await admin.raw(client === 'mysql' ? `drop database ${name}` : `drop database ${name} with (force)`);
      await admin.destroy();
    },
  };
};

const reaching = (connect: (database: string) => Knex, url: string) => async (): Promise<string | null> => {
  const admin = connect(new URL(url).pathname.slice(1));
  try {
    await admin.raw('select 1');
    return null;
  } catch (error) {
    return `${new URL(url).host} is not reachable: ${(error as Error).message || (error as { code?: string }).code}`;
  } finally {
    await admin.destroy();
  }
};

const KINDS: readonly Kind[] = [
  { name: 'SQLite', client: 'sqlite', obstacle: () => Promise.resolve(null), open: openSqlite },
  {
    name: 'PostgreSQL',
    client: 'postgres',
    obstacle: reaching(connectPostgres, POSTGRES_URL),
    // In a schema of its own: the harder case.
    open: opening('postgres', connectPostgres, POSTGRES_URL, 'cms'),
  },
  {
    name: 'MySQL/MariaDB',
    client: 'mysql',
    obstacle: reaching(connectMysql, MYSQL_URL),
    open: opening('mysql', connectMysql, MYSQL_URL),
  },
];

/**
 * Runs a suite on every database there is, or on the named ones. One that cannot be reached is named as skipped, and fails under `CI=true`.
 * `TEST_POSTGRES_URL` and `TEST_MYSQL_URL` tell where they are.
 */
export const describeOnDatabases = async (
  title: string,
  suite: (open: () => Promise<TestDatabase>, client: DatabaseClient) => void,
  only: readonly DatabaseClient[] = ['sqlite', 'postgres', 'mysql']
): Promise<void> => {
  for (const { name, client, obstacle, open } of KINDS.filter((kind) => only.includes(kind.client))) {
    const because = await obstacle();
    if (because === null) describe(`${title} on ${name}`, () => suite(open, client));
    else if (process.env.CI === 'true') {
      describe(`${title} on ${name}`, () => {
        it('reaches the database', () => {
          throw new Error(because);
        });
      });
    } else {
      console.warn(`skipped: ${title} on ${name}, because ${because}`);
      describe.skip(`${title} on ${name} (${because})`, () => suite(open, client));
    }
  }
};
