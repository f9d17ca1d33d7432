import type { Config } from '../../config/config';
import { systemClock } from '../../kernel/clock';
import { createIds } from '../../kernel/ids';
import { createTelemetry } from '../../kernel/telemetry';
import { createDatabase, createLogLines, hideFromGraphql, protectTables, type DatabaseClient } from '../../outbound';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { createFormStores } from '../drivers/database';
import { createLiveForms } from '../live-forms';
import { FORM_TABLE } from './content-types/form/schema';
import { SUBMISSION_TABLE } from './content-types/submission/schema';
import type { FormsCore } from './core';
import { createRepeatingTransact } from './transact';

/** The content types' ids in Strapi. */
export const FORM_UID = 'plugin::switchboard.form';
export const SUBMISSION_UID = 'plugin::switchboard.submission';

/** Builds the forms feature for one Strapi and holds its life. The only place where the parts meet. */
export const composeForms = (strapi: Strapi, config: Config) => {
  const clock = systemClock;
  const ids = createIds(clock);
  const telemetry = createTelemetry();
  let core: FormsCore | null = null;

  return {
    /** Throws before bootstrap. */
    core(): FormsCore {
      if (!core) throw new Error(`the plugin ${PLUGIN_ID} has not started yet, or was stopped: call it after bootstrap`);
      return core;
    },

    register(): void {
      telemetry.listen(createLogLines(strapi.log, config.logs.attempts));
      for (const uid of [FORM_UID, SUBMISSION_UID]) hideFromGraphql(strapi, uid);
    },

    async bootstrap(): Promise<void> {
      await protectTables(strapi, [FORM_TABLE, SUBMISSION_TABLE]);
      const client = strapi.db.dialect.client as DatabaseClient;
      const stores = createFormStores(createDatabase(strapi.db.connection, client, strapi.db.getSchemaName()), ids);
      const live = createLiveForms(stores, clock);
      const transact = createRepeatingTransact(strapi);
      core = { strapi, config, stores, live, transact, ids, clock, announce: telemetry.announce };
    },

    async destroy(): Promise<void> {
      core = null;
    },
  };
};

export type Forms = ReturnType<typeof composeForms>;
