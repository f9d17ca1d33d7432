import { describe, expect, it } from 'vitest';
import { OPERATORS, type Condition, type Operator } from '../../../shared/contracts/webhook';
import { compareValues } from '../../../server/src/outbound/compare-values';
import { holds } from '../../../server/src/outbound/condition';
import { event, mediaEvent, ownEvent, seeded } from './bundles';

const compare = (field: string, operator: Operator, value?: unknown): Condition => ({ kind: 'compare', field, operator, value });

const ENTRY = {
  title: 'Hello World',
  empty: '',
  nothing: null,
  views: 10,
  price: '19.90',
  big: '9007199254740993',
  isHot: true,
  day: '2026-03-01',
  at: '2026-03-01T12:00:00.000Z',
  time: '09:30:00.000',
  category: { id: 1, slug: 'news', author: { name: 'Ada' } },
  tags: [{ name: 'red' }, { name: 'blue' }],
  words: ['one', 'two'],
  none: [],
  meta: {},
  sku: '007',
};

describe('operators', () => {
  it.each<[string, Operator, unknown, boolean]>([
    ['title', 'is', 'Hello World', true],
    ['title', 'is', 'hello world', false],
    ['title', 'isNot', 'Other', true],
    ['title', 'isNot', 'Hello World', false],
    ['views', 'is', 10, true],
    ['views', 'is', '10', true],
    ['views', 'is', '10.0', true],
    ['price', 'is', 19.9, true],
    ['price', 'gt', 19, true],
    ['price', 'lt', '100', true],
    ['big', 'is', '9007199254740992', false],
    ['big', 'gt', '9007199254740992', true],
    ['isHot', 'is', true, true],
    ['isHot', 'is', 'true', true],
    ['isHot', 'isNot', false, true],
    ['nothing', 'is', null, true],
    ['missing', 'is', null, true],
    ['missing', 'is', '', false],
    ['missing', 'isNot', 'x', true],
    ['empty', 'is', '', true],
    ['day', 'is', '2026-03-01T00:00:00Z', true],
    ['at', 'is', '2026-03-01T13:00:00+01:00', true],
    ['at', 'is', '2026-03-01T12:00', true],
    ['at', 'gt', '2026-02-28', true],
    ['at', 'lte', '2026-03-01T12:00:00Z', true],
    ['time', 'lt', '10:00:00.000', true],
    ['title', 'contains', 'lo Wo', true],
    ['title', 'contains', 'LO', false],
    ['title', 'notContains', 'xyz', true],
    ['title', 'startsWith', 'Hello', true],
    ['title', 'startsWith', 'World', false],
    ['title', 'endsWith', 'World', true],
    ['views', 'contains', 10, true],
    ['views', 'contains', 1, false],
    ['views', 'gte', 10, true],
    ['views', 'gt', 10, false],
    ['views', 'lte', 9, false],
    ['title', 'gt', 5, false],
    ['missing', 'gt', 0, false],
    ['missing', 'lt', 0, false],
    ['nothing', 'lte', 0, false],
    ['views', 'in', [1, '10'], true],
    ['views', 'in', [1, 2], false],
    ['views', 'notIn', [1, 2], true],
    ['missing', 'in', [null], true],
    ['title', 'isEmpty', undefined, false],
    ['title', 'isNotEmpty', undefined, true],
    ['empty', 'isEmpty', undefined, true],
    ['nothing', 'isEmpty', undefined, true],
    ['missing', 'isEmpty', undefined, true],
    ['none', 'isEmpty', undefined, true],
    ['meta', 'isEmpty', undefined, true],
    ['tags', 'isNotEmpty', undefined, true],
    ['isHot', 'isNotEmpty', undefined, true],
  ])('%s %s %j: %s', (field, operator, value, result) => {
    expect(holds(compare(field, operator, value), event({}, { entry: ENTRY }))).toBe(result);
  });

  it('are all known to the evaluator', () => {
    const changed = { title: { from: 'a', to: 'Hello World' } };
    const some: Partial<Record<Operator, unknown>> = {
      in: ['x'],
      notIn: ['Hello World'],
      changedFrom: 'x',
      isEmpty: undefined,
      isNot: 'Hello World',
    };
    const results = OPERATORS.map((operator) =>
      holds(compare('title', operator, some[operator] ?? 'Hello World'), event({}, { entry: ENTRY, changed }))
    );

    expect(new Set(results)).toEqual(new Set([true, false]));
  });
});

describe('paths', () => {
  it.each<[string, Operator, unknown, boolean]>([
    ['category.slug', 'is', 'news', true],
    ['category.author.name', 'is', 'Ada', true],
    ['category.nope.name', 'isEmpty', undefined, true],
    ['tags.name', 'is', 'blue', true],
    ['tags.name', 'is', 'green', false],
    ['tags.name', 'isNot', 'blue', false],
    ['tags.name', 'isNot', 'green', true],
    ['tags.name', 'in', ['green', 'red'], true],
    ['tags.name', 'startsWith', 'bl', true],
    ['tags.0.name', 'is', 'red', true],
    ['tags.0.name', 'is', 'blue', false],
    ['tags.9.name', 'isEmpty', undefined, true],
    ['words', 'is', 'two', true],
    ['words', 'contains', 'wo', true],
    ['words.1', 'is', 'two', true],
  ])('%s %s %j: %s', (field, operator, value, result) => {
    expect(holds(compare(field, operator, value), event({}, { entry: ENTRY }))).toBe(result);
  });

  it.each([
    'constructor',
    '__proto__',
    'constructor.name',
    'toString',
    'words.length',
    'title.length',
    'tags.map.name',
    '__proto__.polluted',
  ])('never leave the data: %s is nothing', (field) => {
    expect(holds(compare(field, 'isEmpty'), event({}, { entry: ENTRY }))).toBe(true);
  });

  it('look into a media file, and into what an own event carries', () => {
    expect(holds(compare('name', 'endsWith', '.jpg'), mediaEvent())).toBe(true);
    expect(holds(compare('total', 'gt', 100), ownEvent({ total: 120 }))).toBe(true);
    expect(holds(compare('total', 'gt', 100), ownEvent('a text'))).toBe(false);
  });

  it.each<[string, Operator, unknown, boolean]>([
    ['$locale', 'is', 'en', true],
    ['$locale', 'in', ['de', 'fr'], false],
    ['$status', 'is', 'published', true],
    ['$type', 'is', 'entry.publish', true],
    ['$uid', 'is', 'api::article.article', true],
    ['$documentId', 'is', 'doc1', true],
  ])('%s looks at the event: %s %j: %s', (field, operator, value, result) => {
    expect(holds(compare(field, operator, value), event())).toBe(result);
  });

  it('finds no locale on an event that is about no entry', () => {
    expect(holds(compare('$locale', 'isEmpty'), mediaEvent())).toBe(true);
  });
});

describe('changes', () => {
  const changed = {
    title: { from: 'Old', to: 'New' },
    category: { from: { slug: 'a' }, to: { slug: 'b' } },
    tags: { from: [{ name: 'red' }], to: [{ name: 'red' }, { name: 'blue' }] },
  };
  const entry = { title: 'New', body: 'x', category: { slug: 'b' }, tags: [{ name: 'red' }, { name: 'blue' }] };

  it.each<[string, Operator, unknown, boolean]>([
    ['title', 'changed', undefined, true],
    ['body', 'changed', undefined, false],
    ['category.slug', 'changed', undefined, true],
    ['title', 'changedTo', 'New', true],
    ['title', 'changedTo', 'Old', false],
    ['title', 'changedFrom', 'Old', true],
    ['title', 'changedFrom', 'New', false],
    ['body', 'changedTo', 'x', false],
    ['category.slug', 'changedTo', 'b', true],
    ['category.slug', 'changedFrom', 'a', true],
    ['tags.name', 'changedTo', 'blue', true],
    ['tags.name', 'changedTo', 'red', false],
    ['constructor', 'changed', undefined, false],
  ])('%s %s %j: %s', (field, operator, value, result) => {
    expect(holds(compare(field, operator, value), event({ type: 'entry.update' }, { entry, changed }))).toBe(result);
  });

  it.each<[string, Operator, unknown, boolean]>([
    ['entry.create', 'changed', undefined, true],
    ['entry.publish', 'changed', undefined, true],
    ['entry.publish', 'changedTo', 'New', true],
    ['entry.publish', 'changedTo', 'Other', false],
    ['entry.publish', 'changedFrom', 'Old', false],
    ['entry.delete', 'changed', undefined, false],
    ['entry.unpublish', 'changed', undefined, false],
    ['entry.unpublish', 'changedTo', 'New', false],
  ])('without an older version, %s: title %s %j is %s', (type, operator, value, result) => {
    expect(holds(compare('title', operator, value), event({ type }, { entry, changed: null }))).toBe(result);
  });
});

describe('groups', () => {
  const yes = compare('title', 'is', 'Hello');
  const no = compare('title', 'is', 'Other');

  it.each<[string, Condition | null, boolean]>([
    ['no condition', null, true],
    ['all of two true', { kind: 'all', of: [yes, yes] }, true],
    ['all with one false', { kind: 'all', of: [yes, no] }, false],
    ['any with one true', { kind: 'any', of: [no, yes] }, true],
    ['any of two false', { kind: 'any', of: [no, no] }, false],
    ['not false', { kind: 'not', of: no }, true],
    ['not (all of true and false)', { kind: 'not', of: { kind: 'all', of: [yes, no] } }, true],
  ])('%s', (_name, condition, result) => {
    expect(holds(condition, event())).toBe(result);
  });
});

describe('a truncated event', () => {
  const truncated = (changed: Record<string, { from: null; to: null }> | null = null) =>
    event({ isTruncated: true }, { entry: { id: 7, documentId: 'doc1', locale: 'en' }, changed });

  it('is not lost by a condition on a field that it no longer has, negated or not', () => {
    expect(holds(compare('title', 'is', 'x'), truncated())).toBe(true);
    expect(holds({ kind: 'not', of: compare('title', 'is', 'x') }, truncated())).toBe(true);
    expect(holds(compare('title', 'changedTo', 'x'), truncated({ title: { from: null, to: null } }))).toBe(true);
    expect(holds(compare('title', 'changed'), truncated(null))).toBe(true);
  });

  it('is still judged by what it has: type, locale, ids, names of changed fields', () => {
    expect(holds(compare('$locale', 'is', 'de'), truncated())).toBe(false);
    expect(holds(compare('documentId', 'is', 'other'), truncated())).toBe(false);
    expect(holds({ kind: 'all', of: [compare('title', 'is', 'x'), compare('$locale', 'is', 'de')] }, truncated())).toBe(false);
    expect(holds({ kind: 'any', of: [compare('title', 'is', 'x'), compare('$locale', 'is', 'de')] }, truncated())).toBe(true);
    expect(holds(compare('body', 'changed'), truncated({ title: { from: null, to: null } }))).toBe(false);
    expect(holds(compare('title', 'changed'), truncated({ title: { from: null, to: null } }))).toBe(true);
  });
});

describe('any values whatever', () => {
  const chance = seeded(42);
  const VALUES: readonly unknown[] = [
    0,
    -1,
    1.5,
    '1',
    '01',
    'a',
    '',
    ' ',
    null,
    undefined,
    true,
    'true',
    [],
    ['a'],
    {},
    { a: 1 },
    '2026-01-01',
    '2026-13-45',
    '1e400',
    '9'.repeat(1_000),
  ];
  const any = () => VALUES[Math.floor(chance() * VALUES.length)];

  it('get an answer, and a negation is always the opposite', () => {
    for (let i = 0; i < 3_000; i += 1) {
      const [actual, value] = [any(), any()];
      const about = event({}, { entry: { field: actual } });
      const ask = (operator: Operator, against: unknown = value) => holds(compare('field', operator, against), about);

      expect(ask('isNot')).toBe(!ask('is'));
      expect(ask('notContains')).toBe(!ask('contains'));
      expect(ask('isNotEmpty')).toBe(!ask('isEmpty'));
      expect(ask('notIn', [value])).toBe(!ask('in', [value]));
      expect(ask('gt') && ask('lte') && !Array.isArray(actual)).toBe(false);
    }
  });

  it('are ordered the same from both sides', () => {
    for (let i = 0; i < 3_000; i += 1) {
      const [left, right] = [any(), any()];
      const there = compareValues(left, right);
      const back = compareValues(right, left);

      expect(there === null ? back : there + (back ?? Number.NaN)).toBe(there === null ? null : 0);
    }
  });

  it('cost little, even a megabyte of digits', () => {
    const startedAt = performance.now();
    holds(compare('field', 'gt', '9'.repeat(1_000)), event({}, { entry: { field: '9'.repeat(1_000_000) } }));

    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
