import type { Clock } from '../kernel/clock';
import type { Queue } from '../queue/queue';

/** Notes when a round went well, so that a worker that stands still can be told from one that has nothing to do. */
export const watchRounds = (queue: Queue, clock: Clock) => {
  let lastRoundAt = clock();
  const watched: Queue = {
    ...queue,
    start: (work) =>
      queue.start(async () => {
        const left = await work();
        lastRoundAt = clock();
        return left;
      }),
  };
  return { queue: watched, ageMs: (): number => Math.max(0, clock() - lastRoundAt) };
};
