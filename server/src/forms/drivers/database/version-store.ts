import type { FormDefinition } from '../../../../../shared/contracts/form';
import { connectionOf, int, intOrNull, marks, type Database } from '../../../outbound';
import type { FormHead, NewVersion, VersionStore } from '../../ports';

interface HeadRow {
  readonly form_id: string;
  readonly form_key: string | null;
  readonly live_number: unknown;
}

const toHead = (row: HeadRow | undefined): FormHead | null =>
  row === undefined ? null : { formId: row.form_id, formKey: row.form_key, liveNumber: intOrNull(row.live_number) };

const toVersion = (row: Readonly<Record<string, unknown>>): NewVersion => ({
  formId: row.form_id as string,
  formKey: row.form_key as string,
  number: int(row.number),
  title: row.title as string,
  description: row.description as string,
  definition: JSON.parse(row.definition as string) as FormDefinition,
  fingerprint: row.fingerprint as string,
  publishedAt: int(row.published_at),
});

/** Two forms asked for the same key. */
const isDuplicate = (error: unknown): boolean =>
  /^(23505|ER_DUP_ENTRY|SQLITE_CONSTRAINT)/.test(String((error as { code?: unknown } | null)?.code ?? ''));

export const createVersionStore = (database: Database): VersionStore => {
  const { form_heads: heads, form_versions: versions } = database.tables;
  const HEAD = `select form_id, form_key, live_number from ${heads}`;
  return {
    async reserve(formId, formKey, on) {
      const connection = connectionOf(database, on);
      try {
        const set = `update ${heads} set form_key = ? where form_id = ?`;
        // MySQL may count an unchanged row as none, so the row is looked for.
        const isThere = (await database.query(connection, `${HEAD} where form_id = ?`, [formId])).length > 0;
        if (isThere) await database.run(connection, set, [formKey, formId]);
        else await database.run(connection, `insert into ${heads} (form_id, form_key) values (?, ?)`, [formId, formKey]);
        return 'reserved';
      } catch (error) {
        if (isDuplicate(error)) return 'taken';
        throw error;
      }
    },

    async head(by, on = null) {
      const [where, value] = 'formKey' in by ? ['form_key', by.formKey] : ['form_id', by.formId];
      const [row] = await database.query<HeadRow>(connectionOf(database, on), `${HEAD} where ${where} = ?`, [value]);
      return toHead(row);
    },

    async lock(formId, on) {
      const sql = `${HEAD} where form_id = ?${database.forUpdate}`;
      return toHead((await database.query<HeadRow>(connectionOf(database, on), sql, [formId]))[0]);
    },

    async setLive(formId, liveNumber, on) {
      await database.run(connectionOf(database, on), `update ${heads} set live_number = ? where form_id = ?`, [liveNumber, formId]);
    },

    async append({ formId, number, formKey, title, description, definition, fingerprint, publishedAt }, on) {
      const row = { form_id: formId, number, form_key: formKey, title, description, fingerprint, published_at: publishedAt };
      await database.insert(connectionOf(database, on), 'form_versions', [{ ...row, definition: JSON.stringify(definition) }]);
    },

    async read(formId, numbers, on = null) {
      const chosen = numbers ? ` and number in (${marks(numbers)})` : '';
      const sql = `select * from ${versions} where form_id = ?${chosen} order by number desc`;
      return (await database.query(connectionOf(database, on), sql, [formId, ...(numbers ?? [])])).map(toVersion);
    },
  };
};
