import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBullmqQueue } from '../../server/src/queue/drivers/bullmq';
import type { Left, Queue } from '../../server/src/queue/queue';
import { eventually } from '../support/eventually';
import { createRedisServer, describeWithRedisServer, keysOf, openRedis, type RedisServer } from '../support/redis';
import { gate, IDLE, MINUTE_MS } from './queue';

const PREFIX = 'switchboard';
/** Three times a second for what Redis may owe us, and what a busy machine takes. */
const LONGEST_CLOSE_MS = 5_000;

describeWithRedisServer('the BullMQ queue and a Redis of its own', () => {
  let redis: RedisServer;
  let opened: Queue[];

  beforeEach(async () => {
    redis = await createRedisServer();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((queue) => queue.stop()));
    await Promise.all(opened.map((queue) => queue.close()));
    await redis.kill();
  });

  /** A process; what it is told of Redis is in `news`. It looks every minute, with and without Redis, unless told. */
  const open = async ({ url = redis.url, pollMs = MINUTE_MS, sweepMs = MINUTE_MS, site = 'site' } = {}) => {
    const news: string[] = [];
    const queue = await createBullmqQueue({
      connection: url,
      prefix: PREFIX,
      site,
      pollMs,
      sweepMs,
      onFault: (error) => news.push(`fault: ${String(error)}`),
      onLost: (error) => news.push(`lost: ${error.message}`),
      onFound: () => news.push('found'),
    });
    opened.push(queue);
    const seen = { count: 0 };
    const start = (leave: (round: number) => Left | Promise<Left> = () => IDLE) =>
      queue.start(async () => leave((seen.count += 1)));
    return { queue, news, seen, start };
  };

  const found = ({ news }: { news: readonly string[] }) => eventually(() => news.at(-1) === 'found', { what: 'Redis to be found' });
  const lost = ({ news }: { news: readonly string[] }) =>
    eventually(() => news.at(-1)?.startsWith('lost'), { what: 'Redis to be missed' });

  /** Rounds have ceased. */
  const still = async (...all: readonly { readonly seen: { count: number } }[]): Promise<void> => {
    let before = -1;
    const sum = () => all.reduce((total, { seen }) => total + seen.count, 0);
    await eventually(() => before === (before = sum()), { everyMs: 250, what: 'rounds to cease' });
  };

  /** Each of these processes does a round for it. */
  const allHear = async (offer: () => void, ...all: readonly { readonly seen: { count: number } }[]): Promise<void> => {
    for (const { seen } of all) {
      const before = seen.count;
      await eventually(() => (offer(), seen.count > before), { everyMs: 50, what: 'an offer to be heard' });
    }
  };

  it('wakes one process of many for an offer, and no other', async () => {
    await redis.start();
    const all = await Promise.all([open(), open(), open()]);
    for (const one of all) one.start();
    for (const one of all) await found(one);
    await still(...all);
    const before = all.map(({ seen }) => seen.count);

    all[0].queue.offer();
    await eventually(() => all.some(({ seen }, i) => seen.count > before[i]!));
    await still(...all);

    expect(all.reduce((sum, { seen }, i) => sum + seen.count - before[i]!, 0)).toBe(1);
  });

  it('pulls in as many processes as there is work for', async () => {
    await redis.start();
    let work = 0;
    const all = await Promise.all([open(), open(), open()]);
    const did = [0, 0, 0];
    all.forEach(({ start }, i) =>
      start(async () => {
        if (work === 0) return IDLE;
        work -= 1;
        did[i]! += 1;
        // As long as a look at a database.
        await new Promise((resolve) => setTimeout(resolve, 2));
        return work > 0 ? { kind: 'more' } : IDLE;
      })
    );
    for (const one of all) await found(one);
    await still(...all);

    work = 600;
    all[0].queue.offer();
    await eventually(() => work === 0);

    expect(Math.min(...did)).toBeGreaterThan(0);
  });

  it('passes on what comes to a process that is full', async () => {
    await redis.start();
    const [full, free] = [await open(), await open()];
    full.start(() => ({ kind: 'full' }));
    free.start();
    await Promise.all([found(full), found(free)]);
    await still(full, free);

    // The first that is taken may be taken by the full one; it asks for no other after that.
    await allHear(() => full.queue.offer(), free);
    await still(full, free);
    const before = full.seen.count;
    for (let i = 0; i < 5; i += 1) await allHear(() => free.queue.offer(), free);

    expect(full.seen.count).toBe(before);
  });

  it('takes again when a place is free again', async () => {
    await redis.start();
    let isFull = true;
    const one = await open();
    const serving = await open();
    one.start(() => (isFull ? { kind: 'full' } : IDLE));
    await Promise.all([found(one), found(serving)]);
    await still(one);

    isFull = false;
    one.queue.wake();
    await still(one);

    await allHear(() => serving.queue.offer(), one);
  });

  it('brings a planned round to another process when the one that planned it is gone', async () => {
    await redis.start();
    const planner = await open();
    const [said, dueAt] = [gate(), performance.now() + 2_000];
    planner.start(() => {
      said.open();
      return { kind: 'idle', dueInMs: dueAt - performance.now() };
    });
    await found(planner);
    await said.passed;
    await eventually(async () => (await keysOf(`${PREFIX}:site:due-`, redis.url)).length === 1);
    // As a process that was killed: it says nothing to anybody any more.
    await planner.queue.stop();
    const other = await open();
    const roundsAt: number[] = [];
    other.start(() => {
      roundsAt.push(performance.now());
      return IDLE;
    });

    await eventually(() => roundsAt.some((at) => at >= dueAt - 100));
  });

  it('keeps sites apart that share a Redis', async () => {
    await redis.start();
    const [one, other] = [await open({ site: 'one' }), await open({ site: 'other' })];
    one.start();
    other.start();
    await Promise.all([found(one), found(other)]);
    await still(one, other);
    const before = one.seen.count;

    for (let i = 0; i < 5; i += 1) await allHear(() => other.queue.offer(), other);

    expect(one.seen.count).toBe(before);
  });

  it('has few and small keys, however much is offered and planned while nobody takes it', async () => {
    await redis.start();
    const { queue, ...serving } = await open({ sweepMs: 10_000 });
    // It plans for ever new times, and is full in between: it takes nothing.
    const planner = await open({ sweepMs: 10_000 });
    await Promise.all([found(serving), found(planner)]);
    planner.start(async (round) => {
      await new Promise((resolve) => setImmediate(resolve));
      planner.queue.wake();
      return round % 2 === 0 ? { kind: 'full' } : { kind: 'idle', dueInMs: 300 + ((round * 37) % 20_000) };
    });
    for (let i = 0; i < 5_000; i += 1) {
      queue.offer();
      if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => planner.seen.count > 1_000);
    await planner.queue.stop();
    await eventually(async () => (await keysOf(`${PREFIX}:site:now`, redis.url)).length === 1, { what: 'the last offer' });

    const keys = await keysOf(PREFIX, redis.url);
    const jobs = keys.filter((key) => /:(now|due-\d+)$/.test(key));
    const client = openRedis(redis.url);
    const data = await Promise.all(jobs.map((key) => client.hget(key, 'data')));
    client.disconnect();

    expect(jobs.length).toBeGreaterThan(50);
    expect(jobs.length).toBeLessThanOrEqual(10_000 / 50 + 2);
    expect(keys.length - jobs.length).toBeLessThan(20);
    expect(new Set(data)).toEqual(new Set(['{}']));
  });

  it('does its rounds without Redis, and says so once; with it as soon as it is there', async () => {
    const [one, serving] = [await open({ pollMs: 50 }), await open()];
    one.start();
    await Promise.all([lost(one), lost(serving)]);
    const before = one.seen.count;
    await eventually(() => one.seen.count > before + 10);
    for (let i = 0; i < 100; i += 1) serving.queue.offer();

    expect(one.news).toHaveLength(1);
    expect(serving.news).toHaveLength(1);
    await redis.start();
    await Promise.all([found(one), found(serving)]);
    await still(one);
    await allHear(() => serving.queue.offer(), one);
    expect(one.news).toEqual([expect.stringContaining('ECONNREFUSED'), 'found']);
  });

  it('goes on when Redis is killed, and when it is back with nothing in it', async () => {
    await redis.start();
    const [one, other, serving] = [await open({ pollMs: 50 }), await open({ pollMs: 50 }), await open()];
    one.start(() => ({ kind: 'idle', dueInMs: 30_000 }));
    other.start();
    await Promise.all([found(one), found(other), found(serving)]);

    for (let i = 1; i <= 3; i += 1) {
      await redis.kill();
      await Promise.all([lost(one), lost(other), lost(serving)]);
      const before = one.seen.count;
      one.queue.offer();
      await eventually(() => one.seen.count > before + 3);
      await redis.start();
      await Promise.all([found(one), found(other), found(serving)]);
      await still(one, other);
      await allHear(() => serving.queue.offer(), one, other);
      expect(one.news).toHaveLength(1 + 2 * i);
    }
  });

  it('goes on when Redis loses everything', async () => {
    await redis.start();
    const [one, other, serving] = [await open(), await open(), await open()];
    let dueAt = 0;
    one.start(() => ({ kind: 'idle', dueInMs: dueAt === 0 ? null : Math.max(0, dueAt - performance.now()) }));
    other.start();
    await Promise.all([found(one), found(other), found(serving)]);
    await still(one, other);

    dueAt = performance.now() + 1_500;
    one.queue.wake();
    await eventually(async () => (await keysOf(`${PREFIX}:site:due-`, redis.url)).length === 1);
    await redis.flush();
    dueAt = 0;
    const before = one.seen.count;
    await eventually(() => one.seen.count > before, { what: 'the round whose job was lost' });

    await allHear(() => serving.queue.offer(), one, other);
    expect(one.news).toEqual(['found']);
  });

  it('takes a Redis that does not answer for one that is away', async () => {
    await redis.start();
    const [one, serving] = [await open({ pollMs: 50 }), await open({ pollMs: 50 })];
    one.start();
    await Promise.all([found(one), found(serving)]);
    await still(one);

    redis.freeze();
    const before = one.seen.count;
    one.queue.offer();
    await lost(one);
    await eventually(() => one.seen.count > before + 10);
    redis.thaw();

    await found(one);
    await still(one);
    await allHear(() => serving.queue.offer(), one);
    expect(one.news).toEqual(['found', expect.stringContaining('no answer'), 'found']);
  });

  it('does not blame Redis where this process stood still itself', async () => {
    await redis.start();
    const one = await open();
    one.start();
    await found(one);

    one.queue.offer();
    const endsAt = performance.now() + 2_000;
    while (performance.now() < endsAt);
    await allHear(() => one.queue.offer(), one);

    expect(one.news).toEqual(['found']);
  });

  it('takes a Redis that refuses to store for one that is away', async () => {
    await redis.start();
    const one = await open({ pollMs: 50 });
    one.start();
    await found(one);
    await still(one);

    await redis.command('config', 'set', 'maxmemory', '1');
    one.queue.offer();
    await lost(one);
    const before = one.seen.count;
    await eventually(() => one.seen.count > before + 10);
    expect(one.news).toHaveLength(2);
    await redis.command('config', 'set', 'maxmemory', '0');

    await found(one);
  });

  it('stops and lets go soon, whatever Redis does', async () => {
    await redis.start();
    const away = await open({ url: 'redis://127.0.0.1:1' });
    const [one, frozen, serving] = [await open(), await open(), await open()];
    for (const { start } of [away, one, frozen]) start();
    await Promise.all([found(one), found(frozen), found(serving), lost(away)]);
    const timed = async ({ queue }: { queue: Queue }) => {
      opened.splice(opened.indexOf(queue), 1);
      const startedAt = performance.now();
      await queue.stop();
      await queue.close();
      return performance.now() - startedAt;
    };

    const tookMs = [await timed(away), await timed(one)];
    redis.freeze();
    tookMs.push(await timed(frozen), await timed(serving));
    redis.thaw();

    expect(Math.max(...tookMs)).toBeLessThan(LONGEST_CLOSE_MS);
    await eventually(async () => !String(await redis.command('client', 'list')).includes('switchboard'), {
      what: 'all connections to be closed',
    });
  });

  it('leaves what it knew of to the others when it closes', async () => {
    await redis.start();
    const [one, other] = [await open(), await open()];
    one.start();
    other.start();
    await Promise.all([found(one), found(other)]);
    await still(one, other);
    const before = other.seen.count;
    opened.splice(0, 1);

    await one.queue.stop();
    await one.queue.close();

    await eventually(() => other.seen.count > before);
  });

  it('says what is wrong with a password, and not the password', async () => {
    await redis.kill();
    redis = await createRedisServer(['--requirepass', 'the-right-one']);
    await redis.start();
    const right = await open({ url: redis.url.replace('//', '//:the-right-one@') });
    const wrong = await open({ url: redis.url.replace('//', '//:a-wrong-one@'), pollMs: 50 });
    wrong.start();

    await found(right);
    await lost(wrong);
    const before = wrong.seen.count;
    await eventually(() => wrong.seen.count > before + 10);

    expect(wrong.news).toEqual([expect.stringMatching(/WRONGPASS|NOAUTH/)]);
    expect(wrong.news.join()).not.toContain('a-wrong-one');
  });
});
