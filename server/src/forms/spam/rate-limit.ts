import type { FormSettings } from '../../../../shared/contracts/form';
import { PluginError } from '../../kernel/errors';
import type { Clock } from '../../kernel/clock';
import type { GuardStore } from '../ports';

/** Limits are submissions in this time. */
export const WINDOW_MS = 600_000;
/** Who is over a limit is remembered here, so that a flood costs the database nothing. Beyond this many the memory starts anew. */
const MEMORY_SIZE = 10_000;

/** A visitor must wait. */
export class TooManySubmissions extends PluginError {
  constructor(readonly retryAfterS: number) {
    super('TOO_MANY_SUBMISSIONS');
  }
}

export interface Hit {
  readonly formId: string;
  readonly limits: Pick<FormSettings['spam'], 'perAddress' | 'perForm'>;
  /** Says nothing about the address: see `addressKey`. */
  readonly address: string;
}

/**
 * Counts a submission, whatever becomes of it, and throws when there were too many. Counted in the database, so that the limit holds over all
 * instances: a window begins with its first submission. The address first: one visitor must not use up the form for all.
 */
export const createRateLimit = (guards: Pick<GuardStore, 'count'>, clock: Clock) => {
  const waiting = new Map<string, number>();

  const count = async (formId: string, key: string, limit: number): Promise<void> => {
    if (limit <= 0) return;
    const place = `${formId} ${key}`;
    const until = waiting.get(place) ?? 0;
    const now = clock();
    if (until > now) throw new TooManySubmissions(Math.ceil((until - now) / 1_000));
    const { count: counted, endsInMs } = await guards.count({ scope: 'rate', key, formId, forMs: WINDOW_MS }, null);
    if (counted <= limit) return;
    if (waiting.size >= MEMORY_SIZE) waiting.clear();
    waiting.set(place, now + endsInMs);
    throw new TooManySubmissions(Math.max(1, Math.ceil(endsInMs / 1_000)));
  };

  return async ({ formId, limits, address }: Hit): Promise<void> => {
    await count(formId, address, limits.perAddress);
    await count(formId, '', limits.perForm);
  };
};

export type RateLimit = ReturnType<typeof createRateLimit>;
