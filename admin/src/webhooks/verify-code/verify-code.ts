import type { Language } from '../../ui/language';

/** What the code is written for. */
export interface VerifyTarget {
  /** Path of the receiver URL, e.g. `/hooks/strapi`. */
  readonly path: string;
  /** `whpk_…` of the webhook's Ed25519 secret; `null` where it has none. */
  readonly publicKey: string | null;
}

/** Code that verifies a request in one language: one text for shared secrets, one for Ed25519. */
export interface VerifyCode {
  readonly name: string;
  readonly label: string;
  readonly language: Language;
  /** Verifies `v1` with the secret in the variable `WEBHOOK_SECRET`. */
  readonly symmetric: (target: VerifyTarget) => string;
  /** Verifies `v1a` with the public key, which is no secret and stands in the code. */
  readonly ed25519: (target: VerifyTarget) => string;
}

/** Shown in the place of a key that does not exist yet. */
export const publicKeyIn = ({ publicKey }: VerifyTarget): string => publicKey ?? 'whpk_…';
