import { createHash } from 'node:crypto';
import type { WebhookInput } from '../../../shared/contracts/webhook';
import { PluginError, type FieldError } from '../kernel/errors';
import { expectedSecret, faultsOf, isRecord, listOf } from '../kernel/expected';
import { parseWebhook, type JudgeUrl } from '../outbound/webhook.schema';
import { isSecretValue } from '../signing/secret';
import type { DeclaredWebhook } from './config';

const KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_KEY = 50;
const MOST_SECRETS = 5;

/** Stable over restarts, so that deliveries keep pointing at their receiver; another URL is another receiver. */
const receiverIdOf = (key: string, url: string): string =>
  `rcv_${createHash('sha256').update(`${key} ${url}`).digest('hex').slice(0, 26).toUpperCase()}`;

const withIds = (key: string, input: WebhookInput): WebhookInput => ({
  ...input,
  receivers: input.receivers.map((receiver) => ({ ...receiver, id: receiver.id || receiverIdOf(key, receiver.url) })),
});

const MISSING: FieldError = {
  path: 'secret',
  message:
    'Expected a secret to sign with, got none: nothing is sent unsigned. Take it from the environment, such as env("SHOP_SECRET"); make one ' +
    'with `echo whsec_$(openssl rand -base64 32)`.',
};

const secretsOf = (secret: unknown): readonly unknown[] =>
  secret === undefined || secret === '' ? [] : Array.isArray(secret) ? secret : [secret];

const secretsSchema = listOf(
  expectedSecret(
    'a secret such as `whsec_…` (24 to 64 bytes in base64) or `whsk_…`',
    (value) => typeof value === 'string' && isSecretValue(value)
  ),
  1,
  MOST_SECRETS,
  'secrets'
);

const below = (path: string, faults: readonly FieldError[]): readonly FieldError[] =>
  faults.map((fault) => ({ ...fault, path: fault.path === '' ? path : `${path}.${fault.path}` }));

export type Declared =
  | { readonly kind: 'valid'; readonly webhook: DeclaredWebhook }
  | { readonly kind: 'faulty'; readonly faults: readonly FieldError[] };

/** Reads one declared webhook: a `WebhookDraft` with a `secret` (text or a list of texts, current first). */
export const parseDeclared = (key: string, declared: unknown, judgeUrl: JudgeUrl): Declared => {
  if (!KEY.test(key) || key.length > LONGEST_KEY) {
    return {
      kind: 'faulty',
      faults: [{ path: '', message: 'Expected a key of lower-case letters, digits and hyphens, at most 50 characters.' }],
    };
  }
  const { secret, ...draft } = isRecord(declared) ? declared : { secret: undefined };
  const secrets = secretsOf(secret);
  const faults = !isRecord(declared) ? [] : secrets.length === 0 ? [MISSING] : below('secret', faultsOf(secretsSchema, secrets));
  try {
    // The key is a name good enough where none is given.
    const input = parseWebhook(isRecord(declared) ? { name: key, ...draft } : declared, { judgeUrl });
    return faults.length > 0
      ? { kind: 'faulty', faults }
      : { kind: 'valid', webhook: { input: withIds(key, input), secrets: secrets as string[] } };
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return { kind: 'faulty', faults: [...faults, ...error.fields] };
  }
};
