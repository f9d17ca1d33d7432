import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { timeOfId } from '../../../kernel/ids';
import { connectionOf, marks, type Database } from '../../../outbound';
import type { SubmissionStore } from '../../ports';
import type { Submission, SubmissionIndex } from '../../submission';
import { SUBMISSION_TABLE } from '../../strapi/content-types/submission/schema';
import { SUBMISSION_COLUMNS, toColumns, toSubmission, type SubmissionRow } from './submission-rows';

/** How an address is kept: enough to find it by itself. */
export const hashEmail = (email: string): string => createHash('sha256').update(email).digest('hex');

/** The submissions' table, where a statement is put together. */
export const submissionsOn = (database: Database, on: Knex | Knex.Transaction): Knex.QueryBuilder => {
  const table = on(SUBMISSION_TABLE);
  return database.schema ? table.withSchema(database.schema) : table;
};

export const createSubmissionStore = (database: Database): SubmissionStore => {
  const { form_emails: emails } = database.tables;
  const rows = (on: Parameters<typeof connectionOf>[1]) => submissionsOn(database, connectionOf(database, on));
  const columns = [...SUBMISSION_COLUMNS];
  const held = async (query: Knex.QueryBuilder): Promise<Submission | null> => {
    const found = query.first(columns);
    const row = (await (database.client === 'sqlite' ? found : found.forUpdate())) as SubmissionRow | undefined;
    return row === undefined ? null : toSubmission(row);
  };

  const insertEmails = (id: string, index: SubmissionIndex, on: Parameters<typeof connectionOf>[1]): Promise<void> => {
    const hashes = index.emails.map((email) => ({ email_hash: hashEmail(email), submission_id: id }));
    return database.insert(connectionOf(database, on), 'form_emails', hashes, { keys: ['email_hash', 'submission_id'] });
  };

  return {
    async insert({ id, formId, ...submission }, index, on) {
      const at = new Date(timeOfId(id));
      await rows(on).insert({
        document_id: id,
        form_id: formId,
        ...toColumns(submission),
        search: index.search,
        // As Strapi would write them: a row without `published_at` counts as a draft.
        created_at: at,
        updated_at: at,
        published_at: at,
      });
      await insertEmails(id, index, on);
    },

    async change(id, patch, index, on) {
      const set = { ...toColumns(patch), ...(index ? { search: index.search } : {}) };
      if ((await rows(on).where('document_id', id).update(set)) === 0) return false;
      // An address that a visitor has corrected stays: what was told of the page before still holds it, and erasing it must find that.
      if (index) await insertEmails(id, index, on);
      return true;
    },

    async find(id, on = null) {
      const row = (await rows(on).where('document_id', id).first(columns)) as SubmissionRow | undefined;
      return row === undefined ? null : toSubmission(row);
    },

    lock: (id, on) => held(rows(on).where('document_id', id)),

    resume: (formId, resumeHash, on) => held(rows(on).where({ resume_hash: resumeHash, form_id: formId })),

    async countComplete(formId, on) {
      const counted = rows(on)
        .where({ form_id: formId, state: 'complete', is_test: false })
        .whereNot('status', 'spam')
        .count({ count: '*' })
        .first();
      // On MySQL a plain read goes by what was committed when the transaction began.
      const row = (await (database.client === 'mysql' && on !== null ? counted.forShare() : counted)) as { count: unknown };
      return Number(row.count);
    },

    async remove(ids, on) {
      if (ids.length === 0) return 0;
      const connection = connectionOf(database, on);
      await database.run(connection, `delete from ${emails} where submission_id in (${marks(ids)})`, ids);
      return rows(on).whereIn('document_id', ids).delete();
    },
  };
};
