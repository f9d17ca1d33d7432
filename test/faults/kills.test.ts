import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, type Received, type Receiver } from '../support/receiver';
import { addWebhook, PATIENT_RETRIES, publisherOf, settled, startFleet, type FaultFleet, type Worker } from './fleet';
import { audit } from './ledger';
import { NAMES, report } from './report';
import { bySize, isLong, patience } from './size';

const KILLS = bySize(2, 100);
const EVENTS = bySize(10, 500);
const WORKERS = bySize(2, 4);
const TIMEOUT_MS = 1_000;

/** How many of the 20 receivers behave how. */
const COUNTS = { well: 12, failing: 3, hanging: 3, refusing: 1, dead: 1 } as const;
const RECEIVERS = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);

const attemptOf = ({ headers }: Received): number => Number(headers['x-switchboard-attempt']);

/** A number from 0 to 255 that is always the same for one attempt of one delivery. */
const dice = (request: Received): number =>
  createHash('sha256')
    .update(`${request.headers['x-switchboard-delivery']} ${attemptOf(request)}`)
    .digest()[0]!;

/** The status that a request is answered with; `null` for none at all. Every fourth attempt is in trouble, none for ever. */
const statusFor = (request: Received): number | null => {
  const [, kind] = request.path.split('/');
  if (kind === 'refusing') return 404;
  const isInTrouble = attemptOf(request) <= 3 && dice(request) < 64;
  if (kind === 'failing' && isInTrouble) return 500;
  return kind === 'hanging' && isInTrouble ? null : 200;
};

await describeOnDatabases(
  'workers killed at random',
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
      `lose nothing: ${KILLS} kills during ${EVENTS * RECEIVERS} deliveries to ${RECEIVERS} receivers`,
      async () => {
        const { site, knex, addWorker } = fleet;
        receiver.behave((request) => {
          const status = statusFor(request);
          return status === null ? { kind: 'hang' } : { kind: 'slow', ms: 20 + Math.random() * 130, status };
        });
        const dead = await startReceiver();
        await dead.close();
        const urls = (kind: keyof typeof COUNTS) => Array.from({ length: COUNTS[kind] }, (_, i) => `${receiver.url}/${kind}/${i}`);
        const draft = { timeoutMs: TIMEOUT_MS, retry: PATIENT_RETRIES };
        await addWebhook(site, { ...draft, receivers: [...urls('well'), ...urls('failing'), ...urls('hanging')] });
        await addWebhook(site, { ...draft, receivers: urls('refusing'), retry: { kind: 'custom', delaysS: [1] } });
        await addWebhook(site, {
          ...draft,
          receivers: [`${dead.url}/dead`],
          retry: { kind: 'custom', delaysS: Array(20).fill(1) },
        });

        const startedAt = Date.now();
        const publish = publisherOf(site);
        const up = new Set<Worker>(await Promise.all(Array.from({ length: WORKERS }, () => addWorker())));
        const replacements: Promise<void>[] = [];
        let stored = 0;
        for (let kill = 1; kill <= KILLS; kill += 1) {
          await eventually(() => up.size > 0, { timeoutMs: patience(60, 300), what: 'a worker to be up' });
          const seen = receiver.requests.length;
          stored += await publish(EVENTS / KILLS);
          // Somewhere in the middle of the work.
          await eventually(() => receiver.requests.length > seen + Math.random() * 60, {
            timeoutMs: patience(60, 300),
            what: 'requests under way',
          });
          const victim = [...up][Math.floor(Math.random() * up.size)]!;
          up.delete(victim);
          await victim.kill('SIGKILL');
          replacements.push(addWorker().then((worker) => void up.add(worker)));
        }
        await Promise.all(replacements);
        // Dead until the last kill, and then back at the same address.
        const back = await startReceiver({ port: dead.port });
        try {
          await settled(knex, patience(90, 900));
        } finally {
          await back.close();
        }

        const requests = [...receiver.requests, ...back.requests];
        const found = await audit(knex, requests, { wasAccepted: (request) => statusFor(request) === 200 });
        report({
          fault: `${KILLS} × SIGKILL of random workers`,
          on: NAMES[client],
          numbers: {
            deliveries: found.deliveries,
            delivered: found.states['delivered'] ?? 0,
            'given up (always refused, or dead for too long)': found.states['failed'] ?? 0,
            requests: found.requests,
            'attempts logged as lost': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
            'repeated without an expired lease': found.unexplained.length,
            'deliveries lost': found.lost.length,
            'requests missing in the log': found.unlogged.length,
            seconds: Math.round((Date.now() - startedAt) / 1_000),
          },
        });
        expect(found).toMatchObject({ lost: [], unexplained: [], unlogged: [], invented: [] });
        expect({ stored, deliveries: found.deliveries }).toEqual({ stored: EVENTS, deliveries: EVENTS * RECEIVERS });
        // Given up by the retry schedule alone, and only where that can be: a slow machine may keep the dead one dead for longer than its retries.
        const [givenUp] = await knex('switchboard_deliveries')
          .where('state', 'failed')
          .whereNot('url', 'like', '%/refusing/%')
          .whereNot('url', 'like', '%/dead')
          .count({ n: '*' });
        expect(Number(givenUp!.n)).toBe(0);
        expect(found.states['failed']).toBeGreaterThanOrEqual(EVENTS * COUNTS.refusing);
      },
      patience(170, 2_400)
    );
  },
  isLong ? ['postgres', 'mysql'] : ['postgres']
);
