import { checkDefinition, type OwnFieldType } from '../../../../shared/forms';
import type { Config } from '../../config/config';
import { systemClock } from '../../kernel/clock';
import { createIds } from '../../kernel/ids';
import { createPeriodic, type Periodic } from '../../kernel/periodic';
import {
  announceOf,
  createDatabase,
  createTurns,
  forgetEvents,
  hideFromGraphql,
  protectTables,
  providedChanged,
  provideSamples,
  provideSight,
  provideWebhooks,
  syncProvided,
  webhooksOf,
  type Database,
  type DatabaseClient,
} from '../../outbound';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createWebhooksOfForm } from '../attached-webhooks';
import { createFormStores } from '../drivers/database';
import { createLiveList } from '../drivers/database/live-list';
import { createErase } from '../erase';
import { createExports } from '../export/export-service';
import { createFieldRegistry } from '../field-registry';
import { createFormPreview } from '../form-preview';
import { createFormService } from '../form-service';
import { createInboxForms } from '../inbox-forms';
import { createInboxService } from '../inbox-service';
import { createInsights } from '../insights';
import { createLiveForms } from '../live-forms';
import { createMailings } from '../mailings';
import { createPatterns } from '../pattern';
import { createPersonService } from '../person';
import { createPurgeReports } from '../purge-report';
import { createRetention, type Retention } from '../retention';
import { sightOf } from '../sight';
import { takeSample } from '../sample';
import { createVersionShelf } from '../version-shelf';
import { FORM_TABLE } from './content-types/form/schema';
import { SUBMISSION_TABLE } from './content-types/submission/schema';
import { formAbilityOf, registerAssignedForms } from './access';
import type { FormsCore } from './core';
import type { FormsApi } from './forms-api';
import { createFormRecords, FORM_UID } from './forms.records';
import { keepParserAway } from './public.body';
import { composePublicRoad, type ComposedRoad } from './public.compose';
import { createPurgeRuns } from './purge-runs';
import { createRepeatingTransact } from './transact';

/** The content type's id in Strapi. */
export const SUBMISSION_UID = 'plugin::switchboard.submission';

const PURGE_EVERY_MS = 600_000;
const TURN_LEASE_MS = 60_000;
/** A turn rests a little less than the pause, or its own instance would come too early and wait another round. */
const SLACK_MS = 1_000;

const notStarted = (): Error => new Error(`the plugin ${PLUGIN_ID} has not started yet, or was stopped: call it after bootstrap`);

/** Builds the forms feature for one Strapi and holds its life. The only place where the parts meet. */
export const composeForms = (strapi: Strapi, config: Config) => {
  const clock = systemClock;
  const ids = createIds(clock);
  const registry = createFieldRegistry();
  const { types, descriptions } = registry;
  const patterns = createPatterns();
  const database = (): Database =>
    createDatabase(strapi.db.connection, strapi.db.dialect.client as DatabaseClient, strapi.db.getSchemaName());
  // The engine asks before this feature has bootstrapped: deliveries of notices must not look as if their webhook was gone.
  const mailings = createMailings({
    live: { heads: () => createLiveList(database()).heads(), versions: () => createLiveList(database()).versions() },
    types,
    matches: patterns.matches,
  });
  let core: FormsCore | null = null;
  let api: FormsApi | null = null;
  let road: ComposedRoad | null = null;
  let purging: Periodic | null = null;
  let isStopping = false;

  /** One instance at a time; what one has just done is not done by another. */
  const startPurging = ({ stores, announce }: FormsCore, retention: Retention): void => {
    const onFault = (during: string) => (error: unknown) => announce('engine.fault', { during, error });
    const inTurn = createTurns({ store: stores.turns, leaseMs: TURN_LEASE_MS, onFault: onFault('holding a turn') });
    const run = inTurn({ name: 'forms-purge', restMs: PURGE_EVERY_MS - SLACK_MS }, retention.purge);
    purging = createPeriodic({ everyMs: PURGE_EVERY_MS, run, onFault: onFault('the purge of submissions') });
    purging.start();
  };

  return {
    /** Throws before bootstrap. */
    core(): FormsCore {
      if (!core) throw notStarted();
      return core;
    },

    /** What the admin API calls. Throws before bootstrap. */
    api(): FormsApi {
      if (!api) throw notStarted();
      return api;
    },

    /** What visitors call. Throws before bootstrap. */
    road(): ComposedRoad {
      if (!road) throw notStarted();
      return road;
    },

    /** A type of field of the project's own. Throws after bootstrap. */
    registerFieldType: (own: OwnFieldType): void => registry.add(own),

    register(): void {
      keepParserAway(strapi);
      for (const uid of [FORM_UID, SUBMISSION_UID]) hideFromGraphql(strapi, uid);
      // SQLite has one connection: inside a transaction, a question beside it would wait for ever.
      provideSamples(strapi, async (choice) => (core ? takeSample(choice, core.live, types) : null));
      provideSight(strapi, (ability) => sightOf(core!.stores.heads, formAbilityOf(ability)));
      provideWebhooks(strapi, async () => (strapi.db.inTransaction() ? mailings.known() : mailings.read()));
    },

    async bootstrap(): Promise<void> {
      registry.close();
      await registerAssignedForms(strapi);
      await protectTables(strapi, [FORM_TABLE, SUBMISSION_TABLE]);
      const client = strapi.db.dialect.client as DatabaseClient;
      const stores = createFormStores(createDatabase(strapi.db.connection, client, strapi.db.getSchemaName()), ids);
      const live = createLiveForms(stores, clock);
      const announce = announceOf(strapi);
      const transact = createRepeatingTransact(strapi);
      core = { strapi, config, stores, live, transact, ids, clock, announce };
      road = composePublicRoad(core, { types, descriptions, patterns });
      await road.start();
      const records = createFormRecords(strapi);
      const shelf = createVersionShelf(stores.versions, records);
      const erase = createErase({
        ...stores,
        vault: road.vault,
        forgetEvents: (eventIds, waitMs) => forgetEvents(strapi, eventIds, waitMs),
        transact,
      });
      const inbox = createInboxService({ ...stores, shelf, events: road.events, erase, transact, clock, types, descriptions });
      const runs = createPurgeRuns(strapi);
      const retention = createRetention({
        ...stores,
        vault: road.vault,
        erase,
        transact,
        record: runs.write,
        announce,
        isStopping: () => isStopping,
      });
      const forms = createFormService({
        ...stores,
        records,
        check: (definition) => checkDefinition(definition, { types, descriptions, compiles: patterns.compiles }),
        transact,
        ids,
        clock,
        changed: live.invalidate,
        goLive: async (before, after, open) => {
          const { now, goneIds } = mailings.changes(before, after);
          await syncProvided(strapi, now, goneIds, open);
        },
        spread: () => providedChanged(strapi),
        sweep: retention.sweep,
      });
      api = {
        webhooks: createWebhooksOfForm(webhooksOf(strapi)),
        forms,
        previews: createFormPreview(forms, road.door.road),
        inbox,
        inboxForms: createInboxForms({ ...stores, shelf, clock }),
        person: createPersonService({ ...stores, erase, clock }),
        exports: createExports({ ...stores, shelf, types, clock }),
        insights: createInsights({ ...stores, shelf, types }),
        purge: retention.purge,
        purges: createPurgeReports(stores.heads, runs.read),
        openFile: road.vault.open,
      };
      if (config.worker || strapi.config.get('switchboard-work.isWorkerOnly', false)) startPurging(core, retention);
    },

    async destroy(): Promise<void> {
      isStopping = true;
      await purging?.stop();
      await road?.stop();
      core = null;
      api = null;
    },
  };
};

export type Forms = ReturnType<typeof composeForms>;
