import type { Knex } from 'knex';
import { firstIdAt } from '../../server/src/kernel/ids';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';

const DELIVERIES_PER_EVENT = 20;
const ROWS_PER_STATEMENT = 100_000;

/** Numbers from 0 below 100,000, in SQL that all databases know. */
const NUMBERS = `(select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n from ${['a', 'b', 'c', 'e', 'f']
  .map((name) => `(${Array.from({ length: 10 }, (_, d) => `select ${d} as d`).join(' union all ')}) ${name}`)
  .join(' cross join ')}) numbers`;

const PADDED: Readonly<Record<DatabaseClient, (number: string) => string>> = {
  sqlite: (number) => `printf('%016d', ${number})`,
  postgres: (number) => `lpad((${number})::text, 16, '0')`,
  mysql: (number) => `lpad(${number}, 16, '0')`,
};

/** Makes ids as ours, all of one instant, with the number as what is otherwise chance. */
const idsAt =
  (client: DatabaseClient, ms: number) =>
  (prefix: string, number: string): string => {
    const start = firstIdAt(prefix, ms).slice(0, -16);
    return client === 'mysql' ? `concat('${start}', ${PADDED.mysql(number)})` : `'${start}' || ${PADDED[client](number)}`;
  };

/** The receiver of delivery `n`: they take turns. */
const choose = (values: readonly string[]): string =>
  `case numbers.n % ${values.length} ${values.map((value, i) => `when ${i} then '${value}'`).join(' ')} end`;

export interface Backlog {
  readonly knex: Knex;
  readonly client: DatabaseClient;
  /** What stands before the name of a table, e.g. `cms.switchboard_`. */
  readonly prefix: string;
  readonly receivers: readonly { readonly id: string; readonly webhookId: string; readonly url: string }[];
}

/** Puts `count` pending deliveries, due for an hour, and their events into the tables, in the order in which they would have been made. */
export const fill = async ({ knex, client, prefix, receivers }: Backlog, count: number): Promise<void> => {
  const data = JSON.stringify({
    entry: { documentId: 'doc1', title: 'A title', text: 'x'.repeat(300) },
    changed: null,
    actor: null,
    own: null,
  });
  const longAgo = Date.now() - 3_600_000;
  const idOf = idsAt(client, longAgo);
  for (let from = 0; from < count; from += ROWS_PER_STATEMENT) {
    const rows = Math.min(ROWS_PER_STATEMENT, count - from);
    const events = rows / DELIVERIES_PER_EVENT;
    const eventNumber = `(${from / DELIVERIES_PER_EVENT} + numbers.n)`;
    await knex.raw(
      `insert into ${prefix}events (id, type, occurred_at, uid, model, document_id, locale, status, data, is_truncated, routed_at, delivery_count) ` +
        `select ${idOf('evt', eventNumber)}, 'entry.publish', ${longAgo}, 'api::article.article', 'article', 'doc1', 'en', 'published', ` +
        `'${data}', 0, ${longAgo}, ${DELIVERIES_PER_EVENT} from ${NUMBERS} where numbers.n < ${events} order by numbers.n`
    );
    const number = `(${from} + numbers.n)`;
    const ofEvent = client === 'mysql' ? `${number} div ${DELIVERIES_PER_EVENT}` : `${number} / ${DELIVERIES_PER_EVENT}`;
    await knex.raw(
      `insert into ${prefix}deliveries (id, event_id, event_seq, event_type, uid, document_id, locale, webhook_id, receiver_id, url, order_kind, state, due_at) ` +
        `select ${idOf('dlv', number)}, ${idOf('evt', ofEvent)}, ${ofEvent}, 'entry.publish', 'api::article.article', 'doc1', 'en', ` +
        `${choose(receivers.map(({ webhookId }) => webhookId))}, ${choose(receivers.map(({ id }) => id))}, ${choose(receivers.map(({ url }) => url))}, ` +
        `'none', 'pending', ${longAgo} from ${NUMBERS} where numbers.n < ${rows} order by numbers.n`
    );
  }
  await knex.raw(`update ${prefix}receivers set next_due_at = ${longAgo}`);
};
