import type { OutcomeView } from '../../../../../shared/contracts/delivery';
import type { Settlement } from '../../delivery';
import { groupBy, type Connection, type Database } from './dialect';

/** What a counter counts. Response times follow from `FIRST_TIME` on, one measure per class of durations. */
export const DELIVERED = 0;
export const FAILED = 1;
const FIRST_TIME = 100;

/** Each class of response times is this much wider than the one before, so its middle is at most 10 % off. */
const CLASS_RATIO = 1.2;

/** Stretches that are counted, in seconds: the short ones feed the last hour and day, the long ones week and month. */
export const SHORT_SPAN_S = 300;
export const LONG_SPAN_S = 3_600;

/** Counters of everybody together stand under this id. */
export const EVERYBODY = '';

export const timeMeasure = (durationMs: number): number =>
  FIRST_TIME + (durationMs <= 1 ? 0 : Math.ceil(Math.log(durationMs) / Math.log(CLASS_RATIO)));

/** A duration in the middle of a class. */
export const middleOf = (measure: number): number =>
  measure === FIRST_TIME ? 1 : Math.round(CLASS_RATIO ** (measure - FIRST_TIME - 0.5));

/** The duration below which `share` (0 to 1) of the counted ones lie, in milliseconds; `null` when none was counted. */
export const quantileOf = (counters: ReadonlyMap<number, number>, share: number): number | null => {
  const classes = [...counters].filter(([measure]) => measure >= FIRST_TIME).sort(([a], [b]) => a - b);
  let left = share * classes.reduce((sum, [, amount]) => sum + amount, 0);
  for (const [measure, amount] of classes) {
    left -= amount;
    if (left <= 0) return middleOf(measure);
  }
  return null;
};

const resultOf = (outcome: OutcomeView): number | null => {
  if (outcome.kind === 'accepted') return DELIVERED;
  // Lost and postponed attempts say nothing about the receiver.
  return outcome.kind === 'lost' || outcome.kind === 'postponed' ? null : FAILED;
};

const isAnswered = ({ kind }: OutcomeView): boolean => kind === 'accepted' || kind === 'rejected';

export const beginOf = (now: number, spanS: number): number => Math.floor(now / (spanS * 1_000)) * spanS * 1_000;

/** Adds attempts to the counters, added up first: a batch costs a handful of rows, whatever its size. */
export const countAttempts = async (
  database: Database,
  trx: Connection,
  settlements: readonly Settlement[],
  now: number
): Promise<void> => {
  const keys = settlements.flatMap(({ webhookId, attempt: { outcome, durationMs } }) => {
    const result = resultOf(outcome);
    if (result === null) return [];
    const measures = isAnswered(outcome) ? [result, timeMeasure(durationMs)] : [result];
    return [
      { webhookId, spanS: LONG_SPAN_S, measure: result },
      ...measures.flatMap((measure) => [SHORT_SPAN_S, LONG_SPAN_S].map((spanS) => ({ webhookId: EVERYBODY, spanS, measure }))),
    ];
  });
  // Always in the same order, or two instances could wait for each other's counters.
  const groups = [...groupBy(keys, ({ webhookId, spanS, measure }) => JSON.stringify([webhookId, spanS, measure]))].sort(
    ([a], [b]) => (a < b ? -1 : 1)
  );
  const rows = groups.map(([, group]) => ({
    webhook_id: group[0]!.webhookId,
    span_s: group[0]!.spanS,
    began_at: beginOf(now, group[0]!.spanS),
    measure: group[0]!.measure,
    amount: group.length,
  }));
  await database.insert(trx, 'stats', rows, { keys: ['webhook_id', 'span_s', 'began_at', 'measure'], add: ['amount'] });
};
