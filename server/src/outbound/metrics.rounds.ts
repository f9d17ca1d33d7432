import type { Announce } from '../kernel/telemetry';
import type { Queue } from '../queue/queue';

export interface RoundsWatch {
  readonly queue: Queue;
  /** Milliseconds of a clock that never steps: one set back by an hour would hide for an hour that nothing moves. */
  readonly now: () => number;
  readonly announce: Announce;
}

/** Notes when a round went well, so that a worker that stands still can be told from one that has nothing to do, and tells when it works again. */
export const watchRounds = ({ queue, now, announce }: RoundsWatch) => {
  let lastRoundAt = now();
  let faultCount = 0;
  const ageMs = (): number => now() - lastRoundAt;
  const watched: Queue = {
    ...queue,
    start: (work) =>
      queue.start(async () => {
        try {
          const left = await work();
          if (faultCount > 0) announce('engine.recovered', { faultCount, lastedMs: ageMs() });
          faultCount = 0;
          lastRoundAt = now();
          return left;
        } catch (error) {
          faultCount += 1;
          throw error;
        }
      }),
  };
  return { queue: watched, ageMs };
};
