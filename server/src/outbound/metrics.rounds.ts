import type { Clock } from '../kernel/clock';
import type { Queue } from '../queue/queue';

/** Notes when a round went well, so that a worker that stands still can be told from one that has nothing to do. */
export const watchRounds = (queue: Queue, clock: Clock) => {
  let lastRoundAt = clock();
  const watched: Queue = {
    start: (work) =>
      queue.start(async () => {
        const waitMs = await work();
        lastRoundAt = clock();
        return waitMs;
      }),
    wake: () => queue.wake(),
    stop: () => queue.stop(),
  };
  return { queue: watched, ageMs: (): number => Math.max(0, clock() - lastRoundAt) };
};
