import type { HourlyCount, WebhookSummary } from '../../../../../shared/contracts/webhook';
import type { ReceiverStore } from '../../ports';
import { HEALTHY } from '../../receiver';
import { COUNT_CAP, countOpen, countUpTo, OPEN_STATES } from './counts';
import { groupBy, int, intOrNull, marks, parts, REMOVED, type Database } from './dialect';
import { createOverview, rateOf } from './overview';
import { healthColumns, lockReceivers, RECEIVER_COLUMNS, rescheduleReceivers, toReceiver, type ReceiverRow } from './receivers';
import { beginOf, DELIVERED, FAILED, LONG_SPAN_S } from './stats';
import { createSync } from './sync';

/** Waiting retries that `enable` brings forward; the others keep their instants. */
const BROUGHT_FORWARD = 1_000;
const HOURS_SHOWN = 24;
const HOUR_MS = 3_600_000;

export const createReceiverStore = (database: Database): ReceiverStore => {
  const { deliveries, receivers, stats } = database.tables;

  const health: ReceiverStore['health'] = async (receiverIds) => {
    const found: [string, ReturnType<typeof toReceiver>['health']][] = [];
    for (const part of parts([...new Set(receiverIds)], 500)) {
      const sql = `select ${RECEIVER_COLUMNS} from ${receivers} where id in (${marks(part)}) and next_due_at <> ${REMOVED}`;
      for (const row of await database.query<ReceiverRow>(database.knex, sql, part))
        found.push([row.id as string, toReceiver(row).health]);
    }
    const open = await countOpen(
      database,
      database.knex,
      found.map(([id]) => id)
    );
    return new Map(found.map(([id, state]) => [id, { ...state, pendingCount: open.get(id) ?? 0 }]));
  };

  const enable: ReceiverStore['enable'] = (receiverId) =>
    database.transaction(async (trx) => {
      const receiver = (await lockReceivers(database, trx, [receiverId])).get(receiverId);
      if (receiver === undefined) return false;
      const columns = healthColumns(HEALTHY);
      const set = Object.keys(columns).map((column) => `${column} = ?`);
      await database.run(trx, `update ${receivers} set ${set.join(', ')} where id = ?`, [...Object.values(columns), receiverId]);
      const now = await database.now(trx);
      const sql =
        `select id from ${deliveries} where receiver_id = ? and state = 'pending' and due_at > ${now} and attempt_count > 0 ` +
        `order by due_at limit ${BROUGHT_FORWARD}`;
      const ids = (await database.query<{ id: string }>(trx, sql, [receiverId])).map(({ id }) => id);
      await database.run(trx, `update ${deliveries} set due_at = ${now} where id in (${marks(ids)})`, ids);
      await rescheduleReceivers(database, trx, [{ ...receiver, health: HEALTHY }], now);
      return true;
    });

  const readLastDeliveries = async (webhookIds: readonly string[]): Promise<Map<string, number>> => {
    const one =
      `select * from (select webhook_id, settled_at from ${database.by('deliveries', 'webhook')} where webhook_id = ? and state = 'delivered' ` +
      'order by id desc limit 1) as newest';
    const sql = webhookIds.map(() => one).join(' union all ');
    const rows = await database.reading((on) => database.query(on, sql, webhookIds));
    return new Map(
      rows.flatMap((row) => (row.settled_at === null ? [] : [[row.webhook_id as string, int(row.settled_at)] as const]))
    );
  };

  const summariesOf = async (webhookIds: readonly string[]): Promise<[string, WebhookSummary][]> => {
    const firstAt = beginOf(await database.now(database.knex), LONG_SPAN_S) - (HOURS_SHOWN - 1) * HOUR_MS;
    const sql =
      `select webhook_id, began_at, measure, amount from ${stats} where webhook_id in (${marks(webhookIds)}) ` +
      `and span_s = ${LONG_SPAN_S} and began_at >= ${firstAt}`;
    const counters = groupBy(await database.query(database.knex, sql, webhookIds), (row) => row.webhook_id as string);
    const last = await readLastDeliveries(webhookIds);
    return webhookIds.map((id) => {
      const amounts = new Map((counters.get(id) ?? []).map((row) => [`${int(row.began_at)} ${int(row.measure)}`, int(row.amount)]));
      const lastDay = Array.from({ length: HOURS_SHOWN }, (_, i): HourlyCount => {
        const at = firstAt + i * HOUR_MS;
        return {
          at: new Date(at).toISOString(),
          delivered: amounts.get(`${at} ${DELIVERED}`) ?? 0,
          failed: amounts.get(`${at} ${FAILED}`) ?? 0,
        };
      });
      const sum = (name: 'delivered' | 'failed') => lastDay.reduce((total, hour) => total + hour[name], 0);
      const lastAt = intOrNull(last.get(id));
      return [
        id,
        {
          lastDay,
          successRate: rateOf({ delivered: sum('delivered'), failed: sum('failed') }),
          lastDeliveryAt: lastAt === null ? null : new Date(lastAt).toISOString(),
        },
      ];
    });
  };

  return {
    sync: createSync(database),
    health,
    enable,
    summaries: async (webhookIds) => {
      const all: [string, WebhookSummary][] = [];
      for (const part of parts([...new Set(webhookIds)], 200)) all.push(...(await summariesOf(part)));
      return new Map(all);
    },
    impact: async (webhookId) => {
      const deliveriesOf = database.by('deliveries', 'webhook');
      const unfinished = `${deliveriesOf} where webhook_id = ? and state in (${marks(OPEN_STATES)})`;
      return database.reading(async (on) => ({
        unfinishedCount: await countUpTo(database, on, unfinished, [webhookId, ...OPEN_STATES], COUNT_CAP),
        loggedCount: await countUpTo(database, on, `${deliveriesOf} where webhook_id = ?`, [webhookId], COUNT_CAP),
      }));
    },
    overview: createOverview(database),
  };
};
