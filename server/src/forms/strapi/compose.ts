import { createFieldTypes } from '../../../../shared/forms';
import type { Config } from '../../config/config';
import { systemClock } from '../../kernel/clock';
import { createIds } from '../../kernel/ids';
import { createTelemetry } from '../../kernel/telemetry';
import {
  createDatabase,
  createLogLines,
  hideFromGraphql,
  protectTables,
  providedChanged,
  provideSamples,
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
import { createFormService } from '../form-service';
import { createLiveForms } from '../live-forms';
import { createMailings } from '../mailings';
import { createPatterns } from '../pattern';
import { takeSample } from '../sample';
import { FORM_TABLE } from './content-types/form/schema';
import { SUBMISSION_TABLE } from './content-types/submission/schema';
import { registerAssignedForms } from './access';
import type { FormsCore } from './core';
import type { FormsApi } from './forms-api';
import { createFormRecords, FORM_UID } from './forms.records';
import { createRepeatingTransact } from './transact';

/** The content type's id in Strapi. */
export const SUBMISSION_UID = 'plugin::switchboard.submission';

const notStarted = (): Error => new Error(`the plugin ${PLUGIN_ID} has not started yet, or was stopped: call it after bootstrap`);

/** Builds the forms feature for one Strapi and holds its life. The only place where the parts meet. */
export const composeForms = (strapi: Strapi, config: Config) => {
  const clock = systemClock;
  const ids = createIds(clock);
  const telemetry = createTelemetry();
  const types = createFieldTypes();
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

    register(): void {
      telemetry.listen(createLogLines(strapi.log, config.logs.attempts));
      for (const uid of [FORM_UID, SUBMISSION_UID]) hideFromGraphql(strapi, uid);
      // SQLite has one connection: inside a transaction, a question beside it would wait for ever.
      provideSamples(strapi, async (choice) => (core ? takeSample(choice, core.live, types) : null));
      provideWebhooks(strapi, async () => (strapi.db.inTransaction() ? mailings.known() : mailings.read()));
    },

    async bootstrap(): Promise<void> {
      await registerAssignedForms(strapi);
      await protectTables(strapi, [FORM_TABLE, SUBMISSION_TABLE]);
      const client = strapi.db.dialect.client as DatabaseClient;
      const stores = createFormStores(createDatabase(strapi.db.connection, client, strapi.db.getSchemaName()), ids);
      const live = createLiveForms(stores, clock);
      const transact = createRepeatingTransact(strapi);
      core = { strapi, config, stores, live, transact, ids, clock, announce: telemetry.announce };
      const records = createFormRecords(strapi);
      api = {
        webhooks: createWebhooksOfForm(webhooksOf(strapi)),
        forms: createFormService({
          ...stores,
          records,
          check: () => ({ faults: [], warnings: [] }),
          transact,
          ids,
          clock,
          changed: live.invalidate,
          goLive: async (before, after, { transaction }) => {
            const { now, goneIds } = mailings.changes(before, after);
            await syncProvided(strapi, now, goneIds, transaction);
          },
          spread: () => providedChanged(strapi),
          sweep: async () => undefined,
        }),
      };
    },

    async destroy(): Promise<void> {
      core = null;
      api = null;
    },
  };
};

export type Forms = ReturnType<typeof composeForms>;
