import { firstIdAt, type Ids } from '../../../kernel/ids';
import type { NewDelivery } from '../../delivery';
import type { StoredEvent } from '../../event';
import type { Recovery } from '../../ports';
import { breathe } from '../../../kernel/breathe';
import { int, marks, parts, type Database, type Row } from './dialect';
import { EVENT_COLUMNS, toEvent, type EventRow } from './event-store';
import { advanceLines, lineName, orderKeyOf, rejoinLine } from './order';
import { lockReceivers, rescheduleReceivers } from './receivers';
import { createReopen } from './reopen';
import { insertDeliveries, placeDeliveries } from './route';

/** What one call reads and does at most; there may be millions of events, and nobody waits minutes for an answer. */
const MOST_EVENTS = 10_000;
/** As many as receiver URLs of one webhook, so that the deliveries of one event always fit into one call. */
const MOST_DELIVERIES = 10_000;
const EVENTS_PER_STEP = 100;
const DELIVERIES_PER_STEP = 500;
/** SQLite joins at most 500 SELECTs. */
const LINES_PER_STATEMENT = 200;

/** An event, and the deliveries that there should be of it. */
interface Due {
  readonly event: StoredEvent;
  readonly wanted: readonly NewDelivery[];
}

interface Missed {
  readonly event: StoredEvent;
  readonly delivery: NewDelivery;
  /** The delivery to be sent again; `null` where there is none. */
  readonly deliveryId: string | null;
}

const isReplaceable = ({ order }: NewDelivery): boolean => order.kind === 'latest-only' || order.kind === 'quiet-period';

const lineOf = ({ event, delivery }: Missed): string =>
  lineName({ receiverId: delivery.receiverId, orderKey: orderKeyOf(delivery.order, event) ?? '' });

/** What a webhook missed, made up for in the order of events, in small transactions. */
export const createRecovery = (database: Database, ids: Ids): Recovery => {
  const { events } = database.tables;
  const { reopen } = createReopen(database);

  const readEvents = async (firstId: string, afterSeq: number): Promise<StoredEvent[]> => {
    const sql = `select ${EVENT_COLUMNS} from ${database.by('events', 'primary')} where seq > ${afterSeq} and id >= ? and routed_at is not null order by seq limit ${EVENTS_PER_STEP}`;
    return (await database.reading((on) => database.query<EventRow>(on, sql, [firstId]))).map(toEvent);
  };

  /** Where to begin; `null` when there is nothing from there on. */
  const seqBefore = async (firstId: string, afterId: string | undefined): Promise<number | null> => {
    const sql = `select id, seq from ${events} where id >= ? order by id limit 1`;
    const [row] = await database.query(database.knex, sql, [afterId ?? firstId]);
    if (row === undefined) return null;
    // Ids and numbers of events may differ a little in their order; whoever was late by less than this is still found.
    return row.id === afterId ? int(row.seq) : Math.max(0, int(row.seq) - 1_000);
  };

  /** Cuts a list of events so that what there may be of them is read by one statement. */
  const portionsOf = (list: readonly Due[]): Due[][] => {
    const portions: Due[][] = [];
    let size = 0;
    for (const due of list) {
      if (portions.length === 0 || size + due.wanted.length > DELIVERIES_PER_STEP) {
        portions.push([]);
        size = 0;
      }
      portions.at(-1)!.push(due);
      size += due.wanted.length;
    }
    return portions;
  };

  const readMade = async (portion: readonly Due[]): Promise<Map<string, Row>> => {
    const eventIds = portion.filter(({ wanted }) => wanted.length > 0).map(({ event }) => event.id);
    const receiverIds = [...new Set(portion.flatMap(({ wanted }) => wanted.map(({ receiverId }) => receiverId)))];
    if (eventIds.length === 0) return new Map();
    const sql =
      `select id, event_id, receiver_id, state from ${database.by('deliveries', 'u_event')} ` +
      `where event_id in (${marks(eventIds)}) and receiver_id in (${marks(receiverIds)})`;
    const rows = await database.reading((on) => database.query(on, sql, [...eventIds, ...receiverIds]));
    return new Map(rows.map((row) => [`${row.event_id as string} ${row.receiver_id as string}`, row]));
  };

  /** The newest that arrived in the line of a missed one since its event: the end of an index. Media have no document to be looked up by. */
  const lastIn = ({ event, delivery }: Missed): { readonly sql: string; readonly bindings: readonly string[] } => {
    const { order, receiverId, webhookId } = delivery;
    const [index, column, value] =
      order.kind === 'quiet-period'
        ? (['webhook', 'webhook_id', webhookId] as const)
        : (['document', 'document_id', event.subject?.documentId ?? ''] as const);
    return {
      sql:
        `select event_seq from ${database.by('deliveries', index)} where ${column} = ? and id >= ? and receiver_id = ? and order_key = ? ` +
        `and state = 'delivered' order by id desc limit 1`,
      bindings: [value, firstIdAt('dlv', event.occurredAt), receiverId, orderKeyOf(order, event) ?? ''],
    };
  };

  /** The numbers of the events that lines got last; nothing of lines that got none. */
  const readLast = async (lines: ReadonlyMap<string, Missed>): Promise<Map<string, number>> => {
    const last = new Map<string, number>();
    for (const part of parts([...lines], LINES_PER_STATEMENT)) {
      const asked = part.map(([name, missed]) => ({ name, ...lastIn(missed) }));
      const sql = asked.map((one, i) => `select ${i} as place, event_seq from (${one.sql}) as line${i}`).join(' union all ');
      const rows = await database.reading((on) =>
        database.query<{ place: unknown; event_seq: unknown }>(
          on,
          sql,
          asked.flatMap(({ bindings }) => bindings)
        )
      );
      for (const row of rows) last.set(asked[int(row.place)]!.name, int(row.event_seq));
    }
    return last;
  };

  /** Where the newest counts, what is older than the last that arrived is no miss: made up for, it would be a step back. */
  const withoutOutdone = async (missed: readonly Missed[][]): Promise<readonly Missed[][]> => {
    const earliest = new Map<string, Missed>();
    for (const one of missed.flat()) {
      if (isReplaceable(one.delivery) && !earliest.has(lineOf(one))) earliest.set(lineOf(one), one);
    }
    if (earliest.size === 0) return missed;
    const last = await readLast(earliest);
    return missed.map((list) =>
      list.filter((one) => !isReplaceable(one.delivery) || (last.get(lineOf(one)) ?? -1) < one.event.seq)
    );
  };

  /** What of each event was missed. In an order where newer ones replace older ones, giving way is no miss. */
  const missedOf = async (portion: readonly Due[]): Promise<readonly Missed[][]> => {
    const made = await readMade(portion);
    const missed = portion.map(({ event, wanted }) =>
      wanted.flatMap((delivery): Missed[] => {
        const row = made.get(`${event.id} ${delivery.receiverId}`);
        if (row === undefined) return [{ event, delivery, deliveryId: null }];
        const isReplaced = row.state === 'superseded' && isReplaceable(delivery);
        const isMissed = row.state === 'failed' || row.state === 'cancelled' || (row.state === 'superseded' && !isReplaced);
        return isMissed ? [{ event, delivery, deliveryId: row.id as string }] : [];
      })
    );
    return withoutOutdone(missed);
  };

  const makeUp = async (missed: readonly Missed[], isDryRun: boolean): Promise<number> => {
    const again = missed.flatMap(({ deliveryId }) => deliveryId ?? []);
    if (again.length > 0) return again.length - (await reopen(again, isDryRun)).size;
    if (isDryRun || missed.length === 0) return missed.length;
    return database.transaction(async (trx) => {
      const receivers = await lockReceivers(
        database,
        trx,
        missed.map(({ delivery }) => delivery.receiverId)
      );
      const now = await database.now(trx);
      const placed = await placeDeliveries(database, trx, ids, missed, receivers, now);
      await insertDeliveries(database, trx, placed);
      // They joined their lines last, and may be about earlier events than what waits there.
      const lines = placed.flatMap(({ row, receiver }) =>
        row.open_order_key === null ? [] : [{ receiverId: receiver.id, orderKey: String(row.open_order_key) }]
      );
      await advanceLines(database, trx, lines, now, rejoinLine);
      await rescheduleReceivers(database, trx, receivers.values(), now);
      return placed.filter(({ row }) => row.state !== 'superseded').length;
    });
  };

  /** New ones and ones to be sent again apart, and still in the order of events: what joins a line joins it last. */
  const makeUpInOrder = async (missed: readonly Missed[], isDryRun: boolean): Promise<number> => {
    let count = 0;
    for (let from = 0, to = 0; from < missed.length; from = to) {
      const isNew = missed[from]!.deliveryId === null;
      while (to < missed.length && to - from < DELIVERIES_PER_STEP && (missed[to]!.deliveryId === null) === isNew) to += 1;
      await breathe();
      count += await makeUp(missed.slice(from, to), isDryRun);
    }
    return count;
  };

  return {
    recover: async ({ sinceMs, afterId }, decide, isDryRun) => {
      const firstId = firstIdAt('evt', sinceMs);
      let afterSeq = await seqBefore(firstId, afterId);
      if (afterSeq === null) return { isDryRun, count: 0, isCapped: false };
      let count = 0;
      let room = MOST_DELIVERIES;
      let lastId = '';
      for (let looked = 0; looked < MOST_EVENTS; looked += EVENTS_PER_STEP) {
        await breathe();
        const step = await readEvents(firstId, afterSeq);
        for (const portion of portionsOf(step.map((event) => ({ event, wanted: decide(event) })))) {
          const fitting: Missed[] = [];
          let isCapped = false;
          for (const [i, missed] of (await missedOf(portion)).entries()) {
            isCapped = missed.length > room;
            if (isCapped) break;
            room -= missed.length;
            fitting.push(...missed);
            lastId = portion[i]!.event.id;
          }
          count += await makeUpInOrder(fitting, isDryRun);
          if (isCapped) return { isDryRun, count, isCapped, lastId };
        }
        if (step.length < EVENTS_PER_STEP) return { isDryRun, count, isCapped: false };
        afterSeq = step.at(-1)!.seq;
      }
      return { isDryRun, count, isCapped: true, lastId };
    },
  };
};
