import path from 'node:path';
import type { Core } from '@strapi/strapi';

/** SQLite in .tmp/ unless DATABASE_CLIENT says `postgres` or `mysql`. A relative DATABASE_FILENAME starts at the playground. */
export default ({ env }: Core.Config.Shared.ConfigParams) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  const appDir = path.resolve(__dirname, path.basename(path.dirname(__dirname)) === 'dist' ? '../..' : '..');
  const server = (port: number, user: string) => ({
    host: env('DATABASE_HOST', '127.0.0.1'),
    port: env.int('DATABASE_PORT', port),
    database: env('DATABASE_NAME', 'switchboard'),
    user: env('DATABASE_USERNAME', user),
    password: env('DATABASE_PASSWORD', ''),
  });
  const zone = env('DATABASE_TIMEZONE');
  /** DATABASE_TIMEZONE: the zone of every session, as servers outside of UTC have it. */
  const poolWith = (statement: string) => ({
    min: 0,
    max: 10,
    ...(zone
      ? {
          afterCreate: (
            connection: { query(sql: string, done: (error: Error | null) => void): void },
            done: (error: Error | null, connection: object) => void
          ) => {
            // Returns nothing: what mysql2 gives has a `then` that throws, and Strapi awaits whatever comes back.
            connection.query(`${statement} '${zone}'`, (error) => done(error, connection));
          },
        }
      : {}),
  });
  const connections: Record<string, object> = {
    sqlite: {
      client,
      connection: { filename: path.resolve(appDir, env('DATABASE_FILENAME', '.tmp/data.db')) },
      useNullAsDefault: true,
    },
    postgres: {
      client,
      connection: { ...server(5432, 'postgres'), schema: env('DATABASE_SCHEMA', 'public') },
      pool: poolWith('set time zone'),
    },
    mysql: { client, connection: server(3306, 'root'), pool: poolWith('set time_zone =') },
  };
  const connection = connections[client];
  if (!connection) throw new Error(`expected DATABASE_CLIENT to be sqlite, postgres or mysql, got "${client}"`);
  return { connection };
};
