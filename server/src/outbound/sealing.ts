import { PluginError } from '../kernel/errors';
import type { Credentials, Kept } from './masking';
import type { Secret, Webhook } from './webhook';
import type { Cipher, WebhookRecord } from './webhook-records';

/** What an administrator reads when stored secrets are of no use any more. */
const FAULT =
  'Its secrets cannot be decrypted: the encryption key (`secrets.encryptionKey` in config/admin) is missing or not the one they were stored with. ' +
  'Bring that key back, or enter auth and secret headers again and rotate the secret.';

/** Encrypts a value for the database. Throws `ENCRYPTION_KEY_MISSING` rather than store it in clear. */
export const seal = (cipher: Cipher, value: unknown): string => {
  const sealed = cipher.seal(JSON.stringify(value));
  if (sealed === null) throw new PluginError('ENCRYPTION_KEY_MISSING');
  return sealed;
};

const open = <T>(cipher: Cipher, sealed: string): T | null => {
  const text = cipher.open(sealed);
  return text === null ? null : (JSON.parse(text) as T);
};

/** The signing secrets of a record, newest first; `null` when they cannot be decrypted. */
export const openSecrets = (cipher: Cipher, { sealedSecrets }: WebhookRecord): readonly Secret[] | null =>
  open<readonly Secret[]>(cipher, sealedSecrets);

/** Auth and headers of a record with their secret values; `null` when these cannot be decrypted. */
const openCredentials = (cipher: Cipher, { sealedCredentials, masked }: WebhookRecord): Credentials | null =>
  sealedCredentials === null ? { auth: masked.auth, headers: masked.headers } : open<Credentials>(cipher, sealedCredentials);

/** What a save of a record may keep; `null` when its secret values cannot be decrypted. */
export const openKept = (cipher: Cipher, record: WebhookRecord): Kept | null => {
  const credentials = openCredentials(cipher, record);
  return credentials && { ...credentials, urls: record.masked.receivers.map(({ url }) => url) };
};

/** A record as the engine uses it. One that cannot be decrypted keeps its place, with a fault: its deliveries are made, and wait. */
export const openRecord = (cipher: Cipher, record: WebhookRecord): Webhook => {
  const secrets = openSecrets(cipher, record);
  const credentials = openCredentials(cipher, record);
  return {
    ...record.masked,
    ...(credentials ?? {}),
    id: record.id,
    isDeclared: false,
    secrets: secrets ?? [],
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    fault: secrets === null || secrets.length === 0 || credentials === null ? FAULT : null,
  };
};
