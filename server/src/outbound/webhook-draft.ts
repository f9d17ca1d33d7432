import { WEBHOOK_DEFAULTS } from '../../../shared/contracts/webhook';
import { isRecord } from '../kernel/expected';

const without = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

const each = (value: unknown, complete: (one: unknown) => unknown): unknown => (Array.isArray(value) ? value.map(complete) : value);

const withDefaults = (defaults: Readonly<Record<string, unknown>>, value: unknown): unknown =>
  isRecord(value) ? { ...defaults, ...without(value) } : value;

const receiver = (value: unknown): unknown =>
  withDefaults({ id: '', format: null }, typeof value === 'string' ? { url: value } : value);

const event = (value: unknown): unknown => withDefaults({ uid: null }, typeof value === 'string' ? { type: value } : value);

const header = (value: unknown): unknown => withDefaults({ isSecret: false }, value);

const auth = (value: unknown): unknown =>
  isRecord(value) && value['kind'] === 'oauth2' ? withDefaults({ scope: '', audience: '' }, value) : value;

/**
 * Fills in what a caller left out: defaults of the webhook and of its parts; strings become whole receivers and events. Judges nothing: what
 * is not understood stays as it is, for the schema to complain about.
 */
export const completeDraft = (input: unknown): unknown => {
  if (!isRecord(input)) return input;
  const whole = { ...WEBHOOK_DEFAULTS, ...without(input) } as Record<string, unknown>;
  return {
    ...whole,
    receivers: each(whole['receivers'], receiver),
    events: each(whole['events'], event),
    headers: each(whole['headers'], header),
    auth: auth(whole['auth']),
  };
};
