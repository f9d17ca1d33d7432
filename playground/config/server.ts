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
  mcp: { enabled: env.bool('MCP', false) },
});
