import type { EventData, StoredEvent } from '../event';

export type Fields = Readonly<Record<string, unknown>>;

/** When the event happened, ISO 8601; the same on every attempt. */
export const timeOf = (event: StoredEvent): string => new Date(event.occurredAt).toISOString();

/** What may stand beside the content; left out where it was not captured. */
const extrasOf = ({ isTruncated }: StoredEvent, { changed, actor }: EventData): Fields => ({
  ...(changed === null ? {} : { changed }),
  ...(actor === null ? {} : { actor }),
  ...(isTruncated ? { truncated: true } : {}),
});

/** What an event is about, without its envelope (type, id and time): every format that nests its content nests this. */
export const contentOf = (event: StoredEvent, payload: EventData): Fields => {
  const { subject } = event;
  if (subject !== null) {
    const { model, uid, documentId, locale, status } = subject;
    return { model, uid, entry: payload.entry, documentId, locale, status, ...extrasOf(event, payload) };
  }
  if (payload.entry !== null) return { media: payload.entry, ...extrasOf(event, payload) };
  return { data: payload.own, ...extrasOf(event, payload) };
};

/** The content as the `data` of an envelope: what an own event carries stands there by itself. */
export const dataOf = (event: StoredEvent, payload: EventData): unknown =>
  event.subject === null && payload.entry === null ? payload.own : contentOf(event, payload);

/** The flat object of the `json` format: Strapi's own fields first, under its own names. */
export const objectOf = (event: StoredEvent, payload: EventData): Fields => ({
  event: event.type,
  createdAt: timeOf(event),
  ...contentOf(event, payload),
  id: event.id,
});
