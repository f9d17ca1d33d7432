import { groupBy, marks, type Database } from './dialect';
import { advanceLines } from './order';
import { lockReceivers } from './receivers';

type Found = { readonly id: string; readonly receiver_id: string };

/**
 * Ends waiting deliveries that are older than what is kept, where the receiver is gone or disabled: nobody enabled it again in all that
 * time, and every event goes on making more of them. Tells how many. What waits for a webhook that a person switched off stays: it gets no
 * new ones.
 */
export const createEndForgotten = (database: Database) => {
  const { deliveries, receivers } = database.tables;

  /** Few, and as a rule none: beginning with them, what waits for others is not passed again and again. */
  const readShut = async (): Promise<Map<string, string[]>> => {
    const sql = `select id, webhook_id from ${receivers} where breaker in ('gone', 'disabled') order by id`;
    const rows = await database.query<{ id: string; webhook_id: string }>(database.knex, sql);
    const byWebhook = groupBy(rows, (row) => row.webhook_id);
    return new Map([...byWebhook].map(([webhookId, list]) => [webhookId, list.map(({ id }) => id)]));
  };

  const find = async (firstKeptId: string, state: 'pending' | 'held', limit: number): Promise<readonly Found[]> => {
    const found: Found[] = [];
    for (const [webhookId, receiverIds] of await readShut()) {
      if (found.length >= limit) break;
      const sql =
        `select id, receiver_id from ${database.by('deliveries', 'webhook')} where webhook_id = ? and state = '${state}' and id < ? ` +
        `and receiver_id in (${marks(receiverIds)}) order by id limit ${limit - found.length}`;
      found.push(...(await database.reading((on) => database.query<Found>(on, sql, [webhookId, firstKeptId, ...receiverIds]))));
    }
    return found;
  };

  const end = (found: readonly Found[]): Promise<number> =>
    database.transaction(async (trx) => {
      const locked = await lockReceivers(
        database,
        trx,
        found.map((row) => row.receiver_id)
      );
      const shut = found.filter((row) => {
        const breaker = locked.get(row.receiver_id)?.health.breaker;
        return breaker === 'gone' || breaker === 'disabled';
      });
      const ids = shut.map(({ id }) => id);
      const waiting = `id in (${marks(ids)}) and state in ('pending', 'held')`;
      const rows = await database.query<{ webhook_id: string; receiver_id: string; open_order_key: string | null }>(
        trx,
        `select webhook_id, receiver_id, open_order_key from ${deliveries} where ${waiting}${database.forUpdate}`,
        ids
      );
      const now = await database.now(trx);
      const set = `state = 'failed', last_error = 'event removed', settled_at = ${now}, open_order_key = null`;
      const count = await database.run(trx, `update ${deliveries} set ${set} where ${waiting}`, ids);
      database.noteEnded(
        trx,
        'failed',
        rows.map(({ webhook_id: webhookId }) => webhookId)
      );
      const lines = rows.flatMap(({ receiver_id: receiverId, open_order_key: orderKey }) =>
        orderKey === null ? [] : [{ receiverId, orderKey }]
      );
      // Or a younger one, held by what ends here, would wait for ever once the receiver is enabled.
      await advanceLines(database, trx, lines, now);
      return count;
    });

  return async (firstKeptId: string, limit: number): Promise<number> => {
    let ended = 0;
    // Held ones first: ending what holds them makes them pending.
    for (const state of ['held', 'pending'] as const) {
      const found = ended < limit ? await find(firstKeptId, state, limit - ended) : [];
      if (found.length > 0) ended += await end(found);
    }
    return ended;
  };
};
