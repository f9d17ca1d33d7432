import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../support/databases';
import { startReceiver, type Receiver } from '../support/receiver';
import { openRedis } from '../support/redis';
import { obstacleTo, startOwnServer, type OwnServer } from './database-server';
import { addWebhook, leaseMs, NEVER_PAUSED, PATIENT_RETRIES, publisherOf, settled, startFleet, type FaultFleet } from './fleet';
import { audit } from './ledger';
import { NAMES, report } from './report';
import { bySize, patience } from './size';

const TIMEOUT_MS = 1_000;
const RECEIVERS = 5;
const ROUNDS = bySize(1, 10);
const EVENTS = bySize(20, 50);

const flush = async ({ port }: OwnServer): Promise<void> => {
  const client = openRedis(`redis://127.0.0.1:${port}`);
  await client.flushall();
  client.disconnect();
};

const because = obstacleTo('redis');
if (because !== null && process.env.CI !== 'true') console.warn(`skipped: Redis killed and emptied, because ${because}`);

await describeOnDatabases(
  'with the queue on a Redis',
  (_open, client) => {
    let redis: OwnServer;
    let receiver: Receiver;
    let fleet: FaultFleet;

    beforeEach(async () => {
      redis = await startOwnServer('redis');
      receiver = await startReceiver();
      const queue = { driver: 'bullmq', connection: `redis://127.0.0.1:${redis.port}` };
      // Every first attempt fails: pauses would let one new delivery through at a time.
      fleet = await startFleet(client as 'postgres', { ...NEVER_PAUSED, queue });
    });
    afterEach(async () => {
      await fleet?.remove();
      await receiver?.close();
      await redis?.remove();
    });

    it(
      'that is killed, comes back empty and is flushed at work, nothing is lost and nothing sent twice',
      async () => {
        const { site, knex, addWorker } = fleet;
        receiver.behave(({ headers }) => ({ kind: 'slow', ms: 20, status: headers['x-switchboard-attempt'] === '1' ? 500 : 200 }));
        await addWebhook(site, {
          receivers: Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/${i}`),
          timeoutMs: TIMEOUT_MS,
          retry: PATIENT_RETRIES,
        });
        await Promise.all([addWorker(), addWorker()]);
        const publish = publisherOf(site);
        let stored = 0;
        for (let round = 1; round <= ROUNDS; round += 1) {
          const since = receiver.requests.length;
          const publishing = publish(EVENTS);
          await receiver.waitForCount(since + RECEIVERS, 60_000);
          await redis.crash();
          stored += await publishing;
          // All of it without Redis, and the next with one that remembers nothing.
          await settled(knex, leaseMs(TIMEOUT_MS) + 30_000);
          await redis.start();
          const more = receiver.requests.length;
          const publishingMore = publish(EVENTS);
          await receiver.waitForCount(more + RECEIVERS, 60_000);
          await flush(redis);
          stored += await publishingMore;
          await settled(knex, leaseMs(TIMEOUT_MS) + 30_000);
        }

        const found = await audit(knex, receiver.requests, {
          wasAccepted: ({ headers }) => headers['x-switchboard-attempt'] !== '1',
        });
        report({
          fault: 'Redis killed, started again empty, and flushed',
          on: `${NAMES[client]} with bullmq`,
          numbers: {
            kills: ROUNDS,
            flushes: ROUNDS,
            deliveries: found.deliveries,
            'deliveries lost': found.lost.length,
            'attempts logged as lost': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
          },
        });
        expect(stored).toBe(2 * ROUNDS * EVENTS);
        expect(found).toMatchObject({
          lost: [],
          unexplained: [],
          unlogged: [],
          invented: [],
          lostAttempts: 0,
          repeatedRequests: 0,
        });
        expect(found.states).toEqual({ delivered: stored * RECEIVERS });
      },
      patience(120, 900)
    );
  },
  because === null || process.env.CI === 'true' ? ['postgres'] : []
);
