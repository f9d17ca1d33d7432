import type { FormDefinition } from '../../../../../shared/contracts/form';
import { connectionOf, int, marks, type Database } from '../../../outbound';
import type { NewVersion, VersionStore } from '../../ports';

/** A row of `form_versions`. */
export const toVersion = (row: Readonly<Record<string, unknown>>): NewVersion => ({
  formId: row.form_id as string,
  formKey: row.form_key as string,
  number: int(row.number),
  title: row.title as string,
  description: row.description as string,
  definition: JSON.parse(row.definition as string) as FormDefinition,
  fingerprint: row.fingerprint as string,
  publishedAt: int(row.published_at),
});

export const createVersionStore = (database: Database): VersionStore => {
  const { form_versions: versions } = database.tables;
  return {
    async append({ formId, number, formKey, title, description, definition, fingerprint, publishedAt }, on) {
      const row = { form_id: formId, number, form_key: formKey, title, description, fingerprint, published_at: publishedAt };
      await database.insert(connectionOf(database, on), 'form_versions', [{ ...row, definition: JSON.stringify(definition) }]);
    },

    async read(formId, numbers, on = null) {
      const chosen = numbers ? ` and number in (${marks(numbers)})` : '';
      const sql = `select * from ${versions} where form_id = ?${chosen} order by number desc`;
      return (await database.query(connectionOf(database, on), sql, [formId, ...(numbers ?? [])])).map(toVersion);
    },

    async latest(formId, on = null) {
      const sql = `select * from ${versions} where form_id = ? order by number desc limit 1`;
      const [row] = await database.query(connectionOf(database, on), sql, [formId]);
      return row ? toVersion(row) : null;
    },

    async numbers(formId) {
      const sql = `select number from ${versions} where form_id = ? order by number desc`;
      return (await database.query<{ number: unknown }>(database.knex, sql, [formId])).map((row) => int(row.number));
    },
  };
};
