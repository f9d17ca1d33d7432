import type { StoredEvent } from '../../event';

export interface RecentEvents {
  /** Remembers an event whose data has so many characters as JSON. */
  put(event: StoredEvent, size: number): void;
  get(id: string): StoredEvent | undefined;
}

/** As JSON; about three times as much in memory. */
const MOST_CHARACTERS = 4_000_000;

/**
 * Events that were routed a moment ago: their deliveries are claimed next, and reading and parsing them a second time is a good part of what
 * a delivery costs. An event never changes, so what is remembered is right as long as anybody asks for it.
 */
export const createRecentEvents = (): RecentEvents => {
  const recent = new Map<string, { readonly event: StoredEvent; readonly size: number }>();
  let total = 0;
  return {
    put(event, size) {
      if (recent.has(event.id)) return;
      recent.set(event.id, { event, size });
      total += size;
      for (const [id, oldest] of recent) {
        if (total <= MOST_CHARACTERS) return;
        recent.delete(id);
        total -= oldest.size;
      }
    },
    get: (id) => recent.get(id)?.event,
  };
};
