import type { Knex } from 'knex';
import type { DatabaseClient } from './dialect';

/** Of ours, and of no other program's on the same database, as far as one can know. */
const LOCK_NUMBER = 8_317_204_551;
const ASK_EVERY_MS = 100;

/** MySQL's named locks are those of the whole server, so the database's name is part of it. */
const TAKE: Readonly<Record<Exclude<DatabaseClient, 'sqlite'>, string>> = {
  postgres: `select pg_try_advisory_lock(${LOCK_NUMBER})::int as taken`,
  mysql: `select get_lock(concat('switchboard_', sha1(database())), 0) as taken`,
};
const RELEASE: typeof TAKE = {
  postgres: `select pg_advisory_unlock(${LOCK_NUMBER})`,
  mysql: `select release_lock(concat('switchboard_', sha1(database())))`,
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes a lock that dies with its connection, on a connection kept for it; answers how to give it back. Waits up to `waitMs` and then goes
 * on without: a boot that hangs must not keep all others from booting. A pool of one connection has none to spare.
 */
export const takeBootLock = async (
  knex: Knex,
  client: Exclude<DatabaseClient, 'sqlite'>,
  waitMs: number
): Promise<() => Promise<void>> => {
  if ((knex.client as { pool: { max: number } }).pool.max < 2) return async () => undefined;
  const trx = await knex.transaction();
  const ask = async (): Promise<boolean> => {
    const answer = (await trx.raw(TAKE[client])) as { rows: { taken: unknown }[] } & { taken: unknown }[][];
    return Number((answer.rows ?? answer[0])[0]!.taken) === 1;
  };
  const endsAt = Date.now() + waitMs;
  let isTaken = await ask();
  while (!isTaken && Date.now() < endsAt) {
    await pause(ASK_EVERY_MS);
    isTaken = await ask();
  }
  return async () => {
    if (isTaken) await trx.raw(RELEASE[client]);
    await trx.commit();
  };
};
