import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../server/src/outbound/event';
import { limitPayload } from '../../../server/src/outbound/limit-payload';

const event = (entry: Record<string, unknown> | null, changed: NewEvent['data']['changed'] = null): NewEvent => ({
  id: 'evt_1',
  type: 'entry.update',
  occurredAt: 0,
  subject: { uid: 'api::a.a', model: 'a', documentId: 'doc', locale: 'en', status: 'draft' },
  data: { entry, changed, actor: { kind: 'admin', id: '1', name: 'Ada' }, own: null },
  isTruncated: false,
  traceparent: null,
});

describe('limitPayload', () => {
  it('leaves an event at the limit as it is', () => {
    const whole = event({ id: 1, title: 'x' });
    const { bytes } = limitPayload(whole, Infinity);

    expect(limitPayload(whole, bytes)).toEqual({ event: whole, bytes });
    expect(limitPayload(whole, bytes - 1).event.isTruncated).toBe(true);
  });

  it('counts bytes, not characters', () => {
    const [ascii, wide] = ['a'.repeat(100), '界'.repeat(100)].map((title) => limitPayload(event({ title }), Infinity).bytes);
    expect(wide! - ascii!).toBe(200);
  });

  it('keeps the ids, the names of what changed, and who did it', () => {
    const large = event({ id: 7, documentId: 'doc', title: 'x'.repeat(2_000) }, { title: { from: 'x', to: 'y' } });

    expect(limitPayload(large, 1_000).event).toEqual({
      ...large,
      data: {
        entry: { id: 7, documentId: 'doc', locale: 'en' },
        changed: { title: { from: null, to: null } },
        actor: { kind: 'admin', id: '1', name: 'Ada' },
        own: null,
      },
      isTruncated: true,
    });
  });

  it('makes no entry where there was none', () => {
    const own = { ...event(null), subject: null, data: { entry: null, changed: null, actor: null, own: 'x'.repeat(2_000) } };
    expect(limitPayload(own, 1_000).event.data.entry).toBeNull();
  });
});
