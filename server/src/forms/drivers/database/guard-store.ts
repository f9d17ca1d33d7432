import { createHash } from 'node:crypto';
import type { Ids } from '../../../kernel/ids';
import { connectionOf, groupBy, int, marks, parts, type Database } from '../../../outbound';
import type { Guard, GuardStore, On } from '../../ports';

/** What one transaction of a purge removes. */
const MARKS_PER_STEP = 200;

interface Mark {
  readonly scope: string;
  readonly key_hash: string;
}

/** An instant that never comes; still exact as a JavaScript number. */
const NEVER = Number.MAX_SAFE_INTEGER;

const hashOf = ({ formId, key }: Pick<Guard, 'formId' | 'key'>): string =>
  createHash('sha256').update(`${formId}\n${key}`).digest('hex');

/**
 * Marks as rows. A mark is inserted where there is none, with a token of its own, and then read: the token tells whose it is. The insert of a
 * second caller waits for the first one's transaction, on every database.
 */
export const createGuardStore = (database: Database, ids: Ids): GuardStore => {
  const { form_guards: guards } = database.tables;
  const { nowMs, client } = database;
  const until = (forMs: number | null): string => (forMs === null ? String(NEVER) : `(select ${nowMs}) + ${Math.ceil(forMs)}`);
  const at = 'scope = ? and key_hash = ?';

  const deleteAll = async (connection: ReturnType<typeof connectionOf>, rows: readonly Mark[]): Promise<void> => {
    for (const [scope, list] of groupBy(rows, (row) => row.scope)) {
      const hashes = list.map(({ key_hash }) => key_hash);
      const sql = `delete from ${guards} where scope = ? and key_hash in (${marks(hashes)})`;
      await database.run(connection, sql, [scope, ...hashes]);
    }
  };

  /** What somebody is just taking over is locked and left alone: waiting for it while holding others could end in a deadlock. */
  const purgeSome = (limit: number): Promise<number> =>
    database.transaction(async (trx) => {
      const sql =
        `select scope, key_hash from ${database.by('form_guards', 'age')} where expires_at <= (select ${nowMs}) order by expires_at ` +
        `limit ${Math.min(limit, MARKS_PER_STEP)}${database.skipLocked}`;
      const rows = await database.query<Mark>(trx, sql);
      await deleteAll(trx, rows);
      return rows.length;
    });

  type Claimed = Awaited<ReturnType<GuardStore['claim']>>;

  /** `null`: an expired mark was there when it was looked for, and a purge has taken it away since. */
  const tryToClaim = async (guard: Guard, on: On, value: string | null): Promise<Claimed | null> => {
    const connection = connectionOf(database, on);
    const where = [guard.scope, hashOf(guard)];
    const token = ids('grd');
    const nothing = client === 'mysql' ? 'on duplicate key update scope = scope' : 'on conflict (scope, key_hash) do nothing';
    const values = `(?, ?, ?, ?, 0, ?, ${until(guard.forMs)})`;
    const columns = '(scope, key_hash, form_id, token, amount, value, expires_at)';
    const bindings = [...where, guard.formId, token, value];
    const inserted = await database.run(connection, `insert into ${guards} ${columns} values ${values} ${nothing}`, bindings);
    // MySQL counts a row that it left alone, too.
    if (inserted > 0 && client !== 'mysql') return { kind: 'claimed' };
    // Taking over what has expired is one statement: of two that try, the second finds it taken.
    const take = `update ${guards} set token = ?, value = ?, amount = 0, expires_at = ${until(guard.forMs)}`;
    await database.run(connection, `${take} where ${at} and token <> ? and expires_at <= (select ${nowMs})`, [
      token,
      value,
      ...where,
      token,
    ]);
    const sql = `select token, value from ${guards} where ${at}${on === null ? '' : database.forUpdate}`;
    const [row] = await database.query<{ token: string; value: string | null }>(connection, sql, where);
    if (row === undefined) return null;
    return row.token === token ? { kind: 'claimed' } : { kind: 'held', value: row.value };
  };

  return {
    async find(guard) {
      const sql = `select value from ${guards} where ${at} and expires_at > (select ${nowMs})`;
      const [row] = await database.query<{ value: string | null }>(database.knex, sql, [guard.scope, hashOf(guard)]);
      return row?.value ?? null;
    },

    async claim(guard, on, value = null) {
      for (;;) {
        const claimed = await tryToClaim(guard, on, value);
        if (claimed !== null) return claimed;
      }
    },

    async count(guard, on) {
      const where = [guard.scope, hashOf(guard)];
      const table = client === 'mysql' ? '' : `${guards}.`;
      const isOver = `${table}expires_at <= (select ${nowMs})`;
      // In this order: MySQL sees what it has set before.
      const set = [
        `amount = case when ${isOver} then 1 else ${table}amount + 1 end`,
        `expires_at = case when ${isOver} then ${until(guard.forMs)} else ${table}expires_at end`,
      ].join(', ');
      const columns = '(scope, key_hash, form_id, token, amount, expires_at)';
      const insert =
        `insert into ${guards} ${columns} values (?, ?, ?, '', 1, ${until(guard.forMs)}) ` +
        `${client === 'mysql' ? 'on duplicate key update' : 'on conflict (scope, key_hash) do update set'} ${set}`;
      const bindings = [...where, guard.formId];
      type Counted = { amount: unknown; expires_at: unknown; now: unknown };
      const answer = (row: Counted) => ({ count: int(row.amount), endsInMs: Math.max(0, int(row.expires_at) - int(row.now)) });
      if (client !== 'mysql') {
        const sql = `${insert} returning amount, expires_at, (select ${nowMs}) as now`;
        return answer((await database.query<Counted>(connectionOf(database, on), sql, bindings))[0]!);
      }
      // MySQL returns nothing from an insert; until the transaction ends, the row is ours alone.
      const inTransaction = async (connection: ReturnType<typeof connectionOf>) => {
        await database.run(connection, insert, bindings);
        const sql = `select amount, expires_at, ${nowMs} as now from ${guards} where ${at} for update`;
        return answer((await database.query<Counted>(connection, sql, where))[0]!);
      };
      return on === null ? database.transaction(inTransaction) : inTransaction(connectionOf(database, on));
    },

    async purge(limit) {
      let purged = 0;
      for (let size = MARKS_PER_STEP; purged < limit && size === MARKS_PER_STEP; purged += size)
        size = await purgeSome(limit - purged);
      return purged;
    },

    async clear(formId, limit) {
      const sql = `select scope, key_hash from ${database.by('form_guards', 'form')} where form_id = ? limit ${limit}`;
      const rows = await database.reading((on) => database.query<Mark>(on, sql, [formId]));
      for (const part of parts(rows, MARKS_PER_STEP)) await deleteAll(database.knex, part);
      return rows.length;
    },
  };
};
