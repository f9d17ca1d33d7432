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

/** Aborts after `timeoutMs`, or when `outer` does. */
export const startDeadline = (timeoutMs: number, outer?: AbortSignal): Deadline => {
  const controller = new AbortController();
  let ended: Ending | null = null;
  const end = (why: Ending) => {
    if (ended) return;
    ended = why;
    controller.abort(new Error(why === 'timeout' ? `no complete answer within ${timeoutMs} ms` : 'stopped'));
  };
  const stop = () => end('stopped');
  const timer = setTimeout(() => end('timeout'), timeoutMs);
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
      outer?.removeEventListener('abort', stop);
    },
  };
};
