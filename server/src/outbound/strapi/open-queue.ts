import type { Config } from '../../config/config';
import type { Announce } from '../../kernel/telemetry';
import { createBullmqQueue } from '../../queue/drivers/bullmq';
import { createDatabaseQueue } from '../../queue/drivers/database';
import type { Queue } from '../../queue/queue';

export interface QueueTools {
  readonly site: () => Promise<string>;
  /** Wakes the other processes, where the database can. */
  readonly ring: () => void;
  readonly announce: Announce;
  readonly onFault: (error: unknown) => void;
  readonly pollMs: number;
}

/** How often a process with Redis looks at the database all the same: how late at most is what Redis forgot. */
const SWEEP_MS = 10_000;

/** An error of several addresses has no message of its own. */
const sentenceOf = (error: Error): string => error.message || String((error as NodeJS.ErrnoException).code ?? error.name);

/** The queue that the operator chose. Loads what it needs, and does not wait for Redis. */
export const openQueue = async (
  { driver, connection, prefix }: Config['queue'],
  { site, ring, announce, onFault, pollMs }: QueueTools
): Promise<Queue> => {
  if (driver === 'database' || connection === null) return createDatabaseQueue({ pollMs, onFault, ring });
  return createBullmqQueue({
    connection,
    prefix,
    site: await site(),
    pollMs,
    sweepMs: SWEEP_MS,
    onFault,
    onLost: (error) => announce('redis.changed', { isAnswering: false, error: sentenceOf(error) }),
    onFound: () => announce('redis.changed', { isAnswering: true, error: null }),
  });
};
