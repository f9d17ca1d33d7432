import type { Knex } from 'knex';
import type { EntrySubject, EventData, NewEvent, StoredEvent } from '../../event';
import type { EventStore, Transaction } from '../../ports';
import { int, marks, parts, type Connection, type Database } from './dialect';
import type { RecentEvents } from './recent-events';

/** Bytes per INSERT, well below the smallest usual limit of a statement (MySQL: 16 MB). */
const BYTES_PER_INSERT = 4_000_000;
const EVENTS_PER_INSERT = 100;

export const EVENT_COLUMNS = 'seq, id, type, occurred_at, uid, model, document_id, locale, status, data, is_truncated, traceparent';

export interface EventRow {
  readonly seq: unknown;
  readonly id: string;
  readonly type: string;
  readonly occurred_at: unknown;
  readonly uid: string | null;
  readonly model: string | null;
  readonly document_id: string | null;
  readonly locale: string | null;
  readonly status: string | null;
  readonly data: string;
  readonly is_truncated: unknown;
  readonly traceparent: string | null;
}

const toRow = ({ id, type, occurredAt, subject, data, isTruncated, traceparent }: NewEvent) => ({
  id,
  type,
  occurred_at: occurredAt,
  uid: subject?.uid ?? null,
  model: subject?.model ?? null,
  document_id: subject?.documentId ?? null,
  locale: subject?.locale ?? null,
  status: subject?.status ?? null,
  data: JSON.stringify(data),
  is_truncated: isTruncated ? 1 : 0,
  traceparent,
});

const subjectOf = (row: EventRow): EntrySubject | null =>
  row.uid === null || row.document_id === null
    ? null
    : {
        uid: row.uid,
        model: row.model ?? '',
        documentId: row.document_id,
        locale: row.locale,
        status: row.status as EntrySubject['status'],
      };

export const toEvent = (row: EventRow): StoredEvent => ({
  seq: int(row.seq),
  id: row.id,
  type: row.type,
  occurredAt: int(row.occurred_at),
  subject: subjectOf(row),
  data: JSON.parse(row.data) as EventData,
  isTruncated: int(row.is_truncated) === 1,
  traceparent: row.traceparent,
});

/** Cuts the list where a statement would have too many rows or bytes. */
const statementsOf = (rows: readonly ReturnType<typeof toRow>[]): ReturnType<typeof toRow>[][] => {
  const statements: ReturnType<typeof toRow>[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = statements.at(-1);
    if (last && last.length < EVENTS_PER_INSERT && bytes + row.data.length <= BYTES_PER_INSERT) last.push(row);
    else {
      statements.push([row]);
      bytes = 0;
    }
    bytes += row.data.length;
  }
  return statements;
};

/** The knex transaction behind the core's opaque word for it. */
export const connectionOf = (database: Database, transaction: Transaction | null): Connection =>
  transaction === null ? database.knex : (transaction as unknown as Knex.Transaction);

/** One event, in the transaction at hand. */
export const insertEvent = (database: Database, on: Connection, event: NewEvent): Promise<void> =>
  database.insert(on, 'events', [toRow(event)]);

export const createEventStore = (database: Database, recent: RecentEvents): EventStore => {
  const insertAll = async (on: Connection, statements: readonly ReturnType<typeof toRow>[][]): Promise<void> => {
    for (const rows of statements) await database.insert(on, 'events', rows);
  };

  return {
    append: async (events, transaction) => {
      const statements = statementsOf(events.map(toRow));
      if (transaction === null && statements.length > 1) return database.transaction((trx) => insertAll(trx, statements));
      return insertAll(connectionOf(database, transaction), statements);
    },
    read: async (ids) => {
      const found = new Map<string, StoredEvent>();
      for (const id of ids) {
        const event = recent.get(id);
        if (event) found.set(id, event);
      }
      for (const part of parts(
        [...new Set(ids)].filter((id) => !found.has(id)),
        500
      )) {
        const sql = `select ${EVENT_COLUMNS} from ${database.tables.events} where id in (${marks(part)})`;
        for (const row of await database.query<EventRow>(database.knex, sql, part)) found.set(row.id, toEvent(row));
      }
      return found;
    },
  };
};
