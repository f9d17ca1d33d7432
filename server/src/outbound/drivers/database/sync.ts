import { HEALTHY, type ReceiverLimits } from '../../receiver';
import type { ReceiverStore } from '../../ports';
import { marks, NEVER, parts, REMOVED, type Connection, type Database } from './dialect';
import { connectionOf } from './event-store';
import { healthColumns, RECEIVER_COLUMNS, toReceiver, writeLooks, type Receiver, type ReceiverRow } from './receivers';

/** Deliveries cancelled within the caller's transaction; the rest follows in steps of this size, see `createSweep`. */
const CANCELLED_AT_ONCE = 1_000;

const limitColumns = (limits: ReceiverLimits) => ({
  webhook_id: limits.webhookId,
  url: limits.url,
  max_concurrency: limits.maxConcurrency,
  max_per_second: limits.maxPerSecond,
  timeout_ms: limits.timeoutMs,
  is_enabled: limits.isEnabled ? 1 : 0,
});

const hasOther = (receiver: Receiver, limits: ReceiverLimits): boolean =>
  receiver.webhookId !== limits.webhookId ||
  receiver.url !== limits.url ||
  receiver.maxConcurrency !== limits.maxConcurrency ||
  receiver.maxPerSecond !== limits.maxPerSecond ||
  receiver.timeoutMs !== limits.timeoutMs ||
  receiver.isEnabled !== limits.isEnabled;

/** Cancels open deliveries of removed receivers, those under way first; answers of which webhooks. */
const cancelSome = async (
  database: Database,
  on: Connection,
  receiverIds: readonly string[],
  limit: number
): Promise<{ readonly webhookIds: readonly string[]; readonly isAll: boolean }> => {
  const { deliveries } = database.tables;
  const webhookIds: string[] = [];
  for (const state of ['claimed', 'pending', 'held'] as const) {
    const sql =
      `select id, webhook_id from ${database.by('deliveries', state)} where receiver_id in (${marks(receiverIds)}) and state = '${state}' ` +
      `limit ${limit - webhookIds.length}`;
    const rows = await database.query<{ id: string; webhook_id: string }>(on, sql, receiverIds);
    for (const part of parts(rows, 500)) {
      const ids = part.map(({ id }) => id);
      await database.run(
        on,
        `update ${deliveries} set state = 'cancelled', settled_at = ${database.nowMs}, open_order_key = null, claim_id = null, ` +
          `leased_until = null, last_error = 'webhook removed' where id in (${marks(ids)})`,
        ids
      );
    }
    webhookIds.push(...rows.map((row) => row.webhook_id));
    if (webhookIds.length >= limit) return { webhookIds, isAll: false };
  }
  return { webhookIds, isAll: true };
};

/**
 * One step of ending what removed receivers left open. The row of the receiver stays until nothing is left, and goes in a transaction of
 * ours: the caller's may be one of MySQL's that cannot see what others committed since it began.
 */
export const createSweep = (database: Database) => async (): Promise<void> => {
  const { receivers } = database.tables;
  const sql = `select id from ${receivers} where next_due_at = ${REMOVED} limit 100`;
  const ids = (await database.query<{ id: string }>(database.knex, sql)).map(({ id }) => id);
  if (ids.length === 0) return;
  await database.transaction(async (trx) => {
    // Waits for a routing that still holds the rows, and then sees what it made.
    await database.query(trx, `select id from ${receivers} where id in (${marks(ids)}) order by id${database.forUpdate}`, ids);
    const { webhookIds, isAll } = await cancelSome(database, trx, ids, CANCELLED_AT_ONCE);
    database.noteEnded(trx, 'cancelled', webhookIds);
    if (!isAll) return;
    await database.run(trx, `delete from ${receivers} where id in (${marks(ids)}) and next_due_at = ${REMOVED}`, ids);
  });
};

const syncIn = async (
  database: Database,
  on: Connection,
  webhookId: string,
  wanted: readonly ReceiverLimits[]
): Promise<number> => {
  const { receivers } = database.tables;
  let cancelledCount = 0;
  const cancel = async (receiverIds: readonly string[], limit: number): Promise<void> => {
    cancelledCount += (await cancelSome(database, on, receiverIds, limit)).webhookIds.length;
  };
  const wantedIds = wanted.map(({ receiverId }) => receiverId);
  const isWanted = new Set(wantedIds);
  const rows = await database.query<ReceiverRow>(
    on,
    `select ${RECEIVER_COLUMNS} from ${receivers} where webhook_id = ? order by id${database.forUpdate}`,
    [webhookId]
  );
  const all = new Map(rows.map((row) => [row.id as string, toReceiver(row)]));
  const removedBefore = wantedIds.filter((id) => all.get(id)?.nextDueAt === REMOVED);
  if (removedBefore.length > 0) {
    // Back again before the sweep was done with it: what was to be cancelled must not come back with it.
    await cancel(removedBefore, Number.MAX_SAFE_INTEGER);
    await database.run(on, `delete from ${receivers} where id in (${marks(removedBefore)})`, removedBefore);
    removedBefore.forEach((id) => all.delete(id));
  }
  const gone = [...all.values()].filter(({ id, nextDueAt }) => nextDueAt !== REMOVED && !isWanted.has(id)).map(({ id }) => id);
  for (const part of parts(gone, 500)) {
    await cancel(part, CANCELLED_AT_ONCE);
    await database.run(on, `update ${receivers} set next_due_at = ${REMOVED}, is_enabled = 0 where id in (${marks(part)})`, part);
  }

  const fresh = wanted.filter(({ receiverId }) => !all.has(receiverId));
  await database.insert(
    on,
    'receivers',
    fresh.map((limits) => ({ id: limits.receiverId, ...limitColumns(limits), ...healthColumns(HEALTHY), next_due_at: NEVER })),
    { keys: ['id'] }
  );
  const changed = wanted.filter((limits) => {
    const receiver = all.get(limits.receiverId);
    return receiver !== undefined && hasOther(receiver, limits);
  });
  for (const limits of changed) {
    const isOtherUrl = all.get(limits.receiverId)!.url !== limits.url;
    const columns = { ...limitColumns(limits), ...(isOtherUrl ? healthColumns(HEALTHY) : {}) };
    const set = Object.keys(columns).map((column) => `${column} = ?`);
    await database.run(on, `update ${receivers} set ${set.join(', ')} where id = ?`, [
      ...Object.values(columns),
      limits.receiverId,
    ]);
  }
  // The next claim looks and works out when to look again. Not here: in the caller's transaction we might see an old state of affairs.
  const now = await database.now(on);
  await writeLooks(database, on, new Map([...fresh, ...changed].map(({ receiverId }) => [receiverId, now])));
  return cancelledCount;
};

export const createSync =
  (database: Database): ReceiverStore['sync'] =>
  (webhookId, wanted, transaction) =>
    transaction === null
      ? database.transaction((trx) => syncIn(database, trx, webhookId, wanted))
      : syncIn(database, connectionOf(database, transaction), webhookId, wanted);
