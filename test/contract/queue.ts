import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Left, Queue } from '../../server/src/queue/queue';
import { eventually } from '../support/eventually';

/** Queues of processes that belong together. */
export interface QueueBench {
  /** Of a further process. It looks by itself every `lookMs`, a minute unless told. */
  open(options?: QueueOptions): Promise<Queue>;
  /** After the queues were closed. */
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly lookMs?: number;
  readonly onFault?: (error: unknown) => void;
  readonly faultPauseMs?: number;
}

/** Until somebody says so. */
export const IDLE: Left = { kind: 'idle', dueInMs: null };

export const MINUTE_MS = 60_000;

/** A promise and the way to end it. */
export const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What every queue must be able to do. */
export const examineQueue = (name: string, makeBench: () => Promise<QueueBench>): void => {
  describe(name, () => {
    let bench: QueueBench;
    let opened: Queue[];

    beforeEach(async () => {
      bench = await makeBench();
      opened = [];
    });
    afterEach(async () => {
      for (const queue of opened) await queue.stop();
      for (const queue of opened) await queue.close();
      await bench.close();
    });

    const open = async (options?: QueueOptions): Promise<Queue> => {
      const queue = await bench.open(options);
      opened.push(queue);
      return queue;
    };

    /** A process whose rounds are counted; each leaves things as `leave` says. */
    const working = async (leave: (round: number) => Left = () => IDLE, options?: QueueOptions) => {
      const queue = await open(options);
      const seen = { count: 0 };
      queue.start(async () => leave((seen.count += 1)));
      return { queue, seen };
    };

    /** Nobody has begun a round for a while: what a queue does when it starts is over. */
    const settled = async (...all: readonly { readonly seen: { count: number } }[]): Promise<void> => {
      const sum = () => all.reduce((total, { seen }) => total + seen.count, 0);
      let before = -1;
      await eventually(() => before === (before = sum()) && before >= all.length, { everyMs: 200, what: 'rounds to cease' });
    };

    it('begins a round at once when it starts', async () => {
      const { seen } = await working();

      await eventually(() => seen.count > 0);
    });

    it('sleeps until it is woken here', async () => {
      const one = await working();
      await settled(one);
      const before = one.seen.count;

      one.queue.wake();

      await eventually(() => one.seen.count > before);
    });

    it('may be woken before it starts', async () => {
      const queue = await open();

      queue.wake();
      queue.offer();

      const first = gate();
      queue.start(async () => {
        first.open();
        return IDLE;
      });
      await first.passed;
    });

    it.each(['wake', 'offer'] as const)('loses no %s that comes in the middle of a round', async (call) => {
      const queue = await open();
      const seen = { count: 0 };
      const [inside, goOn, after] = [gate(), gate(), gate()];
      let state: 'starting' | 'ready' | 'inside' | 'said' = 'starting';
      queue.start(async () => {
        seen.count += 1;
        if (state === 'said') after.open();
        if (state !== 'ready') return IDLE;
        state = 'inside';
        inside.open();
        await goOn.passed;
        return IDLE;
      });
      await settled({ seen });
      state = 'ready';
      queue.wake();
      await inside.passed;

      queue[call]();
      state = 'said';
      goOn.open();

      await after.passed;
    });

    it('begins a round after each of many offers', async () => {
      const [one, two] = [await open(), await open()];
      const idle = await open();
      let offered = 0;
      let seen = 0;
      const look = async (): Promise<Left> => {
        // As a look at the database: what was there when it began counts.
        const there = offered;
        await turn();
        seen = Math.max(seen, there);
        return IDLE;
      };
      one.start(look);
      two.start(look);

      for (let i = 1; i <= 300; i += 1) {
        offered = i;
        [one, two, idle][i % 3]?.offer();
        // Now and then the next comes before the one before was seen.
        if (i % 4 !== 0) await eventually(() => seen >= i, { everyMs: i % 3, what: `offer ${i} to be seen` });
      }

      await eventually(() => seen === 300);
    });

    it('never runs two rounds at a time', async () => {
      const queue = await open();
      let running = 0;
      let most = 0;
      let rounds = 0;
      queue.start(async () => {
        most = Math.max(most, (running += 1));
        queue.wake();
        queue.offer();
        await turn();
        running -= 1;
        return (rounds += 1) % 2 === 0 ? { kind: 'more' } : IDLE;
      });

      await eventually(() => rounds >= 50);

      expect(most).toBe(1);
    });

    it.each([30, 400, 1_500])('follows with a round when one is due in %d ms, and not at once', async (dueInMs) => {
      let saidAt = 0;
      let dueAt = 0;
      const one = await working(() => {
        if (saidAt > 0 && performance.now() >= dueAt - 5) return IDLE;
        if (saidAt === 0) dueAt = (saidAt = performance.now()) + dueInMs;
        return { kind: 'idle', dueInMs: Math.max(0, dueAt - performance.now()) };
      });
      await eventually(() => saidAt > 0);

      await eventually(() => saidAt > 0 && performance.now() >= dueAt, { everyMs: 5 });
      const before = one.seen.count;
      await eventually(() => one.seen.count > before || one.seen.count > 1);

      // A queue that comes early asks again, and not without end.
      expect(one.seen.count).toBeLessThan(20);
    });

    it('begins a round without being told, after a while', async () => {
      const { seen } = await working(() => IDLE, { lookMs: 100 });

      await eventually(() => seen.count >= 4);
    });

    it('lets one that is full rest until something ends here', async () => {
      const one = await working(() => ({ kind: 'full' }));
      await settled(one);
      const before = one.seen.count;

      one.queue.wake();

      await eventually(() => one.seen.count > before);
      await settled(one);
      expect(one.seen.count).toBeLessThan(before + 5);
    });

    it('goes on after a round that failed, and says what failed', async () => {
      const faults: unknown[] = [];
      const error = new Error('connection refused');
      const { seen } = await working(
        (round) => {
          if (round === 1) throw error;
          return IDLE;
        },
        { faultPauseMs: 1, onFault: (fault) => faults.push(fault) }
      );

      await eventually(() => seen.count >= 2);

      expect(faults).toEqual([error]);
    });

    it('lets nothing shorten the pause after a fault', async () => {
      const failed = gate();
      const options = { faultPauseMs: MINUTE_MS, onFault: failed.open };
      const { queue, seen } = await working(() => {
        throw new Error('down');
      }, options);
      await failed.passed;

      for (let i = 0; i < 20; i += 1) {
        queue.wake();
        queue.offer();
        await turn();
      }

      expect(seen.count).toBe(1);
    });

    it('hears an offer of a process that does no rounds itself', async () => {
      const one = await working();
      const serving = await open();
      await settled(one);
      const before = one.seen.count;

      serving.offer();

      await eventually(() => one.seen.count > before);
    });

    it('stops only after the running round has ended', async () => {
      const queue = await open();
      const order: string[] = [];
      const [inside, goOn] = [gate(), gate()];
      queue.start(async () => {
        inside.open();
        await goOn.passed;
        order.push('round ended');
        return { kind: 'more' };
      });
      await inside.passed;

      const stopped = queue.stop().then(() => order.push('stopped'));
      await turn();
      goOn.open();
      await stopped;

      expect(order).toEqual(['round ended', 'stopped']);
    });

    it('begins nothing after it was stopped, and leaves offers to the others', async () => {
      const [one, two] = [await working(), await working()];
      await settled(one, two);
      await one.queue.stop();
      const before = [one.seen.count, two.seen.count] as const;

      for (let i = 0; i < 3; i += 1) {
        one.queue.wake();
        two.queue.offer();
      }

      await eventually(() => two.seen.count > before[1]);
      await settled(one, two);
      expect(one.seen.count).toBe(before[0]);
    });
  });
};
