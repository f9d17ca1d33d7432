/** `FAULTS=long` (`npm run test:faults`) is the whole measurement; otherwise a run is short: it proves the same with less. */
export const isLong = process.env.FAULTS === 'long';

/** What belongs to the size of this run. */
export const bySize = <T>(short: T, long: T): T => (isLong ? long : short);

/** Time that a test of this size may take. */
export const patience = (shortS: number, longS: number): number => bySize(shortS, longS) * 1_000;
