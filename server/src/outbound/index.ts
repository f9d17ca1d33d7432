import { parseConfig } from '../config/parse';
import type { Announce } from '../kernel/telemetry';
import type { Feature, Strapi } from '../plugin';
import { version } from '../../../package.json';
import type { Permission, Question } from './ask';
import { composeOutbound, type Outbound } from './strapi/compose';
import { webhookSchema } from './strapi/content-types/webhook/schema';
import { adminRoutes, createControllers } from './strapi/controllers';
import { createMonitoringController } from './strapi/metrics.controller';
import { monitoringRoutes } from './strapi/metrics.routes';
import { createOutboundService } from './strapi/outbound.service';
import type { FormSight } from './strapi/admin-api';
import type { ProvidedSample } from './strapi/samples';
import type { Webhook } from './webhook';
import type { WebhookService } from './webhook-service';

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

/** Gives the engine webhooks of another feature's, beside those of people: in `register`, asked at every look. */
export const provideWebhooks = (strapi: Strapi, webhooks: () => Promise<readonly Webhook[]>): void =>
  outboundOf(strapi).provide(webhooks);

/** Gives previews and tests samples of another feature's events. */
export const provideSamples = (strapi: Strapi, samples: ProvidedSample): void => outboundOf(strapi).provideSamples(samples);

/** Keeps people to what they may see of another feature's events in the log. */
export const provideSight = (strapi: Strapi, sight: FormSight): void => outboundOf(strapi).provideSight(sight);

/** Tells the receivers' store of a change to them, in its transaction. */
export const syncProvided = (strapi: Strapi, ...change: Parameters<WebhookService['syncGiven']>): Promise<void> =>
  outboundOf(strapi)
    .api()
    .webhooks.syncGiven(...change);

/** The webhooks, for a feature that lets people attach them. */
export const webhooksOf = (strapi: Strapi): Pick<WebhookService, 'list' | 'replacePatterns'> => outboundOf(strapi).api().webhooks;

/** After its commit: resolves when every instance goes by it. */
export const providedChanged = (strapi: Strapi): Promise<void> => outboundOf(strapi).api().webhooks.changed();

/** Asks the webhooks that want to be asked before a submission is stored. Never rejects. */
export const askFirst = (strapi: Strapi, question: Question): Promise<Permission> => outboundOf(strapi).ask(question);

/** Where facts of other features are told as well: to the log and the metrics. */
export const announceOf = (strapi: Strapi): Announce => outboundOf(strapi).announce;

/** Takes the content out of events, as when a person wants to be forgotten; waits so long for attempts under way. */
export const forgetEvents = (strapi: Strapi, eventIds: readonly string[], waitMs: number): Promise<void> =>
  outboundOf(strapi).forget(eventIds, waitMs);

/** Where another feature's events become rows, beside what they are about. */
export const eventRoad = (strapi: Strapi): Outbound['road'] => outboundOf(strapi).road;

// What other features see of this one: the database's dialect, transactions and turns, and the manners of the admin API.
export {
  connectionOf,
  createDatabase,
  createTurnStore,
  groupBy,
  int,
  intOrNull,
  isWorthRepeating,
  marks,
  parts,
  type Database,
  type DatabaseClient,
} from './drivers/database';
export { FORM_TYPES } from './event';
export type { OpenTransaction, Transact } from './outbox';
export type { Transaction } from './ports';
export type { Letter } from './letter';
export { FORM_PREFIX, type Sight } from './sight';
export { submissionIn } from './submission';
export { createTurns } from './turns';
export { wants } from './wants';
export type { Webhook } from './webhook';
export { readActor } from './strapi/actor';
export { answering, answeringItself } from './strapi/errors';
export { exactly, flag, instant, oneOf, parseInput, text, whole } from './strapi/input';
export { abilityOf, may, type Ability } from './strapi/permissions';
export { createTransact } from './strapi/transact';
export type { ProvidedSample } from './strapi/samples';
export { param } from './strapi/webhook.controller';
export { guarded } from './strapi/webhook.routes';
export { hideFromGraphql, protectTables } from './strapi/webhooks.protection';
