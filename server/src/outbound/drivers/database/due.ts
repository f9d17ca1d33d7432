import type { DeliveryStore } from '../../ports';
import { intOrNull, NEVER, REMOVED, type Database } from './dialect';

/** When something may be due: three looks at the ends of indexes. */
export const createMsUntilDue = (database: Database): DeliveryStore['msUntilDue'] => {
  const { receivers } = database.tables;
  const sql =
    `select (select next_due_at from ${receivers} order by next_due_at limit 1) as due_at, ` +
    `(select min(leased_until) from ${database.by('deliveries', 'state')} where state = 'claimed') as lease_ends_at, ` +
    `(select seq from ${database.by('events', 'unrouted')} where routed_at is null order by routed_at, seq limit 1) as unrouted, ${database.nowMs} as now`;
  return async () => {
    const [row] = await database.look(sql);
    if (intOrNull(row!.unrouted) !== null) return 0;
    const at = Math.min(intOrNull(row!.due_at) ?? NEVER, intOrNull(row!.lease_ends_at) ?? NEVER);
    return at >= REMOVED ? null : Math.max(0, at - Number(row!.now));
  };
};
