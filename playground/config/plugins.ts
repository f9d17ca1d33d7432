import path from 'node:path';
import type { Core } from '@strapi/strapi';

interface Plugin {
  enabled?: boolean;
  resolve?: string;
  config?: object;
}

const isCompiled = path.basename(path.dirname(__dirname)) === 'dist';

/**
 * The repository root, which is the plugin. `resolve: '..'` would not do: Strapi asks Node for it first, from a folder of its own,
 * where `..` is something else. This file runs as written (admin build) and compiled into dist/ (server).
 */
const repositoryRoot = path.resolve(__dirname, isCompiled ? '../../..' : '../..');

/** PLAYGROUND_PLUGINS: JSON laid over what is below, so that a test or an experiment starts the same app with other options. */
const overlay = (plugins: Record<string, Plugin>, changes: Record<string, Plugin>) => {
  const names = new Set([...Object.keys(plugins), ...Object.keys(changes)]);
  const merged = [...names].map((name) => {
    const config = { ...plugins[name]?.config, ...changes[name]?.config };
    return [name, { enabled: true, ...plugins[name], ...changes[name], config }] as const;
  });
  return Object.fromEntries(merged);
};

/** A webhook that nobody can change in the admin panel. It sends while the demo's receiver is up. */
const declaredWebhook = (receiverUrl: string | undefined) => ({
  name: 'Declared in config/plugins.ts',
  description: 'Shown in the admin panel, and changed only in the code.',
  isEnabled: receiverUrl !== undefined,
  receivers: [`${receiverUrl ?? 'http://127.0.0.1:4400'}/declared`],
  events: [{ type: 'entry.publish', uid: 'api::article.article' }],
  // Good for a playground only: a real site takes it from its environment.
  secret: 'whsec_cGxheWdyb3VuZC1vbmx5LWRlY2xhcmVkLTAxMjM0NTY=',
});

export default ({ env }: Core.Config.Shared.ConfigParams) =>
  overlay(
    {
      switchboard: {
        // Tests put a copy of the plugin here, built from the sources they run beside.
        resolve: env('SWITCHBOARD_PATH', repositoryRoot),
        config: {
          // The demo's receivers live on this machine, which the address guard forbids unless told.
          http: { allowAddresses: ['127.0.0.1', 'localhost', '::1'] },
          webhooks: { 'declared-in-config': declaredWebhook(env('DEMO_RECEIVER_URL')) },
        },
      },
      'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'playground-jwt-secret') } },
      graphql: {
        config: { endpoint: '/graphql', shadowCRUD: true, landingPage: false, defaultLimit: 25, maxLimit: 100, depthLimit: 10 },
      },
      email: {
        config: {
          provider: path.resolve(__dirname, '../src/mail-drop'),
          providerOptions: { folder: env('MAIL_DIR', path.resolve(__dirname, isCompiled ? '../..' : '..', '.tmp/mail')) },
          settings: { defaultFrom: 'playground@example.com', defaultReplyTo: 'playground@example.com' },
        },
      },
    },
    env.json('PLAYGROUND_PLUGINS', {}) as Record<string, Plugin>
  );
