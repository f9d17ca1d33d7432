import { randomUUID } from 'node:crypto';
import type { Worker } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { coalesce } from '../coalesce';
import type { RedisConnection } from '../connection';
import type { Left, Queue } from '../queue';
import { createRounds, pollingRestMs, type RoundsOptions } from '../rounds';
import { loadPeer } from './load-peer';
import { connectRedis } from './redis';

export interface BullmqQueueOptions extends Omit<RoundsOptions, 'restMs'> {
  readonly connection: RedisConnection;
  /** Begins each key. */
  readonly prefix: string;
  /** Tells sites apart that share a Redis and a prefix. */
  readonly site: string;
  /** How often each process looks while Redis is away. */
  readonly pollMs: number;
  /** How often it looks all the same while Redis answers: for what Redis forgot. */
  readonly sweepMs: number;
  /** Redis went away; once until `onFound`. The message holds no password. */
  readonly onLost: (error: Error) => void;
  /** Redis answers: for the first time, or again. */
  readonly onFound: () => void;
}

/** What is due so soon stays with who knows it: the way through Redis would be as long. */
const NEAR_MS = 250;
/** Due times this close to one another share a job. */
const DUE_STEP_MS = 50;
/** Whoever planned a job looks itself when nobody came for it: Redis may have lost it, or another clock may be wrong. */
const LATE_MS = 1_000;
/** Offers that follow closely are one. */
const OFFER_EVERY_MS = 10;
/** A Redis that has not answered for this long is away. */
const ANSWER_WITHIN_MS = 1_000;
const FAULT_PAUSE_MS = 1_000;
const CLOSE_WITHIN_MS = 1_000;
/** How long a job stays with a process that died between taking and removing it, a millisecond's time. */
const LOCK_MS = 5_000;

const NOW = 'now';

class NoAnswer extends Error {}

const within = async <T>(promise: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const wait = (): void => {
      const endsAt = performance.now() + ms;
      // A timer that is late itself says that it was us who stood still.
      const end = () => (performance.now() > endsAt + ms / 2 ? wait() : reject(new NoAnswer(`no answer within ${ms} ms`)));
      timer = setTimeout(end, ms);
    };
    wait();
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Waits no longer than is polite. */
const ended = (all: readonly unknown[]): Promise<unknown> =>
  within(Promise.allSettled(all), CLOSE_WITHIN_MS).catch(() => undefined);

/**
 * The queue for fleets. A job says no more than its id: `now`, "something may be due", or `due-…`, "something will be". Whichever process has
 * room takes it, removes it, and does a round; where there is more than that round took, it offers the rest. So work pulls in as many
 * processes as it needs and disturbs no other. There is one `now` at most, and one `due-…` for each 50 ms until the next sweep: a backlog of a
 * million takes no more of Redis than one of ten. A job for each delivery would, and would say nothing that its row does not say better.
 *
 * A job is removed before its round begins: were it there until the end, an offer made meanwhile would be one with it, and nobody would look
 * again. What a process that dies in between had taken is found by the sweep.
 *
 * While Redis is away, each process polls the database as with the driver `database`.
 */
export const createBullmqQueue = async (options: BullmqQueueOptions): Promise<Queue> => {
  const { connection, prefix, site, pollMs, sweepMs, onLost, onFound, ...roundsOptions } = options;
  const bullmq = await loadPeer('bullmq', () => import('bullmq'));
  /** Whose lock a job is under; a process takes one at a time. */
  const token = randomUUID();
  /** `null` until the first try has come to something. */
  let isHere: boolean | null = null;
  let isFull = false;
  let isStopped = false;
  let planned = '';
  let worker: Worker | null = null;
  let taking: Promise<void> | null = null;
  let tellRoom: () => void = () => undefined;

  const lose = (error: Error): void => {
    if (isHere === false || isStopped) return;
    isHere = false;
    onLost(error);
    // What was offered last may be lost with it.
    rounds.wake();
  };

  const find = (): void => {
    if (isHere === true || isStopped) return;
    isHere = true;
    planned = '';
    onFound();
    rounds.wake();
  };

  const client = await connectRedis(connection, { onReady: () => offer(), onLost: lose });
  const jobs = new bullmq.Queue(site, {
    connection: client,
    prefix,
    // Events that nobody reads; BullMQ keeps 10,000 unless told.
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  // The connection says by itself that it is lost, and each call that it failed.
  jobs.on('error', () => undefined);

  /** Its success is also how we know that Redis answers. */
  const add = async (id: string, delay: number): Promise<void> => {
    if (client.status !== 'ready') return;
    try {
      await within(jobs.add(id, {}, { jobId: id, delay }), ANSWER_WITHIN_MS);
      find();
    } catch (error) {
      lose(error as Error);
      if (error instanceof NoAnswer) client.disconnect(true);
    }
  };

  const offer = coalesce(() => add(NOW, 0), OFFER_EVERY_MS);

  const plan = (dueInMs: number): void => {
    const id = `due-${Math.floor((Date.now() + dueInMs) / DUE_STEP_MS)}`;
    if (id === planned) return;
    planned = id;
    void add(id, dueInMs);
  };

  const restMs = (left: Left): number => {
    isFull = left.kind === 'full';
    if (!isFull) tellRoom();
    if (left.kind !== 'idle' || isHere !== true) offer();
    if (left.kind === 'more') return 0;
    if (isHere !== true) return pollingRestMs(left, pollMs);
    if (left.kind === 'full' || left.dueInMs === null || left.dueInMs > sweepMs) return sweepMs;
    if (left.dueInMs <= NEAR_MS) return left.dueInMs;
    plan(left.dueInMs);
    return Math.min(left.dueInMs + LATE_MS, sweepMs);
  };
  const rounds = createRounds({ ...roundsOptions, restMs });

  const takeOne = async (from: Worker): Promise<void> => {
    const job = await from.getNextJob(token);
    if (!job) return;
    // When it cannot be removed it comes again; what it said has been heard in any case.
    await job.moveToCompleted(null, token, false).catch(() => undefined);
    if (isFull || isStopped) offer();
    else rounds.wake();
  };

  /** Takes a job whenever this process has room for what it may bring. */
  const takeAll = async (from: Worker): Promise<void> => {
    while (!isStopped) {
      if (isFull) await new Promise<void>((resolve) => (tellRoom = resolve));
      try {
        await takeOne(from);
      } catch (error) {
        lose(error as Error);
        await pause(FAULT_PAUSE_MS, undefined, { ref: false });
      }
    }
  };

  return {
    start(work) {
      rounds.start(work);
      worker = new bullmq.Worker(site, null, { connection: client, prefix, lockDuration: LOCK_MS, stalledInterval: LOCK_MS });
      worker.on('error', () => undefined);
      void worker.startStalledCheckTimer();
      taking = takeAll(worker);
    },
    wake: rounds.wake,
    offer() {
      if (isHere !== true) rounds.wake();
      offer();
    },
    async stop() {
      isStopped = true;
      tellRoom();
      await rounds.stop();
    },
    async close() {
      isStopped = true;
      // First, or this process would be the one to take its last offer.
      await ended([worker?.close(true), taking]);
      await add(NOW, 0);
      await ended([jobs.close()]);
      client.disconnect();
    },
  };
};
