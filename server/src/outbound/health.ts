import type { Reading } from './metrics.reading';
import type { Vitals } from './ports';

/** What health is judged by. */
export interface Condition {
  readonly reading: Reading<Vitals>;
  readonly isWorker: boolean;
  /** `null` without a worker. */
  readonly lastRoundAgeMs: number | null;
  /** 0: however old. */
  readonly maxBacklogAgeS: number;
}

export type Health = { readonly kind: 'ok' } | { readonly kind: 'failing'; readonly because: readonly string[] };

/** Rounds follow at least every ten seconds; a worker without one for this long stands still. */
const LONGEST_ROUND_MS = 60_000;

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/**
 * Whether this process does its part. Pure. Receivers in trouble do not count: no instance gets better by being taken out of service because
 * somebody else's server is down. The backlog counts only where this process should be working on it.
 */
export const judgeHealth = ({ reading, isWorker, lastRoundAgeMs, maxBacklogAgeS }: Condition): Health => {
  const because: string[] = [];
  if (reading.kind === 'failed') because.push('the database does not answer');
  if (lastRoundAgeMs !== null && lastRoundAgeMs > LONGEST_ROUND_MS) {
    because.push(`the worker has stood still for ${seconds(lastRoundAgeMs)} s`);
  }
  const backlogAgeMs = reading.kind === 'read' ? reading.value.backlogAgeMs : 0;
  if (isWorker && maxBacklogAgeS > 0 && backlogAgeMs > maxBacklogAgeS * 1_000) {
    because.push(`work has waited for ${seconds(backlogAgeMs)} s, more than health.maxBacklogAgeS`);
  }
  return because.length === 0 ? { kind: 'ok' } : { kind: 'failing', because };
};

/** Health as whoever may see the details reads it. Ages in seconds; `null` where the database could not be asked. */
export const viewHealth = (condition: Condition, inFlightCount: number) => {
  const { reading, isWorker, lastRoundAgeMs } = condition;
  const health = judgeHealth(condition);
  const vitals = reading.kind === 'read' ? reading.value : null;
  return {
    status: health.kind,
    because: health.kind === 'failing' ? health.because : [],
    database: { isReachable: vitals !== null },
    worker: {
      isOn: isWorker,
      lastRoundAgeS: lastRoundAgeMs === null ? null : seconds(lastRoundAgeMs),
      inFlightCount,
    },
    backlog: vitals && {
      ageS: seconds(vitals.backlogAgeMs),
      oldestDueAgeS: seconds(vitals.oldestDueAgeMs),
      open: vitals.openCounts,
      unroutedEventCount: vitals.unroutedEventCount,
    },
    receivers: vitals && vitals.receiverCounts,
  };
};
