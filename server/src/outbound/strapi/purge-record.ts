import type { SettingsView } from '../../../../shared/contracts/delivery';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { PurgeRecord } from '../housekeeping';

const KEY = { type: 'plugin', name: PLUGIN_ID, key: 'last-purge' } as const;

/** Keeps the last purge of any instance, so that an operator can see that retention runs. */
export const createPurgeRecord = (strapi: Strapi) => ({
  async write(purge: PurgeRecord): Promise<void> {
    await strapi.store!.set({ ...KEY, value: purge });
  },

  async read(): Promise<SettingsView['purge']> {
    const last = (await strapi.store!.get(KEY)) as PurgeRecord | null;
    return {
      lastRunAt: last ? new Date(last.ranAt).toISOString() : null,
      deletedEvents: last?.deletedEvents ?? 0,
      deletedDeliveries: last?.deletedDeliveries ?? 0,
    };
  },
});
