import type { Knex } from 'knex';
import type { Ids } from '../../../kernel/ids';
import type { DeliveryState, Settlement } from '../../delivery';
import type { DeliveryStore, HealthChange, NextHealth, SettleReport, Wanted } from '../../ports';
import type { ReceiverHealth } from '../../receiver';
import { errorOf, insertAttempts, statusOf } from './attempts';
import type { ClaimIn } from './claim';
import { caseOf, groupBy, int, marks, parts, type Database } from './dialect';
import { advanceLines, type Line } from './order';
import { healthColumns, lockReceivers, rescheduleReceivers, type Receiver } from './receivers';
import { countAttempts } from './stats';

/** Keeps a transaction below about 50 ms, see `route.ts`. */
const SETTLEMENTS_PER_TRANSACTION = 250;

/** What a settlement makes of a delivery. Equal ones are written by one statement. */
interface Ending {
  readonly state: DeliveryState;
  readonly isCounted: boolean;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

const endingOf = ({ attempt: { outcome }, next }: Settlement): Ending => {
  const seen = { lastStatus: statusOf(outcome), lastError: errorOf(outcome) };
  switch (next.kind) {
    case 'done':
      return { ...seen, state: 'delivered', isCounted: true };
    case 'retry':
      return { ...seen, state: 'pending', isCounted: true };
    case 'postpone':
      return { ...seen, state: 'pending', isCounted: false, lastError: next.because.slice(0, 500) };
    case 'give-up':
      // After the last attempt its own fault says more than "attempts exhausted".
      return {
        ...seen,
        state: 'failed',
        isCounted: true,
        lastError: next.because === 'attempts exhausted' ? seen.lastError : next.because,
      };
  }
};

const nextAtOf = ({ next }: Settlement, now: number): number | null =>
  next.kind === 'retry' || next.kind === 'postpone' ? now + Math.max(0, Math.round(next.afterMs)) : null;

interface ClaimedRow extends Line {
  readonly id: string;
  readonly orderKey: string;
  readonly isInLine: boolean;
}

const isSame = (a: ReceiverHealth, b: ReceiverHealth): boolean =>
  a === b || JSON.stringify(healthColumns(a)) === JSON.stringify(healthColumns(b));

/** Worth telling: the breaker moved, or a receiver that was failing is well again. */
const isNews = (from: ReceiverHealth, to: ReceiverHealth): boolean =>
  from.breaker !== to.breaker || (from.consecutiveFailures > 0 && to.consecutiveFailures === 0);

export const createSettle = (database: Database, ids: Ids, claimIn: ClaimIn): DeliveryStore['settle'] => {
  const { deliveries, receivers } = database.tables;

  /** Deliveries that exist, and of these the ones that are still under the claim of their settlement. */
  const readHeld = async (trx: Knex.Transaction, settlements: readonly Settlement[]) => {
    const claimIds = new Map(settlements.map(({ deliveryId, claimId }) => [deliveryId, claimId]));
    const sql =
      `select id, receiver_id, state, claim_id, open_order_key, ${database.nowMs} as now from ${deliveries} ` +
      `where id in (${marks([...claimIds.keys()])})${database.forUpdate}`;
    const known = new Set<string>();
    const held = new Map<string, ClaimedRow>();
    let now = 0;
    for (const row of await database.query(trx, sql, [...claimIds.keys()])) {
      now = Math.max(now, int(row.now));
      const id = row.id as string;
      known.add(id);
      if (row.state !== 'claimed' || row.claim_id !== claimIds.get(id)) continue;
      const orderKey = row.open_order_key as string | null;
      held.set(id, { id, receiverId: row.receiver_id as string, orderKey: orderKey ?? '', isInLine: orderKey !== null });
    }
    return { known, held, now };
  };

  const writeEndings = async (trx: Knex.Transaction, settlements: readonly Settlement[], now: number): Promise<void> => {
    for (const [, group] of groupBy(settlements, (settlement) => JSON.stringify(endingOf(settlement)))) {
      const { state, isCounted, lastStatus, lastError } = endingOf(group[0]!);
      const due = caseOf('id', new Map(group.map((settlement) => [settlement.deliveryId, nextAtOf(settlement, now)])));
      const isFinal = state !== 'pending';
      const groupIds = group.map(({ deliveryId }) => deliveryId);
      const set = [
        `state = '${state}', claim_id = null, leased_until = null, last_status = ${lastStatus ?? 'null'}, last_error = ?`,
        ...(isCounted ? ['attempt_count = attempt_count + 1'] : []),
        ...(isFinal ? [`settled_at = ${now}`, 'open_order_key = null'] : [`due_at = ${due.sql}`]),
      ].join(', ');
      const bindings = [lastError, ...(isFinal ? [] : due.bindings), ...groupIds];
      await database.run(trx, `update ${deliveries} set ${set} where id in (${marks(groupIds)})`, bindings);
    }
  };

  /** Health follows from the settlements of each receiver in their order. Gives the receivers as they are afterwards. */
  const writeHealth = async (
    trx: Knex.Transaction,
    locked: ReadonlyMap<string, Receiver>,
    settlements: readonly Settlement[],
    nextHealth: NextHealth,
    now: number
  ): Promise<{ after: Receiver[]; changes: HealthChange[] }> => {
    const after: Receiver[] = [];
    const changes: HealthChange[] = [];
    const byReceiver = groupBy(settlements, ({ receiverId }) => receiverId);
    for (const receiver of locked.values()) {
      const from = receiver.health;
      const to = (byReceiver.get(receiver.id) ?? []).reduce((health, settlement) => nextHealth(health, settlement, now), from);
      after.push({ ...receiver, health: to });
      if (isSame(from, to)) continue;
      // People were told of this state once; only another one is news to them.
      const { told_at: toldAt, ...rest } = healthColumns(to);
      const columns = from.breaker === to.breaker ? rest : { ...rest, told_at: toldAt };
      const set = Object.keys(columns).map((column) => `${column} = ?`);
      await database.run(trx, `update ${receivers} set ${set.join(', ')} where id = ?`, [...Object.values(columns), receiver.id]);
      if (isNews(from, to)) changes.push({ receiverId: receiver.id, webhookId: receiver.webhookId, url: receiver.url, from, to });
    }
    return { after, changes };
  };

  const settleSome = (
    settlements: readonly Settlement[],
    nextHealth: NextHealth,
    claimLimit: number,
    wanted?: Wanted
  ): Promise<SettleReport> =>
    database.transaction(async (trx) => {
      const locked = await lockReceivers(
        database,
        trx,
        settlements.map(({ receiverId }) => receiverId)
      );
      const { known, held, now } = await readHeld(trx, settlements);
      const ours = settlements.filter(({ deliveryId }) => held.has(deliveryId));

      await writeEndings(trx, ours, now);
      const { after, changes } = await writeHealth(trx, locked, ours, nextHealth, now);
      await advanceLines(
        database,
        trx,
        [...held.values()].filter(({ isInLine }) => isInLine),
        now
      );
      await rescheduleReceivers(database, trx, after, now, wanted);
      const logged = settlements.filter(({ deliveryId }) => known.has(deliveryId));
      await insertAttempts(
        database,
        trx,
        ids,
        logged.map((settlement) => ({
          deliveryId: settlement.deliveryId,
          eventId: settlement.eventId,
          attempt: settlement.attempt,
          nextAt: held.has(settlement.deliveryId) ? nextAtOf(settlement, now) : null,
        }))
      );
      // In one transaction, because on SQLite a commit costs more than all statements of a small batch.
      const claim = claimLimit > 0 ? (await claimIn(trx, claimLimit, wanted)).claim : null;
      // Last, because all instances share these rows: they are locked for the shortest time.
      await countAttempts(database, trx, logged, now);
      return {
        settledIds: ours.map(({ deliveryId }) => deliveryId),
        lostIds: settlements.filter(({ deliveryId }) => !held.has(deliveryId)).map(({ deliveryId }) => deliveryId),
        healthChanges: changes,
        claim,
      };
    });

  return async (settlements, nextHealth, claimLimit = 0, wanted) => {
    const reports: SettleReport[] = [];
    const batches = parts(settlements, SETTLEMENTS_PER_TRANSACTION);
    for (const batch of batches)
      reports.push(await settleSome(batch, nextHealth, batch === batches.at(-1) ? claimLimit : 0, wanted));
    return {
      settledIds: reports.flatMap(({ settledIds }) => settledIds),
      lostIds: reports.flatMap(({ lostIds }) => lostIds),
      healthChanges: reports.flatMap(({ healthChanges }) => healthChanges),
      claim: reports.at(-1)?.claim ?? null,
    };
  };
};
