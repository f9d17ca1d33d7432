import type { Wanted } from '../../ports';
import type { ReceiverHealth } from '../../receiver';
import { caseOf, int, intOrNull, marks, NEVER, parts, REMOVED, type Connection, type Database } from './dialect';

/**
 * Rows of receivers, and the lock that keeps everybody in step. Whoever changes the state of deliveries takes their receivers' rows first,
 * in the order of their ids: then a claim, a settlement, a routing and a click on "resend" can neither deadlock nor miss one another.
 */
export interface Receiver {
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly maxConcurrency: number;
  readonly maxPerSecond: number | null;
  readonly timeoutMs: number;
  readonly isEnabled: boolean;
  readonly health: ReceiverHealth;
  readonly tokens: number;
  readonly tokensAt: number;
  readonly nextDueAt: number;
}

export const RECEIVER_COLUMNS =
  'id, webhook_id, url, max_concurrency, max_per_second, timeout_ms, is_enabled, breaker, consecutive_failures, failing_since, ' +
  'paused_until, openings, last_error, tokens, tokens_at, next_due_at';

export type ReceiverRow = Readonly<Record<string, unknown>>;

export const toReceiver = (row: ReceiverRow): Receiver => ({
  id: row.id as string,
  webhookId: row.webhook_id as string,
  url: row.url as string,
  maxConcurrency: int(row.max_concurrency),
  maxPerSecond: intOrNull(row.max_per_second),
  timeoutMs: int(row.timeout_ms),
  isEnabled: int(row.is_enabled) === 1,
  health: {
    breaker: row.breaker as ReceiverHealth['breaker'],
    consecutiveFailures: int(row.consecutive_failures),
    failingSince: intOrNull(row.failing_since),
    pausedUntil: intOrNull(row.paused_until),
    openings: int(row.openings),
    lastError: row.last_error as string | null,
  },
  tokens: int(row.tokens),
  tokensAt: int(row.tokens_at),
  nextDueAt: int(row.next_due_at),
});

export const healthColumns = (health: ReceiverHealth) => ({
  breaker: health.breaker,
  consecutive_failures: health.consecutiveFailures,
  failing_since: health.failingSince,
  paused_until: health.pausedUntil,
  openings: health.openings,
  last_error: health.lastError === null ? null : health.lastError.slice(0, 500),
  told_at: null,
});

/**
 * How many deliveries of a receiver may be claimed at once. Only for one that is well may it be more than its concurrency: what waits in the
 * memory of its claimer must not have to wait for a pause as well. An open breaker lets one through.
 */
export const mostClaimed = (receiver: Receiver, wanted: Wanted | undefined): number => {
  const { id, maxConcurrency, maxPerSecond, health } = receiver;
  if (health.breaker === 'open') return 1;
  const isWell = maxPerSecond === null && health.consecutiveFailures === 0;
  return isWell && wanted ? Math.max(maxConcurrency, wanted(id)) : maxConcurrency;
};

/** May anything be claimed for it at all, be it later? */
export const isOpenForWork = ({ isEnabled, health }: Receiver): boolean =>
  isEnabled && health.breaker !== 'gone' && health.breaker !== 'disabled';

/** When a claim should look at a receiver that has something due at `dueAt`. */
export const lookAt = (receiver: Receiver, dueAt: number): number =>
  isOpenForWork(receiver) ? Math.max(dueAt, receiver.health.pausedUntil ?? 0) : NEVER;

/** Takes the receivers' rows until the transaction ends. Those that are no more are missing from the map. */
export const lockReceivers = async (database: Database, trx: Connection, ids: Iterable<string>): Promise<Map<string, Receiver>> => {
  const locked = new Map<string, Receiver>();
  for (const part of parts([...new Set(ids)].sort(), 1_000)) {
    const sql =
      `select ${RECEIVER_COLUMNS} from ${database.tables.receivers} where id in (${marks(part)}) and next_due_at <> ${REMOVED} ` +
      `order by id${database.forUpdate}`;
    for (const row of await database.query<ReceiverRow>(trx, sql, part)) locked.set(row.id as string, toReceiver(row));
  }
  return locked;
};

/** Writes when to look at receivers next. */
export const writeLooks = async (database: Database, trx: Connection, looks: ReadonlyMap<string, number>): Promise<void> => {
  for (const part of parts([...looks], 500)) {
    const distinct = new Set(part.map(([, at]) => at));
    const ids = part.map(([id]) => id);
    const value = distinct.size === 1 ? { sql: String(part[0]![1]), bindings: [] } : caseOf('id', new Map(part));
    const sql = `update ${database.tables.receivers} set next_due_at = ${value.sql} where id in (${marks(ids)})`;
    await database.run(trx, sql, [...value.bindings, ...ids]);
  }
};

/** Makes claims look at receivers no later than `dueAt`, given that there is new work for them. The rows must be locked. */
export const wakeReceivers = async (
  database: Database,
  trx: Connection,
  work: Iterable<{ readonly receiver: Receiver; readonly dueAt: number }>
): Promise<void> => {
  const looks = new Map<string, number>();
  for (const { receiver, dueAt } of work) {
    const at = Math.min(lookAt(receiver, dueAt), looks.get(receiver.id) ?? receiver.nextDueAt);
    if (at < receiver.nextDueAt) looks.set(receiver.id, at);
  }
  await writeLooks(database, trx, looks);
};

/** What is pending and under way at receivers, read through the index in a time that does not depend on how much is pending. */
const workOf = async (database: Database, trx: Connection, ids: readonly string[]) => {
  const { receivers } = database.tables;
  const [pending, claimed] = (['pending', 'claimed'] as const).map((state) => database.by('deliveries', state, 'd'));
  const sql =
    `select r.id, (select d.due_at from ${pending} where d.receiver_id = r.id and d.state = 'pending' order by d.due_at limit 1) as due_at, ` +
    `(select count(*) from ${claimed} where d.receiver_id = r.id and d.state = 'claimed') as claimed ` +
    `from ${receivers} r where r.id in (${marks(ids)})`;
  const rows = await database.query<{ id: string; due_at: unknown; claimed: unknown }>(trx, sql, ids);
  return new Map(rows.map((row) => [row.id, { dueAt: intOrNull(row.due_at), claimedCount: int(row.claimed) }]));
};

/**
 * Works out anew when to look at receivers, after anything about them changed. The rows must be locked. A receiver that already waits for
 * its turn keeps its place.
 */
export const rescheduleReceivers = async (
  database: Database,
  trx: Connection,
  receivers: Iterable<Receiver>,
  now: number,
  wanted?: Wanted
): Promise<void> => {
  for (const part of parts([...receivers], 250)) {
    const work = await workOf(
      database,
      trx,
      part.map(({ id }) => id)
    );
    const looks = new Map<string, number>();
    for (const receiver of part) {
      const { dueAt, claimedCount } = work.get(receiver.id) ?? { dueAt: null, claimedCount: 0 };
      // The end of any of those under way calls us again.
      const isFull = claimedCount >= mostClaimed(receiver, wanted);
      const at = dueAt === null || isFull ? NEVER : lookAt(receiver, dueAt);
      const next = at <= now ? Math.min(receiver.nextDueAt, now) : at;
      if (next !== receiver.nextDueAt) looks.set(receiver.id, next);
    }
    await writeLooks(database, trx, looks);
  }
};
