import { describe, expect, it } from 'vitest';
import { expectedText, expectedWhole, faultsOf, listOf, nearest, quote, recordOf } from '../../../server/src/kernel/expected';

describe('the word somebody meant', () => {
  it.each([
    ['retires', 'retries'],
    ['Retries', 'retries'],
    ['retris', 'retries'],
    ['timeoutms', 'timeoutMs'],
    ['day', 'days'],
  ])('%s is %s', (word, meant) => {
    expect(nearest(word, ['retries', 'timeoutMs', 'days', 'worker'])).toBe(meant);
  });

  it.each(['', 'x', 'webhook', 'completely', 'a'.repeat(10_000)])('is not guessed for %s', (word) => {
    expect(nearest(word, ['retries', 'timeoutMs', 'days', 'worker'])).toBeNull();
  });
});

describe('a quoted value', () => {
  it('is short, whatever the value', () => {
    expect([undefined, null, 5, 'a', ['b']].map(quote)).toEqual(['nothing', 'null', '5', '"a"', '["b"]']);
    expect(quote({ text: 'x'.repeat(1_000_000) })).toHaveLength(58);
  });
});

describe('faults', () => {
  const schema = recordOf({ name: expectedText(1, 10), sizes: listOf(expectedWhole(1, 3), 1, 2, 'sizes') }, 'option');

  it('are found all at once, each at its path', () => {
    expect(faultsOf(schema, { name: '', sizes: [1, 9], 'odd.key': 1, naem: 2 })).toEqual([
      { path: 'name', message: 'Expected text of 1 to 10 characters, got "".' },
      { path: 'sizes.1', message: 'Expected a whole number from 1 to 3, got 9.' },
      { path: 'odd.key', message: 'Unknown option `odd.key`; expected `name` or `sizes`.' },
      { path: 'naem', message: 'Unknown option `naem`, did you mean `name`?' },
    ]);
  });

  it('are none in what is right', () => {
    expect(faultsOf(schema, { name: 'a', sizes: [1, 3] })).toEqual([]);
  });

  it('do not grow with the number of unknown names', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]));

    expect(faultsOf(schema, { name: 'a', sizes: [1], ...many })).toHaveLength(20);
  });

  it('do not look into a list that is too long', () => {
    expect(faultsOf(schema, { name: 'a', sizes: Array.from({ length: 100_000 }, () => 0) })).toEqual([
      { path: 'sizes', message: 'Expected a list of 1 to 2 sizes, got 100,000.' },
    ]);
  });
});
