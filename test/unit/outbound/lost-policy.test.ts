import { expect, it } from 'vitest';
import { decideAfterLoss } from '../../../server/src/outbound/lost-policy';

it('tries at once again after the first losses', () => {
  expect([1, 2].map((streak) => decideAfterLoss(streak, 0.5))).toEqual([
    { kind: 'again', afterMs: 0 },
    { kind: 'again', afterMs: 0 },
  ]);
});

it('waits twice as long after each further one, up to an hour', () => {
  const waits = [3, 4, 5, 11, 12, 14].map((streak) => decideAfterLoss(streak, 0.5));
  expect(waits.map((wait) => (wait.kind === 'again' ? wait.afterMs : null))).toEqual([
    10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000,
  ]);
});

it('parts those that were lost together', () => {
  expect([0, 0.999].map((chance) => decideAfterLoss(3, chance))).toEqual([
    { kind: 'again', afterMs: 5_000 },
    { kind: 'again', afterMs: 14_990 },
  ]);
});

it('gives up in the end', () => {
  expect(decideAfterLoss(15, 0.5)).toEqual({ kind: 'give-up' });
});
