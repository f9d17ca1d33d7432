import { parseConfig } from '../config/parse';
import type { Feature, Strapi } from '../plugin';
import { version } from '../../../package.json';
import { composeOutbound, type Outbound } from './strapi/compose';
import { webhookSchema } from './strapi/content-types/webhook/schema';
import { adminRoutes, createControllers } from './strapi/controllers';
import { createMonitoringController } from './strapi/metrics.controller';
import { monitoringRoutes } from './strapi/metrics.routes';
import { createOutboundService } from './strapi/outbound.service';

const KEY = 'plugin::switchboard.outbound';

const outboundOf = (strapi: Strapi): Outbound => strapi.get(KEY) as Outbound;

/** Content events and own events reach every receiver URL. */
export const outbound: Feature = {
  contentTypes: { webhook: { schema: webhookSchema } },
  services: {
    outbound: ({ strapi }: { strapi: Strapi }) =>
      createOutboundService({ api: () => outboundOf(strapi).api(), emit: () => outboundOf(strapi).emit }),
  },
  controllers: {
    ...createControllers((strapi) => outboundOf(strapi).api()),
    monitoring: ({ strapi }: { strapi: Strapi }) => createMonitoringController(strapi, () => outboundOf(strapi).monitoring()),
  },
  routes: { admin: adminRoutes, 'content-api': monitoringRoutes },
  register({ strapi }) {
    const composed = composeOutbound(strapi, parseConfig(strapi.config.get('plugin::switchboard')), version);
    strapi.add(KEY, () => composed);
    composed.register();
  },
  bootstrap: ({ strapi }) => outboundOf(strapi).bootstrap(),
  destroy: ({ strapi }) => outboundOf(strapi).destroy(),
};
