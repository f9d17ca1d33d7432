import type { Strapi } from '../../plugin';
import type { Cipher } from '../webhook-records';

interface Encryption {
  encrypt(value: string): string | null;
  decrypt(value: string): string | null;
}

/** Whether Strapi has a key to encrypt with. */
export const hasEncryptionKey = (strapi: Strapi): boolean => Boolean(strapi.config.get('admin.secrets.encryptionKey'));

/** Strapi's own encryption (AES-256-GCM with the key of `admin.secrets.encryptionKey`) as a cipher. */
export const createCipher = (strapi: Strapi): Cipher => {
  const encryption = () => strapi.service('admin::encryption') as unknown as Encryption;
  return {
    // Asked first, because Strapi would write a warning of its own for every webhook.
    seal: (text) => (hasEncryptionKey(strapi) ? encryption().encrypt(text) : null),
    open(sealed) {
      if (!hasEncryptionKey(strapi)) return null;
      try {
        return encryption().decrypt(sealed);
      } catch {
        // Not a text that Strapi encrypted: damaged, like a wrong key.
        return null;
      }
    },
  };
};
