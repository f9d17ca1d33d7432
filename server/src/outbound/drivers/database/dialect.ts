import type { Knex } from 'knex';
import { createEndings, type OnEnded } from './endings';
import { CONNECTION_LIMITS, transactOnHeld, type ConnectionLimits } from './held-connection';
import { insertStatement, rowsPerInsert } from './insert-statement';
import { withoutValues } from './statement-error';
import { PARTIAL_INDEXES, type PartialIndex } from './tables';

export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

/** Where a statement runs: the pool, or a transaction of it. */
export type Connection = Knex | Knex.Transaction;

export type Value = string | number | Buffer | null;
export type Row = Record<string, unknown>;

const TABLES = [
  'migrations',
  'locks',
  'events',
  'deliveries',
  'receivers',
  'attempts',
  'bodies',
  'stats',
  'instances',
  'form_heads',
  'form_versions',
  'form_files',
  'form_days',
  'form_guards',
  'form_emails',
  // Of a content type: Strapi makes it.
  'submissions',
] as const;
export type TableName = (typeof TABLES)[number];

/** An instant that never comes; still exact as a JavaScript number. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** `next_due_at` of a receiver that was removed while more was open than one transaction should cancel: `sweep.ts` does the rest. */
export const REMOVED = NEVER - 1;

/** In a WHERE it belongs in a sub-select, `(select …)`: PostgreSQL asks a clock of this kind once per row, which rules out an index. */
const NOW_MS: Readonly<Record<DatabaseClient, string>> = {
  sqlite: "cast(round(unixepoch('subsec') * 1000) as integer)",
  postgres: 'cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)',
  // Not unix_timestamp(): it reads the session's zone, which has an hour twice every autumn.
  mysql: "(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000)",
};

/** Lost a race that the database itself settles: deadlock victim, serialisation failure, lock timeout, busy file. */
export const isWorthRepeating = (error: unknown): boolean => {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return /^(40P01|40001|55P03|ER_LOCK_DEADLOCK|ER_LOCK_WAIT_TIMEOUT|ER_CHECKREAD)$/.test(code) || code.startsWith('SQLITE_BUSY');
};

const KEEP_TO_INDEXES =
  'set local enable_bitmapscan = off; set local enable_seqscan = off; set local enable_sort = off; set local jit = off';

/**
 * For people's questions, whose rows lie anywhere. With pages for nothing, the index that passes the fewest rows wins: else PostgreSQL prefers to
 * read a hundred thousand rows that lie side by side, along the primary key, to the five thousand that another index names. Not for the engine:
 * of a large backlog it then reads thirty times the rows for a claim.
 */
const PAGES_FOR_NOTHING = 'set local seq_page_cost = 0; set local random_page_cost = 0';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const PARTIAL: ReadonlyMap<string, PartialIndex> = new Map(Object.entries(PARTIAL_INDEXES));

/**
 * What differs between SQLite, PostgreSQL and MySQL/MariaDB, and nothing else. Statements are written once, in the SQL that all three
 * understand, with `?` for values. Rows come back as the driver gives them: drivers return 64-bit integers as text, so readers convert.
 */
export const createDatabase = (
  knex: Knex,
  client: DatabaseClient,
  schema?: string,
  limits: ConnectionLimits = CONNECTION_LIMITS,
  onEnded: OnEnded = () => undefined
) => {
  const endings = createEndings(onEnded);
  const quote = client === 'mysql' ? '`' : '"';
  const tables = Object.fromEntries(
    TABLES.map((name) => [name, `${schema ? `${quote}${schema}${quote}.` : ''}${quote}switchboard_${name}${quote}`])
  ) as Readonly<Record<TableName, string>>;
  const nowMs = NOW_MS[client];

  const raw = async (on: Connection, sql: string, bindings: readonly Value[]): Promise<unknown> => {
    try {
      const statement = on.raw(sql, bindings as Knex.RawBinding[]);
      // In a transaction the transaction watches; SQLite answers before anybody could.
      return await (on === knex && client !== 'sqlite' ? statement.timeout(limits.silenceMs) : statement);
    } catch (error) {
      throw withoutValues(error, sql);
    }
  };

  /** Rows of a SELECT. */
  const query = async <R extends object = Row>(on: Connection, sql: string, bindings: readonly Value[] = []): Promise<R[]> => {
    const result = await raw(on, sql, bindings);
    if (client === 'postgres') return (result as { rows: R[] }).rows;
    return (client === 'mysql' ? (result as [R[]])[0] : result) as R[];
  };

  /** Number of rows that a statement changed. */
  const run = async (on: Connection, sql: string, bindings: readonly Value[] = []): Promise<number> => {
    const result = await raw(on, sql, bindings);
    if (client === 'postgres') return (result as { rowCount: number | null }).rowCount ?? 0;
    if (client === 'mysql') return (result as [{ affectedRows?: number }])[0].affectedRows ?? 0;
    return (result as { changes?: number }).changes ?? 0;
  };

  const onDuplicate = (keys: readonly string[], adds: readonly string[] | undefined, table: string): string => {
    if (client === 'mysql') {
      return `on duplicate key update ${adds ? adds.map((c) => `${c} = ${c} + values(${c})`).join(', ') : `${keys[0]} = ${keys[0]}`}`;
    }
    if (!adds) return `on conflict (${keys.join(', ')}) do nothing`;
    return `on conflict (${keys.join(', ')}) do update set ${adds.map((c) => `${c} = ${table}.${c} + excluded.${c}`).join(', ')}`;
  };

  /** Inserts rows. With `unique`, a row whose key is already there is left alone, or has its `add` columns added up. */
  const insert = async (
    on: Connection,
    name: TableName,
    rows: readonly Readonly<Record<string, Value>>[],
    unique?: { readonly keys: readonly string[]; readonly add?: readonly string[] }
  ): Promise<void> => {
    if (rows.length === 0) return;
    const tail = unique ? ` ${onDuplicate(unique.keys, unique.add, tables[name])}` : '';
    for (const part of parts(rows, rowsPerInsert(client, rows))) {
      const { sql, bindings } = insertStatement(client, tables[name], part, tail);
      await run(on, sql, bindings);
    }
  };

  /**
   * Our statements all walk along indexes and stop early. PostgreSQL goes by statistics, which lag behind when a backlog of 200,000 builds up
   * in a minute: it then reads and sorts all of it for ten rows (88 ms instead of 3, measured). So the other ways are closed to it.
   * Locks that nobody uses any more, and waits for them, end with their transaction: see `held-connection.ts`.
   */
  const BEGINNING =
    `${KEEP_TO_INDEXES}; set local idle_in_transaction_session_timeout = '${limits.idleS}s'; ` +
    `set local lock_timeout = '${limits.lockWaitS}s'`;
  const begin = async (trx: Knex.Transaction): Promise<void> => {
    if (client === 'postgres') await run(trx, BEGINNING);
  };

  /**
   * One short transaction. Runs `work` again, from the start, when the database chose it as the victim of a deadlock.
   * READ COMMITTED everywhere: our locks are explicit, and MySQL's default would add gap locks that collide for nothing.
   */
  const transaction = async <T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> => {
    let committed = (): void => undefined;
    const once = async (): Promise<T> => {
      // What failed first is the cause. SQLite ends a transaction by itself when its disk is full, and all that knex says then is that there was
      // none to roll back.
      let cause: unknown = null;
      const container = async (trx: Knex.Transaction): Promise<T> => {
        committed = endings.open(trx);
        try {
          await begin(trx);
          return await work(trx);
        } catch (error) {
          cause = error;
          throw error;
        }
      };
      try {
        return await (client === 'sqlite' ? knex.transaction(container) : transactOnHeld(knex, client, limits, container));
      } catch (failure) {
        // On the others the connection is what fails with it, and why it was cut says more.
        throw client === 'sqlite' ? (cause ?? failure) : failure;
      }
    };
    const repeated = async (round: number): Promise<T> => {
      try {
        return await once();
      } catch (error) {
        if (round === 6 || !isWorthRepeating(error)) throw error;
        await pause(2 ** round * 2 * (0.5 + Math.random()));
        return repeated(round + 1);
      }
    };
    const result = await repeated(1);
    committed();
    return result;
  };

  /** Reads that walk along indexes. Only PostgreSQL needs a transaction for them, see `BEGINNING`. */
  const reading = async <T>(work: (on: Connection) => Promise<T>): Promise<T> => {
    if (client !== 'postgres') return work(knex);
    return transaction(async (trx) => {
      await run(trx, PAGES_FOR_NOTHING);
      return work(trx);
    });
  };

  /**
   * Rows of one SELECT without values that walks along indexes. PostgreSQL takes statements that are sent together for one transaction, so
   * it is a single round trip there as well.
   */
  const look = async (sql: string): Promise<Row[]> => {
    if (client !== 'postgres') return query(knex, sql);
    const results = (await raw(knex, `${KEEP_TO_INDEXES}; ${sql}`, [])) as { rows: Row[] }[];
    return results.at(-1)!.rows;
  };

  /**
   * A table, to be read by one of its indexes (named as in `tables.ts`, or `primary`). MySQL has to be told, which has whole indexes only; SQLite
   * about those of some deliveries, because it knows nothing of how few they are. PostgreSQL finds them.
   */
  const by = (name: TableName, index: string, alias = ''): string => {
    const partial = name === 'deliveries' ? PARTIAL.get(index) : undefined;
    const named = (suffix: string) => (suffix === 'primary' ? 'primary' : `switchboard_${name}_${suffix}`);
    const hints: Readonly<Record<DatabaseClient, string>> = {
      mysql: ` force index (${named(partial?.insteadOf ?? index)})`,
      sqlite: partial ? ` indexed by ${named(index)}` : '',
      postgres: '',
    };
    return `${tables[name]}${alias === '' ? '' : ` ${alias}`}${hints[client]}`;
  };

  /** The database's clock, milliseconds since the epoch. */
  const now = async (on: Connection): Promise<number> =>
    Number((await query<{ now: unknown }>(on, `select ${nowMs} as now`))[0]!.now);

  return {
    knex,
    client,
    schema,
    tables,
    nowMs,
    query,
    run,
    insert,
    transaction,
    reading,
    look,
    by,
    now,
    noteEnded: endings.note,
    /** SQLite has one writer at a time, so a transaction that has read cannot be overtaken: it needs no row locks. */
    forUpdate: client === 'sqlite' ? '' : ' for update',
    skipLocked: client === 'sqlite' ? '' : ' for update skip locked',
  };
};

export type Database = ReturnType<typeof createDatabase>;

/** `?, ?, ?` for a list of values. An empty list gives `null`, which is in no list. */
export const marks = (values: readonly unknown[]): string => (values.length === 0 ? 'null' : values.map(() => '?').join(', '));

/** `case <column> when ? then <number> … end`, and its bindings. Numbers stand in the text, or PostgreSQL would take them for text. */
export const caseOf = (column: string, numbers: ReadonlyMap<string, number | null>): { sql: string; bindings: string[] } => ({
  sql: `case ${column} ${[...numbers.values()].map((number) => `when ? then ${number === null ? 'null' : asNumber(number)}`).join(' ')} end`,
  bindings: [...numbers.keys()],
});

const asNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error(`expected a number for a statement, got ${value}`);
  return String(value);
};

/** Reads a 64-bit integer, which drivers may give as text. */
export const int = (value: unknown): number => Number(value);
export const intOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Splits a list into parts of at most `size`. */
export const parts = <T>(list: readonly T[], size: number): T[][] => {
  const result: T[][] = [];
  for (let i = 0; i < list.length; i += size) result.push(list.slice(i, i + size));
  return result;
};

/** Groups a list by a key, keeping its order. */
export const groupBy = <K, T>(list: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};
