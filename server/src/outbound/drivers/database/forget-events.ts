import type { Knex } from 'knex';
import { marks, parts, type Database } from './dialect';
import { createReopen } from './reopen';

const IDS_PER_STEP = 100;
const LOOK_AGAIN_MS = 200;

/** Removes what events carried, their rows in the log stay. */
export type ForgetEvents = (eventIds: readonly string[], waitMs: number) => Promise<void>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes the content out of events, as if retention had removed them: the events go, and the bodies that were sent; of attempts what was asked and
 * answered: headers of e-mails say to whom, answers may repeat what was sent. What still waits is cancelled. Deliveries and attempts stay in the log, without content. An attempt that is just
 * under way is waited for, `waitMs` at most: it writes down what it has sent when it ends. May be called again at any time.
 */
export const createForgetEvents = (database: Database): ForgetEvents => {
  const { attempts, bodies, deliveries, events } = database.tables;
  const { cancel } = createReopen(database);

  const find = async (ids: readonly string[], states: string): Promise<readonly string[]> => {
    const sql = `select id from ${deliveries} where event_id in (${marks(ids)}) and coalesce(state, '') in (${states})`;
    return (await database.query<{ id: string }>(database.knex, sql, ids)).map(({ id }) => id);
  };

  /** A mail provider's refusal may name whom it refused to write to. */
  const silence = async (trx: Knex.Transaction, deliveryIds: readonly string[]): Promise<void> => {
    const where = `delivery_id in (${marks(deliveryIds)}) and request_url like 'mailto:%'`;
    const rows = await database.query<{ delivery_id: string; id: string; outcome: string }>(
      trx,
      `select delivery_id, id, outcome from ${attempts} where ${where}`,
      deliveryIds
    );
    for (const { delivery_id, id, outcome } of rows) {
      const parsed = JSON.parse(outcome) as Readonly<Record<string, unknown>>;
      if (!('detail' in parsed)) continue;
      const told = JSON.stringify({ ...parsed, detail: '' });
      await database.run(trx, `update ${attempts} set outcome = ? where delivery_id = ? and id = ?`, [told, delivery_id, id]);
    }
  };

  const blank = async (trx: Knex.Transaction, ids: readonly string[]): Promise<void> => {
    const sql = `select id from ${deliveries} where event_id in (${marks(ids)})`;
    const found = (await database.query<{ id: string }>(trx, sql, ids)).map(({ id }) => id);
    await database.run(trx, `delete from ${events} where id in (${marks(ids)})`, ids);
    await database.run(trx, `delete from ${bodies} where event_id in (${marks(ids)})`, ids);
    for (const part of parts(found, IDS_PER_STEP)) {
      await silence(trx, part);
      const set = 'request_url = null, request_headers = null, response_headers = null, response_body = null';
      await database.run(trx, `update ${attempts} set ${set} where delivery_id in (${marks(part)})`, part);
    }
  };

  return async (eventIds, waitMs) => {
    const endsAt = performance.now() + waitMs;
    for (const ids of parts([...new Set(eventIds)], IDS_PER_STEP)) {
      for (const part of parts(await find(ids, "'pending', 'held'"), IDS_PER_STEP)) await cancel(part);
      while ((await find(ids, "'claimed'")).length > 0 && performance.now() < endsAt) await pause(LOOK_AGAIN_MS);
      await database.transaction((trx) => blank(trx, ids));
      // One that ended in the meantime may wait for its next attempt.
      for (const part of parts(await find(ids, "'pending', 'held'"), IDS_PER_STEP)) await cancel(part);
    }
  };
};
