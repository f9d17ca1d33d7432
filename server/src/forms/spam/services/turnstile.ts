import { randomUUID } from 'node:crypto';
import type { CaptchaService } from '../captcha';

/** What the browser library names its widget's action. A token made for another part of the site does not count. */
const ACTION = 'switchboard';

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
export const turnstile: CaptchaService = {
  kind: 'turnstile',
  verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  extra: () => ({ idempotency_key: randomUUID() }),
  isGood: ({ action }) => action === undefined || action === '' || action === ACTION,
};
