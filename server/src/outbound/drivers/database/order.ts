import type { DeliveryState } from '../../delivery';
import type { StoredEvent } from '../../event';
import type { Order } from '../../../../../shared/contracts/webhook';
import { groupBy, int, intOrNull, marks, parts, type Connection, type Database, type Row } from './dialect';

/** A quiet period that never comes ends after this many times its length. */
const LONGEST_QUIET = 10;
/** Open deliveries looked at per line; more can only pile up in a line that is kept in order, where the first ones decide, see `readBeyond`. */
const OPEN_LOOKED_AT = 200;

export interface OpenDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly state: DeliveryState;
  readonly orderKind: Order['kind'];
  readonly quietSince: number | null;
  /** Never tried. */
  readonly isFresh: boolean;
  /** Of its event. */
  readonly seq: number;
}

/** A line: what is kept in order with one another at one receiver. */
export interface Line {
  readonly receiverId: string;
  readonly orderKey: string;
}

export const lineName = ({ receiverId, orderKey }: Line): string => `${receiverId}\n${orderKey}`;

/** What an event is about, as far as order goes: a document with all its locales, or a media file. */
const subjectKeyOf = ({ type, subject, data }: StoredEvent): string | null => {
  if (subject !== null) return `${subject.uid} ${subject.documentId}`;
  const id = type.startsWith('media.') ? data.entry?.id : undefined;
  return id === undefined ? null : `media ${String(id)}`;
};

/** The key of the line a delivery stands in; `null` when nothing has to wait for it. */
export const orderKeyOf = (order: Order, event: StoredEvent): string | null => {
  if (order.kind === 'none') return null;
  return order.kind === 'quiet-period' ? '*' : subjectKeyOf(event);
};

/** What becomes of a delivery that joins its line last, and of those before it. Pure. */
export const joinLine = (
  order: Order,
  before: readonly OpenDelivery[],
  now: number
): { state: 'held' | 'pending'; dueAt: number; quietSince: number | null; supersededIds: readonly string[] } => {
  const isUnderWay = before.some(({ state }) => state === 'claimed');
  if (order.kind === 'none' || order.kind === 'per-document') {
    return {
      state: order.kind !== 'none' && before.length > 0 ? 'held' : 'pending',
      dueAt: now,
      quietSince: null,
      supersededIds: [],
    };
  }
  const waiting = before.filter(({ state }) => state !== 'claimed');
  // The newest must not overtake the one under way, or the receiver would end with the older content.
  const joined = { state: isUnderWay ? 'held' : 'pending', supersededIds: waiting.map(({ id }) => id) } as const;
  if (order.kind === 'latest-only') return { ...joined, dueAt: now, quietSince: null };
  // One that was tried already ended its quiet period then: the next begins with this event.
  const quietSince = waiting.find(({ isFresh, quietSince: since }) => isFresh && since !== null)?.quietSince ?? now;
  return {
    ...joined,
    quietSince,
    dueAt: Math.min(now + order.seconds * 1_000, quietSince + LONGEST_QUIET * order.seconds * 1_000),
  };
};

/**
 * Made up for after a newer one was made: what that one brings is what a receiver that wants the latest should end with. A request that is under way
 * after a quiet period may have begun before this event. Pure.
 */
export const isOutdone = (order: Order, event: Pick<StoredEvent, 'seq'>, before: readonly OpenDelivery[]): boolean => {
  const newer = before.filter(({ seq }) => seq > event.seq);
  if (order.kind === 'latest-only') return newer.length > 0;
  return order.kind === 'quiet-period' && newer.some(({ state }) => state !== 'claimed');
};

/** The states that the places in a line ask for. */
export interface LineStep {
  readonly releasedId: string | null;
  /** Sent again, an earlier one comes before those that were pending: they are held until it is through. */
  readonly heldIds: readonly string[];
  readonly supersededIds: readonly string[];
}

/** Of what stands in a line, in the order of events, one at a time may be sent: none while one is under way, else the first. Pure. */
const takeTurns = (line: readonly OpenDelivery[]): Pick<LineStep, 'releasedId' | 'heldIds'> => {
  const head = line.some(({ state }) => state === 'claimed') ? undefined : line[0];
  return {
    releasedId: head?.state === 'held' ? head.id : null,
    heldIds: line.filter((one) => one !== head && one.state === 'pending').map(({ id }) => id),
  };
};

/** What a line does after one of its deliveries ended or went back to pending. `open` is in the order of events. Pure. */
export const advanceLine = (open: readonly OpenDelivery[]): LineStep => {
  const newest = open.at(-1);
  const gaveWay = open.filter(
    (one) => one !== newest && one.state !== 'claimed' && (one.orderKind === 'latest-only' || one.orderKind === 'quiet-period')
  );
  return { ...takeTurns(open.filter((one) => !gaveWay.includes(one))), supersededIds: gaveWay.map(({ id }) => id) };
};

/** What a line does when deliveries were put back into it, held: none gives way, because a person asked for them. Pure. */
export const rejoinLine = (open: readonly OpenDelivery[]): LineStep => ({ ...takeTurns(open), supersededIds: [] });

const openIn = (database: Database): string =>
  'select id, webhook_id, receiver_id, open_order_key, event_seq, state, order_kind, quiet_since, attempt_count from ' +
  `${database.by('deliveries', 'line')} where receiver_id = ? and open_order_key = ?`;

/** Of lines longer than what is looked at: what is under way or may be sent behind it. Older ones that were put back stand before that. */
const readBeyond = async (database: Database, trx: Connection, lines: readonly Line[], first: readonly Row[]): Promise<Row[]> => {
  const beyond: Row[] = [];
  const byLine = groupBy(first, (row) =>
    lineName({ receiverId: row.receiver_id as string, orderKey: row.open_order_key as string })
  );
  for (const line of lines) {
    const known = byLine.get(lineName(line)) ?? [];
    if (known.length < OPEN_LOOKED_AT) continue;
    const last = Math.max(...known.map((row) => int(row.event_seq)));
    const sql = `${openIn(database)} and event_seq > ${last} and state in ('claimed', 'pending') order by event_seq limit ${OPEN_LOOKED_AT}`;
    beyond.push(...(await database.query(trx, sql, [line.receiverId, line.orderKey])));
  }
  return beyond;
};

/** Reads what is open in lines, in the order of events. */
export const readLines = async (
  database: Database,
  trx: Connection,
  lines: readonly Line[]
): Promise<Map<string, OpenDelivery[]>> => {
  const found = new Map<string, OpenDelivery[]>();
  for (const part of parts(lines, 100)) {
    const one = `select * from (${openIn(database)} order by event_seq limit ${OPEN_LOOKED_AT}) as line`;
    const rows = await database.query(
      trx,
      part.map(() => one).join(' union all '),
      part.flatMap((line) => [line.receiverId, line.orderKey])
    );
    rows.push(...(await readBeyond(database, trx, part, rows)));
    rows.sort((a, b) => int(a.event_seq) - int(b.event_seq));
    for (const row of rows) {
      const name = lineName({ receiverId: row.receiver_id as string, orderKey: row.open_order_key as string });
      const open: OpenDelivery = {
        id: row.id as string,
        webhookId: row.webhook_id as string,
        state: row.state as DeliveryState,
        orderKind: row.order_kind as Order['kind'],
        quietSince: intOrNull(row.quiet_since),
        isFresh: int(row.attempt_count) === 0,
        seq: int(row.event_seq),
      };
      const line = found.get(name);
      if (line) line.push(open);
      else found.set(name, [open]);
    }
  }
  return found;
};

/** Ends deliveries that gave way. Their receivers must be locked. */
export const supersede = async (
  database: Database,
  trx: Connection,
  ones: readonly Pick<OpenDelivery, 'id' | 'webhookId'>[],
  now: number
): Promise<void> => {
  for (const part of parts(ones, 500)) {
    const ids = part.map(({ id }) => id);
    await database.run(
      trx,
      `update ${database.tables.deliveries} set state = 'superseded', settled_at = ${now}, open_order_key = null where id in (${marks(ids)})`,
      ids
    );
  }
  database.noteEnded(
    trx,
    'superseded',
    ones.map(({ webhookId }) => webhookId)
  );
};

/** Moves lines on, see `advanceLine`. Their receivers must be locked, and rescheduled afterwards. */
export const advanceLines = async (
  database: Database,
  trx: Connection,
  lines: Iterable<Line>,
  now: number,
  stepOf: (open: readonly OpenDelivery[]) => LineStep = advanceLine
): Promise<void> => {
  const distinct = [...new Map([...lines].map((line) => [lineName(line), line])).values()];
  if (distinct.length === 0) return;
  const open = [...(await readLines(database, trx, distinct)).values()];
  const steps = open.map(stepOf);
  const write = async (state: 'pending' | 'held', ids: readonly string[]): Promise<void> => {
    for (const part of parts(ids, 500)) {
      await database.run(trx, `update ${database.tables.deliveries} set state = '${state}' where id in (${marks(part)})`, part);
    }
  };
  await supersede(
    database,
    trx,
    steps.flatMap(({ supersededIds }, i) => open[i]!.filter(({ id }) => supersededIds.includes(id))),
    now
  );
  await write(
    'held',
    steps.flatMap(({ heldIds }) => heldIds)
  );
  await write(
    'pending',
    steps.flatMap(({ releasedId }) => releasedId ?? [])
  );
};
