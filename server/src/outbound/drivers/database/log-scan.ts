import { firstIdAt } from '../../../kernel/ids';
import { DELIVERY_STATES } from '../../../../../shared/contracts/delivery';
import { FORM_PREFIX, type LogFilter } from '../../sight';
import { int, marks, type Connection, type Database, type Value } from './dialect';

interface Part {
  readonly sql: string;
  readonly bindings: readonly Value[];
}

/** How a filter is answered: walks along an index, each in the order of ids, and what is left to check row by row. */
interface Plan {
  /** The index walked along; `null` is the key itself. */
  readonly index: string | null;
  readonly walks: readonly Part[];
  readonly checks: readonly Part[];
}

export interface Scan {
  readonly filter: LogFilter;
  readonly columns: string;
  /** Ids beyond this one only, in the direction of the walk. */
  readonly cursor: string | null;
  readonly direction: 'older' | 'newer';
  readonly limit: number;
  /** Rows along the key to check before giving up with what was found; of rows by another index fewer. */
  readonly budget: number;
}

export interface Scanned<R> {
  readonly rows: readonly R[];
  /** Where to go on; `null` when there is nothing beyond. */
  readonly next: string | null;
}

const FIRST_STEP = 1_000;
const STEP = 5_000;
/** Rows that an index names lie far apart: checking one of them costs about this many of those along the key. */
const COST_BY_INDEX = 5;

const equals = (column: string, value: string): Part => ({ sql: `${column} = ?`, bindings: [value] });

const statusCheck = (status: string): Part => {
  const first = /^([1-5])xx$/i.exec(status)?.[1];
  if (first !== undefined) return { sql: `last_status between ${first}00 and ${first}99`, bindings: [] };
  return /^\d{3}$/.test(status) ? { sql: `last_status = ${status}`, bindings: [] } : { sql: '1 = 0', bindings: [] };
};

const formsCheck = (known: readonly string[]): Part => ({
  sql: `(uid is null or uid not like '${FORM_PREFIX}%'${known.length === 0 ? '' : ` or uid in (${marks(known)})`})`,
  bindings: known,
});

/** Picks the walk that passes the fewest rows, going by what usually is rarest. */
const planOf = (filter: LogFilter): Plan => {
  const { states, webhookId, receiverId, eventType, eventId, uid, documentId, status, knownForms } = filter;
  const isAnyState = states === undefined || states.length === 0;
  const statesCheck = isAnyState ? [] : [{ sql: `state in (${marks(states)})`, bindings: states }];
  const webhookCheck = webhookId === undefined ? [] : [equals('webhook_id', webhookId)];
  const others = [
    ...(receiverId === undefined ? [] : [equals('receiver_id', receiverId)]),
    ...(eventType === undefined ? [] : [equals('event_type', eventType)]),
    ...(uid === undefined ? [] : [equals('uid', uid)]),
    ...(status === undefined ? [] : [statusCheck(status)]),
    ...(knownForms === undefined ? [] : [formsCheck(knownForms)]),
  ];
  if (eventId !== undefined) {
    const document = documentId === undefined ? [] : [equals('document_id', documentId)];
    return {
      index: 'u_event',
      walks: [equals('event_id', eventId)],
      checks: [...document, ...webhookCheck, ...statesCheck, ...others],
    };
  }
  if (documentId !== undefined)
    return { index: 'document', walks: [equals('document_id', documentId)], checks: [...webhookCheck, ...statesCheck, ...others] };
  if (webhookId !== undefined) {
    const walks = (isAnyState ? DELIVERY_STATES : states).map((state) => ({
      sql: 'webhook_id = ? and state = ?',
      bindings: [webhookId, state],
    }));
    return { index: 'webhook', walks, checks: others };
  }
  if (isAnyState) return { index: null, walks: [{ sql: '1 = 1', bindings: [] }], checks: others };
  return { index: 'state', walks: states.map((state) => equals('state', state)), checks: others };
};

const bindingsOf = (list: readonly Part[]): Value[] => list.flatMap(({ bindings }) => bindings);

/**
 * Reads the log along its indexes. A filter that no index answers is checked row by row, in steps, and within a budget: a page of a log with
 * a million rows costs the same as one of a thousand, at the price that it may come back short, with a place to go on from.
 */
export const createScan = (database: Database) => {
  const boundsOf = ({ filter, direction }: Scan, cursor: string | null): Part[] => [
    ...(filter.from === undefined ? [] : [{ sql: 'id >= ?', bindings: [firstIdAt('dlv', Date.parse(filter.from))] }]),
    ...(filter.to === undefined ? [] : [{ sql: 'id < ?', bindings: [firstIdAt('dlv', Date.parse(filter.to))] }]),
    ...(filter.afterId === undefined ? [] : [{ sql: 'id > ?', bindings: [filter.afterId] }]),
    ...(cursor === null ? [] : [{ sql: direction === 'older' ? 'id < ?' : 'id > ?', bindings: [cursor] }]),
  ];

  /** The first `limit` rows of all walks together, of those that satisfy `conditions`. */
  const walk = ({ index, walks }: Plan, conditions: readonly Part[], columns: string, order: string, limit: number): Part => {
    const table = index === null ? database.tables.deliveries : database.by('deliveries', index);
    const one = (part: Part) =>
      `select * from (select ${columns} from ${table} where ${[part, ...conditions].map(({ sql }) => sql).join(' and ')} ` +
      `order by id ${order} limit ${limit}) as walk`;
    const bindings = walks.flatMap((part) => bindingsOf([part, ...conditions]));
    const sql = walks.map(one).join(' union all ');
    return { sql: walks.length === 1 ? sql : `select * from (${sql}) as walks order by id ${order} limit ${limit}`, bindings };
  };

  /** The id at which a step of `size` rows ends; `null` when there are fewer. */
  const endOf = async (
    on: Connection,
    plan: Plan,
    bounds: readonly Part[],
    order: string,
    size: number
  ): Promise<string | null> => {
    const { sql, bindings } = walk(plan, bounds, 'id', order, size);
    const [end] = await database.query<{ id: string | null; amount: unknown }>(
      on,
      `select ${order === 'desc' ? 'min' : 'max'}(id) as id, count(*) as amount from (${sql}) as step`,
      bindings
    );
    return int(end!.amount) < size ? null : end!.id;
  };

  return <R extends { id: string }>(scan: Scan): Promise<Scanned<R>> => {
    const { filter, columns, direction, limit, budget } = scan;
    const order = direction === 'older' ? 'desc' : 'asc';
    const plan = planOf(filter);
    const page = (rows: readonly R[]): Scanned<R> | null =>
      rows.length > limit ? { rows: rows.slice(0, limit), next: rows[limit - 1]!.id } : null;

    const readDirectly = async (on: Connection): Promise<Scanned<R>> => {
      const { sql, bindings } = walk(plan, boundsOf(scan, scan.cursor), columns, order, limit + 1);
      const rows = await database.query<R>(on, sql, bindings);
      return page(rows) ?? { rows, next: null };
    };

    const readInSteps = async (on: Connection): Promise<Scanned<R>> => {
      const found: R[] = [];
      const most = plan.index === null ? budget : budget / COST_BY_INDEX;
      let cursor = scan.cursor;
      for (let checked = 0, size = FIRST_STEP; checked < most; checked += size, size = STEP) {
        const bounds = boundsOf(scan, cursor);
        const end = await endOf(on, plan, bounds, order, size);
        const last = end === null ? [] : [{ sql: direction === 'older' ? 'id >= ?' : 'id <= ?', bindings: [end] }];
        const { sql, bindings } = walk(plan, [...bounds, ...last, ...plan.checks], columns, order, limit + 1 - found.length);
        found.push(...(await database.query<R>(on, sql, bindings)));
        const full = page(found);
        if (full) return full;
        if (end === null) return { rows: found, next: null };
        cursor = end;
      }
      return { rows: found, next: cursor };
    };

    return database.reading(plan.checks.length === 0 ? readDirectly : readInSteps);
  };
};
