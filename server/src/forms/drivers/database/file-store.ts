import { connectionOf, int, marks, parts, type Database } from '../../../outbound';
import type { FileRecord, FileStore } from '../../ports';

const IDS_PER_STATEMENT = 200;
/** In place of the id of a submission. */
const NOBODY = '';

const toRow = (file: FileRecord) => ({
  id: file.id,
  submission_id: file.submissionId,
  form_id: file.formId,
  field_key: file.fieldKey,
  name: file.name,
  mime: file.mime,
  size: file.size,
  storage: file.storage,
  created_at: file.createdAt,
});

const toFile = (row: Readonly<Record<string, unknown>>): FileRecord => ({
  id: row.id as string,
  submissionId: row.submission_id as string,
  formId: row.form_id as string,
  fieldKey: row.field_key as string,
  name: row.name as string,
  mime: row.mime as string,
  size: int(row.size),
  storage: row.storage as string,
  createdAt: int(row.created_at),
});

export const createFileStore = (database: Database): FileStore => {
  const { form_files: files } = database.tables;
  return {
    insert: (list, on) => database.insert(connectionOf(database, on), 'form_files', list.map(toRow)),

    async find(id) {
      const [row] = await database.query(database.knex, `select * from ${files} where id = ? and submission_id <> ?`, [id, NOBODY]);
      return row === undefined ? null : toFile(row);
    },

    async ofSubmissions(submissionIds, on = null) {
      const found: FileRecord[] = [];
      for (const part of parts(submissionIds, IDS_PER_STATEMENT)) {
        const sql = `select * from ${files} where submission_id in (${marks(part)}) order by id`;
        found.push(...(await database.query(connectionOf(database, on), sql, part)).map(toFile));
      }
      return found;
    },

    async abandon(ids, on) {
      for (const part of parts(ids, IDS_PER_STATEMENT)) {
        const sql = `update ${files} set submission_id = ? where id in (${marks(part)})`;
        await database.run(connectionOf(database, on), sql, [NOBODY, ...part]);
      }
    },

    async abandoned(beforeMs, limit, afterId = '') {
      const sql = `select * from ${files} where submission_id = ? and created_at < ? and id > ? order by id limit ${limit}`;
      return (await database.query(database.knex, sql, [NOBODY, beforeMs, afterId])).map(toFile);
    },

    async remove(ids, on) {
      for (const part of parts(ids, IDS_PER_STATEMENT)) {
        await database.run(connectionOf(database, on), `delete from ${files} where id in (${marks(part)})`, part);
      }
    },
  };
};
