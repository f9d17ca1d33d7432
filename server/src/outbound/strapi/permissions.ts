import type { Context } from 'koa';
import { ACTIONS, PLUGIN_ID, actionId, type Action } from '../../../../shared/permissions';
import type { Strapi } from '../../plugin';

/** How the actions read on the screen where roles are edited. */
const NAMES: Record<Action, readonly [group: string, name: string]> = {
  'overview.read': ['Overview', 'See the overview'],
  'webhooks.read': ['Webhooks', 'See webhooks'],
  'webhooks.create': ['Webhooks', 'Create and import'],
  'webhooks.update': ['Webhooks', 'Change, and enable receiver URLs'],
  'webhooks.delete': ['Webhooks', 'Delete'],
  'webhooks.test': ['Webhooks', 'Send test requests'],
  'webhooks.secrets': ['Webhooks', 'Rotate and remove signing secrets'],
  'deliveries.read': ['Deliveries', 'See the log'],
  'deliveries.payloads': ['Deliveries', 'See what was sent and answered'],
  'deliveries.resend': ['Deliveries', 'Resend and recover'],
  'deliveries.cancel': ['Deliveries', 'Cancel'],
  'forms.read': ['Forms', 'See forms'],
  'forms.create': ['Forms', 'Create and duplicate'],
  'forms.update': ['Forms', 'Change drafts and connections'],
  'forms.publish': ['Forms', 'Publish and unpublish'],
  'forms.delete': ['Forms', 'Delete'],
  'submissions.read': ['Submissions', 'See submissions and insights'],
  'submissions.update': ['Submissions', 'Change status, star and notes'],
  'submissions.delete': ['Submissions', 'Delete'],
  'submissions.export': ['Submissions', 'Export'],
  'submissions.erase': ['Submissions', 'Find, export and erase what is known of a person'],
  'settings.read': ['Settings', 'See the configuration'],
};

/** Makes the actions known to Strapi. Only in bootstrap: elsewhere Strapi throws. */
export const registerPermissions = async (strapi: Strapi): Promise<void> => {
  const actions = ACTIONS.map((uid) => {
    const [subCategory, displayName] = NAMES[uid];
    return { section: 'plugins', pluginName: PLUGIN_ID, uid, subCategory, displayName };
  });
  await strapi.service('admin::permission').actionProvider.registerMany(actions);
};

/** What an administrator (or the owner of an admin token) may do; Strapi's own word for it. */
export interface Ability {
  can(action: string, subject?: unknown): boolean;
}

/** The ability of whoever sent this request. */
export const abilityOf = (ctx: Context): Ability => ctx.state.userAbility as Ability;

/** Whether the sender of this request may do that. */
export const may = (ability: Ability, action: Action): boolean => ability.can(actionId(action));
