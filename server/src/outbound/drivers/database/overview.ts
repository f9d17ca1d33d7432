import type { Overview, OverviewPoint, OverviewRange } from '../../../../../shared/contracts/delivery';
import type { ReceiverState } from '../../../../../shared/contracts/webhook';
import type { ReceiverStore } from '../../ports';
import type { ReceiverHealth } from '../../receiver';
import { COUNT_CAP, countOpen, countUpTo, OPEN_STATES } from './counts';
import { int, intOrNull, marks, REMOVED, type Connection, type Database } from './dialect';
import { RECEIVER_COLUMNS, toReceiver, type ReceiverRow } from './receivers';
import { beginOf, DELIVERED, EVERYBODY, FAILED, LONG_SPAN_S, quantileOf, SHORT_SPAN_S } from './stats';

/** How a range is drawn: from counters of this span, in so many points of so many seconds. */
const SCALES: Readonly<Record<OverviewRange, { spanS: number; stepS: number; pointCount: number }>> = {
  hour: { spanS: SHORT_SPAN_S, stepS: 300, pointCount: 12 },
  day: { spanS: SHORT_SPAN_S, stepS: 1_800, pointCount: 48 },
  week: { spanS: LONG_SPAN_S, stepS: 10_800, pointCount: 56 },
  month: { spanS: LONG_SPAN_S, stepS: 43_200, pointCount: 60 },
};

const TROUBLED_SHOWN = 25;

type Counters = ReadonlyMap<number, number>;

const pointOf = (counters: Counters): Omit<OverviewPoint, 'at'> => ({
  delivered: counters.get(DELIVERED) ?? 0,
  failed: counters.get(FAILED) ?? 0,
  p50Ms: quantileOf(counters, 0.5),
  p95Ms: quantileOf(counters, 0.95),
});

const addUp = (all: Iterable<Counters>): Counters => {
  const sum = new Map<number, number>();
  for (const counters of all) for (const [measure, amount] of counters) sum.set(measure, (sum.get(measure) ?? 0) + amount);
  return sum;
};

export const rateOf = ({ delivered, failed }: { delivered: number; failed: number }): number | null =>
  delivered + failed === 0 ? null : delivered / (delivered + failed);

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The one word for a receiver's health, as lists show it. */
export const stateOf = ({ breaker, consecutiveFailures }: ReceiverHealth): ReceiverState => {
  if (breaker === 'gone' || breaker === 'disabled') return breaker;
  if (breaker === 'open') return 'paused';
  return consecutiveFailures > 0 ? 'failing' : 'healthy';
};

export const createOverview = (database: Database): ReceiverStore['overview'] => {
  const { events, receivers, stats } = database.tables;
  const byState = database.by('deliveries', 'state');

  const readCounters = async (range: OverviewRange, now: number): Promise<Map<number, Map<number, number>>> => {
    const { spanS, stepS, pointCount } = SCALES[range];
    const stepMs = stepS * 1_000;
    const firstAt = beginOf(now, stepS) - (pointCount - 1) * stepMs;
    const points = new Map(Array.from({ length: pointCount }, (_, i) => [firstAt + i * stepMs, new Map<number, number>()]));
    const rows = await database.query(
      database.knex,
      `select began_at - began_at % ${stepMs} as point_at, measure, sum(amount) as amount from ${stats} ` +
        `where webhook_id = ? and span_s = ${spanS} and began_at >= ${firstAt} group by began_at - began_at % ${stepMs}, measure`,
      [EVERYBODY]
    );
    for (const row of rows) points.get(int(row.point_at))?.set(int(row.measure), int(row.amount));
    return points;
  };

  const readBacklog = async (on: Connection): Promise<Overview['backlog']> => {
    const open = `${byState} where state in (${marks(OPEN_STATES)})`;
    const count = await countUpTo(database, on, open, OPEN_STATES, COUNT_CAP + 1);
    // Exact up to a thousand pending ones; above that, the earliest among the thousand oldest.
    const [oldest] = await database.query(
      on,
      `select min(due_at) as due_at from (select due_at from ${byState} where state = 'pending' order by id limit 1000) as oldest`
    );
    return {
      pendingCount: Math.min(count, COUNT_CAP),
      isCapped: count > COUNT_CAP,
      oldestDueAt: iso(intOrNull(oldest!.due_at)),
      unroutedEventCount: await countUpTo(database, on, `${events} where routed_at is null`, [], COUNT_CAP),
    };
  };

  const readTroubled = async () => {
    const sql =
      `select ${RECEIVER_COLUMNS} from ${receivers} where is_enabled = 1 and next_due_at <> ${REMOVED} ` +
      `and (breaker <> 'closed' or consecutive_failures > 0) order by failing_since, id limit ${TROUBLED_SHOWN}`;
    const list = (await database.query<ReceiverRow>(database.knex, sql)).map(toReceiver);
    const open = await countOpen(
      database,
      database.knex,
      list.map(({ id }) => id)
    );
    return list.map(({ id, webhookId, url, health }) => ({
      webhookId,
      receiverId: id,
      url,
      state: stateOf(health),
      failingSince: iso(health.failingSince),
      pausedUntil: iso(health.pausedUntil),
      lastError: health.lastError,
      pendingCount: open.get(id) ?? 0,
    }));
  };

  return async (range) => {
    const points = await readCounters(range, await database.now(database.knex));
    const totals = pointOf(addUp(points.values()));
    return {
      range,
      points: [...points].map(([at, counters]) => ({ at: new Date(at).toISOString(), ...pointOf(counters) })),
      totals: { ...totals, successRate: rateOf(totals) },
      backlog: await database.reading(readBacklog),
      troubled: await readTroubled(),
    };
  };
};
