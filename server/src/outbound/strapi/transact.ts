import type { Strapi } from '../../plugin';
import type { OpenTransaction, Transact } from '../outbox';
import type { Transaction } from '../ports';

/** What is used of a transaction of knex: settled when it has ended, however it was ended. */
interface Ending {
  readonly executionPromise: Promise<unknown>;
}

/**
 * Strapi carries its transaction in the async context, so a caller's is joined without being handed over. Where it is ours, it rejects when the
 * COMMIT itself failed: knex resolves `commit()` even then (a database that went away at that moment), and Strapi asks no further.
 */
export const createTransact =
  (strapi: Strapi): Transact =>
  async <T>(work: (open: OpenTransaction) => Promise<T>): Promise<T> => {
    let own: Ending | null = null;
    const isJoining = strapi.db.inTransaction();
    const result = await strapi.db.transaction(({ trx, onCommit }) => {
      if (!isJoining) own = trx as unknown as Ending;
      return work({ transaction: trx as unknown as Transaction, onCommit });
    });
    await (own as Ending | null)?.executionPromise;
    return result;
  };

/** Answers the end of the transaction that is open now; `null` where none is, or where it was asked about before. Does not wait. */
export const createTransactionEnd = (strapi: Strapi) => {
  const asked = new WeakSet<Ending>();
  return (): Promise<unknown> | null => {
    if (!strapi.db.inTransaction()) return null;
    const found: Ending[] = [];
    // Inside another transaction this opens none and sends nothing: it only gets at the one that is open, and does so at once.
    void strapi.db.transaction(async ({ trx }) => found.push(trx as unknown as Ending));
    const [ending] = found;
    if (!ending || asked.has(ending)) return null;
    asked.add(ending);
    return ending.executionPromise.catch(() => undefined);
  };
};
