import type { WebhookInput } from '../../../shared/contracts/webhook';
import type { Transaction } from './ports';

/** A stored webhook as it lies in the database: readable but for what is secret. */
export interface WebhookRecord {
  readonly id: string;
  /** With `MASK` in place of every secret value. */
  readonly masked: WebhookInput;
  /** The signing secrets, sealed. */
  readonly sealedSecrets: string;
  /** `auth` and `headers` with their secret values, sealed; `null` when nothing in them is secret. */
  readonly sealedCredentials: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where stored webhooks lie. Called inside `InTransaction`, every method joins that transaction. */
export interface WebhookRecords {
  /** Differs whenever any record was written, added or removed by anybody. One cheap query. */
  version(): Promise<string>;
  all(): Promise<readonly WebhookRecord[]>;
  /** One record, kept from changing until the transaction ends where the database can do that. */
  lock(id: string): Promise<WebhookRecord | null>;
  insert(record: WebhookRecord): Promise<void>;
  /** `false` when there is no such record (any more). */
  replace(record: WebhookRecord): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

/** Encrypts at rest. */
export interface Cipher {
  /** `null` when there is no key to do it with. */
  seal(text: string): string | null;
  /** `null` when the key is missing or another one, or the text is damaged. Never throws. */
  open(sealed: string): string | null;
}

/** Runs work in one transaction of the database, joining the caller's if there is one. */
export type InTransaction = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;
