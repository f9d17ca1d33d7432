import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../support/databases';
import { startReceiver, type Receiver } from '../support/receiver';
import { addWebhook, leaseMs, publisherOf, settled, startFleet, type FaultFleet } from './fleet';
import { audit } from './ledger';
import { NAMES, report } from './report';
import { bySize, patience } from './size';

const TIMEOUT_MS = 1_000;
const ROUNDS = bySize(1, 10);
/** Articles in each round. */
const EVENTS = 5;

await describeOnDatabases(
  'a worker that is paused beyond its lease',
  (_open, client) => {
    let receiver: Receiver;
    let fleet: FaultFleet;

    beforeEach(async () => {
      receiver = await startReceiver();
      fleet = await startFleet(client as 'postgres');
    });
    afterEach(async () => {
      await fleet?.remove();
      await receiver?.close();
    });

    it(
      'settles nothing that another has taken over',
      async () => {
        const { site, knex, addWorker } = fleet;
        await addWebhook(site, { receivers: [receiver.url], timeoutMs: TIMEOUT_MS, retry: { kind: 'custom', delaysS: [600] } });
        const publish = publisherOf(site);
        let worker = await addWorker();
        for (let round = 1; round <= ROUNDS; round += 1) {
          const since = receiver.requests.length;
          // It would put off each delivery by ten minutes, if it could.
          receiver.behave([{ kind: 'hang' }]);
          await publish(EVENTS);
          await receiver.waitForCount(since + EVENTS);
          process.kill(worker.pid, 'SIGSTOP');
          receiver.behave([200]);
          const heir = await addWorker();
          await receiver.waitForCount(since + 2 * EVENTS, leaseMs(TIMEOUT_MS) + 30_000);
          await settled(knex, 10_000);

          process.kill(worker.pid, 'SIGCONT');
          // Ending in an orderly way, it writes down what it has, all of it too late.
          await worker.kill('SIGTERM');
          worker = heir;
        }

        const found = await audit(knex, receiver.requests, { wasAccepted: () => true });
        const late = Number((await knex('switchboard_attempts').where('outcome', 'like', '%"timeout"%').count({ n: '*' }))[0]!.n);
        report({
          fault: 'a worker paused (SIGSTOP) past its lease',
          on: NAMES[client],
          numbers: {
            pauses: ROUNDS,
            deliveries: found.deliveries,
            'taken over': found.lostAttempts,
            'settlements that came too late': late,
            'states changed by them': found.deliveries - (found.states['delivered'] ?? 0),
            'deliveries lost': found.lost.length,
          },
        });
        expect(found).toMatchObject({ lost: [], unexplained: [], unlogged: [], invented: [] });
        expect(found).toMatchObject({ states: { delivered: ROUNDS * EVENTS }, lostAttempts: ROUNDS * EVENTS });
        expect(late).toBe(ROUNDS * EVENTS);
      },
      patience(120, 900)
    );
  },
  ['postgres', 'mysql']
);
