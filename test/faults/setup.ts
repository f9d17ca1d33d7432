import { setup as prepareStrapi } from '../support/setup';
import { obstacleTo, startOwnServer, type OwnServer } from './database-server';
import { isLong } from './size';

/**
 * Runs once before the faults. The long form brings servers of its own where they are installed: a hundred workers that come and go need more
 * connections than a server has by default, and nobody else's work is to be in the numbers.
 */
export const setup = async () => {
  await prepareStrapi();
  const servers: OwnServer[] = [];
  const bring = async (kind: 'postgres' | 'mysql', variable: string, url: (port: number) => string) => {
    if (!isLong || process.env[variable] || obstacleTo(kind) !== null) return;
    const server = await startOwnServer(kind);
    servers.push(server);
    process.env[variable] = url(server.port);
  };
  await bring('postgres', 'TEST_POSTGRES_URL', (port) => `postgres://postgres@127.0.0.1:${port}/postgres`);
  await bring('mysql', 'TEST_MYSQL_URL', (port) => `mysql://root@127.0.0.1:${port}/mysql`);
  return async () => {
    for (const server of servers) await server.remove();
  };
};
