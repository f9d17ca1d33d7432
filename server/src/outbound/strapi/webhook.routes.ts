import { actionId, type Action } from '../../../../shared/permissions';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A route of the admin API that asks for its own action, and for actions of others where it touches their things. */
export const guarded = (method: Method, path: string, handler: string, action: Action, ...others: readonly string[]) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [actionId(action), ...others] } },
    ],
  },
});

/** Static paths stand before those with parameters: the first match wins. */
export const webhookRoutes = [
  guarded('GET', '/webhooks', 'webhooks.list', 'webhooks.read'),
  guarded('POST', '/webhooks', 'webhooks.create', 'webhooks.create'),
  guarded('POST', '/webhooks/preview', 'previews.preview', 'webhooks.read'),
  guarded('POST', '/webhooks/test', 'previews.test', 'webhooks.test'),
  // Headers of Strapi's own webhooks may hold secrets, so its own permission counts as well.
  guarded('GET', '/webhooks/importable', 'imports.list', 'webhooks.create', 'admin::webhooks.read'),
  guarded('POST', '/webhooks/import', 'imports.create', 'webhooks.create', 'admin::webhooks.read'),
  guarded('GET', '/webhooks/:id', 'webhooks.get', 'webhooks.read'),
  guarded('PUT', '/webhooks/:id', 'webhooks.update', 'webhooks.update'),
  guarded('DELETE', '/webhooks/:id', 'webhooks.remove', 'webhooks.delete'),
  guarded('GET', '/webhooks/:id/impact', 'webhooks.impact', 'webhooks.read'),
  guarded('POST', '/webhooks/:id/secrets', 'webhooks.rotate', 'webhooks.secrets'),
  guarded('DELETE', '/webhooks/:id/secrets/:secretId', 'webhooks.removeSecret', 'webhooks.secrets'),
  guarded('POST', '/webhooks/:id/receivers/:receiverId/enable', 'webhooks.enableReceiver', 'webhooks.update'),
  guarded('POST', '/webhooks/:id/recover', 'deliveries.recover', 'deliveries.resend'),
  guarded('GET', '/catalog', 'previews.catalog', 'webhooks.read'),
  guarded('GET', '/samples', 'previews.samples', 'webhooks.read'),
];
