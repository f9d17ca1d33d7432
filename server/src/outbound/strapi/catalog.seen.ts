import { AsyncResource } from 'node:async_hooks';
import type { Listener } from '../../kernel/telemetry';
import type { Strapi } from '../../plugin';
import { PLUGIN_ID } from '../../plugin';
import { ENTRY_TYPES, FORM_TYPES, MEDIA_TYPES, OWN_TYPES } from '../event';

/** Beyond it types are used as names for single things, and a list of them helps nobody. */
const MAX_TYPES = 200;

const KNOWN = new Set<string>([...ENTRY_TYPES, ...MEDIA_TYPES, ...FORM_TYPES, ...OWN_TYPES]);

const KEY = { type: 'plugin', name: PLUGIN_ID, key: 'seen-event-types' } as const;

/** Remembers the types that developers emit, so that they can be chosen in the admin panel. */
export interface SeenTypes {
  /** For the telemetry: hears of captured events. */
  readonly listen: Listener;
  list(): Promise<readonly string[]>;
}

/** Kept in the plugin's store. Each new type is one write, and known ones cost nothing. */
export const createSeenTypes = (strapi: Strapi): SeenTypes => {
  const written = new Set<string>();

  const read = async (): Promise<string[]> => ((await strapi.store!.get(KEY)) as string[] | null) ?? [];

  const remember = async (type: string): Promise<void> => {
    const types = await read();
    if (types.includes(type) || types.length >= MAX_TYPES) return;
    await strapi.store!.set({ ...KEY, value: [...types, type].sort() });
  };

  // Announced inside a commit. Bound here, the write leaves the context of that finished transaction, which it could no longer use.
  const rememberLater = AsyncResource.bind((type: string): void => {
    remember(type).catch((error: unknown) => {
      written.delete(type);
      strapi.log.warn(`[${PLUGIN_ID}] the event type ${type} could not be remembered: ${String(error)}`);
    });
  });

  return {
    listen(name, fact) {
      if (name !== 'event.captured') return;
      const { type } = fact as { readonly type: string };
      if (KNOWN.has(type) || written.has(type) || written.size >= MAX_TYPES) return;
      written.add(type);
      rememberLater(type);
    },
    list: read,
  };
};
