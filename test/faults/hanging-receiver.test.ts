import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { median, pairedRatio, quantile } from '../../benchmarks/numbers';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { addWebhook, NEVER_PAUSED, openCount, PATIENT_RETRIES, publisherOf, settled, startFleet, type FaultFleet } from './fleet';
import { NAMES, report } from './report';
import { isLong, patience } from './size';

const RECEIVERS = 20;
const TIMEOUT_MS = 2_000;
/** Each pair is a round with all well and one with the last receiver hanging. */
const PAIRS = 12;
const EVENTS_PER_ROUND = 150;
/**
 * Two hundred requests a second, which one process on two cores makes at half its strength: at full strength all wait for the processor, and what
 * a round takes says more about the machine. A round lasts several times as long as the hanging one's timeout, so that what follows is in it too.
 */
const EVENTS_PER_S = 10;

await describeOnDatabases(
  'one of 20 receivers hanging',
  (_open, client) => {
    let receiver: Receiver;
    let fleet: FaultFleet;

    beforeEach(async () => {
      receiver = await startReceiver();
      // The breaker would help; here it is to be the worst case: hanging without end.
      fleet = await startFleet(client as 'postgres', NEVER_PAUSED);
      await fleet.addWorker();
      await addWebhook(fleet.site, {
        receivers: Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/${i}`),
        timeoutMs: TIMEOUT_MS,
        retry: PATIENT_RETRIES,
      });
    });
    afterEach(async () => {
      await fleet?.remove();
      await receiver?.close();
    });

    const isLast = (path: string): boolean => path === `/${RECEIVERS - 1}`;
    const hangLast = (isHanging: boolean): void =>
      receiver.behave(({ path }) => (isHanging && isLast(path) ? { kind: 'hang' } : { kind: 'answer', status: 200 }));

    it('leaves the others nothing to wait for', async () => {
      hangLast(true);
      const events = 15;
      await publisherOf(fleet.site)(events);
      await eventually(() => receiver.requests.filter(({ path }) => !isLast(path)).length === events * (RECEIVERS - 1), {
        timeoutMs: 30_000,
        what: 'the requests to all others',
      });

      expect(await openCount(fleet.knex)).toBeGreaterThanOrEqual(events);
      hangLast(false);
      await settled(fleet.knex, 60_000);
    });

    it.runIf(isLong)(
      'hardly moves how long the others wait',
      async () => {
        const publish = publisherOf(fleet.site, 1);
        const publishEvenly = async (): Promise<void> => {
          const from = performance.now();
          const stored: Promise<number>[] = [];
          for (let i = 0; i < EVENTS_PER_ROUND; i += 1) {
            await pause(Math.max(0, from + (i * 1_000) / EVENTS_PER_S - performance.now()));
            stored.push(publish(1));
          }
          expect(await Promise.all(stored)).toEqual(Array(EVENTS_PER_ROUND).fill(1));
        };
        /** From the event to the complete request at the other receivers. */
        const round = async (isHanging: boolean): Promise<number[]> => {
          hangLast(isHanging);
          receiver.forget();
          await publishEvenly();
          await eventually(
            () => receiver.requests.filter(({ path }) => !isLast(path)).length >= EVENTS_PER_ROUND * (RECEIVERS - 1),
            {
              timeoutMs: 60_000,
            }
          );
          const others = receiver.requests.filter(({ path }) => !isLast(path));
          const latencies = others.map((request) => request.at - Date.parse(request.json<{ createdAt: string }>().createdAt));
          hangLast(false);
          await settled(fleet.knex, 120_000);
          return latencies;
        };
        await round(false);
        const well: number[] = [];
        const hanging: number[] = [];
        for (let pair = 1; pair <= PAIRS; pair += 1) {
          // By turns which comes first, so that a machine that gets slower or faster counts for neither.
          for (const isHanging of pair % 2 === 0 ? [true, false] : [false, true]) {
            (isHanging ? hanging : well).push(quantile(await round(isHanging), 0.95));
          }
        }
        const ratio = pairedRatio(hanging, well);
        report({
          fault: 'one of 20 receivers hanging',
          on: NAMES[client],
          numbers: {
            'pairs of rounds': PAIRS,
            'events a second': EVENTS_PER_S,
            'requests to the 19 others': 2 * PAIRS * EVENTS_PER_ROUND * (RECEIVERS - 1),
            'p95 of the others, all well': `${median(well).toFixed(1)} ms`,
            'p95 of the others, one hanging': `${median(hanging).toFixed(1)} ms`,
            'median of the paired ratios': ratio.toFixed(3),
            'p95 of each round, all well (ms)': well.map((ms) => ms.toFixed(0)).join(' '),
            'p95 of each round, one hanging (ms)': hanging.map((ms) => ms.toFixed(0)).join(' '),
          },
        });
        expect(ratio).toBeLessThan(1.1);
      },
      patience(60, 1_200)
    );
  },
  ['postgres']
);
