import type { Knex } from 'knex';
import type { OutcomeView } from '../../shared/contracts/delivery';
import type { Received } from '../support/receiver';

interface DeliveryRow {
  readonly id: string;
  readonly state: string;
  readonly attempt_count: number | string;
}

interface AttemptRow {
  readonly delivery_id: string;
  readonly number: number | string;
  readonly started_at: number | string;
  readonly outcome: string;
}

interface Logged {
  readonly number: number;
  readonly at: number;
  readonly kind: OutcomeView['kind'];
}

/** What the receivers saw, held against what the database says. Every list of sentences is empty when all is well. */
export interface Audit {
  readonly deliveries: number;
  readonly requests: number;
  readonly states: Readonly<Record<string, number>>;
  /** Attempts logged as `lost`. */
  readonly lostAttempts: number;
  /** Requests for which the same attempt had been seen before. */
  readonly repeatedRequests: number;
  /** Delivered by our books, but never accepted by a receiver; or not at an end. */
  readonly lost: readonly string[];
  /** Repetitions for which no lease had run out before. */
  readonly unexplained: readonly string[];
  /** Requests without an attempt in the log, and counts that do not agree with it. */
  readonly unlogged: readonly string[];
  /** Answers in the log that no receiver gave. */
  readonly invented: readonly string[];
}

/** Outcomes that use up an attempt. */
const COUNTED: ReadonlySet<string> = new Set(['accepted', 'rejected', 'unreachable', 'forbidden']);
/** Outcomes that only a receiver can bring about. */
const ANSWERED: ReadonlySet<string> = new Set(['accepted', 'rejected']);
const FINAL: ReadonlySet<string> = new Set(['delivered', 'failed', 'cancelled', 'superseded']);

const grouped = <T, K>(list: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
};

const attemptOf = (request: Received): number => Number(request.headers['x-switchboard-attempt']);

/**
 * The repetitions of one attempt of one delivery that no lease explains. Whoever takes a delivery over writes `lost` first and claims
 * afterwards, so each further request needs one more `lost` before it. Not between the two: a process that gets no time may send what it
 * claimed after its lease has run out, and so after its heir.
 */
const unexplainedOf = (requests: readonly Received[], log: readonly Logged[]): number => {
  const lostAt = log.filter(({ kind }) => kind === 'lost').map(({ at }) => at);
  return requests.filter((request, i) => lostAt.filter((at) => at <= request.at).length < i).length;
};

/** When things happened, for whoever has to find out why. */
const timesOf = (requests: readonly Received[], log: readonly Logged[]): string =>
  [...requests.map(({ at }) => ({ at, what: 'request' })), ...log.map(({ at, kind }) => ({ at, what: kind }))]
    .sort((a, b) => a.at - b.at)
    .map(({ at, what }) => `${what} ${new Date(at).toISOString().slice(11, -1)}`)
    .join(', ');

/** Reads the deliveries and attempts of a Strapi's database, and compares. */
export const audit = async (
  knex: Knex,
  requests: readonly Received[],
  { wasAccepted }: { readonly wasAccepted: (request: Received) => boolean }
): Promise<Audit> => {
  const deliveries: DeliveryRow[] = await knex('switchboard_deliveries').select('id', 'state', 'attempt_count');
  const attempts: AttemptRow[] = await knex('switchboard_attempts')
    .select('delivery_id', 'number', 'started_at', 'outcome')
    .orderBy(['delivery_id', 'id']);
  const logOf = grouped(attempts, (row) => row.delivery_id);
  const requestsOf = grouped(requests, (request) => request.headers['x-switchboard-delivery'] ?? '');

  const states: Record<string, number> = {};
  const lost: string[] = [];
  const unexplained: string[] = [];
  const unlogged: string[] = [];
  const invented: string[] = [];
  let repeatedRequests = 0;
  let lostAttempts = 0;
  for (const { id, state, attempt_count } of deliveries) {
    states[state] = (states[state] ?? 0) + 1;
    const log = (logOf.get(id) ?? []).map((row): Logged => {
      const { kind } = JSON.parse(row.outcome) as OutcomeView;
      return { number: Number(row.number), at: Number(row.started_at), kind };
    });
    lostAttempts += log.filter(({ kind }) => kind === 'lost').length;
    const own = requestsOf.get(id) ?? [];
    if (!FINAL.has(state)) lost.push(`${id} is ${state}`);
    if (state === 'delivered' && !own.some(wasAccepted)) lost.push(`${id} is delivered, but nobody accepted it`);
    for (const [number, same] of grouped(own, attemptOf)) {
      const logged = log.filter((one) => one.number === number);
      repeatedRequests += same.length - 1;
      if (unexplainedOf(same, logged) > 0) unexplained.push(`${id}, attempt ${number}: ${timesOf(same, logged)}`);
      if (logged.length < same.length)
        unlogged.push(`${id}, attempt ${number}: seen ${same.length} times, logged ${logged.length} times`);
    }
    const answered = grouped(
      log.filter(({ kind }) => ANSWERED.has(kind)),
      ({ number }) => number
    );
    for (const [number, answers] of answered) {
      const seen = own.filter((request) => attemptOf(request) === number).length;
      if (answers.length > seen) invented.push(`${id}, attempt ${number}: answered ${answers.length} times, seen ${seen} times`);
    }
    const counted = new Set(log.filter(({ kind }) => COUNTED.has(kind)).map(({ number }) => number)).size;
    if (counted !== Number(attempt_count)) unlogged.push(`${id} counts ${attempt_count} attempts, logged are ${counted}`);
  }
  const known = new Set(deliveries.map(({ id }) => id));
  for (const id of requestsOf.keys()) if (!known.has(id)) unlogged.push(`a request for ${id}, which is no delivery`);
  return {
    deliveries: deliveries.length,
    requests: requests.length,
    states,
    lostAttempts,
    repeatedRequests,
    lost,
    unexplained,
    unlogged,
    invented,
  };
};
