import { firstIdAt } from '../../../kernel/ids';
import type { Housekeeping } from '../../ports';
import { FINAL_STATES, isFinal, OPEN_STATES } from './counts';
import { marks, parts, type Database } from './dialect';
import { createEndForgotten } from './forgotten';
import { LONG_SPAN_S, SHORT_SPAN_S } from './stats';

const DAY_MS = 86_400_000;
/** Counters outlive the longest range that the overview draws from them. */
const KEPT_SHORT_MS = 2 * DAY_MS;
const KEPT_LONG_MS = 35 * DAY_MS;
/** Old events that still have open deliveries stay; a step passes at most this many times its limit of them. */
const PASSED_PER_DELETED = 10;
const IDS_PER_STATEMENT = 200;

export const createHousekeeping = (database: Database): Housekeeping => {
  const { attempts, bodies, deliveries, events, stats } = database.tables;
  const endForgotten = createEndForgotten(database);
  /** Where the last step stopped, so that old events that must stay are not passed again and again. */
  let eventCursor = '';

  const deleteDeliveries = (ids: readonly string[]): Promise<number> =>
    database.transaction(async (trx) => {
      // A delivery that somebody is just sending again is locked, or not final any more: it stays.
      const sql = `select id, state from ${deliveries} where id in (${marks(ids)})${database.skipLocked}`;
      const rows = await database.query<{ id: string; state: string }>(trx, sql, ids);
      const sure = rows.filter(({ state }) => isFinal(state)).map(({ id }) => id);
      await database.run(trx, `delete from ${attempts} where delivery_id in (${marks(sure)})`, sure);
      return database.run(trx, `delete from ${deliveries} where id in (${marks(sure)})`, sure);
    });

  const purgeDeliveries = async (beforeMs: number, limit: number): Promise<number> => {
    let deleted = 0;
    for (const state of FINAL_STATES) {
      if (deleted >= limit) break;
      const sql = `select id from ${database.by('deliveries', 'state')} where state = '${state}' and id < ? order by id limit ${limit - deleted}`;
      const ids = (await database.query<{ id: string }>(database.knex, sql, [firstIdAt('dlv', beforeMs)])).map(({ id }) => id);
      for (const part of parts(ids, IDS_PER_STATEMENT)) deleted += await deleteDeliveries(part);
    }
    return deleted;
  };

  const purgeEvents = async (beforeMs: number, limit: number): Promise<number> => {
    let deleted = 0;
    for (let passed = 0; passed < limit * PASSED_PER_DELETED && deleted < limit;) {
      const sql = `select id, routed_at from ${events} where id > ? and id < ? order by id limit ${Math.min(limit, IDS_PER_STATEMENT)}`;
      const rows = await database.query<{ id: string; routed_at: unknown }>(database.knex, sql, [
        eventCursor,
        firstIdAt('evt', beforeMs),
      ]);
      if (rows.length === 0) {
        eventCursor = '';
        break;
      }
      passed += rows.length;
      eventCursor = rows.at(-1)!.id;
      const routed = rows.filter((row) => row.routed_at !== null).map(({ id }) => id);
      deleted += await deleteEvents(routed.slice(0, limit - deleted));
    }
    return deleted;
  };

  const deleteEvents = (ids: readonly string[]): Promise<number> =>
    database.transaction(async (trx) => {
      const open = OPEN_STATES.map((state) => `'${state}'`).join(', ');
      const rows = await database.query<{ event_id: string }>(
        trx,
        // Wrapped, the state is no way into the table: there may be far more open deliveries than these events have.
        `select distinct event_id from ${deliveries} where event_id in (${marks(ids)}) and coalesce(state, '') in (${open})`,
        ids
      );
      const needed = new Set(rows.map((row) => row.event_id));
      const free = ids.filter((id) => !needed.has(id));
      await database.run(trx, `delete from ${bodies} where event_id in (${marks(free)})`, free);
      return database.run(trx, `delete from ${events} where id in (${marks(free)})`, free);
    });

  const purgeCounters = async (): Promise<void> => {
    const now = await database.now(database.knex);
    const old = `(span_s = ${SHORT_SPAN_S} and began_at < ${now - KEPT_SHORT_MS}) or (span_s = ${LONG_SPAN_S} and began_at < ${now - KEPT_LONG_MS})`;
    await database.run(database.knex, `delete from ${stats} where ${old}`);
  };

  return {
    purge: async ({ deliveriesBeforeMs, eventsBeforeMs }, limit) => {
      await endForgotten(firstIdAt('dlv', deliveriesBeforeMs), limit);
      const deletedDeliveries = await purgeDeliveries(deliveriesBeforeMs, limit);
      const deletedEvents = await purgeEvents(eventsBeforeMs, limit);
      await purgeCounters();
      return { deletedDeliveries, deletedEvents };
    },
  };
};
