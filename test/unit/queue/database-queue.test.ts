import { describe, expect, it } from 'vitest';
import { createDatabaseQueue } from '../../../server/src/queue/drivers/database';

/** A promise and the way to end it. */
const gate = () => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
};

const quiet = { pollMs: 60_000, onFault: () => undefined };

describe('the database queue', () => {
  it('begins a round at once when it starts', async () => {
    const first = gate();
    const queue = createDatabaseQueue(quiet);
    queue.start(async () => {
      first.open();
      return null;
    });
    await first.passed;
    await queue.stop();
  });

  it('sleeps until somebody wakes it', async () => {
    let rounds = 0;
    const second = gate();
    const asleep = gate();
    const queue = createDatabaseQueue(quiet);
    queue.start(async () => {
      rounds += 1;
      if (rounds === 1) setImmediate(asleep.open);
      if (rounds === 2) second.open();
      return null;
    });
    await asleep.passed;
    expect(rounds).toBe(1);
    queue.wake();
    await second.passed;
    await queue.stop();
    expect(rounds).toBe(2);
  });

  it('does not lose a wake that comes in the middle of a round', async () => {
    let rounds = 0;
    const inside = gate();
    const goOn = gate();
    const second = gate();
    const queue = createDatabaseQueue(quiet);
    queue.start(async () => {
      rounds += 1;
      if (rounds === 2) second.open();
      if (rounds > 1) return null;
      inside.open();
      await goOn.passed;
      return null;
    });
    await inside.passed;
    queue.wake();
    goOn.open();
    await second.passed;
    await queue.stop();
  });

  it('never runs two rounds at a time', async () => {
    let running = 0;
    let most = 0;
    let rounds = 0;
    const enough = gate();
    const queue = createDatabaseQueue(quiet);
    queue.start(async () => {
      running += 1;
      most = Math.max(most, running);
      queue.wake();
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      rounds += 1;
      if (rounds === 20) enough.open();
      return 0;
    });
    await enough.passed;
    await queue.stop();
    expect(most).toBe(1);
  });

  it('goes on after a round that failed, and says what failed', async () => {
    const faults: unknown[] = [];
    let rounds = 0;
    const second = gate();
    const queue = createDatabaseQueue({ pollMs: 60_000, faultPauseMs: 1, onFault: (error) => faults.push(error) });
    queue.start(async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('connection refused');
      second.open();
      return null;
    });
    await second.passed;
    await queue.stop();
    expect(faults).toEqual([new Error('connection refused')]);
  });

  it('lets a wake not shorten the pause after a fault', async () => {
    let rounds = 0;
    const failed = gate();
    const queue = createDatabaseQueue({ pollMs: 60_000, faultPauseMs: 60_000, onFault: () => failed.open() });
    queue.start(async () => {
      rounds += 1;
      throw new Error('down');
    });
    await failed.passed;
    for (let i = 0; i < 5; i += 1) {
      queue.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(rounds).toBe(1);
    await queue.stop();
  });

  it('stops only after the running round has ended', async () => {
    const order: string[] = [];
    const inside = gate();
    const goOn = gate();
    const queue = createDatabaseQueue(quiet);
    queue.start(async () => {
      inside.open();
      await goOn.passed;
      order.push('round ended');
      return null;
    });
    await inside.passed;
    const stopped = queue.stop().then(() => order.push('stopped'));
    goOn.open();
    await stopped;
    expect(order).toEqual(['round ended', 'stopped']);
  });
});
