import type { Announce, Facts } from '../kernel/telemetry';

type Ended = Pick<Facts['deliveries.ended'], 'state' | 'webhookId'>;

/** Announces deliveries that ended without an attempt, added up. */
export const announceEnded =
  (announce: Announce) =>
  (ended: readonly Ended[]): void => {
    const sums = new Map<string, Ended & { count: number }>();
    for (const { state, webhookId } of ended) {
      const key = `${state} ${webhookId}`;
      const sum = sums.get(key);
      if (sum) sum.count += 1;
      else sums.set(key, { state, webhookId, count: 1 });
    }
    for (const sum of sums.values()) announce('deliveries.ended', sum);
  };
