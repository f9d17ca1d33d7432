import { setTimeout as pause } from 'node:timers/promises';

/**
 * Calls `send` at once, and for all calls while it runs and for a rest after it, once more: the last of many is never lost, and there are never
 * many. `send` must not reject.
 */
export const coalesce = (send: () => Promise<void>, restMs: number): (() => void) => {
  let isWanted = false;
  let isBusy = false;
  const run = async (): Promise<void> => {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      await send();
      await pause(restMs, undefined, { ref: false });
    }
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
};
