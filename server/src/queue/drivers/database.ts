import type { Queue } from '../queue';

export interface DatabaseQueueOptions {
  /** The longest sleep: how late a commit of another instance, or a clock that stepped, can be noticed. */
  readonly pollMs: number;
  /** Hears of a round that failed (a database that is away); the next one follows after `faultPauseMs`. */
  readonly onFault: (error: unknown) => void;
  readonly faultPauseMs?: number;
}

/**
 * The queue that needs nothing but the database: rounds run one after another, and between them it sleeps until the work is due, until
 * somebody wakes it, or until it is time to look again.
 */
export const createDatabaseQueue = ({ pollMs, onFault, faultPauseMs = 1_000 }: DatabaseQueueOptions): Queue => {
  let isStopped = false;
  let isWoken = false;
  let endSleep: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  const sleep = (ms: number, { onlyStopEndsIt = false } = {}): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        endSleep = null;
        resolve();
      }
      endSleep = () => {
        if (isStopped || !onlyStopEndsIt) end();
      };
    });

  // Sockets and timers must get their turn between rounds that follow at once, or attempts would starve behind the database.
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const loop = async (work: () => Promise<number | null>): Promise<void> => {
    while (!isStopped) {
      isWoken = false;
      let waitMs: number | null;
      try {
        waitMs = await work();
      } catch (error) {
        onFault(error);
        // Wakes do not shorten this pause: a database that is down must not be hammered by every publish.
        if (!isStopped) await sleep(faultPauseMs, { onlyStopEndsIt: true });
        continue;
      }
      if (isStopped) return;
      if (isWoken || waitMs === 0) await breathe();
      else await sleep(Math.min(waitMs ?? pollMs, pollMs));
    }
  };

  return {
    start(work) {
      running = loop(work);
    },
    wake() {
      isWoken = true;
      endSleep?.();
    },
    async stop() {
      isStopped = true;
      endSleep?.();
      await running;
    },
  };
};
