import type { Redis } from 'ioredis';
import type { RedisConnection } from '../connection';
import { loadPeer } from './load-peer';

/** The connection, from its first try on. */
export interface RedisEars {
  /** It can be used. After each loss again. */
  readonly onReady: () => void;
  /** It cannot, or no longer. Heard at each try. */
  readonly onLost: (error: Error) => void;
}

const LONGEST_PAUSE_MS = 2_000;

/** BullMQ asks for the first; with the others a Redis that is away is tried for ever, and nobody waits for it. */
const OURS = {
  maxRetriesPerRequest: null,
  lazyConnect: false,
  enableOfflineQueue: true,
  connectTimeout: 5_000,
  retryStrategy: (times: number): number => Math.min(100 * times, LONGEST_PAUSE_MS),
};

/** Opens a connection that never gives up. Does not wait for it. */
export const connectRedis = async (connection: RedisConnection, { onReady, onLost }: RedisEars): Promise<Redis> => {
  const { Redis: Client } = await loadPeer('ioredis', () => import('ioredis'));
  const client =
    typeof connection === 'string'
      ? new Client(connection, { connectionName: 'switchboard', ...OURS })
      : new Client({ connectionName: 'switchboard', ...connection, ...OURS });
  client.on('ready', onReady);
  client.on('error', onLost);
  client.on('close', () => onLost(new Error('the connection was closed')));
  return client;
};
