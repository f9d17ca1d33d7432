import type { Knex } from 'knex';
import { atLeisure } from '../../../kernel/at-leisure';
import { breathe } from '../../../kernel/breathe';
import { systemClock } from '../../../kernel/clock';
import { firstIdAt, timeOfId } from '../../../kernel/ids';
import { connectionOf, type Database } from '../../../outbound';
import type { Inbox, InboxFilter, Keyset } from '../../ports';
import { answerSql, literal } from './answer-sql';
import type { Submission } from '../../submission';
import { hashEmail, submissionsOn } from './submission-store';
import { SUBMISSION_COLUMNS, toSubmission, type SubmissionRow } from './submission-rows';

const COLUMNS = [...SUBMISSION_COLUMNS];

const idAt = (instant: string): string => firstIdAt('sub', Date.parse(instant));

/** Rows that SQLite looks through at a time where nothing but their texts tells: the whole site waits for that long. */
const STRETCH = 1_000;

/** Whether rows have to be read to know: no index knows their texts. */
const looksIntoRows = ({ search, answers = [] }: InboxFilter): boolean => answers.length > 0 || (search ?? '').trim() !== '';

/**
 * To come to a place in one form backwards, MariaDB reads all of its rows from the newest on; to one among several forms it goes at once. So it is
 * asked for another one as well, which does not exist.
 */
const NO_FORM = '';

/** The part of a filter that indexes answer, or columns beside them. */
const withoutTexts = ({ search: _search, answers: _answers, ...rest }: InboxFilter): InboxFilter => rest;

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

const inOrder = (table: Knex.QueryBuilder, direction: Keyset['direction']): Knex.QueryBuilder =>
  table.orderBy('document_id', direction === 'newest-first' ? 'desc' : 'asc');

const beyond = (table: Knex.QueryBuilder, { after, direction, limit }: Keyset): Knex.QueryBuilder => {
  if (after !== null) void table.where('document_id', direction === 'newest-first' ? '<' : '>', after);
  return inOrder(table, direction).limit(limit);
};

export const createInbox = (database: Database): Inbox => {
  const { form_emails: emails } = database.tables;
  const rows = () => submissionsOn(database, database.knex);
  // Elsewhere it is the database's own time, and one statement takes least of it.
  const goesByStretches = (filter: InboxFilter): boolean => database.client === 'sqlite' && looksIntoRows(filter);
  const read = async (query: Knex.QueryBuilder) => ((await query.select(COLUMNS)) as SubmissionRow[]).map(toSubmission);

  /** What is found by reading rows, in queries about one stretch of them after the other, with room for others in between. */
  const stretches = async function* (
    filter: InboxFilter,
    { after, direction }: Omit<Keyset, 'limit'>
  ): AsyncGenerator<() => Knex.QueryBuilder> {
    for (let from = after; ; await breathe()) {
      const candidates = filtered(rows(), withoutTexts(filter), database);
      const end = beyond(candidates, { after: from, direction, limit: 1 }).offset(STRETCH - 1);
      const until = ((await end.first('document_id')) as { document_id: string } | undefined)?.document_id ?? null;
      const stretch = filtered(rows(), filter, database);
      if (from !== null) void stretch.where('document_id', direction === 'newest-first' ? '<' : '>', from);
      if (until !== null) void stretch.where('document_id', direction === 'newest-first' ? '>=' : '<=', until);
      // As it is, it would be awaited, and so be run.
      yield () => stretch;
      if (until === null) return;
      from = until;
    }
  };

  const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
    Number(((await query.count({ count: '*' }).first()) as { count: unknown }).count);

  const count = atLeisure(async (filter: InboxFilter) => {
    if (!goesByStretches(filter)) return countOf(filtered(rows(), filter, database));
    let total = 0;
    for await (const stretch of stretches(filter, { after: null, direction: 'oldest-first' })) total += await countOf(stretch());
    return total;
  }, systemClock);

  const find = async (filter: InboxFilter, place: Keyset, offset = 0): Promise<Submission[]> => {
    if (!goesByStretches(filter)) return read(beyond(filtered(rows(), filter, database), place).offset(offset));
    const { direction, limit } = place;
    const ids: string[] = [];
    for await (const stretch of stretches(filter, place)) {
      const found = (await inOrder(stretch(), direction)
        .limit(offset + limit - ids.length)
        .select('document_id')) as { document_id: string }[];
      ids.push(...found.map((row) => row.document_id));
      if (ids.length === offset + limit) break;
    }
    return read(inOrder(rows().whereIn('document_id', ids.slice(offset)), direction));
  };

  return {
    page: async (filter, { offset, ...place }) => {
      const total = await count(filter);
      return { rows: await find(filter, { ...place, after: null }, offset), total };
    },

    walk(filter, place) {
      const isDeep = database.client === 'mysql' && place.after !== null && place.direction === 'newest-first';
      return find(isDeep ? { ...filter, formIds: [...filter.formIds, NO_FORM] } : filter, place);
    },

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
