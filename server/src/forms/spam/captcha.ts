import type { Captcha } from '../../../../shared/contracts/form';
import type { Sender } from '../../http/send';
import { isRecord } from '../../kernel/expected';
import { hcaptcha } from './services/hcaptcha';
import { recaptcha } from './services/recaptcha';
import { turnstile } from './services/turnstile';

export type CaptchaKind = Exclude<Captcha, 'none'>;

/** What an operator configures for a service. */
export interface CaptchaOptions {
  readonly siteKey: string;
  readonly secret: string;
  /** The site's own names; empty: any. A token solved on another site does not count. */
  readonly hostnames: readonly string[];
  /** Below this score it is a bot (reCAPTCHA v3 only). */
  readonly minScore: number;
  /** Where the service answers; its own address unless somebody says otherwise. */
  readonly verifyUrl: string | null;
}

/** One captcha service: what differs between them. */
export interface CaptchaService {
  readonly kind: CaptchaKind;
  readonly verifyUrl: string;
  /** What is sent beside secret, token and address. */
  readonly extra: (options: CaptchaOptions) => Readonly<Record<string, string>>;
  /** Whether a successful answer is good enough. */
  readonly isGood: (answer: Readonly<Record<string, unknown>>, options: CaptchaOptions) => boolean;
}

const SERVICES: Readonly<Record<CaptchaKind, CaptchaService>> = { turnstile, hcaptcha, recaptcha };

/** Visitors wait for it. */
const PATIENCE_MS = 5_000;
const MAX_ANSWER_BYTES = 16_384;

export interface CaptchaQuestion {
  readonly kind: CaptchaKind;
  readonly token: string;
  readonly address: string;
}

/** Asks the service whether a visitor solved its captcha. */
export type AskCaptcha = (question: CaptchaQuestion) => Promise<boolean>;

const hasHostname = (answer: Readonly<Record<string, unknown>>, hostnames: readonly string[]): boolean =>
  hostnames.length === 0 || (typeof answer['hostname'] === 'string' && hostnames.includes(answer['hostname']));

/** `false` whenever the service did not clearly say yes: not configured, out of reach, too slow, not understood. */
export const createAskCaptcha =
  (sender: Sender, configured: Readonly<Partial<Record<CaptchaKind, CaptchaOptions | null>>>): AskCaptcha =>
  async ({ kind, token, address }) => {
    const options = configured[kind];
    if (!options || token === '') return false;
    const service = SERVICES[kind];
    const fields = {
      secret: options.secret,
      response: token,
      ...(address ? { remoteip: address } : {}),
      ...service.extra(options),
    };
    const reply = await sender.send({
      url: options.verifyUrl ?? service.verifyUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(new URLSearchParams(fields).toString()),
      timeoutMs: PATIENCE_MS,
      maxBodyBytes: MAX_ANSWER_BYTES,
    });
    if (reply.kind !== 'answered' || reply.status !== 200 || reply.isTruncated) return false;
    try {
      const answer: unknown = JSON.parse(reply.body.toString('utf8'));
      return (
        isRecord(answer) && answer['success'] === true && hasHostname(answer, options.hostnames) && service.isGood(answer, options)
      );
    } catch {
      return false;
    }
  };
