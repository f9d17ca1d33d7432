import { describe, expect, it } from 'vitest';

import type { FormListItem } from '../../../../shared/contracts/form';
import { readListQuery, type RawQuery } from '../../../../admin/src/ui/list/list-query';
import { DEFAULT_SORT, findForms } from '../../../../admin/src/forms/list/form-query';

const form = (key: string, more: Partial<FormListItem> = {}): FormListItem => ({
  id: key,
  key,
  title: key.toUpperCase(),
  status: 'draft',
  version: null,
  submissions: { total: 0, unread: 0, lastAt: null },
  completion: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...more,
});
const forms = [
  form('contact', {
    status: 'published',
    submissions: { total: 9, unread: 2, lastAt: '2026-01-03T00:00:00.000Z' },
    completion: 0.4,
  }),
  form('event', { updatedAt: '2026-02-01T00:00:00.000Z' }),
  form('feedback', {
    status: 'modified',
    submissions: { total: 3, unread: 0, lastAt: '2026-01-09T00:00:00.000Z' },
    completion: 0.9,
  }),
];
const found = (query: RawQuery) => findForms(forms, readListQuery(query, DEFAULT_SORT)).map(({ key }) => key);

describe('the list of forms', () => {
  it('begins with what was changed last', () => {
    expect(found({})[0]).toBe('event');
  });

  it('is searched by title and key', () => {
    expect(found({ _q: 'FEED' })).toEqual(['feedback']);
    expect(found({ _q: 'nothing' })).toEqual([]);
  });

  it('is filtered by status and by what is unread', () => {
    expect(found({ filters: { $and: [{ status: { $eq: 'published' } }] } })).toEqual(['contact']);
    expect(found({ filters: { $and: [{ status: { $ne: 'published' } }] } })).toEqual(['event', 'feedback']);
    expect(found({ filters: { $and: [{ unread: { $eq: 'true' } }] } })).toEqual(['contact']);
  });

  it('is sorted by each of its columns', () => {
    expect(found({ sort: 'title:ASC' })).toEqual(['contact', 'event', 'feedback']);
    expect(found({ sort: 'submissions:DESC' })).toEqual(['contact', 'feedback', 'event']);
    expect(found({ sort: 'completion:ASC' })).toEqual(['event', 'contact', 'feedback']);
    expect(found({ sort: 'lastAt:DESC' })).toEqual(['feedback', 'contact', 'event']);
  });
});
