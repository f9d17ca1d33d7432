/** What something took. */
export interface Spent {
  readonly seconds: number;
  /** Processor time of this process. */
  readonly cpuSeconds: number;
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};

/** Runs something and tells what it took. */
export const spent = async (work: () => Promise<unknown>): Promise<Spent> => {
  const startedAt = performance.now();
  const before = cpuSeconds();
  await work();
  return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: cpuSeconds() - before };
};

/** Milliseconds since the epoch, and fractions of them: comparable between processes of one machine. */
export const instant = (): number => performance.timeOrigin + performance.now();
