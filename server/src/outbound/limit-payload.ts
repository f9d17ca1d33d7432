import type { Change, EventData, NewEvent } from './event';

/** Of the data only: what surrounds it is the same few bytes for every event. */
const sizeOf = (data: EventData): number => Buffer.byteLength(JSON.stringify(data), 'utf8');

const NO_VALUES: Change = { from: null, to: null };

/** The names stay: a condition on `changed` must not miss an event because it is large. */
const withoutValues = (changed: EventData['changed']): EventData['changed'] =>
  changed && Object.fromEntries(Object.keys(changed).map((name) => [name, NO_VALUES]));

const idsOf = ({ subject, data }: NewEvent): EventData['entry'] =>
  data.entry && {
    id: data.entry['id'] ?? null,
    documentId: data.entry['documentId'] ?? subject?.documentId ?? null,
    locale: subject?.locale ?? null,
  };

/**
 * An event as it may be stored, and the bytes its data had as JSON. Over the limit it keeps the ids of its entry and the names of the
 * changed fields, and nothing else of the content.
 */
export const limitPayload = (event: NewEvent, limitBytes: number): { readonly event: NewEvent; readonly bytes: number } => {
  const bytes = sizeOf(event.data);
  if (bytes <= limitBytes) return { event, bytes };
  const data = { ...event.data, entry: idsOf(event), changed: withoutValues(event.data.changed) };
  return { event: { ...event, data, isTruncated: true }, bytes };
};
