import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { WEBHOOK_DEFAULTS, type WebhookInput } from '../../../../shared/contracts/webhook';
import type { Strapi } from '../../plugin';
import type { InTransaction, WebhookRecord, WebhookRecords } from '../webhook-records';
import { WEBHOOK_TABLE } from './content-types/webhook/schema';
import { createTransact } from './transact';

/** The content type's id in Strapi. */
export const WEBHOOK_UID = 'plugin::switchboard.webhook';

const MAX_REVISION = 2 ** 31;

/** The engine asks every second, and waits: a connection that fell silent must not be waited for without end. */
const SILENCE_MS = 30_000;

/** Strapi's database layer as it is used here: rows by attribute names. */
type Row = Record<string, unknown>;

// MySQL and SQLite give dates as texts or numbers, PostgreSQL as dates.
const msOf = (value: unknown): number => new Date(value as string | number | Date).getTime();

const toRow = ({ id, masked, sealedSecrets, sealedCredentials, createdAt, updatedAt }: WebhookRecord): Row => ({
  ...masked,
  documentId: id,
  sealedSecrets,
  sealedCredentials,
  revision: randomInt(MAX_REVISION),
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
});

const toRecord = (row: Row): WebhookRecord => ({
  id: row.documentId as string,
  // Written by `toRow` from a parsed input, and by nobody else.
  masked: {
    name: row.name,
    description: row.description ?? '',
    isEnabled: row.isEnabled === true || row.isEnabled === 1,
    receivers: row.receivers,
    events: row.events,
    condition: row.condition ?? null,
    payload: row.payload,
    format: row.format,
    headers: row.headers,
    auth: row.auth,
    extraSignatures: row.extraSignatures,
    retry: row.retry,
    timeoutMs: row.timeoutMs,
    maxConcurrency: row.maxConcurrency,
    maxPerSecond: row.maxPerSecond ?? null,
    order: row.order,
    submissions: row.submissions ?? WEBHOOK_DEFAULTS.submissions,
    asksFirst: row.asksFirst ?? null,
  } as WebhookInput,
  sealedSecrets: (row.sealedSecrets as string | null) ?? '',
  sealedCredentials: (row.sealedCredentials as string | null) ?? null,
  createdAt: msOf(row.createdAt),
  updatedAt: msOf(row.updatedAt),
});

/**
 * Webhooks as records of the content type. The database layer is used, not the document service: a webhook is no content, and its changes are
 * no events.
 */
export const createWebhookRecords = (strapi: Strapi): WebhookRecords => {
  const query = () => strapi.db.query(WEBHOOK_UID as never);
  const inTransaction = createInTransaction(strapi);
  const byId = (id: string) => ({ where: { documentId: id } });
  return {
    async version() {
      const ask = async (table: Knex.QueryBuilder) => {
        const [row] = (await table.count({ count: '*' }).sum({ sum: 'revision' }).timeout(SILENCE_MS)) as {
          count: unknown;
          sum: unknown;
        }[];
        return `${String(row?.count)}:${String(row?.sum)}`;
      };
      const table = () => strapi.db.getConnection(WEBHOOK_TABLE);
      // SQLite has one connection: inside a transaction, a query beside it would wait for ever.
      return strapi.db.inTransaction()
        ? inTransaction((trx) => ask(table().transacting(trx as unknown as Knex.Transaction)))
        : ask(table());
    },
    async all() {
      return (await query().findMany({ orderBy: { id: 'asc' } })).map(toRecord);
    },
    async lock(id) {
      const row: Row | null = await strapi.db
        .queryBuilder(WEBHOOK_UID as never)
        .where({ documentId: id })
        .first()
        .forUpdate()
        .execute();
      return row ? toRecord(row) : null;
    },
    async insert(record) {
      await query().create({ data: toRow(record) });
    },
    async replace(record) {
      return (await query().update({ ...byId(record.id), data: toRow(record) })) !== null;
    },
    async remove(id) {
      return (await query().delete(byId(id))) !== null;
    },
  };
};

/** A transaction of Strapi's: its own queries join by themselves, plain knex gets it handed over. */
export const createInTransaction =
  (strapi: Strapi): InTransaction =>
  (work) =>
    createTransact(strapi)(({ transaction }) => work(transaction));
