import type { Keys } from '../keys';

/** A link to a file that needs no login, and when it ends. */
export interface FileLink {
  /** The last part of its address. */
  readonly signed: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Makes the signed part of a link. The instant of its end is in it, so it ends by itself. */
export const signFileLink = (keys: Keys, fileId: string, expiresAt: number): FileLink => {
  const text = `${fileId}.${expiresAt.toString(36)}`;
  return { signed: `${text}.${keys.sign('file-link', text)}`, expiresAt };
};

/** The file of a link; `null` when the link was not made here, was changed, or has ended. */
export const readFileLink = (keys: Keys, signed: string, now: number): string | null => {
  const cut = signed.lastIndexOf('.');
  const text = signed.slice(0, Math.max(cut, 0));
  if (!keys.verify('file-link', text, signed.slice(cut + 1))) return null;
  const [fileId = '', expiresAt = ''] = text.split('.');
  return parseInt(expiresAt, 36) > now ? fileId : null;
};
