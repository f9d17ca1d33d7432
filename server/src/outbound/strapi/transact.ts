import type { Strapi } from '../../plugin';
import type { OpenTransaction, Transact } from '../outbox';
import type { Transaction } from '../ports';

/** Strapi carries its transaction in the async context, so a caller's is joined without being handed over. */
export const createTransact =
  (strapi: Strapi): Transact =>
  async <T>(work: (open: OpenTransaction) => Promise<T>): Promise<T> =>
    strapi.db.transaction(({ trx, onCommit }) => work({ transaction: trx as unknown as Transaction, onCommit }));
