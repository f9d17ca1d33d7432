import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite, type TestDatabase } from '../support/databases';
import { addReceivers, eventOf, limitsOf, openBench, publish, toReceivers, type Bench } from '../support/deliveries';
import { turnsDuring } from '../support/turns';

const EVENTS = 2_000;

let database: TestDatabase;
let bench: Bench;

beforeAll(async () => {
  database = await openSqlite();
  bench = await openBench(database);
  const receivers = [limitsOf('A')];
  await addReceivers(bench, receivers);
  for (let i = 0; i < EVENTS; i += 100) {
    await publish(
      bench,
      Array.from({ length: 100 }, () => eventOf(bench.ids)),
      toReceivers(receivers)
    );
  }
});
afterAll(() => database.drop());

// SQLite only: the others are asked over a socket, which lets go by itself.
describe('a long work on SQLite lets the site go on', () => {
  it('while it recovers', async () => {
    expect(await turnsDuring(bench.recovery.recover({ sinceMs: 0 }, () => [], true))).toBeGreaterThanOrEqual(EVENTS / 100);
  });

  it('while it cancels all that match', async () => {
    expect(await turnsDuring(bench.log.cancelMatching({}, false))).toBeGreaterThanOrEqual(EVENTS / 250);
  });

  it('while it resends all that match', async () => {
    expect(await turnsDuring(bench.log.resendMatching({}, false))).toBeGreaterThanOrEqual(EVENTS / 250);
  });
});
