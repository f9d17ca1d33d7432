import { createHmac } from 'node:crypto';

/**
 * Value of `X-Hub-Signature-256`: HMAC-SHA256 of the body alone, lower-case hex. The key is the secret's text as UTF-8, prefix and all,
 * which is what receivers written for GitHub do with what is pasted into them.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const hubSignature = (body: Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
