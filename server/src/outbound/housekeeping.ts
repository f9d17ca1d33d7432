import type { Announce } from '../kernel/telemetry';
import type { Housekeeping } from './ports';

export interface PurgeRecord {
  /** Milliseconds since the epoch. */
  readonly ranAt: number;
  readonly deletedEvents: number;
  readonly deletedDeliveries: number;
}

export interface PurgeTools {
  readonly store: Housekeeping;
  readonly now: () => number;
  readonly announce: Announce;
  /** Keeps the last run for the settings page. */
  readonly record: (purge: PurgeRecord) => Promise<void>;
  readonly retentionMs: number;
  /** Rows of each kind deleted in one transaction. */
  readonly stepSize: number;
  /** Ends the loop between two steps. */
  readonly isStopping: () => boolean;
}

/** A pause between two steps: a purge of millions of rows must leave the database to those who publish. */
const BREATH_MS = 50;

/** Removes what retention no longer keeps, in steps, until nothing is left to remove. */
export const createPurge =
  ({ store, now, announce, record, retentionMs, stepSize, isStopping }: PurgeTools) =>
  async (): Promise<void> => {
    const beforeMs = now() - retentionMs;
    let deletedEvents = 0;
    let deletedDeliveries = 0;
    while (!isStopping()) {
      const step = await store.purge({ deliveriesBeforeMs: beforeMs, eventsBeforeMs: beforeMs }, stepSize);
      deletedEvents += step.deletedEvents;
      deletedDeliveries += step.deletedDeliveries;
      if (step.deletedEvents < stepSize && step.deletedDeliveries < stepSize) break;
      await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    }
    await record({ ranAt: now(), deletedEvents, deletedDeliveries });
    announce('purge.ended', { deletedEvents, deletedDeliveries });
  };
