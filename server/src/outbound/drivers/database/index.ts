import type { Knex } from 'knex';
import type { Ids } from '../../../kernel/ids';
import type { InstanceStore } from '../../fleet';
import type {
  DeliveryLog,
  DeliveryStore,
  EventStore,
  Housekeeping,
  Monitor,
  NoticeStore,
  ReceiverStore,
  Recovery,
} from '../../ports';
import type { TurnStore } from '../../turns';
import { createDeliveryLog } from './delivery-log';
import { createDeliveryStore } from './delivery-store';
import { createDatabase, type DatabaseClient } from './dialect';
import type { OnEnded } from './endings';
import { createEventStore } from './event-store';
import { createForgetEvents, type ForgetEvents } from './forget-events';
import { createHousekeeping } from './housekeeping';
import { createInstanceStore } from './instances';
import { createMonitor } from './monitor';
import { createNoticeStore } from './notice-store';
import { createReceiverStore } from './receiver-store';
import { createRecentEvents } from './recent-events';
import { createRecovery } from './recovery';
import { createTurnStore } from './turns';

export {
  createDatabase,
  groupBy,
  int,
  intOrNull,
  isWorthRepeating,
  marks,
  parts,
  type Connection,
  type Database,
  type DatabaseClient,
} from './dialect';
export { takeBootLock } from './boot-lock';
export type { Ending } from './endings';
export { connectionOf } from './event-store';
export { isMigrated, migrate } from './migrations';
export { createPostgresBell } from './postgres-bell';
export { readSite } from './site';
export { createTurnStore } from './turns';

export interface DatabaseStoresOptions {
  readonly knex: Knex;
  readonly client: DatabaseClient;
  /** PostgreSQL only. */
  readonly schema?: string;
  readonly ids: Ids;
  /** A lease lasts as long as an attempt may take, and this much longer. */
  readonly leaseMarginMs: number;
  /** Hears, after the commit, of deliveries that ended without an attempt. */
  readonly onEnded?: OnEnded;
}

export interface DatabaseStores {
  readonly events: EventStore;
  readonly deliveries: DeliveryStore;
  readonly log: DeliveryLog;
  readonly recovery: Recovery;
  readonly receivers: ReceiverStore;
  readonly housekeeping: Housekeeping;
  readonly forget: ForgetEvents;
  readonly notices: NoticeStore;
  readonly instances: InstanceStore;
  readonly turns: TurnStore;
  readonly monitor: Monitor;
}

/**
 * The stores of the outbound road in the database at hand. Call `migrate` before. On SQLite nothing here may be called from inside a
 * transaction of somebody else, except with that transaction where a method takes one: there is only one connection to wait for.
 */
export const createDatabaseStores = ({
  knex,
  client,
  schema,
  ids,
  leaseMarginMs,
  onEnded,
}: DatabaseStoresOptions): DatabaseStores => {
  const database = createDatabase(knex, client, schema, undefined, onEnded);
  const recent = createRecentEvents();
  return {
    events: createEventStore(database, recent),
    deliveries: createDeliveryStore(database, ids, recent, leaseMarginMs),
    log: createDeliveryLog(database),
    recovery: createRecovery(database, ids),
    receivers: createReceiverStore(database),
    housekeeping: createHousekeeping(database),
    forget: createForgetEvents(database),
    notices: createNoticeStore(database),
    instances: createInstanceStore(database),
    turns: createTurnStore(database),
    monitor: createMonitor(database),
  };
};
