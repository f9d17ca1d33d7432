import type { Core } from '@strapi/strapi';

export default ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  url: env('PUBLIC_URL'),
  // Good for a playground only: a real site keeps its keys out of its repository.
  app: { keys: env.array('APP_KEYS', ['playground-key-1', 'playground-key-2']) },
  // Tests upload into a folder of their own.
  dirs: { public: env('PUBLIC_DIR', './public') },
  logger: { updates: { enabled: false }, startup: { enabled: env.bool('STARTUP_MESSAGE', true) } },
  // Tests keep connections for long: one that is closed in the moment of its next request fails that request.
  http: { serverOptions: { keepAliveTimeout: env.int('KEEP_ALIVE_TIMEOUT_MS', 5_000) } },
  mcp: { enabled: env.bool('MCP', false) },
});
