import type { DeliveryFilter } from '../../../../../shared/contracts/delivery';
import { firstIdAt } from '../../../kernel/ids';
import { DELIVERY_STATES } from '../../../../../shared/contracts/delivery';
import { marks, type Database, type Value } from './dialect';

interface Part {
  readonly sql: string;
  readonly bindings: readonly Value[];
}

/** How a filter is answered: walks along an index, each in the order of ids, and what is left to check row by row. */
interface Plan {
  readonly walks: readonly Part[];
  readonly checks: readonly Part[];
}

export interface Scan {
  readonly filter: DeliveryFilter;
  readonly columns: string;
  /** Ids beyond this one only, in the direction of the walk. */
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
  /** Rows to check before giving up with what was found. */
  readonly budget: number;
}

export interface Scanned<R> {
  readonly rows: readonly R[];
  /** Where to go on; `null` when there is nothing beyond. */
  readonly next: string | null;
}

const FIRST_STEP = 1_000;
const STEP = 5_000;

const equals = (column: string, value: string): Part => ({ sql: `${column} = ?`, bindings: [value] });

const statusCheck = (status: string): Part => {
  const first = /^([1-5])xx$/i.exec(status)?.[1];
  if (first !== undefined) return { sql: `last_status between ${first}00 and ${first}99`, bindings: [] };
  return /^\d{3}$/.test(status) ? { sql: `last_status = ${status}`, bindings: [] } : { sql: '1 = 0', bindings: [] };
};

/** Picks the walk that passes the fewest rows, going by what usually is rarest. */
const planOf = (filter: DeliveryFilter): Plan => {
  const { states, webhookId, receiverId, eventType, eventId, uid, documentId, status } = filter;
  const isAnyState = states === undefined || states.length === 0;
  const statesCheck = isAnyState ? [] : [{ sql: `state in (${marks(states)})`, bindings: states }];
  const webhookCheck = webhookId === undefined ? [] : [equals('webhook_id', webhookId)];
  const others = [
    ...(receiverId === undefined ? [] : [equals('receiver_id', receiverId)]),
    ...(eventType === undefined ? [] : [equals('event_type', eventType)]),
    ...(uid === undefined ? [] : [equals('uid', uid)]),
    ...(status === undefined ? [] : [statusCheck(status)]),
  ];
  if (eventId !== undefined) {
    const document = documentId === undefined ? [] : [equals('document_id', documentId)];
    return { walks: [equals('event_id', eventId)], checks: [...document, ...webhookCheck, ...statesCheck, ...others] };
  }
  if (documentId !== undefined)
    return { walks: [equals('document_id', documentId)], checks: [...webhookCheck, ...statesCheck, ...others] };
  if (webhookId !== undefined) {
    const walks = (isAnyState ? DELIVERY_STATES : states).map((state) => ({
      sql: 'webhook_id = ? and state = ?',
      bindings: [webhookId, state],
    }));
    return { walks, checks: others };
  }
  return { walks: isAnyState ? [{ sql: '1 = 1', bindings: [] }] : states.map((state) => equals('state', state)), checks: others };
};

const bindingsOf = (list: readonly Part[]): Value[] => list.flatMap(({ bindings }) => bindings);

/**
 * Reads the log along its indexes. A filter that no index answers is checked row by row, in steps, and within a budget: a page of a log with
 * a million rows costs the same as one of a thousand, at the price that it may come back short, with a place to go on from.
 */
export const createScan = (database: Database) => {
  const { deliveries } = database.tables;

  const boundsOf = ({ filter, direction }: Scan, cursor: string | null): Part[] => [
    ...(filter.from === undefined ? [] : [{ sql: 'id >= ?', bindings: [firstIdAt('dlv', Date.parse(filter.from))] }]),
    ...(filter.to === undefined ? [] : [{ sql: 'id < ?', bindings: [firstIdAt('dlv', Date.parse(filter.to))] }]),
    ...(filter.afterId === undefined ? [] : [{ sql: 'id > ?', bindings: [filter.afterId] }]),
    ...(cursor === null ? [] : [{ sql: direction === 'older' ? 'id < ?' : 'id > ?', bindings: [cursor] }]),
  ];

  /** The first `limit` rows of all walks together. */
  const walk = ({ walks }: Plan, bounds: readonly Part[], columns: string, order: string, limit: number): Part => {
    const one = (part: Part) =>
      `select * from (select ${columns} from ${deliveries} where ${[part, ...bounds].map(({ sql }) => sql).join(' and ')} ` +
      `order by id ${order} limit ${limit}) as walk`;
    const bindings = walks.flatMap((part) => bindingsOf([part, ...bounds]));
    const sql = walks.map(one).join(' union all ');
    return { sql: walks.length === 1 ? sql : `select * from (${sql}) as walks order by id ${order} limit ${limit}`, bindings };
  };

  return async <R extends { id: string }>(scan: Scan): Promise<Scanned<R>> => {
    const { filter, columns, direction, limit, budget } = scan;
    const order = direction === 'older' ? 'desc' : 'asc';
    const plan = planOf(filter);
    const page = (rows: readonly R[]): Scanned<R> | null =>
      rows.length > limit ? { rows: rows.slice(0, limit), next: rows[limit - 1]!.id } : null;

    if (plan.checks.length === 0) {
      const { sql, bindings } = walk(plan, boundsOf(scan, scan.cursor), columns, order, limit + 1);
      const rows = await database.query<R>(database.knex, sql, bindings);
      return page(rows) ?? { rows, next: null };
    }

    const found: R[] = [];
    let cursor = scan.cursor;
    let checked = 0;
    while (checked < budget) {
      const step = checked === 0 ? FIRST_STEP : STEP;
      const passed = walk(plan, boundsOf(scan, cursor), 'id', order, step);
      const rows = await database.query<R>(
        database.knex,
        `select ${columns} from (select d.* from (${passed.sql}) as passed join ${deliveries} d on d.id = passed.id) as checked ` +
          `where ${plan.checks.map(({ sql }) => sql).join(' and ')} order by id ${order} limit ${limit + 1 - found.length}`,
        [...passed.bindings, ...bindingsOf(plan.checks)]
      );
      found.push(...rows);
      const full = page(found);
      if (full) return full;
      const [end] = await database.query<{ last: string | null; amount: unknown }>(
        database.knex,
        `select ${direction === 'older' ? 'min' : 'max'}(id) as last, count(*) as amount from (${passed.sql}) as passed`,
        passed.bindings
      );
      if (Number(end!.amount) < step) return { rows: found, next: null };
      cursor = end!.last;
      checked += step;
    }
    return { rows: found, next: cursor };
  };
};
