import http from 'node:http';
import axios from 'axios';
import { Queue, Worker } from 'bullmq';
import { eventually } from '../test/support/eventually';
import { serve } from './child';
import { dataOf } from './data-of';
import { spent, type Spent } from './spent';

/** What people build by hand: the whole body in a BullMQ job, and a worker that posts it. No signature, no log, nothing in a database. */
const connection = { url: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379', maxRetriesPerRequest: null };
const QUEUE = `switchboard-bench-${process.env.BENCH_RUN ?? process.ppid}`;
const queue = new Queue(QUEUE, { connection });

interface Job {
  readonly url: string;
  readonly body: object;
}

const commands = {
  async fill(urls: readonly string[], countPerUrl: number): Promise<void> {
    const jobs = Array.from({ length: urls.length * countPerUrl }, (_, n) => ({
      name: 'post',
      data: { url: urls[n % urls.length]!, body: { event: 'bench', createdAt: new Date(), ...dataOf(n) } } satisfies Job,
      opts: { removeOnComplete: true, attempts: 8, backoff: { type: 'exponential', delay: 5_000 } },
    }));
    for (let from = 0; from < jobs.length; from += 500) await queue.addBulk(jobs.slice(from, from + 500));
  },

  /** Works until the queue is empty. */
  async drain(concurrency: number, timeoutMs: number): Promise<Spent> {
    const httpAgent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
    const post = async ({ data: { url, body } }: { data: Job }): Promise<void> => {
      await axios.post(url, body, { httpAgent, adapter: 'http', proxy: false });
    };
    const isEmpty = async (): Promise<boolean> =>
      Object.values(await queue.getJobCounts('wait', 'active', 'prioritized')).every((count) => count === 0);
    const worker = new Worker<Job>(QUEUE, post, { connection, concurrency, autorun: false });
    const result = await spent(async () => {
      void worker.run();
      await eventually(isEmpty, { everyMs: 10, timeoutMs, what: 'the queue to be empty' });
    });
    await worker.close();
    httpAgent.destroy();
    return result;
  },

  async clear(): Promise<void> {
    await queue.obliterate({ force: true });
    await queue.close();
  },
};

export type BullmqLoopCommands = typeof commands;

serve(commands);
