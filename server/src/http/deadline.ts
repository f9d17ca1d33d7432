import { setMaxListeners } from 'node:events';

/** Why a request was ended before its time. */
export type Ending = 'timeout' | 'stopped';

/** One deadline over everything a request does. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** `null` while it may go on. */
  ending(): Ending | null;
  /** Ends the request on our own account. */
  stop(): void;
  /** Gives back the timer and the listener. Must be called once, whatever came of the request. */
  clear(): void;
}

/** A deadline is counted in so many parts: whatever one of them is late by is time in which this process did nothing. */
const PARTS = 10;
/** How much of such time is given back at most. A lease outlives its deadline by 5 s at the least (`delivery.leaseMarginMs`). */
const MOST_STALLED_MS = 2_000;

/**
 * Aborts after `timeoutMs`, or when `outer` does. Time in which this process could not do anything, because it had no processor or was busy with
 * something else, is not the receiver's: it is left out, up to two seconds of it, and what has arrived by then is read first.
 */
export const startDeadline = (timeoutMs: number, outer?: AbortSignal): Deadline => {
  const controller = new AbortController();
  let ended: Ending | null = null;
  const end = (why: Ending) => {
    if (ended) return;
    ended = why;
    controller.abort(new Error(why === 'timeout' ? `no complete answer within ${timeoutMs} ms` : 'stopped'));
  };
  const stop = () => end('stopped');
  const lastAt = performance.now() + timeoutMs + MOST_STALLED_MS;
  let timer: NodeJS.Timeout;
  let last: NodeJS.Immediate | null = null;
  const wait = (parts: number): void => {
    const leftMs = Math.max(0, lastAt - performance.now());
    timer = setTimeout(
      () => {
        if (parts > 1 && performance.now() < lastAt) wait(parts - 1);
        // Timers come before sockets: an answer may lie there since before its time was over.
        else last = setImmediate(() => end('timeout'));
      },
      Math.min(timeoutMs / PARTS, leftMs)
    );
  };
  wait(PARTS);
  // One signal stops all requests of an instance: many listeners are no leak here.
  if (outer) setMaxListeners(0, outer);
  if (outer?.aborted) stop();
  else outer?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    ending: () => ended,
    stop,
    clear: () => {
      clearTimeout(timer);
      if (last) clearImmediate(last);
      outer?.removeEventListener('abort', stop);
    },
  };
};
