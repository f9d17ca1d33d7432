import type { CaptchaService } from '../captcha';

/** https://docs.hcaptcha.com/#verify-the-user-response-server-side */
export const hcaptcha: CaptchaService = {
  kind: 'hcaptcha',
  verifyUrl: 'https://api.hcaptcha.com/siteverify',
  // Else a token of another site with the same account would do.
  extra: ({ siteKey }) => ({ sitekey: siteKey }),
  isGood: () => true,
};
