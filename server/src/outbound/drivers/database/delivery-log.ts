import type { BulkResult, DeliveryState, DeliveryView } from '../../../../../shared/contracts/delivery';
import type { Order } from '../../../../../shared/contracts/webhook';
import type { DeliveryLog } from '../../ports';
import type { LogFilter } from '../../sight';
import { breathe } from '../../../kernel/breathe';
import { FINAL_STATES } from './counts';
import { parts, type Database, type Row } from './dialect';
import { EVENT_COLUMNS, toEvent, type EventRow } from './event-store';
import { createScan } from './log-scan';
import { createReopen } from './reopen';
import { iso, LIST_COLUMNS, toAttemptView, toListItem } from './views';

/** Rows a page may check that its filter does not find by an index: well below a tenth of a second on each database. */
const PAGE_BUDGET = 26_000;
const LONGEST_PAGE = 200;
const SHOWN_ATTEMPTS = 200;
const SHOWN_SIBLINGS = 100;
/** Deliveries that one bulk action touches, and the size of its transactions. */
const BULK_CAP = 10_000;
const BULK_STEP = 250;

const isCursor = (text: string | undefined): text is string => text !== undefined && /^[\w-]{1,40}$/.test(text);

/** The filter narrowed to states that an action can touch; `null` when it allows none of them. */
const narrow = (filter: LogFilter, able: readonly DeliveryState[]): LogFilter | null => {
  const states = filter.states?.length ? filter.states.filter((state) => able.includes(state)) : able;
  return states.length === 0 ? null : { ...filter, states };
};

export const createDeliveryLog = (database: Database): DeliveryLog => {
  const { attempts, bodies, deliveries, events } = database.tables;
  const scan = createScan(database);
  const { reopen, cancel } = createReopen(database);

  const list: DeliveryLog['list'] = async (filter, { limit, before, after }) => {
    const isNewer = isCursor(after) && !isCursor(before);
    const cursor = isCursor(before) ? before : isCursor(after) ? after : null;
    const { rows, next } = await scan<Row & { id: string }>({
      filter,
      columns: LIST_COLUMNS,
      cursor,
      direction: isNewer ? 'newer' : 'older',
      limit: Math.max(1, Math.min(limit, LONGEST_PAGE)),
      budget: PAGE_BUDGET,
    });
    const items = (isNewer ? [...rows].reverse() : rows).map(toListItem);
    if (isNewer) return { items, olderCursor: items.at(-1)?.id ?? cursor, newerCursor: next };
    return { items, olderCursor: next, newerCursor: cursor === null ? null : (items[0]?.id ?? cursor) };
  };

  const readEvent = async (id: string): Promise<DeliveryView['event']> => {
    const [row] = await database.query<EventRow>(database.knex, `select ${EVENT_COLUMNS} from ${events} where id = ?`, [id]);
    if (row === undefined) return null;
    const event = toEvent(row);
    return { id: event.id, type: event.type, occurredAt: iso(event.occurredAt), data: event.data, isTruncated: event.isTruncated };
  };

  const readAttempts = (deliveryId: string): Promise<Row[]> =>
    database.query(
      database.knex,
      `select a.*, b.bytes from ${attempts} a left join ${bodies} b on b.event_id = a.event_id and b.hash = a.body_hash ` +
        `where a.delivery_id = ? order by a.id desc limit ${SHOWN_ATTEMPTS}`,
      [deliveryId]
    );

  const readSiblings = async (eventId: string, id: string): Promise<DeliveryView['siblings']> => {
    const sql = `select ${LIST_COLUMNS} from ${deliveries} where event_id = ? and id <> ? order by receiver_id limit ${SHOWN_SIBLINGS}`;
    const rows = await database.query(database.knex, sql, [eventId, id]);
    return rows.map(toListItem).map((item) => ({
      id: item.id,
      webhookId: item.webhookId,
      webhookName: item.webhookName,
      url: item.url,
      state: item.state,
      lastStatus: item.lastStatus,
    }));
  };

  const get: DeliveryLog['get'] = async (id) => {
    const [row] = await database.query(database.knex, `select ${LIST_COLUMNS}, order_kind from ${deliveries} where id = ?`, [id]);
    if (row === undefined) return null;
    const item = toListItem(row);
    return {
      ...item,
      event: await readEvent(item.eventId),
      order: row.order_kind as Order['kind'],
      isRedacted: false,
      attempts: (await readAttempts(id)).reverse().map(toAttemptView),
      siblings: await readSiblings(item.eventId, id),
    };
  };

  /** Calls `act` with the ids that match, oldest first, until `BULK_CAP`. `act` tells how many it touched. */
  const forMatching = async (
    filter: LogFilter | null,
    isDryRun: boolean,
    act: (ids: readonly string[]) => Promise<number>
  ): Promise<BulkResult> => {
    let count = 0;
    let seen = 0;
    let cursor: string | null = null;
    if (filter === null) return { isDryRun, count: 0, isCapped: false };
    do {
      await breathe();
      const found: { rows: readonly { id: string }[]; next: string | null } = await scan({
        filter,
        columns: 'id',
        cursor,
        direction: 'newer',
        limit: Math.min(2_000, BULK_CAP - seen),
        budget: PAGE_BUDGET,
      });
      for (const part of parts(
        found.rows.map(({ id }) => id),
        BULK_STEP
      )) {
        await breathe();
        count += await act(part);
      }
      seen += found.rows.length;
      cursor = found.next;
    } while (cursor !== null && seen < BULK_CAP);
    return cursor === null ? { isDryRun, count, isCapped: false } : { isDryRun, count, isCapped: true, lastId: cursor };
  };

  return {
    list,
    get,
    resend: async (id) => (await reopen([id], false)).get(id) ?? 'done',
    cancel: async (id) => {
      const state = (await cancel([id])).get(id);
      if (state === undefined) return 'not-found';
      if (state === 'claimed') return 'running';
      return state === 'held' || state === 'pending' ? 'done' : 'final';
    },
    resendMatching: (filter, isDryRun) => {
      // Pending ones are on their way already; only who asks for them by name wants them sooner.
      const able = filter.states?.includes('pending') ? ([...FINAL_STATES, 'pending'] as const) : FINAL_STATES;
      return forMatching(narrow(filter, able), isDryRun, async (ids) => ids.length - (await reopen(ids, isDryRun)).size);
    },
    cancelMatching: (filter, isDryRun) =>
      forMatching(narrow(filter, ['held', 'pending']), isDryRun, async (ids) => {
        if (isDryRun) return ids.length;
        return [...(await cancel(ids)).values()].filter((state) => state === 'held' || state === 'pending').length;
      }),
  };
};
