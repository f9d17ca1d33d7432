import type { Core } from '@strapi/strapi';

// Good for a playground only: a real site keeps its secrets out of its repository.
export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Admin => ({
  auth: { secret: env('ADMIN_JWT_SECRET', 'playground-admin-secret') },
  apiToken: { salt: env('API_TOKEN_SALT', 'playground-api-token-salt') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', 'playground-transfer-salt') } },
  // Empty on purpose in the test of what happens without a key.
  secrets: { encryptionKey: env('ENCRYPTION_KEY', 'playground-encryption-key-32-byte') },
  rateLimit: { enabled: env.bool('ADMIN_RATE_LIMIT', true) },
  flags: { nps: false, promoteEE: false, docLinks: true },
  autoOpen: false,
});
