import { createHmac, hkdfSync } from 'node:crypto';
import { sameBytes } from '../signing/same-bytes';

const PURPOSES = ['open-token', 'proof-of-work', 'file-link', 'address', 'answers', 'honeypot', 'resume'] as const;
/** What a key is for: each has its own, so that nothing signed for one passes for another. */
export type Purpose = (typeof PURPOSES)[number];

/** Keys of the public road, derived from Strapi's own. */
export interface Keys {
  /** HMAC-SHA256 with the newest key, base64url. */
  sign(purpose: Purpose, text: string): string;
  /** Whether any of the keys made it, so that keys can be changed without breaking forms that are open. */
  verify(purpose: Purpose, text: string, signature: string): boolean;
  /** The newest key as text, for a library that signs by itself; and the others, for what it made before. */
  texts(purpose: Purpose): readonly string[];
}

/** `secrets`: newest first, at least one. */
export const createKeys = (secrets: readonly string[]): Keys => {
  const derive = (secret: string, purpose: Purpose): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, 'strapi-plugin-switchboard', `forms/${purpose}`, 32));
  const derived = new Map<Purpose, readonly Buffer[]>(
    PURPOSES.map((purpose) => [purpose, secrets.map((secret) => derive(secret, purpose))])
  );
  const mac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  const keysFor = (purpose: Purpose): readonly Buffer[] => derived.get(purpose)!;
  return {
    sign: (purpose, text) => mac(keysFor(purpose)[0]!, text),
    verify: (purpose, text, signature) => keysFor(purpose).some((key) => sameBytes(mac(key, text), signature)),
    texts: (purpose) => keysFor(purpose).map((key) => key.toString('hex')),
  };
};
