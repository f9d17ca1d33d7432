import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { describe, it } from 'vitest';
import { eventually } from './eventually';

/** The shared Redis of the machine: keys under a prefix of one's own, and nothing is flushed. `TEST_REDIS_URL` tells where it is. */
export const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** A connection that gives up at once. */
export const openRedis = (url = REDIS_URL): Redis => {
  const client = new Redis(url, { retryStrategy: () => null, lazyConnect: true, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  return client;
};

export const randomPrefix = (): string => `switchboard-test-${randomBytes(6).toString('hex')}`;

/** All keys that begin so, in order. */
export const keysOf = async (prefix: string, url = REDIS_URL): Promise<string[]> => {
  const client = openRedis(url);
  const keys: string[] = [];
  for await (const some of client.scanStream({ match: `${prefix}*`, count: 1_000 })) keys.push(...(some as string[]));
  client.disconnect();
  return keys.sort();
};

export const removeKeys = async (prefix: string): Promise<void> => {
  const keys = await keysOf(prefix);
  const client = openRedis();
  if (keys.length > 0) await client.del(...keys);
  client.disconnect();
};

const reaching = async (): Promise<string | null> => {
  const client = openRedis();
  try {
    await client.ping();
    return null;
  } catch (error) {
    return `${new URL(REDIS_URL).host} is not reachable: ${(error as Error).message}`;
  } finally {
    client.disconnect();
  }
};

const describeUnless = (because: string | null, title: string, suite: () => void): void => {
  if (because === null) return void describe(title, suite);
  if (process.env.CI === 'true') {
    return void describe(title, () => {
      it('reaches Redis', () => {
        throw new Error(because);
      });
    });
  }
  console.warn(`skipped: ${title}, because ${because}`);
  describe.skip(`${title} (${because})`, suite);
};

/** Runs a suite on the shared Redis. Where there is none it is named as skipped, and fails under `CI=true`. */
export const describeOnRedis = async (title: string, suite: () => void): Promise<void> =>
  describeUnless(await reaching(), title, suite);

/** Runs a suite that starts, stops and flushes a Redis of its own; the same where the machine has no `redis-server`. */
export const describeWithRedisServer = (title: string, suite: () => void): void => {
  const isThere = spawnSync('redis-server', ['--version']).status === 0;
  describeUnless(isThere ? null : 'there is no redis-server on this machine', title, suite);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/** A Redis of a test's own, on a port that stays the same. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Again, with nothing in it. */
  start(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  flush(): Promise<void>;
  command(...command: readonly string[]): Promise<unknown>;
}

/** Makes room for a Redis; `start` starts it. `kill` it at the end. */
export const createRedisServer = async (args: readonly string[] = []): Promise<RedisServer> => {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const killAtExit = (): void => void child?.kill('SIGKILL');

  const command = async (name: string, ...rest: readonly string[]): Promise<unknown> => {
    const client = openRedis(url);
    try {
      return await client.call(name, ...rest);
    } finally {
      client.disconnect();
    }
  };

  return {
    port,
    url,
    command: (...words) => command(words[0] ?? 'ping', ...words.slice(1)),
    async start() {
      child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...args], {
        stdio: 'ignore',
      });
      process.once('exit', killAtExit);
      await eventually(
        async () => (await command('ping').catch((error: Error) => /NOAUTH/.test(error.message) && 'PONG')) === 'PONG',
        {
          what: 'Redis to come up',
        }
      );
    },
    async kill() {
      process.off('exit', killAtExit);
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    flush: async () => void (await command('flushall')),
  };
};
