import { describe, expect, it } from 'vitest';
import { createRepeats } from '../../../server/src/kernel/repeats';

describe('what happens again and again', () => {
  it('is told at once, then once in a while with how often it came in between', () => {
    let now = 0;
    const repeats = createRepeats(() => now, 10);
    const told = [];
    for (; now < 25; now += 1) told.push(repeats('a'));

    expect(told.filter((count) => count !== null)).toEqual([0, 9, 9]);
  });

  it('is told apart by its key', () => {
    const repeats = createRepeats(() => 0, 10);

    expect([repeats('a'), repeats('b'), repeats('a')]).toEqual([0, 0, null]);
  });

  it('does not fill the memory, whatever it is named after', () => {
    const repeats = createRepeats(() => 0, 10);
    repeats('first');
    for (let i = 0; i < 100; i += 1) repeats(`key ${i}`);

    expect(repeats('first')).toBe(0);
    expect(repeats('key 99')).toBeNull();
  });
});
