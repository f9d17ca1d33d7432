import type { DatabaseClient, Value } from './dialect';

/** Fewer are as fast with a placeholder for each value. */
const FEWEST_AS_JSON = 8;
/** Bytes have to be spelled out in JSON, at twice their length. */
const MOST_BYTES_AS_JSON = 65_536;

type Rows = readonly Readonly<Record<string, Value>>[];

/** A statement, or the part of one that gives the rows, and its values. */
interface Source {
  readonly sql: string;
  readonly bindings: readonly Value[];
}

const bytesIn = (rows: Rows): number =>
  rows.reduce(
    (sum, row) => sum + Object.values(row).reduce((bytes: number, v) => bytes + (Buffer.isBuffer(v) ? v.length : 0), 0),
    0
  );

const HALF_CHARACTER = /\p{Surrogate}/gu;

/** As JSON spells it for PostgreSQL: bytes in hex; half a character, which would be refused, as drivers send it. */
const jsonValue = (value: Value | undefined): string | number | null => {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return typeof value === 'string' ? value.replace(HALF_CHARACTER, '\ufffd') : (value ?? null);
};

const asJson = (columns: readonly string[], rows: Rows): string =>
  JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column) => [column, jsonValue(row[column])]))));

const withMarks = (columns: readonly string[], rows: Rows): Source => {
  const marks = `(${columns.map(() => '?').join(', ')})`;
  return {
    sql: `values ${rows.map(() => marks).join(', ')}`,
    bindings: rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
  };
};

const withJson = (table: string, columns: readonly string[], rows: Rows): Source => ({
  sql: `select ${columns.join(', ')} from json_populate_recordset(null::${table}, ?::json)`,
  bindings: [asJson(columns, rows)],
});

/** PostgreSQL gets many rows as one JSON document: see `insertStatement`. */
const isBetterAsJson = (client: DatabaseClient, rows: Rows): boolean =>
  client === 'postgres' && rows.length >= FEWEST_AS_JSON && bytesIn(rows) <= MOST_BYTES_AS_JSON;

/** Rows that one statement should take: enough to amortise the round trip, within every database's limit of bindings. */
export const rowsPerInsert = (client: DatabaseClient, rows: Rows): number => (isBetterAsJson(client, rows) ? 1_000 : 100);

/**
 * An INSERT of rows that all have the columns of the first; `tail` says what becomes of those that are there already. PostgreSQL takes the types
 * of a JSON document from the table: for a hundred deliveries that costs a third of the processor time of 1,700 placeholders, on either side
 * (measured).
 */
export const insertStatement = (client: DatabaseClient, table: string, rows: Rows, tail: string): Source => {
  const columns = Object.keys(rows[0]!);
  const { sql, bindings } = isBetterAsJson(client, rows) ? withJson(table, columns, rows) : withMarks(columns, rows);
  return { sql: `insert into ${table} (${columns.join(', ')}) ${sql}${tail}`, bindings };
};
