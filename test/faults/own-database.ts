import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { obstacleTo, startOwnServer, type OwnServer, type ServerKind } from './database-server';

const DATABASE = 'switchboard_faults';
const USERS = { postgres: 'postgres', mysql: 'root' } as const;

/** The playground's config files read these. */
export const variablesFor = (kind: 'postgres' | 'mysql', port: number): Readonly<Record<string, string>> => ({
  DATABASE_CLIENT: kind,
  DATABASE_HOST: '127.0.0.1',
  DATABASE_PORT: String(port),
  DATABASE_NAME: DATABASE,
  DATABASE_USERNAME: USERS[kind],
  DATABASE_PASSWORD: '',
  DATABASE_SCHEMA: 'public',
});

const connect = (kind: 'postgres' | 'mysql', port: number, database: string): Knex =>
  knex({
    client: kind === 'mysql' ? 'mysql2' : 'pg',
    connection: { host: '127.0.0.1', port, user: USERS[kind], database },
    pool: { min: 0, max: 5 },
    acquireConnectionTimeout: 10_000,
  });

/** Makes an empty database on a server, in place of the one there was, and opens a pool on it. */
export const openOn = async (kind: 'postgres' | 'mysql', port: number): Promise<Knex> => {
  const admin = connect(kind, port, kind);
  try {
    await admin.raw(`drop database if exists ${DATABASE}${kind === 'postgres' ? ' with (force)' : ''}`);
    await admin.raw(`create database ${DATABASE}${kind === 'mysql' ? ' character set utf8mb4' : ''}`);
  } finally {
    await admin.destroy();
  }
  return connect(kind, port, DATABASE);
};

const TITLES = { postgres: 'PostgreSQL', mysql: 'MariaDB', redis: 'Redis' } as const;

/** Runs a suite with a server of its own. One that is not installed is named as skipped, and fails under `CI=true`. */
export const describeWithServer = (title: string, kind: ServerKind, suite: (server: () => OwnServer) => void): void => {
  const name = `${title} (${TITLES[kind]})`;
  const because = obstacleTo(kind);
  if (because !== null && process.env.CI !== 'true') {
    console.warn(`skipped: ${name}, because ${because}`);
    describe.skip(`${name}: ${because}`, () => it('needs the server', () => undefined));
    return;
  }
  describe(name, () => {
    let server: OwnServer | undefined;
    beforeAll(async () => {
      server = await startOwnServer(kind);
    });
    afterAll(() => server?.remove());
    suite(() => server!);
  });
};
