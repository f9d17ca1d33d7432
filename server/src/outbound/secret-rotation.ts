import { PluginError } from '../kernel/errors';
import type { Secret } from './webhook';

/** Every live secret signs, so a header would grow without bound. */
export const MAX_LIVE_SECRETS = 5;

const HOUR_MS = 3_600_000;

/** Whether a secret still signs at that instant. */
export const isLive = ({ expiresAt }: Secret, nowMs: number): boolean => expiresAt === null || expiresAt > nowMs;

/**
 * Makes `fresh` the current secret of its kind. The others of that kind sign on for the overlap, so that receivers can change over; secrets
 * of the other kind are left as they are. Expired ones are dropped. Throws `TOO_MANY_SECRETS`.
 */
export const rotate = (secrets: readonly Secret[], fresh: Secret, overlapHours: number, nowMs: number): readonly Secret[] => {
  const endsAt = nowMs + overlapHours * HOUR_MS;
  const ending = (secret: Secret): Secret =>
    secret.kind !== fresh.kind ? secret : { ...secret, expiresAt: Math.min(secret.expiresAt ?? endsAt, endsAt) };
  const next = [fresh, ...secrets.map(ending).filter((secret) => isLive(secret, nowMs))];
  if (next.length > MAX_LIVE_SECRETS) throw new PluginError('TOO_MANY_SECRETS');
  return next;
};

/** Takes one secret away at once. Throws `SECRET_NOT_FOUND`, and `LAST_SECRET` when no live one would be left. */
export const withoutSecret = (secrets: readonly Secret[], id: string, nowMs: number): readonly Secret[] => {
  if (!secrets.some((secret) => secret.id === id)) throw new PluginError('SECRET_NOT_FOUND');
  const rest = secrets.filter((secret) => secret.id !== id && isLive(secret, nowMs));
  if (rest.length === 0) throw new PluginError('LAST_SECRET');
  return rest;
};
