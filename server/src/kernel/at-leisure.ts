import type { Clock } from './clock';

/** Below this, asking costs less than explaining why an answer is old. */
const CHEAP_MS = 500;
/** An answer that took a second is good for twenty: asking takes a twentieth of the time at most. */
const REST_FACTOR = 20;
/** Questions remembered at a time. */
const MOST_QUESTIONS = 500;

interface Known<T> {
  readonly asking: Promise<T>;
  /** Until when the answer is good; `null` while it is waited for. */
  untilMs: number | null;
}

/**
 * Makes a question that may be costly one that can be asked at any rate: callers at the same time share one answer, and one that took long is
 * kept for a while. Cheap ones are always asked anew.
 */
export const atLeisure = <A extends readonly unknown[], T>(ask: (...args: A) => Promise<T>, clock: Clock) => {
  const known = new Map<string, Known<T>>();
  return (...args: A): Promise<T> => {
    const key = JSON.stringify(args);
    const found = known.get(key);
    const beganAt = clock();
    if (found && (found.untilMs === null || found.untilMs > beganAt)) return found.asking;
    const made: Known<T> = { asking: ask(...args), untilMs: null };
    if (known.size >= MOST_QUESTIONS) known.clear();
    known.set(key, made);
    const forget = (): void => {
      if (known.get(key) === made) known.delete(key);
    };
    made.asking.then(() => {
      const tookMs = clock() - beganAt;
      if (tookMs < CHEAP_MS) forget();
      else made.untilMs = clock() + REST_FACTOR * tookMs;
    }, forget);
    return made.asking;
  };
};
