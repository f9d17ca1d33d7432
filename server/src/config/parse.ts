import type { AnySchema } from 'yup';
import { createGuard } from '../http/guard';
import type { FieldError } from '../kernel/errors';
import {
  expected,
  expectedBoolean,
  expectedNumber,
  expectedOneOf,
  expectedSecret,
  expectedText,
  expectedWhole,
  faultsOf,
  isRecord,
  listOf,
  nullOr,
  optional,
  recordOf,
} from '../kernel/expected';
import { isRedisConnection } from '../queue/connection';
import { CONFIG_DEFAULTS, type CaptchaConfig, type Config, type DeclaredWebhook } from './config';
import { parseDeclared } from './declared';

const isAllowable = (value: unknown): boolean => {
  if (typeof value !== 'string') return false;
  try {
    createGuard({ allow: [value] });
    return true;
  } catch {
    return false;
  }
};

const isEmail = (value: unknown): boolean => typeof value === 'string' && value.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(value);

/** What a header can carry. */
const isToken = (value: unknown): boolean => typeof value === 'string' && /^[\x21-\x7e]{16,200}$/.test(value);

const isPrefix = (value: unknown): boolean => typeof value === 'string' && /^[\x21-\x7e]{1,100}$/.test(value);

const A_REDIS = 'the URL of a Redis such as `redis://localhost:6379`, or options of ioredis without `keyPrefix`';

const list = (element: AnySchema, noun: string): AnySchema => optional(listOf(element, 0, 1_000, noun));

const isHttpUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^https?:\/\/[^\s]{1,500}$/.test(value) && URL.canParse(value);

const captcha = recordOf(
  {
    siteKey: expectedText(1, 200),
    secret: expectedSecret(
      'the secret of the service, a text',
      (value) => typeof value === 'string' && /^[\x21-\x7e]{1,500}$/.test(value)
    ),
    hostnames: list(expectedText(1, 253), 'host names'),
    minScore: optional(expectedNumber(0, 1)),
    verifyUrl: optional(nullOr(expected('an http or https URL', isHttpUrl))),
  },
  'option'
);

const schema = recordOf(
  {
    worker: expectedBoolean(),
    webhooks: expected('an object of webhooks by key', isRecord),
    capture: recordOf({ actor: expectedBoolean(), payloadLimitBytes: expectedWhole(1_024, 100 * 1_048_576) }, 'option'),
    delivery: recordOf(
      {
        maxInFlight: expectedWhole(1, 10_000),
        batchSize: expectedWhole(1, 1_000),
        leaseMarginMs: expectedWhole(5_000, 600_000),
        shutdownMs: expectedWhole(0, 600_000),
      },
      'option'
    ),
    queue: recordOf(
      {
        driver: expectedOneOf(['database', 'bullmq']),
        // It holds a password mostly, so no sentence repeats it.
        connection: nullOr(expectedSecret(A_REDIS, isRedisConnection)),
        prefix: expected('a prefix of 1 to 100 visible characters without spaces', isPrefix),
      },
      'option'
    ),
    breaker: recordOf(
      {
        failureThreshold: expectedWhole(1, 1_000),
        firstPauseS: expectedWhole(1, 86_400),
        longestPauseS: expectedWhole(1, 86_400),
        disableAfterDays: expectedWhole(1, 365),
      },
      'option'
    ),
    http: recordOf(
      {
        allowAddresses: list(expected('an IP address, a CIDR range, a host name or `*.suffix`', isAllowable), 'addresses'),
        maxLoggedBytes: expectedWhole(0, 1_048_576),
      },
      'option'
    ),
    retention: recordOf({ days: expectedWhole(1, 3_650) }, 'option'),
    notices: recordOf({ emails: list(expected('an e-mail address', isEmail), 'e-mail addresses') }, 'option'),
    forms: recordOf(
      {
        serializingObjectUsingNameValueFormat: expectedBoolean(),
        maxTextBytes: expectedWhole(1_024, 16 * 1_048_576),
        maxFileBytes: expectedWhole(1_024, 1_024 * 1_048_576),
        maxRequestBytes: expectedWhole(1_024, 4_096 * 1_048_576),
        fileLinkDays: expectedWhole(1, 365),
        proofOfWorkHashes: expectedWhole(1_000, 10_000_000),
        captcha: recordOf({ turnstile: nullOr(captcha), hcaptcha: nullOr(captcha), recaptcha: nullOr(captcha) }, 'option'),
      },
      'option'
    ),
    logs: recordOf({ attempts: expectedOneOf(['all', 'failed', 'none']) }, 'option'),
    metrics: recordOf(
      {
        token: nullOr(expectedSecret('a token of 16 to 200 visible characters without spaces', isToken)),
        perWebhook: expectedBoolean(),
      },
      'option'
    ),
    health: recordOf({ maxBacklogAgeS: expectedWhole(0, 86_400) }, 'option'),
  },
  'option'
);

const withDefaults = (defaults: Readonly<Record<string, unknown>>, given: unknown): unknown => {
  if (given === undefined) return defaults;
  if (!isRecord(given)) return given;
  const names = new Set([...Object.keys(defaults), ...Object.keys(given)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const fallback = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
      const value = given[name];
      return [name, isRecord(fallback) ? withDefaults(fallback, value) : value === undefined ? fallback : value];
    })
  );
};

const sentence = ({ path, message }: FieldError): string => (path === '' ? message : `\`${path}\`: ${message}`);

/** The configuration is wrong: nothing starts before it is mended. One line for each fault. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly FieldError[]) {
    super(
      `The configuration of the plugin "switchboard" is not valid.\n${faults.map((fault) => `- ${sentence(fault)}`).join('\n')}`
    );
    this.name = 'ConfigError';
  }
}

const orThrow = (faults: readonly FieldError[]): void => {
  if (faults.length > 0) throw new ConfigError(faults);
};

const CAPTCHA_DEFAULTS = { hostnames: [], minScore: 0.5, verifyUrl: null };

/** No defaults in `CONFIG_DEFAULTS`: there a service that nobody has set up is `null`. */
const withCaptchaDefaults = (captcha: Config['forms']['captcha']): Config['forms']['captcha'] => {
  const filled = ({ siteKey, secret, ...options }: CaptchaConfig): CaptchaConfig => ({
    siteKey,
    secret,
    ...CAPTCHA_DEFAULTS,
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  });
  const { turnstile, hcaptcha, recaptcha } = captcha;
  return {
    turnstile: turnstile && filled(turnstile),
    hcaptcha: hcaptcha && filled(hcaptcha),
    recaptcha: recaptcha && filled(recaptcha),
  };
};

/**
 * Reads the configuration as Strapi merged it over `CONFIG_DEFAULTS` (or any part of it). Throws `ConfigError` with a sentence for each
 * fault, those of declared webhooks included; no sentence repeats a secret.
 */
export const parseConfig = (input: unknown): Config => {
  const whole = withDefaults(CONFIG_DEFAULTS, input ?? {});
  orThrow(faultsOf(schema, whole));
  const config = whole as Config;
  if (config.breaker.longestPauseS < config.breaker.firstPauseS) {
    throw new ConfigError([{ path: 'breaker.longestPauseS', message: 'Expected it to be no less than `breaker.firstPauseS`.' }]);
  }
  if (config.queue.driver === 'bullmq' && config.queue.connection === null) {
    throw new ConfigError([{ path: 'queue.connection', message: `Expected ${A_REDIS}, because \`queue.driver\` is \`bullmq\`.` }]);
  }
  const allowAddresses = config.http.allowAddresses ?? [];
  const { judgeUrl } = createGuard({ allow: allowAddresses });
  const declared = Object.entries(config.webhooks).map(([key, webhook]) => ({ key, read: parseDeclared(key, webhook, judgeUrl) }));
  orThrow(
    declared.flatMap(({ key, read }) =>
      read.kind === 'valid'
        ? []
        : read.faults.map(({ path, message }) => ({ path: `webhooks.${key}${path === '' ? '' : `.${path}`}`, message }))
    )
  );
  const webhooks = declared.flatMap(({ key, read }): [string, DeclaredWebhook][] =>
    read.kind === 'valid' ? [[key, read.webhook]] : []
  );
  return {
    ...config,
    webhooks: Object.fromEntries(webhooks),
    http: { ...config.http, allowAddresses },
    notices: { emails: config.notices.emails ?? [] },
    forms: { ...config.forms, captcha: withCaptchaDefaults(config.forms.captcha) },
  };
};
