import type { NoticeStore, PendingNotice } from '../../ports';
import { intOrNull, type Database } from './dialect';
import { insertEvent } from './event-store';

/** Remembers in the receiver's own row whether people were told of its state. */
export const createNoticeStore = (database: Database): NoticeStore => {
  const { receivers } = database.tables;
  const isUntold = `breaker in ('gone', 'disabled') and told_at is null`;
  return {
    pending: async (limit) => {
      const rows = await database.query(
        database.knex,
        `select id, webhook_id, url, breaker, failing_since, last_error from ${receivers} where ${isUntold} order by failing_since, id limit ${limit}`
      );
      return rows.map((row): PendingNotice => ({
        receiverId: row.id as string,
        webhookId: row.webhook_id as string,
        url: row.url as string,
        kind: row.breaker as PendingNotice['kind'],
        failingSince: intOrNull(row.failing_since),
        lastError: row.last_error as string | null,
      }));
    },

    give: (receiverId, event) =>
      database.transaction(async (trx) => {
        const told = await database.run(trx, `update ${receivers} set told_at = ${database.nowMs} where id = ? and ${isUntold}`, [
          receiverId,
        ]);
        if (told === 0) return false;
        await insertEvent(database, trx, event);
        return true;
      }),
  };
};
