import { describe, expect, it } from 'vitest';
import { choosePayload } from '../../../server/src/outbound/payload';
import { event, mediaEvent, ownEvent } from './bundles';

const entry = {
  id: 7,
  documentId: 'doc1',
  title: 'Hello',
  body: 'Long',
  locale: 'en',
  category: { id: 1, slug: 'news', name: 'News' },
  tags: [
    { id: 1, name: 'red' },
    { id: 2, name: 'blue' },
  ],
  cover: null,
};
const changed = {
  title: { from: 'Old', to: 'Hello' },
  category: { from: { slug: 'a', name: 'A' }, to: { slug: 'news', name: 'News' } },
};
const actor = { kind: 'admin', id: '1', name: 'Ada Lovelace' } as const;
const full = event({}, { entry, changed, actor });

const chosen = (...fields: string[]) => choosePayload(full, { kind: 'fields', fields });

describe('everything', () => {
  it('is the data as captured', () => {
    expect(choosePayload(full, { kind: 'all' })).toBe(full.data);
  });
});

describe('ids only', () => {
  it('says which entry, and nothing about its content or about people', () => {
    expect(choosePayload(full, { kind: 'ids' })).toEqual({
      entry: { id: 7, documentId: 'doc1', locale: 'en' },
      changed: null,
      actor: null,
      own: null,
    });
  });

  it('says which file, and which things an own event is about', () => {
    expect(choosePayload(mediaEvent(), { kind: 'ids' }).entry).toEqual({ id: 3, documentId: 'file1' });
    expect(choosePayload(ownEvent({ orderId: 5, customer_id: 6, total: 9, rapid: 1 }), { kind: 'ids' }).own).toEqual({
      orderId: 5,
      customer_id: 6,
    });
    expect(choosePayload(ownEvent('private text'), { kind: 'ids' }).own).toBeNull();
  });
});

describe('chosen fields', () => {
  it('are exactly those, in the order of the choice', () => {
    expect(JSON.stringify(chosen('title', 'documentId').entry)).toBe('{"title":"Hello","documentId":"doc1"}');
  });

  it('may lie deeper, in every element of a list', () => {
    expect(chosen('category.slug', 'tags.name').entry).toEqual({
      category: { slug: 'news' },
      tags: [{ name: 'red' }, { name: 'blue' }],
    });
  });

  it('join below one parent, and the whole parent wins', () => {
    expect(chosen('category.slug', 'category.id').entry).toEqual({ category: { slug: 'news', id: 1 } });
    expect(chosen('category.slug', 'category').entry).toEqual({ category: entry.category });
    expect(chosen('category', 'category.slug').entry).toEqual({ category: entry.category });
  });

  it('that are not there are left out; what has nothing below it is empty', () => {
    expect(chosen('nope', 'cover.url', 'title.length').entry).toEqual({ cover: null, title: null });
  });

  it('let only their own changes through', () => {
    expect(chosen('category.slug').changed).toEqual({ category: { from: { slug: 'a' }, to: { slug: 'news' } } });
    expect(chosen('body').changed).toEqual({});
  });

  it('choose from what an own event carries', () => {
    expect(choosePayload(ownEvent({ total: 9, card: '4111' }), { kind: 'fields', fields: ['total'] }).own).toEqual({ total: 9 });
    expect(choosePayload(ownEvent('private text'), { kind: 'fields', fields: ['total'] }).own).toBeNull();
  });

  it('cannot reach a prototype, nor set one', () => {
    const odd = event({}, { entry: JSON.parse('{"__proto__":{"isAdmin":true},"title":"x"}') as Record<string, unknown> });
    const picked = choosePayload(odd, { kind: 'fields', fields: ['__proto__', 'constructor', 'title'] }).entry!;

    expect(Object.getPrototypeOf(picked)).toBe(Object.prototype);
    expect(Object.keys(picked)).toEqual(['__proto__', 'title']);
  });
});

describe('a truncated event', () => {
  it('travels as its ids, whatever fields were chosen', () => {
    const truncated = event({ isTruncated: true }, { entry: { id: 7, documentId: 'doc1', locale: 'en' } });

    expect(choosePayload(truncated, { kind: 'fields', fields: ['title'] }).entry).toEqual({
      id: 7,
      documentId: 'doc1',
      locale: 'en',
    });
  });
});
