/** Work that is repeated until it is stopped. */
export interface Periodic {
  start(): void;
  /** No further runs; resolves when a running one has ended. */
  stop(): Promise<void>;
}

export interface PeriodicOptions {
  /** From the end of one run to the start of the next, milliseconds. */
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  /** Hears of a run that rejected; the next one follows as usual. */
  readonly onFault: (error: unknown) => void;
}

/** Repeats `run`, never twice at a time: the pause begins when a run has ended. */
export const createPeriodic = ({ everyMs, run, onFault }: PeriodicOptions): Periodic => {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();

  const plan = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = run().catch(onFault).finally(plan);
    }, everyMs);
    timer.unref();
  };

  return {
    start: plan,
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
};
