import type { WebhookInput } from '../../../shared/contracts/webhook';
import type { RedisConnection } from '../queue/connection';

/** A webhook declared in `config/plugins`, read-only in the admin panel. */
export interface DeclaredWebhook {
  /** With ids for its receivers, derived from key and URL: the same after every restart. */
  readonly input: WebhookInput;
  /** `whsec_…` or `whsk_…`, current first; further ones sign as well, so that receivers can change over. At least one. */
  readonly secrets: readonly string[];
}

/** An account with a captcha service. */
export interface CaptchaConfig {
  readonly siteKey: string;
  readonly secret: string;
  /** Names of the sites that show the forms; empty: any. */
  readonly hostnames: readonly string[];
  /** Below this score a visitor counts as a bot: reCAPTCHA v3 only. */
  readonly minScore: number;
  /** Where the service is asked; `null`: at its own address. */
  readonly verifyUrl: string | null;
}

/** Everything an operator can decide in `config/plugins`, under `switchboard.config`. */
export interface Config {
  /** Whether this process delivers. Switch it off where others do, e.g. on a preview server; events are captured all the same. */
  readonly worker: boolean;
  /** Declared webhooks by key; the id of one is `config:<key>`. */
  readonly webhooks: Readonly<Record<string, DeclaredWebhook>>;
  readonly capture: {
    /** Puts id and name of who did it into events. Personal data: off unless somebody decides so. */
    readonly actor: boolean;
    /** Entries whose JSON is larger travel as ids, with `truncated: true`. */
    readonly payloadLimitBytes: number;
  };
  readonly delivery: {
    /** Requests under way at once in this process, over all receivers. */
    readonly maxInFlight: number;
    /** Events routed, and deliveries claimed or settled, in one go. */
    readonly batchSize: number;
    /** How much longer than the longest timeout of its webhooks a claim is held, so that nobody takes over what is still being sent. */
    readonly leaseMarginMs: number;
    /** How long a stopping process waits for requests under way; then it gives the rest back. */
    readonly shutdownMs: number;
  };
  readonly queue: {
    /** Who tells workers that there may be work: the database alone, or Redis beside it, by BullMQ. */
    readonly driver: 'database' | 'bullmq';
    /** Where Redis is; there with `bullmq`. */
    readonly connection: RedisConnection | null;
    /** Begins each key in Redis. */
    readonly prefix: string;
  };
  readonly breaker: {
    /** Failures in a row after which a receiver is paused. */
    readonly failureThreshold: number;
    /** The first pause; each further one is twice as long. */
    readonly firstPauseS: number;
    readonly longestPauseS: number;
    /** A receiver that accepted nothing for this long is disabled and somebody is told. */
    readonly disableAfterDays: number;
  };
  readonly http: {
    /** What the address guard lets through although it is not public: IP addresses, CIDR ranges, host names, `*.suffix`. */
    readonly allowAddresses: readonly string[];
    /** How much of an answer is read and kept. */
    readonly maxLoggedBytes: number;
  };
  readonly retention: {
    /** Final deliveries and their events are kept this long. */
    readonly days: number;
  };
  readonly notices: {
    /** Who is told by e-mail that a receiver was disabled or is gone. Empty: every active super administrator. */
    readonly emails: readonly string[];
  };
  readonly forms: {
    /**
     * What a webhook's `json` means for form submissions: one object (false) or an array of names and values (true). Episerver Forms' own name
     * for the choice. A format that a receiver URL has of its own is not touched.
     */
    readonly serializingObjectUsingNameValueFormat: boolean;
    /** Bytes of a submission without files, and of all texts of one with files. */
    readonly maxTextBytes: number;
    /** Bytes of one file, whatever a field allows. */
    readonly maxFileBytes: number;
    /** Bytes of a submission with files. */
    readonly maxRequestBytes: number;
    /** How long a link to a file works that travels in an event. */
    readonly fileLinkDays: number;
    /** Hashes that a browser may need for a proof of work. */
    readonly proofOfWorkHashes: number;
    /** Captcha services that forms may use; `null`: not set up. */
    readonly captcha: Readonly<Record<'turnstile' | 'hcaptcha' | 'recaptcha', CaptchaConfig | null>>;
  };
  readonly logs: {
    /** One line for every attempt, for failed ones, or for none. */
    readonly attempts: 'all' | 'failed' | 'none';
  };
  readonly metrics: {
    /** Opens metrics and the details of health to whoever sends it as a bearer token; `null`: to API tokens with the permission only. */
    readonly token: string | null;
    /** Counts attempts and deliveries by webhook as well: a few series more for each. */
    readonly perWebhook: boolean;
  };
  readonly health: {
    /** A worker is failing when what it could send has waited for longer than this; 0: it never is because of that. */
    readonly maxBacklogAgeS: number;
  };
}

/** Whole parts of the configuration that consist of numbers, texts and switches. */
type Plain = Pick<
  Config,
  'worker' | 'capture' | 'delivery' | 'queue' | 'breaker' | 'retention' | 'forms' | 'logs' | 'metrics' | 'health'
> & {
  readonly http: Pick<Config['http'], 'maxLoggedBytes'>;
};

/**
 * What holds where the operator says nothing; given to Strapi as `config.default`. No arrays in here: Strapi merges them by index, so a
 * shorter list of the operator's would keep the tail of ours.
 */
export const CONFIG_DEFAULTS = {
  worker: true,
  webhooks: {},
  capture: { actor: false, payloadLimitBytes: 1_048_576 },
  delivery: { maxInFlight: 500, batchSize: 200, leaseMarginMs: 30_000, shutdownMs: 20_000 },
  queue: { driver: 'database', connection: null, prefix: 'switchboard' },
  breaker: { failureThreshold: 10, firstPauseS: 30, longestPauseS: 600, disableAfterDays: 5 },
  http: { maxLoggedBytes: 16_384 },
  retention: { days: 30 },
  notices: {},
  forms: {
    serializingObjectUsingNameValueFormat: false,
    maxTextBytes: 1_048_576,
    maxFileBytes: 26_214_400,
    maxRequestBytes: 104_857_600,
    fileLinkDays: 7,
    proofOfWorkHashes: 50_000,
    captcha: { turnstile: null, hcaptcha: null, recaptcha: null },
  },
  logs: { attempts: 'all' },
  metrics: { token: null, perWebhook: false },
  health: { maxBacklogAgeS: 900 },
} as const satisfies Plain & { webhooks: object; notices: object };
