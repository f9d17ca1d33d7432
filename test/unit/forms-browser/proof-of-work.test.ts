import { createChallenge, verifySolution } from 'altcha-lib';
import { describe, expect, it } from 'vitest';
import { solve, type Challenge } from '../../../packages/switchboard-forms/src/proof-of-work';

const challengeWith = (options: { number: number; maxnumber?: number; salt?: string }): Promise<Challenge> =>
  createChallenge({ hmacKey: 'key of the test', maxnumber: 5_000, ...options }) as Promise<Challenge>;

describe('the proof of work', () => {
  it.each([0, 1, 999, 1_000, 5_000])('finds %i, and ALTCHA agrees', async (number) => {
    const solution = await solve(await challengeWith({ number }));

    expect(await verifySolution(solution ?? '', 'key of the test')).toBe(true);
  });

  it('hashes salts of one block, of two, and of the lengths in between', async () => {
    for (const length of [1, 50, 51, 52, 53, 54, 55, 60, 63, 64, 119, 120, 200]) {
      const solution = await solve(await challengeWith({ number: 7, salt: 's'.repeat(length - 1) }));

      expect(await verifySolution(solution ?? '', 'key of the test')).toBe(true);
    }
  });

  it('gives up where there is no solution', async () => {
    const challenge = await challengeWith({ number: 5_000 });

    expect(await solve({ ...challenge, maxnumber: 100 })).toBeNull();
    expect(await solve({ ...challenge, challenge: 'not a hash' })).toBeNull();
  });

  it('stops when it is told to', async () => {
    const stopped = new AbortController();
    const answer = solve(await challengeWith({ number: 5_000 }), stopped.signal);
    stopped.abort();

    expect(await answer).toBeNull();
  });
});
