import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { addWebhook, CONFIG, leaseMs, PATIENT_RETRIES, publisherOf, settled } from './fleet';
import { audit } from './ledger';
import { report } from './report';
import { bySize, patience } from './size';

const TIMEOUT_MS = 1_000;
const RECEIVERS = 5;
const ROUNDS = bySize(1, 5);
const NO_LIMIT = 1_073_741_823;

let receiver: Receiver;
let site: RunningStrapi;

beforeEach(async () => {
  receiver = await startReceiver();
  site = await startStrapi({ database: 'sqlite', plugins: { switchboard: { config: CONFIG } } });
});
afterEach(async () => {
  await site?.stop();
  await receiver?.close();
});

it(
  'a disk that is full refuses what is new, and loses nothing of what was stored or answered before',
  async () => {
    const knex = site.strapi.db.connection;
    const setMostPages = (pages: number) => knex.raw(`pragma max_page_count = ${pages}`);
    const pagesUsed = async (): Promise<number> =>
      ((await knex.raw('pragma page_count')) as { page_count: number }[])[0]!.page_count;
    // Answers that do not fit any more, and come when there is no room.
    receiver.behave(() => ({ kind: 'answer', status: 200, body: 'x'.repeat(12_000) }));
    await addWebhook(site, {
      receivers: Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/${i}`),
      timeoutMs: TIMEOUT_MS,
      retry: PATIENT_RETRIES,
    });
    const publish = publisherOf(site);
    const faultLines: string[] = [];
    site.strapi.log.on('data', ({ message }: { readonly message: unknown }) => {
      if (String(message).includes('[switchboard] fault during')) faultLines.push(String(message));
    });
    let stored = await publish(5);
    let refused = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      await settled(knex, 30_000);
      // A little room: the first events still fit, what they are answered does not.
      await setMostPages((await pagesUsed()) + 40);
      const tried = 100;
      const taken = await publish(tried);
      stored += taken;
      refused += tried - taken;
      // Longer than any lease.
      await pause(leaseMs(TIMEOUT_MS) + 1_000);
      await setMostPages(NO_LIMIT);
    }
    const freedAt = Date.now();
    stored += await publish(5);
    await settled(knex, 60_000);

    const found = await audit(knex, receiver.requests, { wasAccepted: () => true });
    const [published] = await knex('articles').whereNotNull('published_at').count({ n: '*' });
    report({
      fault: 'the disk full for longer than a lease',
      on: 'SQLite',
      numbers: {
        'times full': ROUNDS,
        'publishes refused': refused,
        'publishes stored': stored,
        deliveries: found.deliveries,
        'deliveries lost': found.lost.length,
        'attempts logged as lost': found.lostAttempts,
        'repeated requests': found.repeatedRequests,
        'lines about it in the log': faultLines.length,
        'all delivered after there was room': `${((Date.now() - freedAt) / 1_000).toFixed(1)} s`,
      },
    });
    expect(refused).toBeGreaterThan(0);
    expect(Number(published!.n)).toBe(stored);
    expect(found).toMatchObject({ lost: [], unexplained: [], unlogged: [], invented: [], lostAttempts: 0, repeatedRequests: 0 });
    expect(found.states).toEqual({ delivered: stored * RECEIVERS });
    // A round fails each second; whoever reads the log is told in one line each minute, and why.
    expect(faultLines.length).toBeGreaterThan(0);
    expect(faultLines.length).toBeLessThanOrEqual(2 * ROUNDS);
    for (const line of faultLines)
      expect(line).toMatch(/: the disk is full \(SQLITE_FULL: database or disk is full\)(; \d+ more .*)?$/);
  },
  patience(90, 300)
);
