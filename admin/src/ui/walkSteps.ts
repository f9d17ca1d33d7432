import type { BulkResult } from '../../../shared/contracts/delivery';

interface Walk {
  /** One step, beginning after what the step before ended with. Rejects when the server refuses. */
  readonly ask: (afterId: string | undefined) => Promise<BulkResult>;
  /** Hears how many it has been so far. */
  readonly onStep: (count: number) => void;
  /** Asked before each step. */
  readonly isStopped?: () => boolean;
  readonly maxSteps?: number;
}

/** An action on more than one call touches: step after step, each beginning where the one before stopped. */
export const walkSteps = async ({ ask, onStep, isStopped = () => false, maxSteps = Infinity }: Walk) => {
  let count = 0;
  let afterId: string | undefined;
  for (let steps = 0; steps < maxSteps && !isStopped(); steps += 1) {
    const step = await ask(afterId);
    count += step.count;
    onStep(count);
    if (step.lastId === undefined) return { count, isCapped: false };
    afterId = step.lastId;
  }
  return { count, isCapped: true };
};
