import { connectionOf, int, intOrNull, type Database } from '../../../outbound';
import type { FormHead, HeadStore } from '../../ports';

interface HeadRow {
  readonly form_id: string;
  readonly form_key: string | null;
  readonly live_number: unknown;
  readonly revision: unknown;
  readonly roles: string;
  readonly is_answered: unknown;
}

const toHead = (row: HeadRow): FormHead => ({
  formId: row.form_id,
  formKey: row.form_key,
  liveNumber: intOrNull(row.live_number),
  revision: int(row.revision),
  roles: JSON.parse(row.roles) as string[],
  isAnswered: int(row.is_answered) === 1,
});

type Writers = {
  readonly [K in keyof Omit<FormHead, 'formId'>]: (value: FormHead[K]) => readonly [string, string | number | null];
};

const WRITERS: Writers = {
  formKey: (key) => ['form_key', key],
  liveNumber: (number) => ['live_number', number],
  revision: (revision) => ['revision', revision],
  roles: (roles) => ['roles', JSON.stringify(roles)],
  isAnswered: (isAnswered) => ['is_answered', isAnswered ? 1 : 0],
};

/** Two forms asked for the same key. */
const isDuplicate = (error: unknown): boolean =>
  /^(23505|ER_DUP_ENTRY|SQLITE_CONSTRAINT)/.test(String((error as { code?: unknown } | null)?.code ?? ''));

export const createHeadStore = (database: Database): HeadStore => {
  const { form_heads: heads, form_versions: versions, form_days: days, form_guards: guards } = database.tables;
  const SELECT = `select form_id, form_key, live_number, revision, roles, is_answered from ${heads}`;

  return {
    async reserve(formId, formKey, on) {
      const connection = connectionOf(database, on);
      try {
        const isThere = (await database.query(connection, `${SELECT} where form_id = ?`, [formId])).length > 0;
        if (isThere) await database.run(connection, `update ${heads} set form_key = ? where form_id = ?`, [formKey, formId]);
        else
          await database.run(connection, `insert into ${heads} (form_id, form_key, roles) values (?, ?, '[]')`, [formId, formKey]);
        return 'reserved';
      } catch (error) {
        if (isDuplicate(error)) return 'taken';
        throw error;
      }
    },

    async find(by, on = null) {
      const [where, value] = 'formKey' in by ? ['form_key', by.formKey] : ['form_id', by.formId];
      const [row] = await database.query<HeadRow>(connectionOf(database, on), `${SELECT} where ${where} = ?`, [value]);
      return row ? toHead(row) : null;
    },

    async lock(formId, on) {
      const sql = `${SELECT} where form_id = ?${database.forUpdate}`;
      const [row] = await database.query<HeadRow>(connectionOf(database, on), sql, [formId]);
      return row ? toHead(row) : null;
    },

    async change(formId, patch, on) {
      const names = Object.keys(patch) as (keyof Writers)[];
      const pairs = names.map((name) =>
        (WRITERS[name] as (value: unknown) => readonly [string, string | number | null])(patch[name])
      );
      const set = pairs.map(([column]) => `${column} = ?`).join(', ');
      const values = pairs.map(([, value]) => value);
      await database.run(connectionOf(database, on), `update ${heads} set ${set} where form_id = ?`, [...values, formId]);
    },

    async all() {
      return (await database.query<HeadRow>(database.knex, `${SELECT} order by form_id`)).map(toHead);
    },

    async remove(formId, on) {
      for (const table of [versions, days, guards, heads]) {
        await database.run(connectionOf(database, on), `delete from ${table} where form_id = ?`, [formId]);
      }
    },
  };
};
