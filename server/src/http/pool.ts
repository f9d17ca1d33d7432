import { Client } from 'undici';
import type { Connect } from './connect';

/** One HTTP/1.1 connection, used by one request at a time. */
export interface Connection {
  readonly client: Client;
  /** Ends it, whatever it is doing, connecting included. */
  destroy(): void;
}

export interface Pool {
  /** A free connection of this origin, or a new one that connects with its first request. `signal` may end that connecting. */
  take(origin: string, signal: AbortSignal): Connection;
  /** Hands a connection back after a complete exchange. */
  give(connection: Connection): void;
  close(): Promise<void>;
}

export interface PoolLimits {
  /** Connections kept without a request, over all origins: ten thousand receivers must not become ten thousand open files. */
  readonly maxIdle: number;
  readonly maxHeaderBytes: number;
}

interface Slot extends Connection {
  readonly origin: string;
  signal: AbortSignal;
  isConnected: boolean;
}

const KEEP_ALIVE_MS = 4_000; // below the 5 s after which Node's own servers hang up
const KEEP_ALIVE_LONGEST_MS = 30_000; // where a receiver says that it waits longer

/**
 * Keeps connections open per origin (scheme, host, port). Reuse cannot get round the guard: a connection was checked, address by address,
 * for the host of its origin when it was made, a TCP connection does not change its other end, and it is only ever lent to requests for the
 * same scheme, host and port. A connection that was lost meanwhile is made anew through the same guarded `connect`.
 *
 * One undici `Client` per connection rather than its `Agent`: that way a request owns its connection, ending the request ends the connecting
 * too, and the number of idle sockets has an upper bound.
 */
export const createPool = (connect: Connect, { maxIdle, maxHeaderBytes }: PoolLimits): Pool => {
  const all = new Set<Slot>();
  const idle = new Set<Slot>(); // oldest first

  const drop = (slot: Slot): Promise<void> => {
    idle.delete(slot);
    all.delete(slot);
    return slot.client.destroy().catch(() => {});
  };

  const open = (origin: string, signal: AbortSignal): Slot => {
    const client = new Client(origin, {
      connect: ({ hostname, port, protocol }, callback) => {
        const isSecure = protocol === 'https:';
        connect({ hostname, port: port ? Number(port) : isSecure ? 443 : 80, isSecure, signal: slot.signal }).then(
          (socket) => callback(null, socket),
          (error: Error) => callback(error, null)
        );
      },
      pipelining: 1,
      headersTimeout: 0, // the sender has one deadline over everything
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_LONGEST_MS,
      maxHeaderSize: maxHeaderBytes,
    });
    const slot: Slot = { origin, client, signal, isConnected: false, destroy: () => void drop(slot) };
    client.on('connect', () => {
      slot.isConnected = true;
    });
    client.on('disconnect', () => {
      slot.isConnected = false;
      if (idle.has(slot)) void drop(slot);
    });
    all.add(slot);
    return slot;
  };

  const findIdle = (origin: string): Slot | undefined => {
    let newest: Slot | undefined;
    for (const slot of idle) if (slot.origin === origin) newest = slot;
    return newest;
  };

  return {
    take: (origin, signal) => {
      const slot = findIdle(origin);
      if (!slot) return open(origin, signal);
      idle.delete(slot);
      slot.signal = signal;
      return slot;
    },
    give: (connection) => {
      const slot = connection as Slot;
      if (!all.has(slot)) return;
      if (!slot.isConnected) return void drop(slot);
      idle.add(slot);
      const [oldest] = idle;
      if (oldest && idle.size > maxIdle) void drop(oldest);
    },
    close: async () => {
      await Promise.all([...all].map(drop));
    },
  };
};
