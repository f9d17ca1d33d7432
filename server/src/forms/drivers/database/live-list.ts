import { int, type Database } from '../../../outbound';
import type { LiveList } from '../../ports';
import { toVersion } from './version-store';

export const createLiveList = (database: Database): LiveList => {
  const { form_heads: heads, form_versions: versions } = database.tables;
  return {
    async heads() {
      const sql = `select form_id, live_number from ${heads} where live_number is not null order by form_id`;
      const rows = await database.query<{ form_id: string; live_number: unknown }>(database.knex, sql);
      return rows.map((row) => ({ formId: row.form_id, number: int(row.live_number) }));
    },

    async versions() {
      const sql =
        `select v.* from ${versions} v join ${heads} h on h.form_id = v.form_id and h.live_number = v.number ` +
        'where h.live_number is not null order by v.form_id';
      return (await database.query(database.knex, sql)).map(toVersion);
    },
  };
};
