import { int, type Database } from '../../../outbound';
import type { CountStore } from '../../ports';

const NONE = { views: 0, starts: 0, completions: 0, reached: 0 };

export const createCountStore = (database: Database): CountStore => {
  const { form_days: days } = database.tables;
  return {
    add: (formId, day, pageId, counts) =>
      database.insert(database.knex, 'form_days', [{ form_id: formId, day, page_id: pageId, ...NONE, ...counts }], {
        keys: ['form_id', 'day', 'page_id'],
        add: ['views', 'starts', 'completions', 'reached'],
      }),

    async read(formId, from, to) {
      const sql = `select * from ${days} where form_id = ? and day >= ? and day <= ? order by day, page_id`;
      return (await database.query(database.knex, sql, [formId, from, to])).map((row) => ({
        day: row.day as string,
        pageId: row.page_id as string,
        views: int(row.views),
        starts: int(row.starts),
        completions: int(row.completions),
        reached: int(row.reached),
      }));
    },

    async totals() {
      const sql = `select form_id, sum(views) as views, sum(completions) as completions from ${days} where page_id = '' group by form_id`;
      const rows = await database.query<{ form_id: string; views: unknown; completions: unknown }>(database.knex, sql);
      return new Map(rows.map((row) => [row.form_id, { views: int(row.views), completions: int(row.completions) }]));
    },
  };
};
