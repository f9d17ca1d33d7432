import type { Config } from '../../config/config';
import type { Facts, FactName, Listener } from '../../kernel/telemetry';
import type { Strapi } from '../../plugin';

type Level = 'error' | 'warn' | 'info' | 'http' | 'debug';
type Line = readonly [Level, string];

/** Quoted where a reader of `key=value` would stop too early. */
const written = (value: unknown): string => (/[\s"=]/.test(String(value)) ? JSON.stringify(String(value)) : String(value));

const pairs = (fields: Record<string, unknown>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${written(value)}`)
    .join(' ');

const errorText = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

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
  'engine.fault': ({ during, error }) => ['error', `fault during ${during}: ${errorText(error)}`],
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

/** Writes facts to Strapi's logger. `attempts` says which attempts get a line. */
export const createLogLines =
  (log: Strapi['log'], attempts: Config['logs']['attempts']): Listener =>
  (name, fact) => {
    const isAttempt = name === 'delivery.attempted';
    if (isAttempt && attempts === 'none') return;
    const line = LINES[name]?.(fact);
    if (line && isAttempt && attempts === 'failed' && line[0] === 'http') return;
    if (line) log[line[0]](`[switchboard] ${line[1]}`);
  };
