import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds until it gives up; 15,000 unless told. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks; 20 unless told. */
  readonly everyMs?: number;
  /** Named in the error when time is up. */
  readonly what?: string;
}

/**
 * Looks again and again until the answer is truthy, and returns it. A look that throws counts as "not yet".
 * Throws when time is up, with the last answer or error in the message.
 */
export const eventually = async <T>(
  look: () => T | Promise<T>,
  { timeoutMs = 15_000, everyMs = 20, what = 'the condition' }: Patience = {}
): Promise<NonNullable<Exclude<T, false | '' | 0>>> => {
  const endsAt = Date.now() + timeoutMs;
  let last: unknown;
  let cause: unknown;
  do {
    try {
      const answer = await look();
      if (answer) return answer as NonNullable<Exclude<T, false | '' | 0>>;
      last = answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(everyMs);
  } while (Date.now() < endsAt);
  const seen = cause instanceof Error ? cause.message : JSON.stringify(last);
  throw new Error(`waited ${timeoutMs} ms for ${what}; last seen: ${seen}`, { cause });
};
