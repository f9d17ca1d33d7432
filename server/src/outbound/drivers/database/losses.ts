import type { Knex } from 'knex';
import type { OutcomeView } from '../../../../../shared/contracts/delivery';
import { decideAfterLoss, MOST_LOSSES, TOO_MANY_LOSSES, type AfterLoss } from '../../lost-policy';
import { caseOf, groupBy, marks, parts, type Database, type Row } from './dialect';

/** Logs looked into by one statement; SQLite joins at most 500 SELECTs. */
const LOGS_PER_STATEMENT = 100;

/** How often deliveries that were lost before as well have been lost in a row, this time not included. */
const countLosses = async (database: Database, trx: Knex.Transaction, ids: readonly string[]): Promise<Map<string, number>> => {
  const streaks = new Map<string, number>();
  const one = `select * from (select delivery_id, id, outcome from ${database.tables.attempts} where delivery_id = ? order by id desc limit ${MOST_LOSSES}) as last`;
  for (const part of parts(ids, LOGS_PER_STATEMENT)) {
    const rows = await database.query<{ delivery_id: string; id: string; outcome: string }>(
      trx,
      part.map(() => one).join(' union all '),
      part
    );
    for (const [id, log] of groupBy(rows, (row) => row.delivery_id)) {
      const kinds = log.sort((a, b) => (a.id < b.id ? 1 : -1)).map(({ outcome }) => (JSON.parse(outcome) as OutcomeView).kind);
      const end = kinds.findIndex((kind) => kind !== 'lost');
      streaks.set(id, end === -1 ? kinds.length : end);
    }
  }
  return streaks;
};

/** Writes what becomes of deliveries whose process vanished; `rows` are locked and pending again, with their `last_error` from before. */
export const writeLosses = async (database: Database, trx: Knex.Transaction, rows: readonly Row[], now: number): Promise<void> => {
  const { deliveries } = database.tables;
  const before = await countLosses(
    database,
    trx,
    rows.filter((row) => row.last_error === 'lost').map((row) => row.id as string)
  );
  const decided = rows.map((row) => {
    const id = row.id as string;
    const next: AfterLoss = decideAfterLoss((before.get(id) ?? 0) + 1, Math.random());
    return { id, webhookId: row.webhook_id as string, next };
  });
  const again = decided.flatMap(({ id, next }) => (next.kind === 'again' ? [[id, next.afterMs] as const] : []));
  const waiting = new Map(again.flatMap(([id, afterMs]) => (afterMs > 0 ? [[id, now + afterMs] as const] : [])));
  const ended = decided.filter(({ next }) => next.kind === 'give-up');
  if (again.length > 0) {
    const ids = again.map(([id]) => id);
    await database.run(trx, `update ${deliveries} set last_error = 'lost' where id in (${marks(ids)})`, ids);
  }
  if (waiting.size > 0) {
    const due = caseOf('id', waiting);
    const ids = [...waiting.keys()];
    await database.run(trx, `update ${deliveries} set due_at = ${due.sql} where id in (${marks(ids)})`, [...due.bindings, ...ids]);
  }
  if (ended.length > 0) {
    const set = `state = 'failed', settled_at = ${now}, open_order_key = null, last_error = ?`;
    const ids = ended.map(({ id }) => id);
    await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(ids)})`, [TOO_MANY_LOSSES, ...ids]);
    database.noteEnded(
      trx,
      'failed',
      ended.map(({ webhookId }) => webhookId)
    );
  }
};
