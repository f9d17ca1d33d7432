import type { Knex } from 'knex';
import type { Strapi } from '../../plugin';
import type { Transaction } from '../ports';

/** Rows that are exchanged while we wait for them are looked for again, this often. */
const ROUNDS = 3;

/** Locks a document; called in the transaction that writes it, before anything else is read there. */
export type LockDocument = (transaction: Transaction) => Promise<void>;

const NOTHING: LockDocument = async () => undefined;

/**
 * Makes writes of one document follow one another from their first statement to their commit, so that the order of its events is the order of
 * its commits, and each event's entry what that commit left behind. Strapi takes no lock that two first publishes have in common.
 *
 * The rows are looked for before the transaction and locked by primary key in it: MySQL would otherwise read from then on what was there before
 * it waited, and lock the gaps beside the rows too, where other documents are inserted. PostgreSQL's weaker lock lets rows be referenced
 * meanwhile. SQLite has one writer at a time and needs none of it: not even a statement is sent.
 */
export const createDocumentLock = (strapi: Strapi) => {
  const { client } = strapi.db.dialect;
  if (client === 'sqlite') return async (): Promise<LockDocument> => NOTHING;

  const rowsOf = (uid: string): Knex.QueryBuilder => {
    const { tableName } = strapi.db.metadata.get(uid as never) as { tableName: string };
    return strapi.db.getConnection(tableName) as unknown as Knex.QueryBuilder;
  };

  const idsOf = async (uid: string, documentId: string, trx?: Knex.Transaction): Promise<readonly number[]> => {
    const rows = rowsOf(uid).where({ document_id: documentId }).orderBy('id');
    return (await (trx ? rows.transacting(trx) : rows).select('id')).map(({ id }: { id: number }) => id);
  };

  const lockRows = async (uid: string, ids: readonly number[], trx: Knex.Transaction): Promise<number> => {
    const rows = rowsOf(uid).transacting(trx).whereIn('id', ids).orderBy('id').select('id');
    return (await (client === 'postgres' ? rows.forNoKeyUpdate() : rows.forUpdate())).length;
  };

  return async (uid: string, documentId: unknown): Promise<LockDocument> => {
    if (typeof documentId !== 'string' || documentId === '') return NOTHING;
    // Inside a caller's transaction its own rows count too, and they are visible to nobody else.
    const known = strapi.db.inTransaction() ? null : await idsOf(uid, documentId);
    return async (transaction) => {
      const trx = transaction as unknown as Knex.Transaction;
      let ids = known ?? (await idsOf(uid, documentId, trx));
      for (let round = 1; ids.length > 0 && (await lockRows(uid, ids, trx)) === 0 && round < ROUNDS; round += 1) {
        ids = await idsOf(uid, documentId, trx);
      }
    };
  };
};
