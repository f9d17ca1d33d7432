import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppOptions } from '../test/support/app';
import { makeApp, removeApp } from '../test/support/app';
import { eventually } from '../test/support/eventually';
import { createRedisServer, type RedisServer } from '../test/support/redis';
import type { FleetCommands } from './bullmq-process';
import { startChild, type Child } from './child';
import { median, ms, quantile, table, times, whole } from './numbers';
import { startReceiver, type Benchmark } from './stage';

type Server = 'postgres' | 'mysql';
type Driver = 'database' | 'bullmq';
type Process = Child<FleetCommands>;

const TIMEOUT_MS = 300_000;
const RECEIVERS = 20;
/** Of one receiver, by default. */
const AT_ONCE = 10;
const NAMES = { postgres: 'PostgreSQL', mysql: 'MySQL/MariaDB' } as const;

let serial = 0;
const nextType = (): string => `bench.bullmq-${(serial += 1)}`;

const startOne = async (options: AppOptions, driver: Driver, redis: RedisServer, worker: boolean): Promise<Process> => {
  const queue = driver === 'bullmq' ? { driver, connection: redis.url } : { driver };
  const one = await startChild<FleetCommands>('bullmq-process');
  await one.call('start', { ...options, plugins: { switchboard: { config: { queue, worker } } } });
  return one;
};

/** So many workers, and one process that only serves. */
const startFleet = async (
  options: AppOptions,
  workers: number,
  driver: Driver,
  redis: RedisServer
): Promise<readonly Process[]> => {
  const fleet: Process[] = [];
  for (let i = 0; i <= workers; i += 1) fleet.push(await startOne(options, driver, redis, i < workers));
  return fleet;
};

const stopFleet = async (fleet: readonly Process[]): Promise<void> => {
  for (const one of fleet) {
    await one.call('stop');
    await one.end();
  }
};

/** Deliveries per second of a backlog. */
const drain = async ([first]: readonly Process[], urls: readonly string[], events: number): Promise<number> => {
  const type = nextType();
  await first!.call('addWebhook', { name: type, receivers: urls, events: [{ type, uid: null }] });
  const seconds = await first!.call('drain', type, events, TIMEOUT_MS);
  await first!.call('removeWebhooks');
  return (urls.length * events) / seconds;
};

/** A receiver in this process, which knows when each event was sent. */
const startStopwatch = async () => {
  const latenciesMs: number[] = [];
  const server = http.createServer(async (request, response) => {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sentAt = /"sentAt":(\d+)/.exec(Buffer.concat(chunks).toString())?.[1];
    latenciesMs.push(at - Number(sentAt));
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { latenciesMs, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
};

/** From the call of `emit` in the process that only serves to the receipt, one event after another. */
const latencies = async (fleet: readonly Process[], events: number): Promise<readonly number[]> => {
  const stopwatch = await startStopwatch();
  const type = nextType();
  const last = fleet.at(-1)!;
  await last.call('addWebhook', { name: type, receivers: [stopwatch.url], events: [{ type, uid: null }] });
  await last.call('drip', type, events, 50);
  await eventually(() => stopwatch.latenciesMs.length >= events, { timeoutMs: TIMEOUT_MS });
  await last.call('removeWebhooks');
  stopwatch.close();
  return stopwatch.latenciesMs;
};

/**
 * The two drivers of the queue on each server, one worker and a fleet, by turns, and a bare BullMQ worker that makes the same requests with
 * nothing stored. One fleet is up at a time.
 */
export const bullmq: Benchmark = {
  name: 'bullmq',
  title: 'The queue on Redis',
  async run({ isShort, say }) {
    const events = isShort ? 50 : 250;
    const repeats = isShort ? 1 : 3;
    const fleetSizes = isShort ? [1, 2] : [1, 4];
    const redis = await createRedisServer();
    await redis.start();
    const receiver = await startReceiver();
    const urls = Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/r${i}`);
    const bareWorker = await startChild<FleetCommands>('bullmq-process');
    const bare = async () => (RECEIVERS * events) / (await bareWorker.call('bare', redis.url, urls, events, RECEIVERS * AT_ONCE));
    await bare();
    const rates: string[][] = [['database', 'workers', 'driver', 'per second (median)', 'against the bare worker']];
    const waits: string[][] = [['database', 'workers', 'driver', 'p50', 'p95', 'p99']];

    for (const server of ['postgres', 'mysql'] as const satisfies readonly Server[]) {
      for (const workers of fleetSizes) {
        const folder = await makeApp({ database: server, schema: 'public' });
        const rate: Record<Driver | 'bare', number[]> = { database: [], bullmq: [], bare: [] };
        const wait: Record<Driver, readonly number[]> = { database: [], bullmq: [] };
        for (const driver of ['database', 'bullmq'] as const) {
          say(`bullmq: ${server}, ${workers} worker(s), ${driver}`);
          const fleet = await startFleet({ database: server, folder }, workers, driver, redis);
          await drain(fleet, urls, 20);
          for (let i = 0; i < repeats; i += 1) {
            rate.bare.push(await bare());
            rate[driver].push(await drain(fleet, urls, events));
          }
          wait[driver] = await latencies(fleet, isShort ? 40 : 200);
          await stopFleet(fleet);
        }
        const base = median(rate.bare);
        for (const driver of ['database', 'bullmq'] as const) {
          const shown = median(rate[driver]);
          rates.push([NAMES[server], whole(workers), `\`${driver}\``, whole(shown), times(shown / base)]);
          const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => ms(quantile(wait[driver], share)));
          waits.push([NAMES[server], whole(workers), `\`${driver}\``, p50!, p95!, p99!]);
        }
        rates.push([NAMES[server], '1', 'bare BullMQ worker (nothing stored)', whole(base), times(1)]);
        await removeApp(folder);
      }
    }
    await bareWorker.end();
    await receiver.end();
    await redis.kill();
    return [
      `${RECEIVERS} receivers × ${whole(events)} events of about 2 kB, ${AT_ONCE} at once per receiver; median of ${repeats} round(s).`,
      table(rates),
      'From `emit` in a process that only serves to the receipt, one event every 50 ms:',
      table(waits),
    ].join('\n\n');
  },
};
