import { randomBytes } from 'node:crypto';
import type { Keys } from './keys';

/** What a form says about its own opening when it is sent back. */
export interface OpenToken {
  readonly formId: string;
  /** The version that was shown. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** One per rendering. */
  readonly nonce: string;
}

export type ReadToken =
  | ({ readonly kind: 'valid' } & OpenToken)
  /** Of this form, but opened too long ago. */
  | { readonly kind: 'expired' }
  /** Not of ours, or of another form. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'missing' };

/** A form may stay open over night. Beyond that its proof of work and its version are of no use either. */
export const TOKEN_AGE_MS = 24 * 3_600_000;
/** Instances may disagree a little about the time. */
const AHEAD_MS = 60_000;

/** Made with each answer that shows a form: signed, readable by anybody, changeable by nobody. */
export const makeOpenToken = (keys: Keys, { formId, version, openedAt }: Omit<OpenToken, 'nonce'>): string => {
  const text = [formId, version, openedAt.toString(36), randomBytes(12).toString('base64url')].join('.');
  return `${text}.${keys.sign('open-token', text)}`;
};

export const readOpenToken = (keys: Keys, token: string, { formId, now }: { formId: string; now: number }): ReadToken => {
  if (token === '') return { kind: 'missing' };
  const cut = token.lastIndexOf('.');
  const text = token.slice(0, Math.max(cut, 0));
  if (!keys.verify('open-token', text, token.slice(cut + 1))) return { kind: 'forged' };
  const [id, version = '', openedAt = '', nonce = ''] = text.split('.');
  const opened = parseInt(openedAt, 36);
  if (id !== formId || opened > now + AHEAD_MS) return { kind: 'forged' };
  if (now - opened > TOKEN_AGE_MS) return { kind: 'expired' };
  return { kind: 'valid', formId: id, version: Number(version), openedAt: opened, nonce };
};
