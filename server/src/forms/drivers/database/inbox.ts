import type { Knex } from 'knex';
import { atLeisure } from '../../../kernel/at-leisure';
import { systemClock } from '../../../kernel/clock';
import { firstIdAt, timeOfId } from '../../../kernel/ids';
import { connectionOf, type Database } from '../../../outbound';
import type { Inbox, InboxFilter, Keyset } from '../../ports';
import { answerSql, literal } from './answer-sql';
import { hashEmail, submissionsOn } from './submission-store';
import { SUBMISSION_COLUMNS, toSubmission, type SubmissionRow } from './submission-rows';

const COLUMNS = [...SUBMISSION_COLUMNS];

const idAt = (instant: string): string => firstIdAt('sub', Date.parse(instant));

/** The rows of a filter. A search looks through the bounded texts of those rows, one after the other: linear, and no pattern of anybody's. */
const filtered = (table: Knex.QueryBuilder, filter: InboxFilter, { client }: Pick<Database, 'client'>): Knex.QueryBuilder => {
  void table.whereIn('form_id', [...filter.formIds]);
  if (filter.status !== undefined) void table.where('status', filter.status);
  else void table.whereNot('status', 'spam');
  if (filter.isStarred !== undefined) void table.where('is_starred', filter.isStarred);
  if (filter.state !== undefined) void table.where('state', filter.state);
  if (filter.isTest !== undefined) void table.where('is_test', filter.isTest);
  if (filter.locale !== undefined) void table.where('language', filter.locale);
  if (filter.version !== undefined) void table.where('version', filter.version);
  if (filter.from !== undefined) void table.where('document_id', '>=', idAt(filter.from));
  if (filter.to !== undefined) void table.where('document_id', '<', idAt(filter.to));
  if (filter.untouchedSince !== undefined) void table.where('changed_at', '<', filter.untouchedSince);
  const search = filter.search?.trim().normalize('NFC').toLowerCase();
  // By its own rules MySQL would find `müller` for `muller`, and the others would not.
  const searched = client === 'mysql' ? 'convert(search using utf8mb4) collate utf8mb4_bin' : 'search';
  if (search) void table.whereRaw(`${searched} like ? escape '!'`, [`%${literal(search)}%`]);
  for (const asked of filter.answers ?? []) {
    const { text, bindings } = answerSql(asked, client);
    void table.whereRaw(`(${text})`, [...bindings]);
  }
  return table;
};

const beyond = (table: Knex.QueryBuilder, { after, direction, limit }: Keyset): Knex.QueryBuilder => {
  if (after !== null) void table.where('document_id', direction === 'newest-first' ? '<' : '>', after);
  return table.orderBy('document_id', direction === 'newest-first' ? 'desc' : 'asc').limit(limit);
};

export const createInbox = (database: Database): Inbox => {
  const { form_emails: emails } = database.tables;
  const rows = () => submissionsOn(database, database.knex);
  const read = async (query: Knex.QueryBuilder) => ((await query.select(COLUMNS)) as SubmissionRow[]).map(toSubmission);

  const count = atLeisure(async (filter: InboxFilter) => {
    const counted = (await filtered(rows(), filter, database).count({ count: '*' }).first()) as { count: unknown };
    return Number(counted.count);
  }, systemClock);

  return {
    async page(filter, { offset, limit, direction }) {
      const total = await count(filter);
      const list = beyond(filtered(rows(), filter, database), { after: null, direction, limit }).offset(offset);
      return { rows: await read(list), total };
    },

    walk: (filter, place) => read(beyond(filtered(rows(), filter, database), place)),

    async ofEmail(email, { after, limit }) {
      const sql = `select submission_id from ${emails} where email_hash = ? and submission_id > ? order by submission_id limit ${limit}`;
      const found = await database.query<{ submission_id: string }>(database.knex, sql, [hashEmail(email), after ?? '']);
      return found.map((row) => row.submission_id);
    },

    byIds: (ids) =>
      read(
        rows()
          .whereIn('document_id', [...ids])
          .orderBy('document_id')
      ),

    async totals() {
      const counted = rows()
        .groupBy('form_id', 'status')
        .select('form_id', 'status')
        .count({ count: '*' })
        .max({ last: 'document_id' });
      const totals = new Map<string, { total: number; unread: number; lastAt: number | null }>();
      for (const { form_id, status, count, last } of (await counted) as {
        form_id: string;
        status: string;
        count: unknown;
        last: string;
      }[]) {
        if (status === 'spam') continue;
        const before = totals.get(form_id) ?? { total: 0, unread: 0, lastAt: null };
        totals.set(form_id, {
          total: before.total + Number(count),
          unread: before.unread + (status === 'new' ? Number(count) : 0),
          lastAt: Math.max(before.lastAt ?? 0, timeOfId(last)),
        });
      }
      return [...totals].map(([formId, numbers]) => ({ formId, ...numbers }));
    },

    async hasAny(formId, on = null) {
      return (await submissionsOn(database, connectionOf(database, on)).where('form_id', formId).first('id')) !== undefined;
    },
  };
};
