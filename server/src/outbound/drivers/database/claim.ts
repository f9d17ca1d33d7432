import type { Knex } from 'knex';
import type { Ids } from '../../../kernel/ids';
import type { Claim, ClaimedDelivery } from '../../delivery';
import type { DeliveryStore, Wanted } from '../../ports';
import { caseOf, groupBy, int, marks, NEVER, type Database } from './dialect';
import { lookAt, mostClaimed, RECEIVER_COLUMNS, toReceiver, type Receiver, type ReceiverRow } from './receivers';

/** Receivers looked at in one claim; SQLite joins at most 500 SELECTs. */
const RECEIVERS_PER_CLAIM = 200;
/** Receivers may turn out to have nothing to do after all; then the next ones are looked at, but not for ever. */
const LOOKS_PER_CLAIM = 50;
/** A bucket holds what a receiver may get in this time, so that a pause is not followed by a burst. */
const BURST_S = 0.2;
/** Not worth looking at a rate-limited receiver more often. */
const SHORTEST_RATE_WAIT_MS = 20;

/** How many requests a receiver's rate allows at this instant, fractions included. */
const tokensAt = ({ maxPerSecond, tokens, tokensAt: since }: Receiver, now: number): number =>
  maxPerSecond === null
    ? Infinity
    : Math.min(Math.max(1, maxPerSecond * BURST_S), tokens + (Math.max(0, now - since) / 1_000) * maxPerSecond);

/** As much of a delivery as stands in the index itself. */
interface Candidate {
  readonly id: string;
  readonly receiverId: string;
  readonly dueAt: number;
}

/** What one claim knows of one receiver. */
interface Look {
  readonly receiver: Receiver;
  /** Free places: concurrency left. */
  readonly places: number;
  /** Requests that the rate allows now. */
  readonly tokens: number;
  /** The earliest pending ones, at most one more than asked for; later ones may not be due yet. */
  readonly first: readonly Candidate[];
}

const allowed = ({ places, tokens }: Pick<Look, 'places' | 'tokens'>): number => Math.max(0, Math.min(places, Math.floor(tokens)));

/** Deals `limit` places in turns: everybody one, then everybody with more a second, and so on. */
export const deal = (wishes: readonly number[], limit: number): number[] => {
  const given = wishes.map(() => 0);
  let left = Math.min(
    limit,
    wishes.reduce((sum, wish) => sum + wish, 0)
  );
  while (left > 0) {
    const open = wishes.flatMap((wish, i) => (given[i]! < wish ? [i] : []));
    const share = Math.max(1, Math.floor(left / open.length));
    for (const i of open) {
      const more = Math.min(share, wishes[i]! - given[i]!, left);
      given[i]! += more;
      left -= more;
    }
  }
  return given;
};

/** When the next claim should look at a receiver after this one took `taken`. */
const nextLook = ({ receiver, places, tokens, first }: Look, taken: number, now: number): number => {
  if (places - taken <= 0) return NEVER; // settling or releasing one of those under way looks again
  const next = first[taken];
  if (next === undefined) return NEVER; // the routing of the next event looks again
  const dueAt = Math.max(now, lookAt(receiver, next.dueAt)); // "now" is the end of the queue of those waiting
  if (receiver.maxPerSecond === null || tokens - taken >= 1) return dueAt;
  const waitMs = ((1 - (tokens - taken)) / receiver.maxPerSecond) * 1_000;
  return Math.max(dueAt, now + Math.max(SHORTEST_RATE_WAIT_MS, Math.ceil(waitMs)));
};

/** One look at those whose turn it is, in a transaction that is open. `isEmpty`: it was nobody's turn. */
export type ClaimIn = (
  trx: Knex.Transaction,
  limit: number,
  wanted?: Wanted
) => Promise<{ readonly claim: Claim | null; readonly isEmpty: boolean }>;

export const createClaimIn = (database: Database, ids: Ids, leaseMarginMs: number): ClaimIn => {
  const { deliveries, receivers } = database.tables;
  // Claim ids begin with whom they belong to, so that a claim can tell its own from those of others.
  const owner = ids('clm');
  let claimCount = 0;

  /** Those that wait longest for their turn. A row that another claim holds at this moment is left to it. */
  const takeReceivers = async (trx: Knex.Transaction, limit: number): Promise<{ receivers: Receiver[]; now: number }> => {
    const sql =
      `select ${RECEIVER_COLUMNS}, ${database.nowMs} as now from ${receivers} where next_due_at <= (select ${database.nowMs}) ` +
      `order by next_due_at limit ${Math.min(limit, RECEIVERS_PER_CLAIM)}${database.skipLocked}`;
    const rows = await database.query<ReceiverRow>(trx, sql);
    return { receivers: rows.map(toReceiver), now: rows.length === 0 ? 0 : Math.max(...rows.map((row) => int(row.now))) };
  };

  /** What is claimed of each receiver, and how much of it by others. */
  const countClaimed = async (trx: Knex.Transaction, receiverIds: readonly string[]) => {
    const sql =
      `select receiver_id, count(*) as amount, sum(case when substr(claim_id, 1, ${owner.length}) = ? then 0 else 1 end) as others ` +
      `from ${database.by('deliveries', 'claimed')} where receiver_id in (${marks(receiverIds)}) and state = 'claimed' group by receiver_id`;
    const rows = await database.query<{ receiver_id: string; amount: unknown; others: unknown }>(trx, sql, [owner, ...receiverIds]);
    return new Map(rows.map((row) => [row.receiver_id, { amount: int(row.amount), others: int(row.others) }]));
  };

  /** The first pending deliveries of each receiver, by one short walk along the index each. */
  const readFirst = async (trx: Knex.Transaction, wishes: ReadonlyMap<string, number>): Promise<Map<string, Candidate[]>> => {
    if (wishes.size === 0) return new Map();
    const one = (count: number) =>
      `select * from (select id, receiver_id, due_at from ${database.by('deliveries', 'pending')} ` +
      `where receiver_id = ? and state = 'pending' order by due_at, id limit ${count}) as first`;
    const sql = [...wishes.values()].map((count) => one(count + 1)).join(' union all ');
    const candidates = (await database.query(trx, sql, [...wishes.keys()])).map((row) => ({
      id: row.id as string,
      receiverId: row.receiver_id as string,
      dueAt: int(row.due_at),
    }));
    candidates.sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
    return groupBy(candidates, ({ receiverId }) => receiverId);
  };

  const lookInto = async (
    trx: Knex.Transaction,
    list: readonly Receiver[],
    limit: number,
    now: number,
    wanted?: Wanted
  ): Promise<Look[]> => {
    const claimed = await countClaimed(
      trx,
      list.map(({ id }) => id)
    );
    const bounds = list.map((receiver) => {
      const isHeldUp = lookAt(receiver, now) > now;
      const { amount, others } = claimed.get(receiver.id) ?? { amount: 0, others: 0 };
      // Where one holds more than the concurrency nobody else may hold any, or more would be under way than the receiver allows.
      const most = isHeldUp ? 0 : mostClaimed(receiver, others === 0 ? wanted : undefined);
      return { receiver, places: most - amount, tokens: tokensAt(receiver, now), isHeldUp };
    });
    const wish = (bound: (typeof bounds)[number]) => Math.min(limit, allowed(bound));
    // Rows are dear, a second question is cheap: first everybody's fair share, then more only from those who have more.
    const share = Math.max(1, Math.ceil(limit / list.length));
    const first = await readFirst(trx, new Map(bounds.map((bound) => [bound.receiver.id, Math.min(share, wish(bound))])));
    const found = (id: string) => first.get(id)?.length ?? 0;
    const unused = limit - bounds.reduce((sum, bound) => sum + Math.min(found(bound.receiver.id), wish(bound), share), 0);
    const hungry = bounds.filter((bound) => unused > 0 && wish(bound) > share && found(bound.receiver.id) > share);
    const more = await readFirst(trx, new Map(hungry.map((bound) => [bound.receiver.id, Math.min(wish(bound), share + unused)])));
    return bounds.map((bound) => ({
      ...bound,
      places: bound.isHeldUp ? 1 : bound.places,
      tokens: bound.isHeldUp ? 0 : bound.tokens,
      first: more.get(bound.receiver.id) ?? first.get(bound.receiver.id) ?? [],
    }));
  };

  const writeReceivers = async (
    trx: Knex.Transaction,
    looks: readonly Look[],
    taken: readonly number[],
    now: number
  ): Promise<void> => {
    const ids = looks.map(({ receiver }) => receiver.id);
    const next = caseOf('id', new Map(looks.map((look, i) => [look.receiver.id, nextLook(look, taken[i]!, now)])));
    const limited = looks.flatMap((look, i) =>
      look.receiver.maxPerSecond === null || taken[i] === 0 ? [] : [[look, taken[i]!] as const]
    );
    await database.run(trx, `update ${receivers} set next_due_at = ${next.sql} where id in (${marks(ids)})`, [
      ...next.bindings,
      ...ids,
    ]);
    if (limited.length === 0) return;
    const left = caseOf('id', new Map(limited.map(([{ receiver, tokens }, count]) => [receiver.id, tokens - count])));
    const limitedIds = limited.map(([{ receiver }]) => receiver.id);
    const sql = `update ${receivers} set tokens = ${left.sql}, tokens_at = ${now} where id in (${marks(limitedIds)})`;
    await database.run(trx, sql, [...left.bindings, ...limitedIds]);
  };

  /**
   * The chosen ones in full. By id alone: told the state as well, PostgreSQL may look for these hundred among all that are pending. Everybody
   * locks the receiver before touching its deliveries, so on these databases nothing can have changed; a second process on one SQLite file
   * is the case that is left.
   */
  const readChosen = async (
    trx: Knex.Transaction,
    chosenIds: readonly string[],
    concurrency: ReadonlyMap<string, number>
  ): Promise<ClaimedDelivery[]> => {
    const columns = 'id, event_id, webhook_id, receiver_id, attempt_count, schedule_start, state';
    const sql = `select ${columns} from ${deliveries} where id in (${marks(chosenIds)})${database.forUpdate}`;
    const rows = new Map((await database.query(trx, sql, chosenIds)).map((row) => [row.id as string, row]));
    return chosenIds.flatMap((id) => {
      const row = rows.get(id);
      if (row?.state !== 'pending') return [];
      return {
        id,
        eventId: row.event_id as string,
        webhookId: row.webhook_id as string,
        receiverId: row.receiver_id as string,
        attemptCount: int(row.attempt_count),
        scheduleStart: int(row.schedule_start),
        maxConcurrency: concurrency.get(row.receiver_id as string) ?? 1,
      };
    });
  };

  return async (trx, limit, wanted) => {
    const { receivers: list, now } = await takeReceivers(trx, limit);
    if (list.length === 0) return { claim: null, isEmpty: true };
    const looks = await lookInto(trx, list, limit, now, wanted);
    const due = looks.map((look) => Math.min(allowed(look), look.first.filter(({ dueAt }) => dueAt <= now).length));
    const taken = deal(due, limit);
    await writeReceivers(trx, looks, taken, now);
    const chosenIds = looks.flatMap(({ first }, i) => first.slice(0, taken[i]).map(({ id }) => id));
    const concurrency = new Map(list.map(({ id, maxConcurrency }) => [id, maxConcurrency]));
    const chosen = chosenIds.length === 0 ? [] : await readChosen(trx, chosenIds, concurrency);
    if (chosen.length === 0) return { claim: null, isEmpty: false };

    const id = `${owner}.${(claimCount += 1).toString(36)}`;
    const longestMs = Math.max(...looks.flatMap(({ receiver }, i) => (taken[i]! > 0 ? [receiver.timeoutMs] : [])));
    const leasedUntil = now + longestMs + leaseMarginMs;
    const claimedIds = chosen.map((one) => one.id);
    const set = `state = 'claimed', claim_id = ?, leased_until = ${leasedUntil}`;
    await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(claimedIds)})`, [id, ...claimedIds]);
    return { claim: { id, leasedUntil, deliveries: chosen }, isEmpty: false };
  };
};

export const createClaim =
  (database: Database, claimIn: ClaimIn): DeliveryStore['claim'] =>
  async (limit, wanted) => {
    for (let look = 1; look <= LOOKS_PER_CLAIM; look += 1) {
      const { claim, isEmpty } = await database.transaction((trx) => claimIn(trx, limit, wanted));
      if (claim !== null || isEmpty) return claim;
    }
    return null;
  };
