import type { Strapi } from '../../plugin';
import type { SendLetter } from '../letter';
import type { Notice } from '../notices';

/** A mail server that does not answer must not hold up the notices after it. */
const NOTICE_TIMEOUT_MS = 20_000;

interface Message {
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

interface Provider {
  send(message: Message): Promise<unknown>;
}

/** `null` where the e-mail plugin is not installed. */
const providerOf = (strapi: Strapi): Provider | null =>
  (strapi.plugin('email')?.service('email') as unknown as Provider | undefined) ?? null;

/** Providers know no deadline of their own. */
const within = async <T>(timeoutMs: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the e-mail provider did not answer within ${timeoutMs / 1_000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
};

const superAdminEmails = async (strapi: Strapi): Promise<string[]> => {
  const admins = (await strapi.db.query('admin::user').findMany({
    select: ['email'],
    where: { isActive: true, blocked: false, roles: { code: 'strapi-super-admin' } },
  })) as { email: string }[];
  return admins.map(({ email }) => email);
};

/**
 * Sends notices through Strapi's e-mail plugin, to the configured addresses or else to every active super admin. Does nothing where the e-mail
 * plugin is not installed; rejects when the provider refuses or takes longer than 20 s.
 */
export const createMail =
  (strapi: Strapi, emails: readonly string[]) =>
  async ({ subject, text }: Notice): Promise<void> => {
    const provider = providerOf(strapi);
    const to = emails.length > 0 ? emails : await superAdminEmails(strapi);
    if (!provider || to.length === 0) return;
    // One message each: the addresses of colleagues are nobody's business.
    await within(NOTICE_TIMEOUT_MS, Promise.all(to.map((address) => provider.send({ to: address, subject, text }))));
  };

/** Sends the engine's letters through Strapi's e-mail plugin, from the address that is configured there. */
export const createSendLetter =
  (strapi: Strapi): SendLetter =>
  async ({ to, replyTo, subject, text, html }, timeoutMs) => {
    const provider = providerOf(strapi);
    if (!provider) throw new Error("Strapi's e-mail plugin is not installed");
    await within(timeoutMs, provider.send({ to, ...(replyTo === null ? {} : { replyTo }), subject, text, html }));
  };
