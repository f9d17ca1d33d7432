import type { Strapi } from '../../plugin';
import type { Notice } from '../notices';

/** A mail server that does not answer must not hold up the notices after it. */
const MAIL_TIMEOUT_MS = 20_000;

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
    const service = strapi.plugin('email')?.service('email');
    const to = emails.length > 0 ? emails : await superAdminEmails(strapi);
    if (!service || to.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`the e-mail provider did not answer within ${MAIL_TIMEOUT_MS / 1_000} s`)),
        MAIL_TIMEOUT_MS
      );
    });
    try {
      // One message each: the addresses of colleagues are nobody's business.
      await Promise.race([Promise.all(to.map((address) => service.send({ to: address, subject, text }))), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };
