import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { PurgeRun } from '../retention';

const KEY = { type: 'plugin', name: PLUGIN_ID, key: 'forms-purges' } as const;
const MOST_KEPT = 30;

const isQuiet = ({ forms, fault }: PurgeRun): boolean => fault === null && Object.keys(forms).length === 0;

/** Keeps the last runs of any instance, newest first: those that did something or failed, and always the very last. */
export const createPurgeRuns = (strapi: Strapi) => {
  const read = async (): Promise<readonly PurgeRun[]> => ((await strapi.store!.get(KEY)) as readonly PurgeRun[] | null) ?? [];
  return {
    read,
    async write(run: PurgeRun): Promise<void> {
      const [last, ...older] = await read();
      const before = last === undefined ? [] : isQuiet(last) ? older : [last, ...older];
      await strapi.store!.set({ ...KEY, value: [run, ...before].slice(0, MOST_KEPT) });
    },
  };
};
