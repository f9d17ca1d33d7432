/** The plugin's id in Strapi: route prefix, permission prefix, config key. */
export const PLUGIN_ID = 'switchboard';

/**
 * Every admin action of the plugin. Strapi allows lower-case letters, dots and hyphens only; the full id of an action is
 * `plugin::switchboard.<uid>`.
 */
export const ACTIONS = [
  'overview.read',
  'webhooks.read',
  'webhooks.create',
  'webhooks.update',
  'webhooks.delete',
  'webhooks.test',
  'webhooks.secrets',
  'deliveries.read',
  'deliveries.payloads',
  'deliveries.resend',
  'deliveries.cancel',
  'forms.read',
  'forms.create',
  'forms.update',
  'forms.publish',
  'forms.delete',
  'submissions.read',
  'submissions.update',
  'submissions.delete',
  'submissions.export',
  'submissions.erase',
  'settings.read',
] as const;

export type Action = (typeof ACTIONS)[number];

/** The id under which Strapi knows an action, e.g. `plugin::switchboard.webhooks.read`. */
export const actionId = (action: Action): string => `plugin::${PLUGIN_ID}.${action}`;

/** A permission as Strapi's admin panel asks for it. */
export const permissionFor = (action: Action) => ({ action: actionId(action), subject: null });
