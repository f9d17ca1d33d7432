import { HandHeart } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import { PLUGIN_ID, permissionFor } from '../../../shared/permissions';

/** Puts "Webhooks: the last day" on Strapi's home page, for those who may see the overview. */
export const registerWidget = (app: StrapiApp): void => {
  app.widgets.register({
    icon: HandHeart,
    title: { id: 'switchboard.widget.title', defaultMessage: 'Webhooks: last day' },
    component: async () => () => null,
    pluginId: PLUGIN_ID,
    id: 'last-day',
    permissions: [permissionFor('overview.read')],
  });
};
