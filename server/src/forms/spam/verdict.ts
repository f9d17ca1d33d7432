import type { FormSettings } from '../../../../shared/contracts/form';
import type { ReadToken } from '../open-token';

export interface Suspect {
  readonly settings: FormSettings['spam'];
  /** What stood in the field that must stay empty. */
  readonly honeypot: string;
  readonly token: ReadToken;
  readonly now: number;
  /** Of the proof of work and the captcha; `null` where none is asked for. */
  readonly proofOfWork: boolean | null;
  readonly captcha: boolean | null;
}

export type Verdict =
  | { readonly kind: 'clean' }
  /** Looks like success to whoever sent it; kept, flagged, delivered to nobody. */
  | { readonly kind: 'spam'; readonly reasons: readonly string[] }
  /** A person can put it right, so it is said. */
  | { readonly kind: 'again'; readonly code: 'token-expired' | 'proof-of-work' | 'captcha' };

/**
 * Whether a submission is spam. Judged before its answers are looked at, because a list of faults teaches a bot. Where a minimum time is asked,
 * a missing or forged token is spam: a bot must not get round it by leaving the token out. Where none is, plain forms work without one.
 */
export const judgeSpam = ({ settings, honeypot, token, now, proofOfWork, captcha }: Suspect): Verdict => {
  const isTimed = settings.minSeconds > 0;
  const reasons = [
    ...(settings.honeypot && honeypot.trim() !== '' ? ['honeypot'] : []),
    ...(isTimed && token.kind === 'missing' ? ['no-token'] : []),
    ...(token.kind === 'forged' ? ['forged-token'] : []),
    ...(isTimed && token.kind === 'valid' && now - token.openedAt < settings.minSeconds * 1_000 ? ['too-fast'] : []),
  ];
  if (reasons.length > 0) return { kind: 'spam', reasons };
  if (token.kind === 'expired') return { kind: 'again', code: 'token-expired' };
  if (proofOfWork === false) return { kind: 'again', code: 'proof-of-work' };
  if (captcha === false) return { kind: 'again', code: 'captcha' };
  return { kind: 'clean' };
};
