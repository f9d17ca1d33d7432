import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { addWebhook, leaseMs, NEVER_PAUSED, publisherOf, settled, startFleet, type FaultFleet } from './fleet';
import { audit } from './ledger';
import { NAMES, report } from './report';
import { bySize, isLong, patience } from './size';

const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 1_000;
const EVENTS = bySize(20, 300);

/** The environment of a process whose clock is off, and steps by `stepMs` at SIGUSR2. */
const clock = (offByMs: number, stepMs = 0) => ({
  NODE_OPTIONS: `--require ${path.join(__dirname, 'shifted-clock.cjs')}`,
  CLOCK_OFF_BY_MS: String(offByMs),
  CLOCK_STEP_MS: String(stepMs),
});

await describeOnDatabases(
  'workers whose clock is an hour off',
  (_open, client) => {
    let receiver: Receiver;
    let fleet: FaultFleet;

    beforeEach(async () => {
      receiver = await startReceiver();
      // Every first attempt fails: pauses would let one new delivery through at a time.
      fleet = await startFleet(client as 'postgres', NEVER_PAUSED);
    });
    afterEach(async () => {
      await fleet?.remove();
      await receiver?.close();
    });

    it(
      'take nothing from one another, and retry when it is time',
      async () => {
        const { site, knex, addWorker } = fleet;
        receiver.behave(({ headers }) => ({ kind: 'slow', ms: 100, status: headers['x-switchboard-attempt'] === '1' ? 500 : 200 }));
        await addWebhook(site, {
          receivers: Array.from({ length: 5 }, (_, i) => `${receiver.url}/${i}`),
          timeoutMs: TIMEOUT_MS,
          retry: { kind: 'custom', delaysS: [2] },
        });
        // One right, one an hour ahead, one an hour behind.
        await Promise.all([addWorker(), addWorker(clock(HOUR_MS)), addWorker(clock(-HOUR_MS))]);
        await publisherOf(site)(EVENTS);
        await settled(knex, patience(60, 300));

        const found = await audit(knex, receiver.requests, {
          wasAccepted: ({ headers }) => headers['x-switchboard-attempt'] === '2',
        });
        const shifts = receiver.requests.map(({ at, headers }) => Number(headers['webhook-timestamp']) * 1_000 - at);
        const off = {
          ahead: shifts.filter((ms) => ms > HOUR_MS / 2).length,
          behind: shifts.filter((ms) => ms < -HOUR_MS / 2).length,
        };
        const nth = (number: string) => receiver.requests.filter(({ headers }) => headers['x-switchboard-attempt'] === number);
        const again = new Map(nth('2').map(({ headers, at }) => [headers['x-switchboard-delivery'], at]));
        const waits = nth('1').map(({ headers, at }) => (again.get(headers['x-switchboard-delivery']) ?? Infinity) - at);
        report({
          fault: 'the clock of a worker an hour off',
          on: NAMES[client],
          numbers: {
            deliveries: found.deliveries,
            'requests from the worker ahead': off.ahead,
            'requests from the worker behind': off.behind,
            'leases taken too early': found.lostAttempts,
            'repeated requests': found.repeatedRequests,
            'shortest wait of a retry, planned 1.6 to 2.4 s': `${(Math.min(...waits) / 1_000).toFixed(2)} s`,
            'longest wait of a retry': `${(Math.max(...waits) / 1_000).toFixed(2)} s`,
          },
        });
        expect(found).toMatchObject({
          lost: [],
          unexplained: [],
          unlogged: [],
          invented: [],
          lostAttempts: 0,
          repeatedRequests: 0,
        });
        expect(found.states).toEqual({ delivered: EVENTS * 5 });
        expect(Math.min(off.ahead, off.behind)).toBeGreaterThan(0);
        expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_600);
      },
      patience(120, 600)
    );

    it(
      'take over from a vanished process also after their clock was set back',
      async () => {
        const { site, knex, addWorker } = fleet;
        // Long enough for another worker to come up and have its clock set back meanwhile.
        const timeoutMs = 10_000;
        await addWebhook(site, { receivers: [receiver.url], timeoutMs });
        receiver.behave([{ kind: 'hang' }]);
        const victim = await addWorker();
        await publisherOf(site)(3);
        await receiver.waitForCount(3);
        await victim.kill('SIGKILL');
        receiver.behave([200]);
        const heir = await addWorker(clock(0, -HOUR_MS));
        process.kill(heir.pid, 'SIGUSR2');
        await eventually(() => heir.log().includes('the clock is now off'), { what: 'the clock to be set back' });

        const startedAt = Date.now();
        await settled(knex, leaseMs(timeoutMs) + 20_000);
        report({
          fault: 'the clock set back by an hour while the worker runs',
          on: NAMES[client],
          numbers: { 'deliveries taken over': 3, 'taken over after': `${((Date.now() - startedAt) / 1_000).toFixed(1)} s` },
        });
        expect(await audit(knex, receiver.requests, { wasAccepted: () => true })).toMatchObject({
          lost: [],
          unexplained: [],
          lostAttempts: 3,
        });
      },
      patience(120, 120)
    );
  },
  isLong ? ['postgres', 'mysql'] : ['postgres']
);
