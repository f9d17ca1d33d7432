import type { Knex } from 'knex';
import type { Bell, Topic } from '../../fleet';

export interface PostgresBellOptions {
  readonly knex: Knex;
  /** Tells sites apart that share a database. */
  readonly schema: string | undefined;
  /** Its own rings are not heard. */
  readonly instanceId: string;
  readonly onRing: (topic: Topic) => void;
}

/** What is used of a connection of the `pg` package. */
interface Listener {
  on(name: 'notification', hear: (notification: { readonly payload?: string }) => void): void;
  on(name: 'error' | 'end', lost: () => void): void;
  query(sql: string): Promise<unknown>;
}

interface Client {
  /** A connection beside the pool, made with the pool's settings. */
  acquireRawConnection(): Promise<Listener>;
  destroyRawConnection(connection: Listener): Promise<void>;
}

const CHANNEL = 'switchboard';
const TOPICS: readonly Topic[] = ['events', 'webhooks'];
/** Publishes that follow closely ring once: NOTIFY takes a lock that all commits of the server share. */
const RING_EVERY_MS = 50;
const RECONNECT_AFTER_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Finds out about a connection that died without a word. */
const PING_EVERY_MS = 30_000;
const PONG_WITHIN_MS = 10_000;

const within = <T>(promise: Promise<T>, ms: number): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/**
 * LISTEN on one connection of its own, NOTIFY after commits. Only ever a shortcut: whoever is not connected, or behind a pooler that does
 * not pass notifications on, polls and is a second late.
 */
export const createPostgresBell = ({ knex, schema, instanceId, onRing }: PostgresBellOptions): Bell => {
  const client = knex.client as Client;
  const site = schema ?? '';
  const waiting = new Set<Topic>();
  let ringTimer: NodeJS.Timeout | null = null;
  let retryTimer: NodeJS.Timeout | null = null;
  let pingTimer: NodeJS.Timeout | null = null;
  let listener: Listener | null = null;
  let pauseMs = RECONNECT_AFTER_MS;
  let isStopped = false;

  const send = async (topics: readonly Topic[]): Promise<void> => {
    const calls = topics.map(() => `pg_notify('${CHANNEL}', ?)`).join(', ');
    const payloads = topics.map((topic) => JSON.stringify([site, topic, instanceId]));
    // Not heard is not lost: the others look within a second.
    await knex.raw(`select ${calls}`, payloads).then(undefined, () => undefined);
  };

  const flush = (): void => {
    ringTimer = null;
    if (waiting.size === 0 || isStopped) return;
    const topics = [...waiting];
    waiting.clear();
    ringTimer = setTimeout(flush, RING_EVERY_MS);
    ringTimer.unref();
    void send(topics);
  };

  const hear = ({ payload }: { readonly payload?: string }): void => {
    const [to, topic, from] = JSON.parse(payload ?? '[]') as unknown[];
    if (to !== site || from === instanceId) return;
    const known = TOPICS.find((one) => one === topic);
    if (known) onRing(known);
  };

  const close = (connection: Listener): void => {
    listener = null;
    if (pingTimer) clearInterval(pingTimer);
    // One that is gone already says so; there is nothing left to do for it.
    void client.destroyRawConnection(connection).then(undefined, () => undefined);
  };

  const retry = (): void => {
    if (isStopped) return;
    retryTimer = setTimeout(() => void connect(), pauseMs);
    retryTimer.unref();
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  };

  const connect = async (): Promise<void> => {
    let connection: Listener;
    try {
      connection = await client.acquireRawConnection();
    } catch {
      return retry();
    }
    if (isStopped) return close(connection);
    listener = connection;
    const lose = (): void => {
      if (listener !== connection) return;
      close(connection);
      retry();
    };
    connection.on('notification', hear);
    connection.on('error', lose);
    connection.on('end', lose);
    try {
      await connection.query(`listen ${CHANNEL}`);
    } catch {
      return lose();
    }
    pauseMs = RECONNECT_AFTER_MS;
    pingTimer = setInterval(() => void within(connection.query('select 1'), PONG_WITHIN_MS).catch(lose), PING_EVERY_MS);
    pingTimer.unref();
    // What was rung before we listened.
    TOPICS.forEach(onRing);
  };

  const connecting = connect();
  return {
    ring(topic) {
      waiting.add(topic);
      if (ringTimer === null) flush();
    },
    async stop() {
      isStopped = true;
      for (const timer of [ringTimer, retryTimer, pingTimer]) if (timer) clearTimeout(timer);
      await connecting;
      if (listener) close(listener);
    },
  };
};
