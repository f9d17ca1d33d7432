import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import type { Order } from '../../shared/contracts/webhook';
import { createIds, type Ids } from '../../server/src/kernel/ids';
import type { Claim, ClaimedDelivery, NewDelivery, Next, Settlement } from '../../server/src/outbound/delivery';
import { createDatabaseStores, migrate, type DatabaseStores, type Ending } from '../../server/src/outbound/drivers/database';
import type { NewEvent, StoredEvent } from '../../server/src/outbound/event';
import type { NextHealth } from '../../server/src/outbound/ports';
import type { ReceiverLimits } from '../../server/src/outbound/receiver';
import type { OutcomeView } from '../../shared/contracts/delivery';
import type { TestDatabase } from './databases';

/** Stores on a fresh database. */
export interface Bench extends DatabaseStores {
  readonly database: TestDatabase;
  readonly ids: Ids;
  /** Stores of a second process on the same database. */
  readonly another: () => { stores: DatabaseStores; close: () => Promise<void> };
  /** The qualified name of one of our tables. */
  readonly table: (name: string) => string;
  /** Deliveries of which these stores said that they ended without an attempt. */
  readonly ended: Ending[];
}

export const LEASE_MARGIN_MS = 5_000;

const storesOn = (database: TestDatabase, knex: TestDatabase['knex'], leaseMarginMs: number) => ({
  knex,
  client: database.client,
  ...(database.schema ? { schema: database.schema } : {}),
  leaseMarginMs,
});

export const openBench = async (database: TestDatabase, leaseMarginMs = LEASE_MARGIN_MS): Promise<Bench> => {
  await migrate(database.knex, database.client, database.schema);
  const ids = createIds(Date.now);
  const ended: Ending[] = [];
  const onEnded = (endings: readonly Ending[]) => void ended.push(...endings);
  return {
    ...createDatabaseStores({ ...storesOn(database, database.knex, leaseMarginMs), ids, onEnded }),
    ended,
    database,
    ids,
    another: () => {
      const knex = database.connect();
      const stores = createDatabaseStores({ ...storesOn(database, knex, leaseMarginMs), ids: createIds(Date.now) });
      return { stores, close: () => knex.destroy() };
    },
    table: (name) => `${database.schema ? `${database.schema}.` : ''}switchboard_${name}`,
  };
};

/** A bench for the tests beside the call: filled before the first of them, dropped after the last. */
export const useBench = (open: () => Promise<TestDatabase>): Bench => {
  const bench = {} as Bench;
  beforeAll(async () => {
    Object.assign(bench, await openBench(await open()));
  });
  afterAll(() => bench.database.drop());
  return bench;
};

/** Removes every row, so that each test begins with nothing. */
export const empty = async ({ database, table }: Bench): Promise<void> => {
  for (const name of ['attempts', 'bodies', 'deliveries', 'events', 'receivers', 'stats'])
    await database.knex.raw(`delete from ${table(name)}`);
};

export const limitsOf = (receiverId: string, given: Partial<ReceiverLimits> = {}): ReceiverLimits => ({
  receiverId,
  webhookId: `w-${receiverId}`,
  url: `https://${receiverId.toLowerCase()}.example.com/hook`,
  maxConcurrency: 100,
  maxPerSecond: null,
  timeoutMs: 1_000,
  isEnabled: true,
  ...given,
});

export const eventOf = (ids: Ids, given: Partial<NewEvent> & { documentId?: string } = {}): NewEvent => {
  const { documentId = 'doc1', ...rest } = given;
  return {
    id: ids('evt'),
    type: 'entry.publish',
    occurredAt: Date.now(),
    subject: { uid: 'api::article.article', model: 'article', documentId, locale: 'en', status: 'published' },
    data: { entry: { documentId, title: 'Grüße ✓' }, changed: null, actor: null, own: null },
    isTruncated: false,
    traceparent: null,
    ...rest,
  };
};

/** Says that an event goes to these receivers, all in this order. */
export const toReceivers =
  (receivers: readonly ReceiverLimits[], order: Order = { kind: 'none' }) =>
  (_event: StoredEvent): NewDelivery[] =>
    receivers.map(({ receiverId, webhookId, url }) => ({ receiverId, webhookId, url, order }));

/** Makes the receivers exist. */
export const addReceivers = async (
  { receivers }: Pick<DatabaseStores, 'receivers'>,
  limits: readonly ReceiverLimits[]
): Promise<void> => {
  for (const webhookId of new Set(limits.map((one) => one.webhookId))) {
    await receivers.sync(
      webhookId,
      limits.filter((one) => one.webhookId === webhookId),
      null
    );
  }
};

/** Stores events and routes them all. */
export const publish = async (
  bench: Bench,
  events: readonly NewEvent[],
  decide: (event: StoredEvent) => readonly NewDelivery[]
): Promise<void> => {
  await bench.events.append(events, null);
  let left = events.length;
  while (left > 0) left -= (await bench.deliveries.route(1_000, decide)).length;
};

/** Claims until a claim comes back empty; a claim that only looked at receivers without work is asked again while something is due. */
export const claimAll = async ({ deliveries }: Pick<DatabaseStores, 'deliveries'>, limit = 100): Promise<Claim[]> => {
  const claims: Claim[] = [];
  for (;;) {
    const claim = await deliveries.claim(limit);
    if (claim) claims.push(claim);
    else if ((await deliveries.msUntilDue()) !== 0) return claims;
  }
};

export const claimOne = async (bench: Pick<DatabaseStores, 'deliveries'>): Promise<{ claim: Claim; delivery: ClaimedDelivery }> => {
  const claim = await bench.deliveries.claim(1);
  if (!claim) throw new Error('expected something to be due');
  return { claim, delivery: claim.deliveries[0]! };
};

export const DONE: Next = { kind: 'done' };
export const ACCEPTED: OutcomeView = { kind: 'accepted', status: 200 };
export const REFUSED: OutcomeView = { kind: 'rejected', status: 500 };

export const settlementOf = (
  claimId: string,
  delivery: ClaimedDelivery,
  next: Next = DONE,
  given: { outcome?: OutcomeView; durationMs?: number; body?: Buffer; responseBody?: Buffer; isTruncated?: boolean } = {}
): Settlement => {
  const outcome = given.outcome ?? (next.kind === 'done' ? ACCEPTED : REFUSED);
  return {
    claimId,
    deliveryId: delivery.id,
    eventId: delivery.eventId,
    webhookId: delivery.webhookId,
    receiverId: delivery.receiverId,
    next,
    attempt: {
      number: delivery.attemptCount + 1,
      startedAt: Date.now(),
      durationMs: given.durationMs ?? 12,
      outcome,
      request: {
        url: 'https://a.example.com/hook',
        headers: [
          ['content-type', 'application/json'],
          ['webhook-id', delivery.eventId],
        ],
        body: given.body ?? Buffer.from('{"event":"entry.publish"}'),
      },
      response:
        'status' in outcome
          ? {
              status: outcome.status,
              headers: [['server', 'x']],
              body: given.responseBody ?? Buffer.from('ok'),
              isTruncated: given.isTruncated ?? false,
            }
          : null,
    },
  };
};

export const settlementsOf = (claim: Claim, next: Next = DONE): Settlement[] =>
  claim.deliveries.map((delivery) => settlementOf(claim.id, delivery, next));

/** Health that never changes. */
export const unchanged: NextHealth = (health) => health;

export const settleAll = ({ deliveries }: Pick<DatabaseStores, 'deliveries'>, claim: Claim, next: Next = DONE) =>
  deliveries.settle(settlementsOf(claim, next), unchanged);

/** Claims and delivers until nothing is due, and gives the deliveries in the order in which they were claimed. */
export const drain = async (bench: Pick<DatabaseStores, 'deliveries'>, limit = 100): Promise<ClaimedDelivery[]> => {
  const drained: ClaimedDelivery[] = [];
  for (;;) {
    const claim = await bench.deliveries.claim(limit);
    if (claim) {
      drained.push(...claim.deliveries);
      await settleAll(bench, claim);
      continue;
    }
    const ms = await bench.deliveries.msUntilDue();
    if (ms === null || ms > 2_000) return drained;
    await pause(Math.min(ms, 20));
  }
};
