import { createHmac, sign } from 'node:crypto';
import type { SecretKind } from '../../../shared/contracts/webhook';
import { readSecret, type SigningKey } from './secret';

/** What is signed: the bytes that travel, never a text made of them, or bodies that are not UTF-8 would get a wrong signature. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since the Unix epoch, whole. */
  readonly timestampS: number;
  readonly body: Buffer;
}

const signatureOf = (secret: SigningKey, content: Buffer): string =>
  secret.kind === 'symmetric'
    ? `v1,${createHmac('sha256', secret.key).update(content).digest('base64')}`
    : `v1a,${sign(null, content, secret.key).toString('base64')}`;

const read = ({ kind, value }: { readonly kind: SecretKind; readonly value: string }): SigningKey => {
  const secret = readSecret(value);
  // Stored secrets were checked when they came in. What does not read any more was damaged: sending unsigned would hide that.
  if (secret?.kind !== kind) {
    throw new Error(`expected a signing secret of kind ${kind} (whsec_… or whsk_… and base64), got one that cannot be read`);
  }
  return secret;
};

/**
 * Value of `webhook-signature` (Standard Webhooks): one signature per secret, in the given order, separated by a space; `''` without
 * secrets. Every live secret signs, so that receivers can change over while a rotated one still counts.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signStandard = (
  { id, timestampS, body }: SignedMessage,
  secrets: readonly { readonly kind: SecretKind; readonly value: string }[]
): string => {
  const content = Buffer.concat([Buffer.from(`${id}.${timestampS}.`), body]);
  return secrets.map((secret) => signatureOf(read(secret), content)).join(' ');
};
