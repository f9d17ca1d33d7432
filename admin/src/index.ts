import type { StrapiApp } from '@strapi/strapi/admin';

import { PLUGIN_ID, permissionFor } from '../../shared/permissions';
import { PluginIcon } from './app/PluginIcon';
import { registerContentManagerPanel } from './content-manager';
import { registerFieldType } from './forms/own-field-types';
import { loadTexts } from './translations/texts';
import { registerWidget } from './widget';

/** What Strapi's admin panel reads from the plugin: where it appears, nothing else. */
export default {
  register(app: StrapiApp) {
    app.registerPlugin({ id: PLUGIN_ID, name: 'Switchboard', apis: { registerFieldType } });

    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: PluginIcon,
      intlLabel: { id: `${PLUGIN_ID}.app.name`, defaultMessage: 'Switchboard' },
      // Any one of them is enough to see the entry; each page asks for its own.
      permissions: (['overview.read', 'webhooks.read', 'deliveries.read', 'forms.read', 'submissions.read'] as const).map(
        permissionFor
      ),
      Component: () => import('./app/App'),
    });

    app.addSettingsLink('global', {
      id: PLUGIN_ID,
      to: PLUGIN_ID,
      intlLabel: { id: `${PLUGIN_ID}.app.name`, defaultMessage: 'Switchboard' },
      permissions: [permissionFor('settings.read')],
      Component: () => import('./settings/SettingsPage').then(({ SettingsPage }) => ({ default: SettingsPage })),
    });

    registerWidget(app);
  },

  // Not earlier: the Content Manager may register after us.
  bootstrap: (app: StrapiApp) => registerContentManagerPanel(app),

  registerTrads: ({ locales }: { locales: string[] }) => Promise.all(locales.map(loadTexts)),
};
