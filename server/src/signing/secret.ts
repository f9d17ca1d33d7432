import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import type { SecretKind } from '../../../shared/contracts/webhook';

/** Prefixes of the Standard Webhooks specification: a symmetric key, an Ed25519 private key, an Ed25519 public key. */
export const PREFIXES = { symmetric: 'whsec_', ed25519: 'whsk_', public: 'whpk_' } as const;

const SEED_BYTES = 32;
/** The specification asks for keys of 24 to 64 bytes. */
const SYMMETRIC_BYTES = { least: 24, made: 32, most: 64 };
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const bytesAfter = (prefix: string, value: string): Buffer | null => {
  const text = value.slice(prefix.length);
  return value.startsWith(prefix) && BASE64.test(text) ? Buffer.from(text, 'base64') : null;
};

const keyOfSeed = (seed: Buffer, publicBytes: Buffer): KeyObject =>
  createPrivateKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: publicBytes.toString('base64url') },
  });

const publicBytesOf = (key: KeyObject): Buffer =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url');

const ed25519Key = (value: string): KeyObject | null => {
  const bytes = bytesAfter(PREFIXES.ed25519, value);
  if (bytes?.length !== 2 * SEED_BYTES) return null;
  const publicHalf = bytes.subarray(SEED_BYTES);
  const key = keyOfSeed(bytes.subarray(0, SEED_BYTES), publicHalf);
  // Node takes the public half on trust and derives its own: a mixed-up pair would sign what nobody can verify.
  return publicBytesOf(key).equals(publicHalf) ? key : null;
};

const symmetricKey = (value: string): Buffer | null => {
  const bytes = bytesAfter(PREFIXES.symmetric, value);
  return bytes && bytes.length >= SYMMETRIC_BYTES.least && bytes.length <= SYMMETRIC_BYTES.most ? bytes : null;
};

/** A secret ready to sign with. */
export type SigningKey =
  { readonly kind: 'symmetric'; readonly key: Buffer } | { readonly kind: 'ed25519'; readonly key: KeyObject };

/** Reads `whsec_…` (base64, 24 to 64 bytes) or `whsk_…` (base64 of seed and public key); `null` for anything else. */
export const readSecret = (value: string): SigningKey | null => {
  const symmetric = symmetricKey(value);
  if (symmetric) return { kind: 'symmetric', key: symmetric };
  const key = ed25519Key(value);
  return key && { kind: 'ed25519', key };
};

/** Whether a text is a secret that can sign: for secrets that people bring along. */
export const isSecretValue = (text: string): boolean => readSecret(text) !== null;

/** What receivers verify an Ed25519 secret with (`whpk_…`); `null` for a symmetric secret, which has no public half, and for no secret. */
export const publicKeyOf = (value: string): string | null => {
  const secret = readSecret(value);
  return secret?.kind === 'ed25519' ? PREFIXES.public + publicBytesOf(secret.key).toString('base64') : null;
};

/** Makes a secret: 32 random bytes as `whsec_…`, or an Ed25519 pair as `whsk_…` with its `whpk_…`. */
export const generateSecret = (kind: SecretKind): { readonly value: string; readonly publicKey: string | null } => {
  if (kind === 'symmetric') {
    return { value: PREFIXES.symmetric + randomBytes(SYMMETRIC_BYTES.made).toString('base64'), publicKey: null };
  }
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const publicBytes = Buffer.from(x as string, 'base64url');
  return {
    value: PREFIXES.ed25519 + Buffer.concat([Buffer.from(d as string, 'base64url'), publicBytes]).toString('base64'),
    publicKey: PREFIXES.public + publicBytes.toString('base64'),
  };
};
