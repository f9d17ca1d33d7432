import type { Config } from '../../config/config';
import type { Facts, FactName, Listener } from '../../kernel/telemetry';
import { createRepeats } from '../../kernel/repeats';
import type { Strapi } from '../../plugin';
import { describeFault, faultKey } from './log.faults';

type Level = 'error' | 'warn' | 'info' | 'http' | 'debug';
type Line = readonly [Level, string];

/** Quoted where a reader of `key=value` would stop too early. */
const written = (value: unknown): string => (/[\s"=]/.test(String(value)) ? JSON.stringify(String(value)) : String(value));

const pairs = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${written(value)}`)
    .join(' ');

/** How each fact reads in the log. One attempt, one line; facts without a line are for metrics only. */
const LINES: { readonly [N in FactName]?: (fact: Facts[N]) => Line | null } = {
  'event.captured': ({ eventId, type, uid, bytes, isTruncated }) =>
    isTruncated
      ? ['warn', `event over the payload limit, it travels as ids: ${pairs({ event: eventId, type, uid, bytes })}`]
      : null,
  'delivery.attempted': ({ deliveryId, eventId, webhookId, receiverId, number, outcome, status, durationMs, next }) => [
    outcome === 'accepted' ? 'http' : 'warn',
    `attempt ${pairs({ delivery: deliveryId, event: eventId, webhook: webhookId, receiver: receiverId, number, outcome, status, ms: durationMs, next })}`,
  ],
  'lease.expired': ({ deliveryId, receiverId }) => [
    'warn',
    `lease expired, taken back: ${pairs({ delivery: deliveryId, receiver: receiverId })}`,
  ],
  'receiver.paused': ({ receiverId, url, untilMs }) => [
    'warn',
    `receiver keeps failing, paused: ${pairs({ receiver: receiverId, url: hostOf(url), until: new Date(untilMs).toISOString() })}`,
  ],
  'receiver.recovered': ({ receiverId, url }) => [
    'info',
    `receiver answers again: ${pairs({ receiver: receiverId, url: hostOf(url) })}`,
  ],
  'receiver.gone': ({ receiverId, url }) => [
    'warn',
    `receiver answered 410, stopped: ${pairs({ receiver: receiverId, url: hostOf(url) })}`,
  ],
  'receiver.disabled': ({ receiverId, url, failingSinceMs }) => [
    'error',
    `receiver disabled, nothing but failures: ${pairs({ receiver: receiverId, url: hostOf(url), since: new Date(failingSinceMs).toISOString() })}`,
  ],
  'receiver.asked': ({ webhookId, receiverId, answer, because, durationMs }) => [
    answer === 'silent' ? 'warn' : 'http',
    `asked ${pairs({ webhook: webhookId, receiver: receiverId, answer, because, ms: durationMs })}`,
  ],
  'redis.changed': ({ isAnswering, error }) =>
    isAnswering
      ? ['info', 'Redis answers, workers are told by it']
      : ['warn', `Redis does not answer, workers look every second: ${pairs({ error })}`],
  'engine.fault': ({ during, error }) => ['error', `fault during ${during}: ${describeFault(error)}`],
  'engine.recovered': ({ faultCount, lastedMs }) => [
    'info',
    `rounds of the dispatcher end well again: ${pairs({ faults: faultCount, seconds: Math.round(lastedMs / 1_000) })}`,
  ],
  'purge.ended': ({ deletedEvents, deletedDeliveries }) =>
    deletedEvents + deletedDeliveries > 0
      ? ['info', `purged ${pairs({ events: deletedEvents, deliveries: deletedDeliveries })}`]
      : null,
  'forms.purged': ({ submissions, files }) =>
    submissions > 0 ? ['info', `purged by the forms' retention: ${pairs({ submissions, files })}`] : null,
};

// A receiver URL may carry a token in its path or query (Slack, Teams, Zapier do): only the host goes into the log.
const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return 'invalid';
  }
};

/** A database that is away fails each round, every second: for whoever reads the log at night, that is one thing to know. */
const FAULT_EVERY_MS = 60_000;

/** What is the same to `createRepeats`; `null`: each one is told. */
const repeatOf = <N extends FactName>(name: N, fact: Facts[N]): string | null => {
  if (name === 'engine.recovered') return name;
  if (name !== 'engine.fault') return null;
  const { during, error } = fact as Facts['engine.fault'];
  return faultKey(during, error);
};

export interface LogOptions {
  /** Which attempts get a line. */
  readonly attempts: Config['logs']['attempts'];
  /** Milliseconds of a clock that never steps. */
  readonly now: () => number;
}

/** Writes facts to Strapi's logger. */
export const createLogLines = (log: Strapi['log'], { attempts, now }: LogOptions): Listener => {
  const repeats = createRepeats(now, FAULT_EVERY_MS);
  return (name, fact) => {
    const isAttempt = name === 'delivery.attempted';
    if (isAttempt && attempts === 'none') return;
    const repeat = repeatOf(name, fact);
    const untold = repeat === null ? 0 : repeats(repeat);
    if (untold === null) return;
    const line = LINES[name]?.(fact);
    if (!line || (isAttempt && attempts === 'failed' && line[0] === 'http')) return;
    log[line[0]](`[switchboard] ${line[1]}${untold > 0 ? `; ${untold} more like it since the last such line` : ''}`);
  };
};
