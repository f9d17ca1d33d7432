import { RECEIVER_STATES, type ReceiverState } from '../../../../../shared/contracts/webhook';
import { HEALTHY } from '../../receiver';
import type { Monitor, Vitals } from '../../ports';
import { COUNT_CAP, OPEN_STATES } from './counts';
import { int, intOrNull, REMOVED, type Connection, type Database } from './dialect';
import { stateOf } from './overview';
import type { ReceiverHealth } from '../../receiver';

/** How many of the oldest pending deliveries are looked through for the one that has been due longest. */
const OLDEST_LOOKED_AT = 1_000;

/** Three statements, each along an index and each with an end, however much has piled up. */
export const createMonitor = (database: Database): Monitor => {
  const { receivers } = database.tables;
  const pending = database.by('deliveries', 'pending', 'd');
  const byState = database.by('deliveries', 'state');
  const unrouted = `${database.by('events', 'unrouted')} where routed_at is null`;
  const upTo = (from: string, name: string) =>
    `(select count(*) from (select 1 as one from ${from} limit ${COUNT_CAP}) as counted_${name}) as ${name}`;

  const counts = `select ${[
    ...OPEN_STATES.map((state) => upTo(`${byState} where state = '${state}'`, state)),
    upTo(unrouted, 'unrouted'),
  ].join(', ')}`;

  const ages =
    `select ${database.nowMs} as now, ` +
    // A receiver whose turn has come may turn out to have nothing due: that is no backlog.
    `(select r.next_due_at from ${receivers} r where r.next_due_at <= (select ${database.nowMs}) and exists (select 1 from ${pending} ` +
    `where d.receiver_id = r.id and d.state = 'pending' and d.due_at <= (select ${database.nowMs})) order by r.next_due_at limit 1) as due_at, ` +
    `(select occurred_at from ${unrouted} order by routed_at, seq limit 1) as unrouted_at, ` +
    `(select min(due_at) from (select due_at from ${byState} where state = 'pending' order by id limit ${OLDEST_LOOKED_AT}) as oldest) as oldest_due_at`;

  // As many rows as there are receiver URLs, which people make one by one.
  const health =
    `select breaker, case when consecutive_failures > 0 then 1 else 0 end as is_failing, count(*) as amount from ${receivers} ` +
    `where is_enabled = 1 and next_due_at <> ${REMOVED} group by breaker, case when consecutive_failures > 0 then 1 else 0 end`;

  const readBacklog = async (on: Connection): Promise<Omit<Vitals, 'receiverCounts'>> => {
    const [counted] = await database.query(on, counts);
    const [aged] = await database.query(on, ages);
    const now = int(aged!.now);
    const ageOf = (at: unknown): number => Math.max(0, now - (intOrNull(at) ?? now));
    return {
      openCounts: { held: int(counted!.held), pending: int(counted!.pending), claimed: int(counted!.claimed) },
      unroutedEventCount: int(counted!.unrouted),
      backlogAgeMs: Math.max(ageOf(aged!.due_at), ageOf(aged!.unrouted_at)),
      oldestDueAgeMs: ageOf(aged!.oldest_due_at),
    };
  };

  return {
    async read() {
      const backlog = await database.reading(readBacklog);
      const receiverCounts = Object.fromEntries(RECEIVER_STATES.map((state) => [state, 0])) as Record<ReceiverState, number>;
      for (const row of await database.query(database.knex, health)) {
        const breaker = row.breaker as ReceiverHealth['breaker'];
        receiverCounts[stateOf({ ...HEALTHY, breaker, consecutiveFailures: int(row.is_failing) })] += int(row.amount);
      }
      return { ...backlog, receiverCounts };
    },
  };
};
