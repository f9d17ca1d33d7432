import type { CaptchaService } from '../captcha';

const ACTION = 'switchboard';

/** Versions 2 and 3; only the answer of 3 has a score and an action. https://developers.google.com/recaptcha/docs/v3 */
export const recaptcha: CaptchaService = {
  kind: 'recaptcha',
  verifyUrl: 'https://www.google.com/recaptcha/api/siteverify',
  extra: () => ({}),
  isGood: ({ score, action }, { minScore }) =>
    score === undefined || (typeof score === 'number' && score >= minScore && action === ACTION),
};
