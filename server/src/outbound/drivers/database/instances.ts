import type { InstanceStore } from '../../fleet';
import { int, type Database } from './dialect';

/** What a killed process left behind is forgotten after this. */
const FORGOTTEN_AFTER_MS = 3_600_000;

export const createInstanceStore = (database: Database): InstanceStore => {
  const { instances } = database.tables;
  const { knex, nowMs } = database;
  return {
    now: () => database.now(knex),

    write: async (id, freshAt) => {
      const later = `update ${instances} set fresh_at = case when fresh_at < ? then ? else fresh_at end where id = ?`;
      if ((await database.run(knex, later, [freshAt, freshAt, id])) > 0) return;
      await database.run(knex, `delete from ${instances} where fresh_at < ?`, [freshAt - FORGOTTEN_AFTER_MS]);
      await database.insert(knex, 'instances', [{ id, fresh_at: freshAt }], { keys: ['id'] });
    },

    countBehind: async (id, since, leaseMs) => {
      const sql = `select count(*) as count from ${instances} where id <> ? and fresh_at <= ? and fresh_at > (select ${nowMs}) - ?`;
      const [row] = await database.query<{ count: unknown }>(knex, sql, [id, since, leaseMs]);
      return int(row!.count);
    },

    remove: async (id) => {
      await database.run(knex, `delete from ${instances} where id = ?`, [id]);
    },
  };
};
