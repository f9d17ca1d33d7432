import type { ReceiverState, ReceiverView, SecretView, WebhookView } from '../../../shared/contracts/webhook';
import { publicKeyOf } from '../signing/secret';
import { maskCredentials } from './masking';
import { HEALTHY, type ReceiverHealth } from './receiver';
import type { Secret, Webhook } from './webhook';

/** Health of receivers by id; one that is missing has not been tried yet. */
export type HealthById = ReadonlyMap<string, ReceiverHealth & { readonly pendingCount: number }>;

const isoOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The health of a receiver in one word for people. */
export const stateOf = ({ breaker, pausedUntil, consecutiveFailures }: ReceiverHealth, nowMs: number): ReceiverState => {
  if (breaker === 'gone' || breaker === 'disabled') return breaker;
  if (breaker === 'open' || (pausedUntil !== null && pausedUntil > nowMs)) return 'paused';
  return consecutiveFailures > 0 ? 'failing' : 'healthy';
};

/** A secret without its value. */
export const viewSecret = ({ id, kind, value, createdAt, expiresAt }: Secret): SecretView => ({
  id,
  kind,
  createdAt: new Date(createdAt).toISOString(),
  expiresAt: isoOf(expiresAt),
  publicKey: publicKeyOf(value),
});

const viewReceiver = (receiver: Webhook['receivers'][number], healthById: HealthById, nowMs: number): ReceiverView => {
  const health = healthById.get(receiver.id) ?? { ...HEALTHY, pendingCount: 0 };
  return {
    id: receiver.id,
    url: receiver.url,
    format: receiver.format,
    state: stateOf(health, nowMs),
    pausedUntil: isoOf(health.pausedUntil),
    failingSince: isoOf(health.failingSince),
    consecutiveFailures: health.consecutiveFailures,
    lastError: health.lastError,
    pendingCount: health.pendingCount,
  };
};

/** A webhook as it may leave the server: every secret value masked. Named part by part, so that nothing new slips out. */
export const viewWebhook = (webhook: Webhook, healthById: HealthById, nowMs: number): WebhookView => ({
  id: webhook.id,
  isDeclared: webhook.isDeclared,
  name: webhook.name,
  description: webhook.description,
  isEnabled: webhook.isEnabled,
  events: webhook.events,
  condition: webhook.condition,
  payload: webhook.payload,
  format: webhook.format,
  ...maskCredentials(webhook),
  extraSignatures: webhook.extraSignatures,
  retry: webhook.retry,
  timeoutMs: webhook.timeoutMs,
  maxConcurrency: webhook.maxConcurrency,
  maxPerSecond: webhook.maxPerSecond,
  order: webhook.order,
  submissions: webhook.submissions,
  asksFirst: webhook.asksFirst,
  receivers: webhook.receivers.map((receiver) => viewReceiver(receiver, healthById, nowMs)),
  secrets: webhook.secrets.map(viewSecret),
  fault: webhook.fault,
  createdAt: new Date(webhook.createdAt).toISOString(),
  updatedAt: new Date(webhook.updatedAt).toISOString(),
});
