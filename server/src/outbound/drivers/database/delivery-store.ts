import type { Ids } from '../../../kernel/ids';
import type { DeliveryStore } from '../../ports';
import { createClaim, createClaimIn } from './claim';
import type { Database } from './dialect';
import { createMsUntilDue } from './due';
import { createLeases } from './leases';
import type { RecentEvents } from './recent-events';
import { createRoute } from './route';
import { createSettle } from './settle';

/** Deliveries as the dispatcher uses them, each method in a file of its own. `leaseMarginMs` is added to the timeout of an attempt. */
export const createDeliveryStore = (database: Database, ids: Ids, recent: RecentEvents, leaseMarginMs: number): DeliveryStore => {
  const claimIn = createClaimIn(database, ids, leaseMarginMs);
  return {
    route: createRoute(database, ids, recent),
    claim: createClaim(database, claimIn),
    settle: createSettle(database, ids, claimIn),
    ...createLeases(database, ids),
    msUntilDue: createMsUntilDue(database),
  };
};
