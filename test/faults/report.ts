import fs from 'node:fs';
import path from 'node:path';

/** What one fault came to on one database: a sentence about the fault, and what was counted. */
export interface FaultReport {
  readonly fault: string;
  /** Where it was tried, e.g. `PostgreSQL`. */
  readonly on: string;
  readonly numbers: Readonly<Record<string, number | string>>;
}

/** Puts numbers into the report of `npm run test:faults`; does nothing elsewhere. */
export const report = (one: FaultReport): void => {
  const folder = process.env.FAULTS_REPORT;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  const file = `${one.fault} ${one.on}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  fs.writeFileSync(path.join(folder, `${file}.json`), `${JSON.stringify(one, null, 2)}\n`);
};

/** Names of the databases as people write them. */
export const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MariaDB' } as const;
