import { createDeliveryController } from './delivery.controller';
import { deliveryRoutes } from './delivery.routes';
import { createImportController } from './import.controller';
import type { Strapi } from '../../plugin';
import type { OutboundApi } from './outbound-api';
import { createOverviewController } from './overview.controller';
import { createPreviewController } from './preview.controller';
import { createWebhookController } from './webhook.controller';
import { webhookRoutes } from './webhook.routes';

const CONTROLLERS = {
  webhooks: createWebhookController,
  deliveries: createDeliveryController,
  previews: createPreviewController,
  imports: createImportController,
  overview: createOverviewController,
};

/** The controllers of the admin API, by the names that the routes use, as Strapi wants them: made from a Strapi. */
export const createControllers = (apiOf: (strapi: Strapi) => OutboundApi) =>
  Object.fromEntries(
    Object.entries(CONTROLLERS).map(([name, create]) => [name, ({ strapi }: { strapi: Strapi }) => create(() => apiOf(strapi))])
  );

/** The admin API below `/switchboard`. */
export const adminRoutes = [...webhookRoutes, ...deliveryRoutes];
