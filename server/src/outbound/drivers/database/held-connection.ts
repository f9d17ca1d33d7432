import type { Knex } from 'knex';
import type { DatabaseClient } from './dialect';

/** What keeps one dead connection, or one process that stands still, from holding up everybody. */
export interface ConnectionLimits {
  /** A database that owes an answer for longer than this is taken for gone: the connection is cut and the work done again on another. */
  readonly silenceMs: number;
  /** The server ends a transaction of ours that stands still for this long, with its locks: its process is paused, or cut off from the server. */
  readonly idleS: number;
  /** How long a statement waits for a lock before the transaction is begun again. Below `silenceMs`, or it would be taken for silence. */
  readonly lockWaitS: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = { silenceMs: 30_000, idleS: 10, lockWaitS: 20 };

/** A connection of `pg` or `mysql2`, as far as it concerns us. */
interface RawConnection {
  __knex__disposed?: unknown;
  readonly stream?: { destroy(): void };
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/** The pool behind knex. Its transactions can be told to use a connection, and plain statements too. */
interface Pool {
  acquireConnection(): Promise<RawConnection>;
  releaseConnection(connection: RawConnection): Promise<void>;
}

/** Whatever waits for an answer on it fails at once, and the pool throws it away. */
const cut = (connection: RawConnection, because: Error): void => {
  connection.__knex__disposed ??= because;
  (connection.stream ?? connection.connection?.stream)?.destroy();
};

/** MySQL has such limits for sessions only, so they are those of the transaction for as long as the connection is ours. */
const setLimits = ({ idleS, lockWaitS }: ConnectionLimits): string =>
  'set @switchboard_idle = @@session.wait_timeout, @switchboard_lock_wait = @@session.innodb_lock_wait_timeout, ' +
  `session wait_timeout = ${idleS}, session innodb_lock_wait_timeout = ${lockWaitS}`;
const RESTORE_LIMITS = 'set session wait_timeout = @switchboard_idle, session innodb_lock_wait_timeout = @switchboard_lock_wait';

/**
 * Runs a transaction of PostgreSQL or MySQL on a connection that is cut when it falls silent. A half-open one (a firewall that forgot it, a
 * server that lost its power) does not fail by itself: without this, the engine would wait for it as long as the kernel hopes, which is for
 * hours or for ever.
 */
export const transactOnHeld = async <T>(
  knex: Knex,
  client: Exclude<DatabaseClient, 'sqlite'>,
  limits: ConnectionLimits,
  work: (trx: Knex.Transaction) => Promise<T>
): Promise<T> => {
  const { silenceMs } = limits;
  const pool = knex.client as Pool;
  const connection = await pool.acquireConnection();
  let silence: Error | null = null;
  let timer: NodeJS.Timeout | undefined;
  const hear = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silence = new Error(`the database gave no answer for ${silenceMs / 1_000} s: its connection is cut`);
      cut(connection, silence);
    }, silenceMs);
  };
  const inSession = async (sql: string): Promise<void> => {
    if (client === 'mysql') await knex.raw(sql).connection(connection);
  };
  try {
    hear();
    await inSession(setLimits(limits));
    const container = (trx: Knex.Transaction): Promise<T> => {
      trx.on('query', hear).on('query-response', hear);
      return work(trx);
    };
    return await knex.transaction(container, { isolationLevel: 'read committed', connection });
  } catch (error) {
    throw silence ?? error;
  } finally {
    await inSession(RESTORE_LIMITS).catch((error: Error) => cut(connection, error));
    clearTimeout(timer);
    await pool.releaseConnection(connection);
  }
};
