import { Webhooks } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';

import { PLUGIN_ID, permissionFor } from '../../../shared/permissions';

/** Puts the last day of all webhooks on Strapi's home page, for those who may see the overview. */
export const registerWidget = (app: StrapiApp): void => {
  app.widgets.register({
    icon: Webhooks,
    title: { id: `${PLUGIN_ID}.widget.title`, defaultMessage: 'Webhooks: last 24 hours' },
    link: {
      label: { id: `${PLUGIN_ID}.widget.link`, defaultMessage: 'Open overview' },
      href: `/plugins/${PLUGIN_ID}/overview`,
    },
    component: () => import('./LastDay').then(({ LastDay }) => LastDay),
    pluginId: PLUGIN_ID,
    id: 'last-day',
    permissions: [permissionFor('overview.read')],
  });
};
