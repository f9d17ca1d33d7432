import { describe, expect, it } from 'vitest';
import { atLeisure } from '../../../server/src/kernel/at-leisure';

/** A question whose answers take `tookMs` of a clock that stands still otherwise. */
const bench = (tookMs: number) => {
  const state = { now: 0, asked: 0 };
  const ask = atLeisure(
    async (_what: string) => {
      await Promise.resolve();
      state.now += tookMs;
      return (state.asked += 1);
    },
    () => state.now
  );
  return { state, ask };
};

describe('a costly question', () => {
  it('is asked once for all who ask it at the same time', async () => {
    const { ask } = bench(1);

    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2]);
  });

  it('is asked anew each time where it is cheap', async () => {
    const { ask } = bench(499);

    expect([await ask('a'), await ask('a')]).toEqual([1, 2]);
  });

  it('rests for twenty times as long as it took', async () => {
    const { state, ask } = bench(1_000);
    await ask('a');
    state.now += 19_999;
    expect(await ask('a')).toBe(1);

    state.now += 1;
    expect(await ask('a')).toBe(2);
  });

  it('that failed is asked again', async () => {
    let asked = 0;
    const ask = atLeisure(
      async () => {
        asked += 1;
        if (asked === 1) throw new Error('no connection');
        return asked;
      },
      () => 0
    );

    await expect(ask()).rejects.toThrow('no connection');
    expect(await ask()).toBe(2);
  });
});
