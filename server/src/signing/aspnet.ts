import { createHmac } from 'node:crypto';

/**
 * Value of `ms-signature` as ASP.NET WebHooks sends it: HMAC-SHA256 of the body alone, upper-case hex. The key is the secret's text as
 * UTF-8. https://github.com/aspnet/AspNetWebHooks
 */
export const msSignature = (body: Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex').toUpperCase()}`;
