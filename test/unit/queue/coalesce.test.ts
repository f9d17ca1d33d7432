import { expect, it } from 'vitest';
import { coalesce } from '../../../server/src/queue/coalesce';
import { eventually } from '../../support/eventually';

/** Calls of `send` that a test ends one by one. */
const sending = () => {
  const ends: (() => void)[] = [];
  const call = coalesce(() => new Promise<void>((resolve) => ends.push(resolve)), 1);
  return { ends, call };
};

it('sends the first call at once', () => {
  const { ends, call } = sending();

  call();

  expect(ends).toHaveLength(1);
});

it('makes one of all calls that come while it sends', async () => {
  const { ends, call } = sending();
  call();

  for (let i = 0; i < 10; i += 1) call();
  expect(ends).toHaveLength(1);
  ends[0]?.();

  await eventually(() => ends.length === 2);
  ends[1]?.();
  call();
  await eventually(() => ends.length === 3);
});
