import type { Knex } from 'knex';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';
import type { OwnServer } from './database-server';
import { addWebhook, leaseMs, PATIENT_RETRIES, publisherOf, settled, startFleetOn, type FaultFleet } from './fleet';
import { audit, type Audit } from './ledger';
import { describeWithServer } from './own-database';
import { NAMES, report } from './report';
import { bySize, isLong, patience } from './size';

const TIMEOUT_MS = 1_000;
const RECEIVERS = 5;
const ROUNDS = bySize(1, 10);
const EVENTS = bySize(30, 100);
const LOCK_MS = bySize(3_000, 30_000);

const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
  Number(((await query.count({ n: '*' })) as { n: unknown }[])[0]!.n);

/** Published articles, whoever of the callers was told so. */
const publishedCount = (knex: Knex): Promise<number> => countOf(knex('articles').whereNotNull('published_at'));

for (const kind of isLong ? (['postgres', 'mysql'] as const) : (['postgres'] as const)) {
  describeWithServer('a database in trouble', kind, (server: () => OwnServer) => {
    let receiver: Receiver;
    let fleet: FaultFleet;
    let proxy: TcpProxy;

    beforeEach(async () => {
      receiver = await startReceiver();
      receiver.behave(() => ({ kind: 'slow', ms: 5 + Math.random() * 40, status: 200 }));
      proxy = await startTcpProxy(server().port);
      fleet = await startFleetOn(kind, server().port);
      await addWebhook(fleet.site, {
        receivers: Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/${i}`),
        timeoutMs: TIMEOUT_MS,
        maxConcurrency: 4,
        retry: PATIENT_RETRIES,
      });
    });
    afterEach(async () => {
      await fleet?.remove();
      await proxy?.close();
      await receiver?.close();
    });

    /** Nothing lost, whatever the callers were told: each article that is published has its event, and each event all its deliveries. */
    const expectAll = async (stored: number): Promise<Audit> => {
      const found = await audit(fleet.knex, receiver.requests, { wasAccepted: () => true });
      const published = await publishedCount(fleet.knex);
      expect(published).toBeGreaterThanOrEqual(stored);
      expect(found).toMatchObject({ lost: [], unexplained: [], unlogged: [], invented: [], deliveries: published * RECEIVERS });
      expect(found.states).toEqual({ delivered: published * RECEIVERS });
      return found;
    };

    it(
      'that crashes and comes back loses nothing',
      async () => {
        const { site, knex, addWorker } = fleet;
        await Promise.all([addWorker(), addWorker()]);
        const publish = publisherOf(site);
        let stored = 0;
        const waits: number[] = [];
        for (let round = 1; round <= ROUNDS; round += 1) {
          const since = receiver.requests.length;
          const publishing = publish(EVENTS);
          await receiver.waitForCount(since + RECEIVERS * (1 + Math.floor(Math.random() * (EVENTS / 3))), 30_000);
          await server().crash();
          const atCrash = receiver.requests.length;
          await server().start();
          const startedAt = Date.now();
          stored += await publishing;
          // A publish may still meet a connection that died with the server, and is told so; without one there is nothing to wait for.
          stored += await eventually(async () => (await publish(1)) || null);
          await receiver.waitForCount(atCrash + 1, 60_000);
          waits.push(receiver.requests[atCrash]!.at - startedAt);
          await settled(knex, leaseMs(TIMEOUT_MS) + 60_000);
        }

        const found = await expectAll(stored);
        report({
          fault: 'the database killed and started again',
          on: NAMES[kind],
          numbers: {
            crashes: ROUNDS,
            'published by word of the site': stored,
            'published in the database': found.deliveries / RECEIVERS,
            deliveries: found.deliveries,
            'deliveries lost': found.lost.length,
            'attempts logged as lost': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
            'repeated without an expired lease': found.unexplained.length,
            'longest wait for the next request after the start': `${(Math.max(...waits) / 1_000).toFixed(1)} s`,
          },
        });
      },
      patience(120, 1_200)
    );

    it(
      'whose connections are half-open is reached by others',
      async () => {
        const { site, knex, addWorker } = fleet;
        await addWorker({ DATABASE_PORT: String(proxy.port) });
        const publish = publisherOf(site);
        let stored = 0;
        const waits: number[] = [];
        for (let round = 1; round <= bySize(1, 5); round += 1) {
          const since = receiver.requests.length;
          const publishing = publish(EVENTS);
          await receiver.waitForCount(since + RECEIVERS, 30_000);
          proxy.freeze();
          const frozenAt = Date.now();
          stored += await publishing;
          await settled(knex, 240_000);
          waits.push(Date.now() - frozenAt);
        }

        const found = await expectAll(stored);
        report({
          fault: 'connections cut half-open',
          on: NAMES[kind],
          numbers: {
            cuts: waits.length,
            deliveries: found.deliveries,
            'deliveries lost': found.lost.length,
            'attempts logged as lost': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
            'repeated without an expired lease': found.unexplained.length,
            'all delivered after the cut, at the latest': `${(Math.max(...waits) / 1_000).toFixed(1)} s`,
          },
        });
      },
      patience(180, 1_200)
    );

    it(
      `with its deliveries locked for ${LOCK_MS / 1_000} s goes on afterwards`,
      async () => {
        const { site, knex, addWorker } = fleet;
        await Promise.all([addWorker(), addWorker()]);
        const publish = publisherOf(site);
        let stored = await publish(3);
        await receiver.waitForCount(3 * RECEIVERS);
        const lock = await knex.transaction();
        // What everybody needs: the rows of the receivers, and with them the right to change a delivery.
        await lock.raw('select id from switchboard_receivers for update');
        const lockedAt = Date.now();
        stored += await publish(EVENTS);
        await pause(LOCK_MS);
        await lock.commit();
        const freedAt = Date.now();
        await settled(knex, 60_000);

        const found = await expectAll(stored);
        report({
          fault: 'a lock held on the receivers',
          on: NAMES[kind],
          numbers: {
            'held for': `${((freedAt - lockedAt) / 1_000).toFixed(1)} s`,
            'articles published meanwhile': EVENTS,
            deliveries: found.deliveries,
            'deliveries lost': found.lost.length,
            'attempts logged as lost': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
            'all delivered after the lock was given up': `${((Date.now() - freedAt) / 1_000).toFixed(1)} s`,
          },
        });
      },
      patience(120, 300)
    );
  });
}
