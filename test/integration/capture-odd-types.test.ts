import type { Core } from '@strapi/strapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf, startCapture, type Captured } from './capture-bench';

/** Content types that no sensible site has, and every site has one of. Added to the playground before it registers anything. */
const TYPES: Readonly<Record<string, object>> = {
  empty: { kind: 'collectionType', options: { draftAndPublish: true }, attributes: {} },
  lonely: { kind: 'singleType', options: { draftAndPublish: false }, attributes: { note: { type: 'text' } } },
  circle: {
    kind: 'collectionType',
    options: { draftAndPublish: true },
    attributes: {
      name: { type: 'string' },
      next: { type: 'relation', relation: 'oneToOne', target: 'api::circle.circle' },
      friends: { type: 'relation', relation: 'manyToMany', target: 'api::circle.circle' },
      hidden: { type: 'relation', relation: 'oneToOne', target: 'api::circle.circle', private: true },
    },
  },
  scalar: {
    kind: 'collectionType',
    options: { draftAndPublish: false, privateAttributes: ['byOption'] },
    attributes: {
      big: { type: 'biginteger' },
      exact: { type: 'decimal' },
      about: { type: 'float' },
      day: { type: 'date' },
      hour: { type: 'time' },
      instant: { type: 'datetime' },
      kind: { type: 'enumeration', enum: ['a', 'b'] },
      rich: { type: 'richtext' },
      yes: { type: 'boolean' },
      anything: { type: 'json' },
      byOption: { type: 'string' },
    },
  },
  nested: {
    kind: 'collectionType',
    options: { draftAndPublish: true },
    attributes: {
      outer: { type: 'component', component: 'odd.outer', repeatable: true },
      zone: { type: 'dynamiczone', components: ['odd.outer', 'odd.inner'] },
      anyOne: { type: 'relation', relation: 'morphToOne' },
      anyMany: { type: 'relation', relation: 'morphToMany' },
    },
  },
};

const COMPONENTS: Readonly<Record<string, object>> = {
  outer: {
    label: { type: 'string' },
    inners: { type: 'component', component: 'odd.inner', repeatable: true },
    one: { type: 'component', component: 'odd.inner', repeatable: false },
  },
  inner: {
    text: { type: 'string' },
    code: { type: 'password' },
    note: { type: 'string', private: true },
    files: { type: 'media', multiple: true },
    circle: { type: 'relation', relation: 'oneToOne', target: 'api::circle.circle' },
  },
};

const addTypes = (strapi: Core.Strapi) => {
  for (const [name, schema] of Object.entries(TYPES)) {
    const info = { singularName: name, pluralName: `${name}s`, displayName: name };
    const definition = { schema: { collectionName: `odd_${name}s`, info, pluginOptions: {}, ...schema } };
    strapi.get('content-types').add(`api::${name}`, { [name]: definition });
  }
  for (const [name, attributes] of Object.entries(COMPONENTS)) {
    const uid = `odd.${name}`;
    const component = {
      uid,
      modelType: 'component',
      modelName: name,
      category: 'odd',
      globalId: `Odd${name}`,
      options: {},
      attributes,
    };
    strapi.get('components').set(uid, { ...component, collectionName: `components_odd_${name}s`, info: { displayName: name } });
  }
};

interface Doc {
  documentId: string;
}
type Documents = Record<'create' | 'update' | 'publish' | 'delete' | 'discardDraft', (params: object) => Promise<Doc>>;

let app: Captured;
beforeAll(async () => {
  app = await startCapture({ before: addTypes });
});
afterAll(async () => app?.stop());

const documents = (name: string) => app.strapi.documents(`api::${name}.${name}` as never) as unknown as Documents;

describe('odd content types', () => {
  it('without any field', async () => {
    const { events } = await app.during(async () => {
      const { documentId } = await documents('empty').create({ data: {}, status: 'published' });
      await documents('empty').delete({ documentId });
    });
    expect(events.map(lineOf)).toEqual([
      'entry.create empty - draft',
      'entry.publish empty - published',
      'entry.delete empty - published',
    ]);
  });

  it('a single type without drafts', async () => {
    const { events } = await app.during(async () => {
      const { documentId } = await documents('lonely').create({ data: { note: 'a' } });
      await documents('lonely').update({ documentId, data: { note: 'b' } });
    });
    expect(events.map(lineOf)).toEqual(['entry.create lonely - published', 'entry.update lonely - published']);
    expect(events[1]!.data.changed).toEqual({ note: { from: 'a', to: 'b' } });
  });

  it('every scalar, as the API gives it, and no change where there is none', async () => {
    const data = {
      big: '9007199254740991', // SQLite through Strapi is exact up to here
      exact: 12.34,
      about: 0.1,
      day: '2026-02-28',
      hour: '13:37:00.123',
      instant: '2026-02-28T13:37:00.123Z',
      kind: 'a',
      rich: '# *x*',
      yes: false,
      anything: [{ a: null }, 'b', 3],
      byOption: 'hidden by an option',
    };
    const { result, events } = await app.during(() => documents('scalar').create({ data }));
    const { byOption, ...visible } = data;
    expect(events[0]!.data.entry).toMatchObject(visible);
    expect(events[0]!.data.entry).not.toHaveProperty('byOption');
    expect(byOption).toBeTruthy();

    const { documentId } = result;
    const again = await app.during(() => documents('scalar').update({ documentId, data }));
    expect(again.events[0]!.data.changed).toEqual({});
    const other = await app.during(() =>
      documents('scalar').update({ documentId, data: { big: '9007199254740990', anything: null, byOption: 'x' } })
    );
    expect(other.events[0]!.data.changed).toEqual({
      big: { from: '9007199254740991', to: '9007199254740990' },
      anything: { from: data.anything, to: null },
    });
  });

  it('relations to itself, by itself, and a private one', async () => {
    const { documentId } = await documents('circle').create({ data: { name: 'self' } });
    const links = { next: documentId, friends: [documentId], hidden: documentId };

    const { events } = await app.during(async () => {
      await documents('circle').update({ documentId, data: links });
      await documents('circle').publish({ documentId });
      await documents('circle').publish({ documentId });
    });

    expect(events[0]!.data.entry).toMatchObject({ next: { documentId, name: 'self' }, friends: [{ documentId }] });
    expect(Object.keys(events[0]!.data.changed!)).toEqual(['next', 'friends']);
    expect(events[2]!.data.changed).toEqual({});
    expect(JSON.stringify(events)).not.toContain('hidden');
  });

  it('components in components in dynamic zones, with media, relations and secrets in them', async () => {
    const file = await app.upload({ name: 'deep.txt', type: 'text/plain', bytes: 'deep' });
    const circle = await documents('circle').create({ data: { name: 'target' }, status: 'published' });
    const inner = { text: 'in', code: 'password-1', note: 'private-1', files: [file.id], circle: circle.documentId };
    const outer = { label: 'out', inners: [inner, { ...inner, text: 'in 2' }], one: inner };
    const data = {
      outer: [outer, outer],
      zone: [
        { __component: 'odd.outer', ...outer },
        { __component: 'odd.inner', ...inner },
      ],
    };

    const { result, events } = await app.during(() => documents('nested').create({ data, status: 'published' }));

    const shown = { text: 'in', files: [{ url: file.url }], circle: { documentId: circle.documentId, name: 'target' } };
    expect(events[1]!.data.entry).toMatchObject({
      outer: [{ label: 'out', inners: [shown, { text: 'in 2' }], one: shown }, { label: 'out' }],
      zone: [
        { __component: 'odd.outer', inners: [shown, { text: 'in 2' }] },
        { __component: 'odd.inner', ...shown },
      ],
    });
    expect(JSON.stringify(events)).not.toMatch(/password-1|private-1|\$2[aby]\$|"code"|"note"/);

    const same = await app.during(() => documents('nested').publish({ documentId: result.documentId }));
    expect(same.events[0]!.data.changed).toEqual({});
    const deep = { ...outer, one: { ...inner, files: [] } };
    const changed = await app.during(() =>
      documents('nested').update({ documentId: result.documentId, data: { outer: [outer, deep] } })
    );
    expect(Object.keys(changed.events[0]!.data.changed!)).toEqual(['outer']);
    const secret = await app.during(() =>
      documents('nested').update({
        documentId: result.documentId,
        data: { outer: [outer, { ...deep, one: { ...inner, files: [], note: 'private-2' } }] },
      })
    );
    expect(secret.events[0]!.data.changed).toEqual({});
  });

  it('relations to anything', async () => {
    const one = await documents('circle').create({ data: { name: 'first' } });
    const product = await (app.strapi.documents('api::product.product' as never) as unknown as Documents).create({
      data: { sku: 'odd', name: 'Odd', costPrice: 3 },
    });
    const rows = await app.knex('products').where({ document_id: product.documentId }).pluck('id');
    const circles = await app.knex('odd_circles').where({ document_id: one.documentId }).pluck('id');
    const data = {
      anyOne: { id: rows[0], __type: 'api::product.product' },
      anyMany: [
        { id: circles[0], __type: 'api::circle.circle' },
        { id: rows[0], __type: 'api::product.product' },
      ],
    };

    const { events } = await app.during(() => documents('nested').create({ data }));

    expect(events[0]!.data.entry).toMatchObject({
      anyOne: { __type: 'api::product.product', name: 'Odd' },
      anyMany: [
        { __type: 'api::circle.circle', name: 'first' },
        { __type: 'api::product.product', name: 'Odd' },
      ],
    });
    expect(JSON.stringify(events)).not.toContain('costPrice');
  });
});
