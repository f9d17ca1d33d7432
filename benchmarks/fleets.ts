import type { AppOptions } from '../test/support/app';
import type { BullmqLoopCommands } from './bullmq-loop';
import { startChild } from './child';
import { loop, stock } from './drain';
import { median, table, times, whole } from './numbers';
import type { Spent } from './spent';
import { leaveSite, startReceiver, startSite, stopSite, type Benchmark, type ReceiverChild, type SiteChild } from './stage';

interface Case {
  readonly receiverCount: number;
  readonly eventCount: number;
}

/** Something that sends a backlog, with all its processes. */
interface Sender {
  readonly name: string;
  readonly processCount: number;
  run(urls: readonly string[], eventCount: number): Promise<Spent>;
  stop(): Promise<void>;
}

interface Measured {
  readonly name: string;
  readonly processCount: number;
  readonly perSecond: number;
  /** Against Strapi's own webhooks right before or after it. */
  readonly ratio: number;
  readonly cpuMs: number;
}

const TIMEOUT_MS = 300_000;
const PER_RECEIVER = 10;
const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

let rounds = 0;

const sumCpu = async (sites: readonly SiteChild[]): Promise<number> => {
  const all = await Promise.all(sites.map((site) => site.call('cpuSeconds')));
  return all.reduce((sum, seconds) => sum + seconds, 0);
};

/** Processes of one site, all of which deliver; the first one stores the events. */
const startFleet = async (name: string, processCount: number, options: AppOptions): Promise<Sender> => {
  const first = await startSite(options);
  const sites = [first];
  while (sites.length < processCount) sites.push(await startSite({ ...options, folder: first.folder }));
  return {
    name,
    processCount,
    async run(urls, eventCount) {
      const type = `bench.fleet-${(rounds += 1)}`;
      await first.call('addWebhook', { name: type, receivers: urls, events: [{ type, uid: null }], maxConcurrency: PER_RECEIVER });
      await first.call('emitAll', type, eventCount, eventCount);
      const before = await sumCpu(sites);
      const { seconds } = await first.call('untilIdle', TIMEOUT_MS);
      const cpuSeconds = (await sumCpu(sites)) - before;
      await first.call('removeWebhooks');
      return { seconds, cpuSeconds };
    },
    async stop() {
      for (const site of sites.slice(1)) await leaveSite(site);
      await stopSite(first);
    },
  };
};

/** Jobs that hold the whole body, and workers that post it. */
const startBullmqLoop = async (processCount: number): Promise<Sender> => {
  process.env.BENCH_RUN = `${process.pid}-${processCount}`;
  const workers = await Promise.all(Array.from({ length: processCount }, () => startChild<BullmqLoopCommands>('bullmq-loop')));
  return {
    name: 'bare BullMQ worker, the body in Redis',
    processCount,
    async run(urls, eventCount) {
      await workers[0]!.call('fill', urls, eventCount);
      const concurrency = Math.ceil((PER_RECEIVER * urls.length) / processCount);
      const all = await Promise.all(workers.map((worker) => worker.call('drain', concurrency, TIMEOUT_MS)));
      return {
        seconds: Math.max(...all.map(({ seconds }) => seconds)),
        cpuSeconds: all.reduce((sum, one) => sum + one.cpuSeconds, 0),
      };
    },
    async stop() {
      await workers[0]!.call('clear');
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
};

const withBullmq = { plugins: { switchboard: { config: { queue: { driver: 'bullmq', connection: REDIS } } } } };

const FLEETS: readonly (() => Promise<Sender>)[] = [
  () => startFleet('Switchboard on SQLite', 1, { database: 'sqlite' }),
  () => startFleet('Switchboard on PostgreSQL', 1, { database: 'postgres' }),
  () => startFleet('Switchboard on PostgreSQL', 4, { database: 'postgres' }),
  () => startFleet('Switchboard on MariaDB', 1, { database: 'mysql' }),
  () => startFleet('Switchboard on MariaDB', 4, { database: 'mysql' }),
  () => startFleet('Switchboard on PostgreSQL with BullMQ', 1, { database: 'postgres', ...withBullmq }),
  () => startFleet('Switchboard on PostgreSQL with BullMQ', 4, { database: 'postgres', ...withBullmq }),
  () => startBullmqLoop(1),
  () => startBullmqLoop(4),
];

const count = ({ receiverCount, eventCount }: Case): number => receiverCount * eventCount;

const labelOf = ({ receiverCount, eventCount }: Case): string =>
  `${receiverCount} receiver${receiverCount > 1 ? 's' : ''} × ${whole(eventCount)} events`;

/** One sender and those it is measured against, by turns. */
const measure = async (senders: readonly Sender[], one: Case, receiver: ReceiverChild, repeats: number): Promise<Measured[]> => {
  const urls = Array.from({ length: one.receiverCount }, (_, i) => `${receiver.url}/r${i}`);
  const taken = senders.map(() => [] as Spent[]);
  for (let round = 0; round < repeats; round += 1) {
    for (const [i, sender] of senders.entries()) {
      await receiver.call('forget');
      taken[i]!.push(await sender.run(urls, one.eventCount));
      const seen = await receiver.call('seen');
      if (seen.count !== count(one)) throw new Error(`${sender.name}: expected ${count(one)} requests, got ${seen.count}`);
    }
  }
  const base = taken.at(-1)!;
  return senders.map(({ name, processCount }, i) => ({
    name,
    processCount,
    perSecond: median(taken[i]!.map(({ seconds }) => count(one) / seconds)),
    ratio: median(taken[i]!.map(({ seconds }, round) => base[round]!.seconds / seconds)),
    cpuMs: median(taken[i]!.map(({ cpuSeconds }) => (1_000 * cpuSeconds) / count(one))),
  }));
};

const rowOf = ({ name, processCount, perSecond, ratio, cpuMs }: Measured): string[] => [
  name,
  String(processCount),
  whole(perSecond),
  times(ratio),
  `${cpuMs.toFixed(2)} ms`,
];

/** The median of what was measured of one sender beside several others. */
const merged = (all: readonly Measured[]): Measured => ({
  ...all[0]!,
  perSecond: median(all.map(({ perSecond }) => perSecond)),
  ratio: median(all.map(({ ratio }) => ratio)),
  cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
});

/**
 * The same backlog on each database and queue, by one and by four processes. Strapi's own webhooks and a bare axios loop run beside each of
 * them, by turns, so that every ratio is one of neighbours. One fleet at a time is up: sixteen idle Strapis would be a load of their own.
 */
export const fleets: Benchmark = {
  name: 'fleets',
  title: 'Deliveries per second by database, queue and number of processes',
  async run({ isShort, say }) {
    const repeats = isShort ? 1 : 3;
    const cases: Case[] = isShort
      ? [{ receiverCount: 20, eventCount: 25 }]
      : [
          { receiverCount: 1, eventCount: 3_000 },
          { receiverCount: 20, eventCount: 250 },
        ];
    const receiver = await startReceiver();
    const site = await startSite({ database: 'sqlite' });
    const beside: Sender[] = [loop(PER_RECEIVER), stock].map(({ name, run }) => ({
      name,
      processCount: 1,
      run: (urls, eventCount) => run(site, urls, eventCount),
      stop: async () => undefined,
    }));
    const found = cases.map(() => ({ own: [] as Measured[], loops: [] as Measured[], stocks: [] as Measured[] }));
    for (const start of FLEETS) {
      const sender = await start();
      say(`fleets: ${sender.name}, ${sender.processCount} process(es)`);
      await measure([sender, ...beside], { receiverCount: 5, eventCount: isShort ? 10 : 60 }, receiver, 1);
      for (const [i, one] of cases.entries()) {
        const [own, loops, stocks] = await measure([sender, ...beside], one, receiver, repeats);
        found[i]!.own.push(own!);
        found[i]!.loops.push(loops!);
        found[i]!.stocks.push(stocks!);
      }
      await sender.stop();
    }
    await stopSite(site);
    await receiver.end();
    const head = ['sender', 'processes', 'per second (median)', "against Strapi's own, beside it", 'CPU per delivery'];
    const tables = cases.map((one, i) => {
      const { own, loops, stocks } = found[i]!;
      return `${labelOf(one)}:\n\n${table([head, ...[...own, merged(loops), merged(stocks)].map(rowOf)])}`;
    });
    return `${tables.join('\n\n')}\n\nMedian of ${repeats} round(s), ${PER_RECEIVER} at once per receiver, bodies of about 2 kB.`;
  },
};
