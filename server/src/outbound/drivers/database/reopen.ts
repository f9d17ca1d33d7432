import type { Knex } from 'knex';
import { groupBy, marks, parts, type Database, type Row } from './dialect';
import { advanceLines, rejoinLine, type Line } from './order';
import { lockReceivers, rescheduleReceivers } from './receivers';

const COLUMNS = 'id, event_id, webhook_id, receiver_id, state, order_key, open_order_key';

const lineOf = (row: Row, column: 'order_key' | 'open_order_key'): Line[] =>
  row[column] === null ? [] : [{ receiverId: row.receiver_id as string, orderKey: row[column] as string }];

/** Why a delivery cannot be sent again; `null` when it can. */
export type Obstacle = 'not-found' | 'running' | 'event-gone' | 'receiver-gone';

/** Sending again and cancelling, a few hundred deliveries at a time. */
export const createReopen = (database: Database) => {
  const { deliveries, events, receivers } = database.tables;

  const readRows = (on: Knex | Knex.Transaction, ids: readonly string[], lock = ''): Promise<Row[]> =>
    database.query(on, `select ${COLUMNS} from ${deliveries} where id in (${marks(ids)}) order by id${lock}`, ids);

  const existing = async (on: Knex | Knex.Transaction, table: string, ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const distinct = [...new Set(ids)];
    const rows = await database.query<{ id: string }>(on, `select id from ${table} where id in (${marks(distinct)})`, distinct);
    return new Set(rows.map(({ id }) => id));
  };

  const obstaclesOf = async (
    on: Knex | Knex.Transaction,
    ids: readonly string[],
    rows: readonly Row[]
  ): Promise<Map<string, Obstacle>> => {
    const living = await existing(
      on,
      events,
      rows.map((row) => row.event_id as string)
    );
    const there = await existing(
      on,
      receivers,
      rows.map((row) => row.receiver_id as string)
    );
    const byId = new Map(rows.map((row) => [row.id as string, row]));
    const obstacleOf = (row: Row | undefined): Obstacle | null => {
      if (row === undefined) return 'not-found';
      if (row.state === 'claimed') return 'running';
      if (!living.has(row.event_id as string)) return 'event-gone';
      return there.has(row.receiver_id as string) ? null : 'receiver-gone';
    };
    return new Map(
      ids.flatMap((id) => {
        const obstacle = obstacleOf(byId.get(id));
        return obstacle === null ? [] : [[id, obstacle] as const];
      })
    );
  };

  /** In a line it waits for its turn: behind what is under way and what is earlier, before what is later. */
  const writeReopened = async (trx: Knex.Transaction, rows: readonly Row[], now: number): Promise<void> => {
    for (const [state, group] of groupBy(rows, (row) => (row.order_key === null ? 'pending' : 'held'))) {
      const ids = group.map((row) => row.id as string);
      const set = `state = '${state}', due_at = ${now}, schedule_start = attempt_count, settled_at = null, open_order_key = order_key, quiet_since = null`;
      await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(ids)})`, ids);
    }
    await advanceLines(
      database,
      trx,
      rows.flatMap((row) => lineOf(row, 'order_key')),
      now,
      rejoinLine
    );
  };

  /** Opens deliveries again, due now; tells which could not be and why. A held one is left to its turn. */
  const reopen = async (ids: readonly string[], isDryRun: boolean): Promise<Map<string, Obstacle>> => {
    const seen = await readRows(database.knex, ids);
    if (isDryRun) return obstaclesOf(database.knex, ids, seen);
    return database.transaction(async (trx) => {
      const locked = await lockReceivers(
        database,
        trx,
        seen.map((row) => row.receiver_id as string)
      );
      const rows = await readRows(trx, ids, database.forUpdate);
      const obstacles = await obstaclesOf(trx, ids, rows);
      const now = await database.now(trx);
      const able = rows.filter((row) => row.state !== 'held' && !obstacles.has(row.id as string));
      if (able.length > 0) await writeReopened(trx, able, now);
      await rescheduleReceivers(database, trx, locked.values(), now);
      return obstacles;
    });
  };

  /** Cancels held and pending deliveries; tells what each was before. Missing ones are missing. */
  const cancel = async (ids: readonly string[]): Promise<Map<string, string>> => {
    const seen = await readRows(database.knex, ids);
    return database.transaction(async (trx) => {
      const locked = await lockReceivers(
        database,
        trx,
        seen.map((row) => row.receiver_id as string)
      );
      const rows = await readRows(trx, ids, database.forUpdate);
      const waiting = rows.filter(({ state }) => state === 'held' || state === 'pending');
      const waitingIds = waiting.map((row) => row.id as string);
      const now = await database.now(trx);
      const set = `state = 'cancelled', settled_at = ${now}, open_order_key = null`;
      for (const part of parts(waitingIds, 500)) {
        await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(part)})`, part);
      }
      database.noteEnded(
        trx,
        'cancelled',
        waiting.map((row) => row.webhook_id as string)
      );
      await advanceLines(
        database,
        trx,
        waiting.flatMap((row) => lineOf(row, 'open_order_key')),
        now
      );
      await rescheduleReceivers(database, trx, locked.values(), now);
      return new Map(rows.map((row) => [row.id as string, row.state as string]));
    });
  };

  return { reopen, cancel };
};
