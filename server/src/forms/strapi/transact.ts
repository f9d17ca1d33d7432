import { createTransact, isWorthRepeating, type Transact } from '../../outbound';
import type { Strapi } from '../../plugin';

const ROUNDS = 6;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A transaction of Strapi's, run again from the start when the database chose it as the victim of a deadlock. Inside somebody else's
 * transaction it joins and is not repeated: what was written before would be lost.
 */
export const createRepeatingTransact = (strapi: Strapi): Transact => {
  const transact = createTransact(strapi);
  return async (work) => {
    if (strapi.db.inTransaction()) return transact(work);
    for (let round = 1; ; round += 1) {
      try {
        return await transact(work);
      } catch (error) {
        if (round === ROUNDS || !isWorthRepeating(error)) throw error;
        await pause(2 ** round * 2 * (0.5 + Math.random()));
      }
    }
  };
};
