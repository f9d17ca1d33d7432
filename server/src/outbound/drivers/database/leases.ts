import type { Knex } from 'knex';
import type { Ids } from '../../../kernel/ids';
import type { DeliveryStore } from '../../ports';
import { insertAttempts } from './attempts';
import { int, marks, type Database, type Row } from './dialect';
import { writeLosses } from './losses';
import { advanceLines } from './order';
import { lockReceivers, rescheduleReceivers } from './receivers';
import { createSweep } from './sync';

/** Claims that end without a settlement: given back, or lost with their process. */
export const createLeases = (database: Database, ids: Ids): Pick<DeliveryStore, 'release' | 'reclaim'> => {
  const { deliveries } = database.tables;
  const sweep = createSweep(database);

  /** Locks the receivers of the deliveries that `where` finds, then the deliveries themselves, and sends them back to pending. */
  const giveBack = async (
    where: string,
    bindings: readonly string[],
    limit: number,
    log: (trx: Knex.Transaction, rows: readonly Row[], now: number) => Promise<void>
  ): Promise<Row[]> => {
    // Cheap, and outside of a transaction: most of the time there is nothing to give back.
    const found = await database.query(
      database.knex,
      `select id, receiver_id from ${database.by('deliveries', 'state')} where state = 'claimed' and ${where} limit ${limit}`,
      bindings
    );
    if (found.length === 0) return [];
    return database.transaction(async (trx) => {
      const receivers = await lockReceivers(
        database,
        trx,
        found.map((row) => row.receiver_id as string)
      );
      const foundIds = found.map((row) => row.id as string);
      const rows = await database.query(
        trx,
        `select id, event_id, webhook_id, receiver_id, attempt_count, open_order_key, last_error from ${deliveries} ` +
          `where id in (${marks(foundIds)}) and state = 'claimed' and ${where}${database.forUpdate}`,
        [...foundIds, ...bindings]
      );
      if (rows.length === 0) return [];
      const now = await database.now(trx);
      const rowIds = rows.map((row) => row.id as string);
      const set = `state = 'pending', claim_id = null, leased_until = null`;
      await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(rowIds)})`, rowIds);
      await log(trx, rows, now);
      const lines = rows.flatMap(({ receiver_id, open_order_key }) =>
        open_order_key === null ? [] : [{ receiverId: receiver_id as string, orderKey: open_order_key as string }]
      );
      await advanceLines(database, trx, lines, now);
      await rescheduleReceivers(database, trx, receivers.values(), now);
      return rows;
    });
  };

  const logLost = async (trx: Knex.Transaction, rows: readonly Row[], now: number): Promise<void> => {
    const logged = rows.map((row) => ({
      deliveryId: row.id as string,
      eventId: row.event_id as string,
      nextAt: now,
      attempt: {
        number: int(row.attempt_count) + 1,
        startedAt: now,
        durationMs: 0,
        outcome: { kind: 'lost' } as const,
        request: null,
        response: null,
      },
    }));
    // Before this loss is in the log: its streak is read from there.
    await writeLosses(database, trx, rows, now);
    await insertAttempts(database, trx, ids, logged);
  };

  return {
    release: async (claimId, deliveryIds) => {
      if (deliveryIds.length === 0) return;
      await giveBack(
        `claim_id = ? and id in (${marks(deliveryIds)})`,
        [claimId, ...deliveryIds],
        deliveryIds.length,
        async () => undefined
      );
    },
    reclaim: async (limit) => {
      await sweep();
      const rows = await giveBack(`leased_until < (select ${database.nowMs})`, [], limit, logLost);
      return rows.map((row) => ({ deliveryId: row.id as string, receiverId: row.receiver_id as string }));
    },
  };
};
