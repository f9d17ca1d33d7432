import type { EventData, StoredEvent } from '../event';
import { submissionIn } from '../submission';
import { submissionContent } from './submission';

export type Fields = Readonly<Record<string, unknown>>;

/** When the event happened, ISO 8601; the same on every attempt. */
export const timeOf = (event: StoredEvent): string => new Date(event.occurredAt).toISOString();

/** What may stand beside the content; left out where it was not captured. */
const extrasOf = ({ isTruncated }: StoredEvent, { changed, actor }: EventData): Fields => ({
  ...(changed === null ? {} : { changed }),
  ...(actor === null ? {} : { actor }),
  ...(isTruncated ? { truncated: true } : {}),
});

const subjectOf = ({ subject }: StoredEvent): Fields => {
  if (subject === null) return {};
  const { documentId, locale, status } = subject;
  return { documentId, locale, status };
};

/** What an event is about, without its envelope (type, id and time): every format that nests its content nests this. */
export const contentOf = (event: StoredEvent, payload: EventData): Fields => {
  const submission = submissionIn(payload.own);
  if (submission) return submissionContent(submission);
  const { subject } = event;
  const names = subject === null ? {} : { model: subject.model, uid: subject.uid };
  const carried = isOwn(event) ? { data: payload.own } : subject === null ? { media: payload.entry } : { entry: payload.entry };
  return { ...names, ...carried, ...subjectOf(event), ...extrasOf(event, payload) };
};

/** Made by `emit` or about Switchboard itself: it carries data of its own, perhaps about a document, but no entry. */
const isOwn = ({ data }: StoredEvent): boolean => data.entry === null;

/** The content as the `data` of an envelope: what an own event carries stands there by itself. */
export const dataOf = (event: StoredEvent, payload: EventData): unknown =>
  isOwn(event) && !submissionIn(payload.own) ? payload.own : contentOf(event, payload);

/** The flat object of the `json` format: Strapi's own fields first, under its own names. */
export const objectOf = (event: StoredEvent, payload: EventData): Fields => ({
  event: event.type,
  createdAt: timeOf(event),
  ...contentOf(event, payload),
  id: event.id,
});
