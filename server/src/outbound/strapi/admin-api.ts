import type { WebhookInput } from '../../../../shared/contracts/webhook';
import type { Config } from '../../config/config';
import type { Tokens } from '../../http/oauth2';
import type { Sender } from '../../http/send';
import type { Clock } from '../../kernel/clock';
import type { Ids } from '../../kernel/ids';
import type { Announce } from '../../kernel/telemetry';
import type { Strapi } from '../../plugin';
import { createDeliveryService } from '../delivery-service';
import type { DeliveryLog, ReceiverStore, Recovery } from '../ports';
import type { Sight } from '../sight';
import { createPreview } from '../preview';
import type { Cipher, WebhookRecords } from '../webhook-records';
import { createWebhookService } from '../webhook-service';
import type { LiveWebhooks } from '../webhook-source';
import { readCatalog } from './catalog';
import type { SeenTypes } from './catalog.seen';
import { createCoreWebhooks, createImports } from './import-core';
import type { OutboundApi } from './outbound-api';
import { may, type Ability } from './permissions';
import { createSamples, type ProvidedSample } from './samples';
import { viewSettings, type SettingsTools } from './settings';
import type { Shapes } from './shape';
import type { Snapshots } from './snapshot';
import { createInTransaction } from './webhooks.records';

/** What the feature of forms lets somebody see of the log. */
export type FormSight = (ability: Ability) => Promise<Sight>;

export interface OutboundApiTools {
  readonly strapi: Strapi;
  readonly config: Config;
  readonly version: string;
  readonly records: WebhookRecords;
  readonly source: LiveWebhooks;
  readonly cipher: Cipher;
  /** The database's stores. */
  readonly log: DeliveryLog;
  readonly recovery: Recovery;
  readonly receivers: ReceiverStore;
  readonly shapes: Shapes;
  readonly snapshots: Snapshots;
  readonly seen: SeenTypes;
  readonly parse: (input: unknown) => WebhookInput;
  readonly sender: Sender;
  readonly tokens: Tokens;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly wake: () => void;
  readonly spread: () => Promise<void>;
  readonly purge: SettingsTools['purge'];
  readonly provided: ProvidedSample;
  readonly formSight: FormSight;
}

/** Builds what the admin API, developers and MCP tools call. */
export const createOutboundApi = (tools: OutboundApiTools): OutboundApi => {
  const { strapi, config, version, records, source, cipher, log, recovery, receivers, shapes, snapshots, seen } = tools;
  const { parse, sender, tokens, ids, clock, announce, wake, spread, purge } = tools;
  const inTransaction = createInTransaction(strapi);
  const webhooks = createWebhookService({
    records,
    source,
    receivers,
    cipher,
    parse,
    inTransaction,
    ids,
    clock,
    announce,
    wake,
    spread,
  });
  const deliveries = createDeliveryService({ log, recovery, receivers, webhooks: source, wake });
  const samples = createSamples({ strapi, shapes, snapshots, provided: tools.provided });
  const preview = createPreview({
    webhooks: source,
    parse,
    sender,
    tokens,
    ids,
    clock,
    version,
    submissionsAsPairs: config.forms.serializingObjectUsingNameValueFormat,
  });
  return {
    webhooks,
    deliveries,
    async sightOf(ability) {
      const { forms, mayRead } = await tools.formSight(ability);
      return { forms, mayRead: (uid) => may(ability, 'deliveries.payloads') && mayRead(uid) };
    },
    previews: {
      preview: (input, ability) => preview.preview(input, (choice) => samples.take(choice, ability)),
      test: (input, ability) => {
        const mayChange = may(ability, input.webhookId === null ? 'webhooks.create' : 'webhooks.update');
        return preview.test(input, (choice) => samples.take(choice, ability), mayChange);
      },
    },
    imports: createImports({ core: createCoreWebhooks(strapi), webhooks, source }),
    catalog: () => readCatalog(strapi, shapes, seen),
    samples: (uid, ability) => samples.list(uid, ability),
    settings: async () => viewSettings({ strapi, config, version, purge }),
  };
};
