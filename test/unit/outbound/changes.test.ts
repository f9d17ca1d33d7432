import { describe, expect, it } from 'vitest';
import { changedFields, type Field, type Fields } from '../../../server/src/outbound/changes';

const scalar: Field = { kind: 'scalar' };
const relation: Field = { kind: 'relation' };
const media: Field = { kind: 'media' };
const component = (fields: Fields): Field => ({ kind: 'component', fields });

const differs = (field: Field, from: unknown, to: unknown): boolean =>
  changedFields({ it: field }, { it: from }, { it: to }).length > 0;

describe('scalars', () => {
  it('are compared however deep a JSON field is nested', () => {
    const nested = (leaf: number): unknown => JSON.parse('['.repeat(3_000) + leaf + ']'.repeat(3_000));

    expect(differs(scalar, nested(1), nested(2))).toBe(true);
    expect(differs(scalar, nested(1), nested(1))).toBe(false);
  });

  it.each([
    ['a', 'b'],
    [0, null],
    ['', null],
    [false, null],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    ['1', 1],
  ])('%j differs from %j', (from, to) => expect(differs(scalar, from, to)).toBe(true));

  it.each([
    ['a', 'a'],
    [undefined, null],
    [
      { a: 1, b: [{ c: 2 }] },
      { b: [{ c: 2 }], a: 1 },
    ],
  ])('%j is the same as %j', (from, to) => expect(differs(scalar, from, to)).toBe(false));
});

describe('relations', () => {
  it('are the same when they lead to the same documents, whatever rows and texts those have now', () => {
    expect(differs(relation, { id: 1, documentId: 'a', name: 'x' }, { id: 2, documentId: 'a', name: 'y' })).toBe(false);
    expect(differs(relation, [{ id: 1, documentId: 'a' }], [{ id: 3, documentId: 'a' }])).toBe(false);
  });

  it('differ in the document, their number and their order', () => {
    const [a, b] = [{ documentId: 'a' }, { documentId: 'b' }];
    expect(differs(relation, a, b)).toBe(true);
    expect(differs(relation, a, null)).toBe(true);
    expect(differs(relation, [a], [a, b])).toBe(true);
    expect(differs(relation, [a, b], [b, a])).toBe(true);
  });

  it('to anything differ in the type as well', () => {
    expect(differs(relation, { documentId: 'a', __type: 'api::x.x' }, { documentId: 'a', __type: 'api::y.y' })).toBe(true);
  });

  it('without documents are told apart by their ids', () => {
    expect(differs(relation, { id: 1 }, { id: 2 })).toBe(true);
    expect(differs(relation, { id: 1 }, { id: 1 })).toBe(false);
  });
});

describe('media', () => {
  it('are the same when they are the same files, whatever was written about them', () => {
    expect(differs(media, { id: 1, caption: 'a' }, { id: 1, caption: 'b' })).toBe(false);
    expect(differs(media, { id: 1 }, { id: 2 })).toBe(true);
    expect(differs(media, [{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }])).toBe(true);
    expect(differs(media, null, undefined)).toBe(false);
  });
});

describe('components', () => {
  const button = component({ label: scalar, target: relation, inner: component({ icon: media }) });

  it('are compared by what is in them, not by the rows they are stored in', () => {
    const one = { id: 1, label: 'Go', target: { id: 1, documentId: 'a' }, inner: { id: 7, icon: { id: 4 } } };
    const two = { id: 2, label: 'Go', target: { id: 9, documentId: 'a' }, inner: { id: 8, icon: { id: 4 } } };
    expect(differs(button, one, two)).toBe(false);
    expect(differs(button, one, { ...two, inner: { icon: { id: 5 } } })).toBe(true);
    expect(differs(button, one, null)).toBe(true);
  });

  it('do not differ in fields that may not leave', () => {
    expect(differs(button, { label: 'Go', secret: 1 }, { label: 'Go', secret: 2 })).toBe(false);
  });

  it('differ in number and order', () => {
    const [a, b] = [{ label: 'a' }, { label: 'b' }];
    expect(differs(button, [a, b], [b, a])).toBe(true);
    expect(differs(button, [a], [a, a])).toBe(true);
  });
});

describe('dynamic zones', () => {
  const zone: Field = { kind: 'dynamiczone', components: { 'x.a': { text: scalar }, 'x.b': { text: scalar } } };

  it('differ in the component and in what is in it', () => {
    const a = { __component: 'x.a', id: 1, text: 't' };
    expect(differs(zone, [a], [{ ...a, id: 2 }])).toBe(false);
    expect(differs(zone, [a], [{ ...a, text: 'u' }])).toBe(true);
    expect(differs(zone, [a], [{ ...a, __component: 'x.b' }])).toBe(true);
  });

  it('survive an empty place and a component that is no more', () => {
    expect(differs(zone, [null], [null])).toBe(false);
    expect(differs(zone, [{ __component: 'x.gone', text: 1 }], [{ __component: 'x.gone', text: 2 }])).toBe(false);
  });
});

it('takes no notice of what every write touches', () => {
  const stamps = [
    'updatedAt',
    'createdAt',
    'publishedAt',
    'firstPublishedAt',
    'locale',
    'documentId',
    'createdBy',
    'updatedBy',
    'localizations',
  ];
  const fields = Object.fromEntries([...stamps, 'title'].map((name) => [name, scalar]));
  const version = (value: number) => Object.fromEntries([...stamps, 'title'].map((name) => [name, value]));

  expect(changedFields(fields, version(1), version(2))).toEqual(['title']);
});
