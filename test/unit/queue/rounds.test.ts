import { expect, it } from 'vitest';
import { pollingRestMs } from '../../../server/src/queue/rounds';

it('rests until the next is due, and no longer than between two looks', () => {
  expect(pollingRestMs({ kind: 'idle', dueInMs: 300 }, 1_000)).toBe(300);
  expect(pollingRestMs({ kind: 'idle', dueInMs: 0 }, 1_000)).toBe(0);
  expect(pollingRestMs({ kind: 'idle', dueInMs: 3_000 }, 1_000)).toBe(1_000);
  expect(pollingRestMs({ kind: 'idle', dueInMs: null }, 1_000)).toBe(1_000);
});

it('does not rest while there is more, and rests where nothing is free', () => {
  expect(pollingRestMs({ kind: 'more' }, 1_000)).toBe(0);
  expect(pollingRestMs({ kind: 'full' }, 1_000)).toBe(1_000);
});
