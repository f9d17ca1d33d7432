import type { Mailing } from './letter';
import type { Auth, HeaderField, SecretKind, WebhookInput } from '../../../shared/contracts/webhook';

/** A signing secret in clear, in memory only. */
export interface Secret {
  readonly id: string;
  readonly kind: SecretKind;
  /** `whsec_…` (symmetric) or `whsk_…` (Ed25519). */
  readonly value: string;
  readonly createdAt: number;
  /** Milliseconds since the epoch; `null` for a current one. */
  readonly expiresAt: number | null;
}

/** A webhook as the engine uses it: parsed, with its secrets decrypted. */
export interface Webhook extends Omit<WebhookInput, 'auth' | 'headers'> {
  /** The documentId of a stored webhook; `config:<key>` of a declared one. */
  readonly id: string;
  readonly isDeclared: boolean;
  readonly auth: Auth;
  readonly headers: readonly HeaderField[];
  /** Newest first. Expired ones stay in the list until the next save; those who sign must leave them out. */
  readonly secrets: readonly Secret[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /**
   * Why nothing can be sent for it at present, e.g. its secrets cannot be decrypted with the key at hand; `null` when all is well. Its
   * deliveries wait and use up no attempts: never send unsigned.
   */
  readonly fault: string | null;
  /** It writes e-mails instead of sending requests. */
  readonly mailing?: Mailing;
}
