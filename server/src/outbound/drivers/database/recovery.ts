import { firstIdAt, type Ids } from '../../../kernel/ids';
import type { NewDelivery } from '../../delivery';
import type { StoredEvent } from '../../event';
import type { Recovery } from '../../ports';
import { breathe } from './breathe';
import { int, marks, type Database } from './dialect';
import { EVENT_COLUMNS, toEvent, type EventRow } from './event-store';
import { lockReceivers } from './receivers';
import { createReopen } from './reopen';
import { insertDeliveries, placeDeliveries } from './route';

/** Deliveries that one call makes or sends again. */
const CAP = 10_000;
const EVENTS_PER_STEP = 100;
const DELIVERIES_PER_STEP = 500;

interface Missed {
  readonly event: StoredEvent;
  readonly delivery: NewDelivery;
  /** The delivery to be sent again; `null` where there is none. */
  readonly deliveryId: string | null;
}

/** What a webhook missed, made up for in the order of events, in small transactions. */
export const createRecovery = (database: Database, ids: Ids): Recovery => {
  const { deliveries, events } = database.tables;
  const { reopen } = createReopen(database);

  const readEvents = async (firstId: string, afterSeq: number): Promise<StoredEvent[]> => {
    const sql = `select ${EVENT_COLUMNS} from ${events} where seq > ${afterSeq} and id >= ? and routed_at is not null order by seq limit ${EVENTS_PER_STEP}`;
    return (await database.query<EventRow>(database.knex, sql, [firstId])).map(toEvent);
  };

  const firstSeqOf = async (firstId: string): Promise<number | null> => {
    const [row] = await database.query(database.knex, `select seq from ${events} where id >= ? order by id limit 1`, [firstId]);
    return row === undefined ? null : int(row.seq);
  };

  /** What of one event was missed. In an order where newer ones replace older ones, giving way is no miss. */
  const missedOf = async (event: StoredEvent, wanted: readonly NewDelivery[]): Promise<Missed[]> => {
    if (wanted.length === 0) return [];
    const rows = await database.query(
      database.knex,
      `select id, receiver_id, state from ${deliveries} where event_id = ? and webhook_id in (${marks([...new Set(wanted.map((one) => one.webhookId))])})`,
      [event.id, ...new Set(wanted.map((one) => one.webhookId))]
    );
    const byReceiver = new Map(rows.map((row) => [row.receiver_id as string, row]));
    return wanted.flatMap((delivery): Missed[] => {
      const row = byReceiver.get(delivery.receiverId);
      if (row === undefined) return [{ event, delivery, deliveryId: null }];
      const isReplaced =
        row.state === 'superseded' && (delivery.order.kind === 'latest-only' || delivery.order.kind === 'quiet-period');
      const isMissed = row.state === 'failed' || row.state === 'cancelled' || (row.state === 'superseded' && !isReplaced);
      return isMissed ? [{ event, delivery, deliveryId: row.id as string }] : [];
    });
  };

  const makeUp = async (missed: readonly Missed[], isDryRun: boolean): Promise<number> => {
    const again = missed.flatMap(({ deliveryId }) => deliveryId ?? []);
    const fresh = missed.filter(({ deliveryId }) => deliveryId === null);
    const reopened = again.length === 0 ? 0 : again.length - (await reopen(again, isDryRun)).size;
    if (isDryRun || fresh.length === 0) return reopened + fresh.length;
    const made = await database.transaction(async (trx) => {
      const receivers = await lockReceivers(
        database,
        trx,
        fresh.map(({ delivery }) => delivery.receiverId)
      );
      const placed = await placeDeliveries(database, trx, ids, fresh, receivers, await database.now(trx));
      await insertDeliveries(database, trx, placed);
      return placed.length;
    });
    return reopened + made;
  };

  return {
    recover: async (sinceMs, decide, isDryRun) => {
      const firstId = firstIdAt('evt', sinceMs);
      const firstSeq = await firstSeqOf(firstId);
      if (firstSeq === null) return { isDryRun, count: 0, isCapped: false };
      let count = 0;
      // Ids and numbers of events may differ a little in their order; whoever was late by less than this is still found.
      let afterSeq = Math.max(0, firstSeq - 1_000);
      for (;;) {
        await breathe();
        const step = await readEvents(firstId, afterSeq);
        if (step.length === 0) return { isDryRun, count, isCapped: false };
        for (const event of step) {
          const missed = await missedOf(event, decide(event));
          for (let i = 0; i < missed.length; i += DELIVERIES_PER_STEP) {
            count += await makeUp(missed.slice(i, Math.min(i + DELIVERIES_PER_STEP, i + CAP - count)), isDryRun);
            if (count >= CAP) return { isDryRun, count, isCapped: true };
          }
        }
        afterSeq = step.at(-1)!.seq;
      }
    },
  };
};
