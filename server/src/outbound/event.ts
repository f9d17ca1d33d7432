/** Something that happened, as captured: the data is what was true when it committed. */

export const ENTRY_TYPES = [
  'entry.create',
  'entry.update',
  'entry.publish',
  'entry.unpublish',
  'entry.delete',
  'entry.draft-discard',
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

export const MEDIA_TYPES = ['media.create', 'media.update', 'media.delete'] as const;

/** Events about form submissions; `own` is a `SubmissionPayload`, the subject's uid is `form:<key>`, its documentId that of the submission. */
export const FORM_TYPES = [
  'form.submission.create',
  'form.submission.update',
  'form.submission.complete',
  'form.submission.spam',
] as const;
export type FormEventType = (typeof FORM_TYPES)[number];

/** Events about Switchboard itself. They are never caused by a delivery of themselves: see `wants.ts`. */
export const OWN_TYPES = ['switchboard.receiver.disabled', 'switchboard.receiver.gone'] as const;

/** Who did it: id and name only. Captured when `capture.actor` is on. */
export interface Actor {
  readonly kind: 'admin' | 'api-token' | 'user';
  readonly id: string;
  readonly name: string;
}

/** One top-level field, before and after. */
export interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

/** The parts of an event that are only there when it is about an entry. */
export interface EntrySubject {
  readonly uid: string;
  /** Singular name of the content type, e.g. `article`. */
  readonly model: string;
  readonly documentId: string;
  readonly locale: string | null;
  readonly status: 'draft' | 'published' | null;
}

export interface EventData {
  /** Sanitised entry (or media file); `{ id, documentId, locale }` when `isTruncated`. `null` for own events. */
  readonly entry: Readonly<Record<string, unknown>> | null;
  /** Top-level fields that differ from the version before; `null` where there was none. */
  readonly changed: Readonly<Record<string, Change>> | null;
  readonly actor: Actor | null;
  /** What an own event carries; `null` for entries and media. */
  readonly own: unknown;
}

/** An event about to be stored. */
export interface NewEvent {
  /** `evt_…`, sortable; the `webhook-id` of every request about it. */
  readonly id: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly subject: EntrySubject | null;
  readonly data: EventData;
  /** The payload was over the limit and travels as ids. */
  readonly isTruncated: boolean;
  /** The trace it belongs to, as W3C Trace Context writes it; `null` where nobody traces. */
  readonly traceparent: string | null;
}

/** An event as it stands in the database. `seq` rises in commit order per document. */
export interface StoredEvent extends NewEvent {
  readonly seq: number;
}
