import { median, table, times, whole } from './numbers';
import type { Spent } from './spent';
import { startReceiver, startSite, stopSite, type Benchmark, type ReceiverChild, type SiteChild } from './stage';

interface Case {
  readonly receiverCount: number;
  readonly eventCount: number;
}

/** A way to get a backlog sent. */
export interface Contestant {
  readonly name: string;
  /** What all requests of the case took. */
  readonly run: (site: SiteChild, urls: readonly string[], eventCount: number) => Promise<Spent>;
}

const TIMEOUT_MS = 300_000;

let rounds = 0;

const ours = (maxConcurrency: number): Contestant => ({
  name: `Switchboard, ${maxConcurrency} at once per receiver${maxConcurrency === 10 ? ' (default)' : ''}`,
  async run(site, urls, eventCount) {
    const type = `bench.drain-${(rounds += 1)}`;
    await site.call('addWebhook', { name: type, receivers: urls, events: [{ type, uid: null }], maxConcurrency });
    const result = await site.call('drain', type, eventCount, TIMEOUT_MS);
    await site.call('removeWebhooks');
    return result;
  },
});

export const stock: Contestant = {
  name: "Strapi's own webhooks (in memory)",
  async run(site, urls, eventCount) {
    await site.call('addStockWebhooks', urls, 'bench.stock');
    const result = await site.call('drainStock', 'bench.stock', eventCount, TIMEOUT_MS);
    await site.call('removeStockWebhooks');
    return result;
  },
};

export const loop = (perReceiver: number): Contestant => ({
  name: `bare axios loop, ${perReceiver} at once per receiver`,
  run: (site, urls, eventCount) => site.call('loop', urls, eventCount, perReceiver * urls.length),
});

const CONTESTANTS: readonly Contestant[] = [ours(10), ours(50), stock, loop(10)];

const measure = async (site: SiteChild, receiver: ReceiverChild, { receiverCount, eventCount }: Case, times_: number) => {
  const urls = Array.from({ length: receiverCount }, (_, i) => `${receiver.url}/r${i}`);
  const rates = new Map(CONTESTANTS.map(({ name }) => [name, [] as number[]]));
  let bytes = 0;
  for (let round = 0; round < times_; round += 1) {
    for (const { name, run } of CONTESTANTS) {
      await receiver.call('forget');
      const { seconds } = await run(site, urls, eventCount);
      const seen = await receiver.call('seen');
      const expected = receiverCount * eventCount;
      if (seen.count !== expected) throw new Error(`${name}: expected ${expected} requests, got ${seen.count}`);
      bytes = seen.bytes / seen.count;
      rates.get(name)!.push(expected / seconds);
    }
  }
  return { rates, bytes };
};

/**
 * How fast a backlog is sent: from the commit of its events until every delivery is settled and its attempt logged, against Strapi's own sender
 * and a bare loop in the same process, by turns.
 */
export const drain: Benchmark = {
  name: 'drain',
  title: 'Draining a backlog',
  async run({ isShort, say }) {
    const scale = isShort ? 0.1 : 1;
    const repeats = isShort ? 1 : 3;
    const cases: Case[] = [
      { receiverCount: 1, eventCount: 5_000 * scale },
      { receiverCount: 20, eventCount: 500 * scale },
    ];
    const receiver = await startReceiver();
    const site = await startSite();
    say('drain: warming up');
    await measure(site, receiver, { receiverCount: 5, eventCount: 40 }, 2);
    const rows: string[][] = [['case', 'sender', 'per second (median)', "against Strapi's own"]];
    for (const one of cases) {
      const label = `${one.receiverCount} receiver${one.receiverCount > 1 ? 's' : ''} × ${whole(one.eventCount)} events`;
      say(`drain: ${label}, ${repeats} round(s)`);
      const { rates } = await measure(site, receiver, one, repeats);
      const base = median(rates.get(stock.name)!);
      for (const [name, values] of rates) rows.push([label, name, whole(median(values)), times(median(values) / base)]);
    }
    await stopSite(site);
    await receiver.end();
    return `${table(rows)}\n\nMedian of ${repeats} round(s), bodies of about 2 kB.`;
  },
};
