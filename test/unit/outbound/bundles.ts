import { WEBHOOK_DEFAULTS } from '../../../shared/contracts/webhook';
import type { EntrySubject, EventData, StoredEvent } from '../../../server/src/outbound/event';
import type { Webhook } from '../../../server/src/outbound/webhook';

export const ARTICLE: EntrySubject = {
  uid: 'api::article.article',
  model: 'article',
  documentId: 'doc1',
  locale: 'en',
  status: 'published',
};

export const NOTHING: EventData = { entry: null, changed: null, actor: null, own: null };

/** 2026-03-01T12:00:00.000Z */
export const OCCURRED_AT = Date.UTC(2026, 2, 1, 12);

export const event = (part: Partial<StoredEvent> = {}, data: Partial<EventData> = {}): StoredEvent => ({
  id: 'evt_01KBZZZZZZ0000000000000001',
  type: 'entry.publish',
  occurredAt: OCCURRED_AT,
  subject: ARTICLE,
  isTruncated: false,
  traceparent: null,
  seq: 1,
  ...part,
  data: { ...NOTHING, entry: { id: 7, documentId: 'doc1', title: 'Hello' }, ...data },
});

export const ownEvent = (own: unknown, part: Partial<StoredEvent> = {}): StoredEvent =>
  event({ type: 'order.paid', subject: null, ...part }, { entry: null, own });

export const mediaEvent = (type = 'media.create'): StoredEvent =>
  event({ type, subject: null }, { entry: { id: 3, documentId: 'file1', name: 'cat.jpg', url: '/uploads/cat.jpg' } });

/** Symmetric, 24 bytes. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const webhook = (part: Partial<Webhook> = {}): Webhook => ({
  ...WEBHOOK_DEFAULTS,
  id: 'wh1',
  name: 'Site',
  isDeclared: false,
  receivers: [{ id: 'rcv1', url: 'https://one.example/hook', format: null }],
  events: [{ type: 'entry.*', uid: null }],
  secrets: [{ id: 'sec1', kind: 'symmetric', value: SECRET, createdAt: 0, expiresAt: null }],
  createdAt: 0,
  updatedAt: 0,
  fault: null,
  ...part,
});

/** Always the same chain of numbers from 0 up to 1 (mulberry32), for tests that try many inputs. */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
