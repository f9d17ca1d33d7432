import type { Knex } from 'knex';
import type { Ids } from '../../../kernel/ids';
import type { NewDelivery } from '../../delivery';
import type { StoredEvent } from '../../event';
import type { DeliveryStore } from '../../ports';
import { groupBy, int, marks, type Database } from './dialect';
import { EVENT_COLUMNS, toEvent, type EventRow } from './event-store';
import { isOutdone, joinLine, lineName, orderKeyOf, readLines, supersede, type OpenDelivery } from './order';
import type { RecentEvents } from './recent-events';
import { lockReceivers, wakeReceivers, type Receiver } from './receivers';

const EVENTS_PER_TRANSACTION = 200;
/** Keeps a transaction below about 50 ms, so that a publish on SQLite's one connection never waits longer. */
const DELIVERIES_PER_TRANSACTION = 1_000;
/** Between two calls what was made already can be sent. */
const DELIVERIES_PER_CALL = 1_000;

type Decide = (event: StoredEvent) => readonly NewDelivery[];

/** The part of one event's fan-out that one transaction makes. */
interface Fan {
  readonly event: StoredEvent;
  readonly deliveries: readonly NewDelivery[];
  readonly isComplete: boolean;
  /** Deliveries made by earlier transactions. */
  readonly countBefore: number;
}

export interface Placed {
  readonly row: Readonly<Record<string, string | number | null>>;
  readonly receiver: Receiver;
}

const byReceiver = (a: NewDelivery, b: NewDelivery): number =>
  a.receiverId < b.receiverId ? -1 : a.receiverId > b.receiverId ? 1 : 0;

/**
 * Puts new deliveries in line and gives their rows. Later deliveries of the same call see the earlier ones. The receivers must be locked;
 * deliveries for one that is no more (its webhook was removed since) are left out.
 */
export const placeDeliveries = async (
  database: Database,
  trx: Knex.Transaction,
  ids: Ids,
  wanted: readonly { readonly event: StoredEvent; readonly delivery: NewDelivery }[],
  receivers: ReadonlyMap<string, Receiver>,
  now: number
): Promise<Placed[]> => {
  const standing = wanted.flatMap(({ event, delivery }) => {
    const receiver = receivers.get(delivery.receiverId);
    return receiver ? [{ event, delivery, receiver, orderKey: orderKeyOf(delivery.order, event) }] : [];
  });
  const lineOf = (receiverId: string, orderKey: string) => lineName({ receiverId, orderKey });
  const asked = new Map(
    standing.flatMap(({ receiver, orderKey }) =>
      orderKey === null ? [] : [[lineOf(receiver.id, orderKey), { receiverId: receiver.id, orderKey }] as const]
    )
  );
  const lines: Map<string, OpenDelivery[]> = asked.size === 0 ? new Map() : await readLines(database, trx, [...asked.values()]);
  const superseded = new Map<string, OpenDelivery>();

  const placed = standing.map(({ event, delivery, receiver, orderKey }) => {
    const id = ids('dlv');
    const name = orderKey === null ? null : lineOf(receiver.id, orderKey);
    const before = name === null ? [] : (lines.get(name) ?? []);
    if (isOutdone(delivery.order, event, before)) {
      const orderKind = delivery.order.kind;
      superseded.set(id, {
        id,
        webhookId: delivery.webhookId,
        state: 'superseded',
        orderKind,
        quietSince: null,
        isFresh: true,
        seq: event.seq,
      });
      return { id, event, delivery, receiver, orderKey, state: 'superseded' as const, dueAt: now, quietSince: null };
    }
    const { state, dueAt, quietSince, supersededIds } = joinLine(name === null ? { kind: 'none' } : delivery.order, before, now);
    for (const one of before) if (supersededIds.includes(one.id)) superseded.set(one.id, one);
    if (name !== null) {
      const stay = before.filter((one) => !superseded.has(one.id));
      const { webhookId } = delivery;
      lines.set(name, [
        ...stay,
        { id, webhookId, state, orderKind: delivery.order.kind, quietSince, isFresh: true, seq: event.seq },
      ]);
    }
    return { id, event, delivery, receiver, orderKey, state, dueAt, quietSince };
  });

  const newIds = new Set(placed.map(({ id }) => id));
  await supersede(
    database,
    trx,
    [...superseded.values()].filter(({ id }) => !newIds.has(id)),
    now
  );
  const bornSuperseded = [...superseded.values()].filter(({ id }) => newIds.has(id));
  database.noteEnded(
    trx,
    'superseded',
    bornSuperseded.map(({ webhookId }) => webhookId)
  );

  return placed.map(({ id, event, delivery, receiver, orderKey, state, dueAt, quietSince }) => {
    const gaveWay = superseded.has(id);
    return {
      receiver,
      row: {
        id,
        event_id: event.id,
        event_seq: event.seq,
        event_type: event.type,
        uid: event.subject?.uid ?? null,
        document_id: event.subject?.documentId ?? null,
        locale: event.subject?.locale ?? null,
        webhook_id: delivery.webhookId,
        receiver_id: receiver.id,
        url: delivery.url,
        order_kind: delivery.order.kind,
        order_key: orderKey,
        open_order_key: gaveWay ? null : orderKey,
        quiet_since: quietSince,
        state: gaveWay ? 'superseded' : state,
        due_at: dueAt,
        settled_at: gaveWay ? now : null,
      },
    };
  });
};

/** Writes placed deliveries and wakes their receivers. */
export const insertDeliveries = async (database: Database, trx: Knex.Transaction, placed: readonly Placed[]): Promise<void> => {
  await database.insert(
    trx,
    'deliveries',
    placed.map(({ row }) => row),
    { keys: ['event_id', 'receiver_id'] }
  );
  const work = placed
    .filter(({ row }) => row.state === 'pending')
    .map(({ row, receiver }) => ({ receiver, dueAt: int(row.due_at) }));
  await wakeReceivers(database, trx, work);
};

export const createRoute = (database: Database, ids: Ids, recent: RecentEvents): DeliveryStore['route'] => {
  const { events, locks } = database.tables;

  /** One router at a time, so that a later event of a document cannot overtake a long fan-out; the others go on with other work. */
  const takeTurn = async (trx: Knex.Transaction): Promise<boolean> => {
    if (database.client === 'sqlite') {
      return (await database.run(trx, `update ${locks} set taken_at = ${database.nowMs} where name = 'route'`)) > 0;
    }
    return (await database.query(trx, `select name from ${locks} where name = 'route'${database.skipLocked}`)).length > 0;
  };

  const readFans = async (trx: Knex.Transaction, seqs: readonly number[], decide: Decide): Promise<Fan[]> => {
    const sql =
      `select ${EVENT_COLUMNS}, routed_receiver_id, delivery_count from ${events} ` +
      `where seq in (${marks(seqs)}) and routed_at is null`;
    const fans: Fan[] = [];
    let room = DELIVERIES_PER_TRANSACTION;
    const rows = await database.query<EventRow & { routed_receiver_id: string | null; delivery_count: unknown }>(trx, sql, seqs);
    // Sorted here: asked for their order, PostgreSQL would walk along the whole table instead of looking these up.
    for (const row of rows.sort((a, b) => int(a.seq) - int(b.seq))) {
      if (room === 0) break;
      const event = toEvent(row);
      recent.put(event, row.data.length);
      // Sorted by receiver, a place in the list still means the same after a crash, whatever webhooks came or went meanwhile.
      const wanted = [...decide(event)].sort(byReceiver);
      const done = row.routed_receiver_id;
      const left = done === null ? wanted : wanted.filter(({ receiverId }) => receiverId > done);
      const deliveries = left.slice(0, room);
      fans.push({ event, deliveries, isComplete: deliveries.length === left.length, countBefore: int(row.delivery_count) });
      room -= deliveries.length;
    }
    return fans;
  };

  const markRouted = async (
    trx: Knex.Transaction,
    fans: readonly Fan[],
    counts: ReadonlyMap<string, number>,
    now: number
  ): Promise<void> => {
    const complete = groupBy(
      fans.filter(({ isComplete }) => isComplete),
      ({ event, countBefore }) => countBefore + (counts.get(event.id) ?? 0)
    );
    for (const [count, group] of complete) {
      const seqs = group.map(({ event }) => event.seq);
      const set = `routed_at = ${now}, routed_receiver_id = null, delivery_count = ${count}`;
      await database.run(trx, `update ${events} set ${set} where seq in (${marks(seqs)})`, seqs);
    }
    for (const { event, deliveries } of fans.filter(({ isComplete }) => !isComplete)) {
      const set = `routed_receiver_id = ?, delivery_count = delivery_count + ${counts.get(event.id) ?? 0}`;
      await database.run(trx, `update ${events} set ${set} where seq = ?`, [deliveries.at(-1)!.receiverId, event.seq]);
    }
  };

  /** One transaction. `isMore`: there may be more to route right now. */
  const routeSome = (seqs: readonly number[], decide: Decide) =>
    database.transaction(async (trx) => {
      if (!(await takeTurn(trx))) return { routed: [], madeCount: 0, isMore: false };
      const fans = await readFans(trx, seqs, decide);
      if (fans.length === 0) return { routed: [], madeCount: 0, isMore: false };
      const wanted = fans.flatMap(({ event, deliveries }) => deliveries.map((delivery) => ({ event, delivery })));
      const receivers = await lockReceivers(
        database,
        trx,
        wanted.map(({ delivery }) => delivery.receiverId)
      );
      const now = await database.now(trx);
      const placed = await placeDeliveries(database, trx, ids, wanted, receivers, now);
      await insertDeliveries(database, trx, placed);
      const counts = new Map([...groupBy(placed, ({ row }) => row.event_id as string)].map(([id, list]) => [id, list.length]));
      await markRouted(trx, fans, counts, now);
      return {
        routed: fans
          .filter(({ isComplete }) => isComplete)
          .map(({ event, countBefore }) => ({ event, deliveryCount: countBefore + (counts.get(event.id) ?? 0) })),
        madeCount: wanted.length,
        isMore: true,
      };
    });

  /** Asked in every round, mostly in vain: looking first, outside of any transaction, saves the commit that taking the turn costs. */
  const unrouted = async (limit: number): Promise<number[]> => {
    const sql = `select seq from ${database.by('events', 'unrouted')} where routed_at is null order by routed_at, seq limit ${limit}`;
    return (await database.look(sql)).map(({ seq }) => int(seq));
  };

  return async (limit, decide, renew) => {
    // Only these: what is committed after the rules were read may need newer ones.
    let left = await unrouted(limit);
    if (left.length === 0) return [];
    await renew?.();
    const routed: { event: StoredEvent; deliveryCount: number }[] = [];
    let madeCount = 0;
    while (left.length > 0 && madeCount < DELIVERIES_PER_CALL) {
      const step = await routeSome(left.slice(0, EVENTS_PER_TRANSACTION), decide);
      if (!step.isMore) break;
      const done = new Set(step.routed.map(({ event }) => event.seq));
      left = left.filter((seq) => !done.has(seq));
      routed.push(...step.routed);
      madeCount += step.madeCount;
    }
    return routed;
  };
};
