import type { SecretKind } from '../../../shared/contracts/webhook';
import type { DeclaredWebhook } from '../config/config';
import { PREFIXES } from '../signing/secret';
import type { Webhook } from './webhook';

const kindOf = (value: string): SecretKind => (value.startsWith(PREFIXES.ed25519) ? 'ed25519' : 'symmetric');

/** Webhooks of `config/plugins` as the engine uses them. Their ids and those of their receivers are the same after every restart. */
export const declaredWebhooks = (byKey: Readonly<Record<string, DeclaredWebhook>>, nowMs: number): readonly Webhook[] =>
  Object.entries(byKey).map(([key, { input, secrets }]) => ({
    ...input,
    id: `config:${key}`,
    isDeclared: true,
    secrets: secrets.map((value, i) => ({
      id: `config:${key}:${i}`,
      kind: kindOf(value),
      value,
      createdAt: nowMs,
      expiresAt: null,
    })),
    createdAt: nowMs,
    updatedAt: nowMs,
    fault: null,
  }));
