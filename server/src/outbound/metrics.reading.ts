import type { Clock } from '../kernel/clock';

/** What a look at the database came to. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T; readonly at: number }
  | { readonly kind: 'failed'; readonly because: string; readonly at: number };

export interface ReadingOptions<T> {
  readonly read: () => Promise<T>;
  readonly clock: Clock;
  /** A reading is good for this long, a failed one too: however many ask, the database is asked this rarely. */
  readonly keepMs: number;
  /** Whoever asks waits no longer than this; what hangs is left to end by itself and is not asked again meanwhile. */
  readonly withinMs: number;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Reads something again and again at a bounded cost. Never throws. */
export const createReading = <T>({ read, clock, keepMs, withinMs }: ReadingOptions<T>): (() => Promise<Reading<T>>) => {
  let last: Reading<T> | null = null;
  let running: Promise<Reading<T>> | null = null;

  const look = (): Promise<Reading<T>> =>
    read()
      .then(
        (value): Reading<T> => ({ kind: 'read', value, at: clock() }),
        (error: unknown): Reading<T> => ({ kind: 'failed', because: messageOf(error), at: clock() })
      )
      .then((reading) => {
        last = reading;
        running = null;
        return reading;
      });

  return async () => {
    if (last && Math.abs(clock() - last.at) < keepMs) return last;
    running ??= look();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Reading<T>>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'failed', because: `no answer within ${withinMs} ms`, at: clock() }), withinMs);
    });
    const reading = await Promise.race([running, late]);
    clearTimeout(timer);
    return reading;
  };
};
