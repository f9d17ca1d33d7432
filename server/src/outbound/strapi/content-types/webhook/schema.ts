/** Where the webhooks lie. Also named in `persisted_tables`, so that a boot without the plugin does not drop them. */
export const WEBHOOK_TABLE = 'switchboard_webhooks';

/** The content type `plugin::switchboard.webhook`; its records are written through the webhook service only. */
export const webhookSchema = {
  kind: 'collectionType',
  collectionName: WEBHOOK_TABLE,
  info: { singularName: 'webhook', pluralName: 'webhooks', displayName: 'Webhook' },
  options: { draftAndPublish: false },
  pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
  // Who may read everything in the Content Manager's API (super administrators) is not answered, and cannot filter by, what is sealed.
  config: {
    attributes: { sealedSecrets: { hidden: true }, sealedCredentials: { hidden: true }, revision: { hidden: true } },
  },
  attributes: {
    name: { type: 'string', required: true },
    description: { type: 'text' },
    isEnabled: { type: 'boolean', required: true, default: true },
    receivers: { type: 'json', required: true },
    events: { type: 'json', required: true },
    condition: { type: 'json' },
    payload: { type: 'json', required: true },
    format: { type: 'json', required: true },
    headers: { type: 'json', required: true },
    auth: { type: 'json', required: true },
    extraSignatures: { type: 'json', required: true },
    retry: { type: 'json', required: true },
    timeoutMs: { type: 'integer', required: true },
    maxConcurrency: { type: 'integer', required: true },
    maxPerSecond: { type: 'float' },
    order: { type: 'json', required: true },
    // Not required: webhooks of older versions have none.
    submissions: { type: 'json' },
    asksFirst: { type: 'json' },
    // Encrypted. Private as well: whatever road a query takes, they stay inside.
    sealedSecrets: { type: 'text', private: true },
    sealedCredentials: { type: 'text', private: true },
    // A number by chance, new with every save: their sum tells whether anything changed.
    revision: { type: 'integer', private: true },
  },
} as const;
