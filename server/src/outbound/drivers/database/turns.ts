import type { TurnStore } from '../../turns';
import type { Database } from './dialect';

/** Turns as rows of the locks' table. `taken_at` of these is the instant until which one is held, and its proof: later turns end later. */
export const createTurnStore = (database: Database): TurnStore => {
  const { locks } = database.tables;
  const set = async (where: string, values: readonly (string | number)[], forMs: number): Promise<number | null> => {
    const until = (await database.now(database.knex)) + forMs;
    const changed = await database.run(database.knex, `update ${locks} set taken_at = ? where ${where}`, [until, ...values]);
    return changed > 0 ? until : null;
  };
  return {
    take: (name, forMs) => set(`name = ? and (taken_at is null or taken_at <= ${database.nowMs})`, [name], forMs),
    hold: (name, proof, forMs) => set('name = ? and taken_at = ?', [name, proof], forMs),
  };
};
