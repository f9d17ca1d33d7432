import { createDeliveryController } from './delivery.controller';
import { deliveryRoutes } from './delivery.routes';
import { createImportController } from './import.controller';
import type { GetApi } from './outbound-api';
import { createOverviewController } from './overview.controller';
import { createPreviewController } from './preview.controller';
import { createWebhookController } from './webhook.controller';
import { webhookRoutes } from './webhook.routes';

/** The controllers of the admin API, by the names that the routes use. */
export const createControllers = (api: GetApi) => ({
  webhooks: createWebhookController(api),
  deliveries: createDeliveryController(api),
  previews: createPreviewController(api),
  imports: createImportController(api),
  overview: createOverviewController(api),
});

/** The admin API below `/switchboard`. */
export const adminRoutes = [...webhookRoutes, ...deliveryRoutes];
