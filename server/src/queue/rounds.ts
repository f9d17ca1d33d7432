import { breathe } from '../kernel/breathe';
import type { Left } from './queue';

export interface RoundsOptions {
  /** How long to rest after a round that left things so, unless somebody wakes us; 0: not at all. */
  readonly restMs: (left: Left) => number;
  /** Hears of a round that failed (a database that is away); the next one follows after `faultPauseMs`. */
  readonly onFault: (error: unknown) => void;
  readonly faultPauseMs?: number;
}

/** The rest of a process that nobody tells anything: until the next is due, and no longer than `pollMs`. */
export const pollingRestMs = (left: Left, pollMs: number): number => {
  if (left.kind === 'more') return 0;
  return left.kind === 'full' ? pollMs : Math.min(left.dueInMs ?? pollMs, pollMs);
};

/** The loop in each process: rounds run one after another, and between them it sleeps until its rest is over or somebody wakes it. */
export const createRounds = ({ restMs, onFault, faultPauseMs = 1_000 }: RoundsOptions) => {
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

  const loop = async (work: () => Promise<Left>): Promise<void> => {
    while (!isStopped) {
      isWoken = false;
      let left: Left;
      try {
        left = await work();
      } catch (error) {
        onFault(error);
        // Wakes do not shorten this pause: a database that is down must not be hammered by every publish.
        if (!isStopped) await sleep(faultPauseMs, { onlyStopEndsIt: true });
        continue;
      }
      if (isStopped) return;
      const ms = restMs(left);
      // Attempts would starve behind the database where rounds follow at once.
      if (isWoken || ms === 0) await breathe();
      else await sleep(ms);
    }
  };

  return {
    start(work: () => Promise<Left>): void {
      running = loop(work);
    },
    wake(): void {
      isWoken = true;
      endSleep?.();
    },
    /** Resolves when a running round has ended. */
    async stop(): Promise<void> {
      isStopped = true;
      endSleep?.();
      await running;
    },
  };
};

export type Rounds = ReturnType<typeof createRounds>;
