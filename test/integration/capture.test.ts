import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf, startCapture, type Captured } from './capture-bench';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const CATEGORY = 'api::category.category';
const HOMEPAGE = 'api::homepage.homepage';
const PRODUCT = 'api::product.product';
const REVIEW = 'api::review.review';

interface Doc {
  id: number;
  documentId: string;
}

type Documents = Record<
  'create' | 'update' | 'publish' | 'unpublish' | 'discardDraft' | 'delete' | 'clone' | 'findOne' | 'findMany',
  (params: object) => Promise<Doc>
>;

let app: Captured;
beforeAll(async () => {
  app = await startCapture();
});
afterAll(async () => app?.stop());

const documents = (uid: string) => app.strapi.documents(uid as never) as unknown as Documents;
const articles = () => documents(ARTICLE);
const linesDuring = async (work: () => Promise<unknown>) => (await app.during(work)).events.map(lineOf);

/** An article in English, German and French, of which the given locales are published. */
const articleIn = async (published: readonly string[] = []) => {
  const { documentId } = await articles().create({ data: { title: 'Hello' }, locale: 'en' });
  await articles().update({ documentId, locale: 'de', data: { title: 'Hallo' } });
  await articles().update({ documentId, locale: 'fr', data: { title: 'Bonjour' } });
  if (published.length > 0) await articles().publish({ documentId, locale: published });
  return documentId;
};

describe('one event for each document and locale', () => {
  it('of a create', async () => {
    const { events, result } = await app.during(() => articles().create({ data: { title: 'Hello' } }));

    expect(events.map(lineOf)).toEqual(['entry.create article en draft']);
    expect(events[0]).toMatchObject({
      id: expect.stringMatching(/^evt_[0-9A-Z]{26}$/),
      subject: { uid: ARTICLE, documentId: result.documentId },
      data: { entry: { id: result.id, documentId: result.documentId, title: 'Hello', locale: 'en' }, changed: null, actor: null },
      isTruncated: false,
    });
  });

  it('of a create that publishes: two', async () => {
    expect(await linesDuring(() => articles().create({ data: { title: 'Hello' }, status: 'published' }))).toEqual([
      'entry.create article en draft',
      'entry.publish article en published',
    ]);
  });

  it('of an update that publishes: two, each told apart from its own older version', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' }, status: 'published' });
    await articles().update({ documentId, data: { title: 'Two' } });

    const { events } = await app.during(() => articles().update({ documentId, data: { title: 'Three' }, status: 'published' }));

    expect(events.map(lineOf)).toEqual(['entry.update article en draft', 'entry.publish article en published']);
    expect(events.map(({ data }) => data.changed)).toEqual([
      { title: { from: 'Two', to: 'Three' } },
      { title: { from: 'One', to: 'Three' } },
    ]);
  });

  it('of an update that changes nothing: one, with nothing in it', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' } });

    const { events } = await app.during(() => articles().update({ documentId, data: { title: 'One' } }));

    expect(events.map(lineOf)).toEqual(['entry.update article en draft']);
    expect(events[0]!.data.changed).toEqual({});
  });

  it('of an update in a locale that was not there: a create', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' } });

    expect(await linesDuring(() => articles().update({ documentId, locale: 'de', data: { title: 'Eins' } }))).toEqual([
      'entry.create article de draft',
    ]);
  });

  it('of a first publish, a second one, and one of many locales', async () => {
    const documentId = await articleIn();

    const first = await app.during(() => articles().publish({ documentId }));
    expect(first.events.map(lineOf)).toEqual(['entry.publish article en published']);
    expect(first.events[0]!.data.changed).toBeNull();

    const second = await app.during(() => articles().publish({ documentId }));
    expect(second.events.map(lineOf)).toEqual(['entry.publish article en published']);
    expect(second.events[0]!.data.changed).toEqual({});

    expect((await linesDuring(() => articles().publish({ documentId, locale: ['de', 'fr'] }))).sort()).toEqual([
      'entry.publish article de published',
      'entry.publish article fr published',
    ]);
    expect((await linesDuring(() => articles().publish({ documentId, locale: '*' }))).sort()).toEqual([
      'entry.publish article de published',
      'entry.publish article en published',
      'entry.publish article fr published',
    ]);
  });

  it('of an unpublish, with the entry as it was', async () => {
    const documentId = await articleIn(['en', 'de']);
    await articles().update({ documentId, data: { title: 'Only a draft' } });

    const { events } = await app.during(() => articles().unpublish({ documentId, locale: '*' }));

    expect(events.map(lineOf).sort()).toEqual(['entry.unpublish article de published', 'entry.unpublish article en published']);
    expect(events.map(({ data }) => data.entry?.['title']).sort()).toEqual(['Hallo', 'Hello']);
    expect(events.every(({ data }) => data.changed === null && data.entry?.['publishedAt'])).toBe(true);
  });

  it('of a delete, however many rows the document has', async () => {
    const documentId = await articleIn(['en']);

    const { events } = await app.during(() => articles().delete({ documentId, locale: '*' }));

    expect(events.map(lineOf).sort()).toEqual([
      'entry.delete article de draft',
      'entry.delete article en published',
      'entry.delete article fr draft',
    ]);
  });

  it('of the delete of one locale', async () => {
    const documentId = await articleIn(['en', 'de']);

    expect(await linesDuring(() => articles().delete({ documentId, locale: 'de' }))).toEqual(['entry.delete article de published']);
  });

  it('of a discarded draft', async () => {
    const { documentId } = await articles().create({ data: { title: 'Live' }, status: 'published' });
    await articles().update({ documentId, data: { title: 'Draft' } });

    const { events } = await app.during(() => articles().discardDraft({ documentId }));

    expect(events.map(lineOf)).toEqual(['entry.draft-discard article en draft']);
    expect(events[0]!.data.changed).toEqual({ title: { from: 'Draft', to: 'Live' } });
  });

  it('of a clone, in each of its locales', async () => {
    const documentId = await articleIn(['en']);

    const { events, result } = await app.during(() => articles().clone({ documentId, locale: '*', data: {} }));

    expect(events.map(lineOf).sort()).toEqual([
      'entry.create article de draft',
      'entry.create article en draft',
      'entry.create article fr draft',
    ]);
    expect(new Set(events.map(({ subject }) => subject!.documentId))).toEqual(new Set([result.documentId]));
  });

  it('of a type without drafts, without locales, and without both', async () => {
    const { result, events } = await app.during(async () => {
      const { documentId } = await documents(PRODUCT).create({ data: { sku: 'p-1', name: 'Pen', stock: 3 } });
      await documents(PRODUCT).update({ documentId, data: { stock: 2 }, status: 'published' });
      await documents(PRODUCT).delete({ documentId });
      return documents(REVIEW).create({ data: { reviewer: 'Rae' }, status: 'published' });
    });

    expect(events.map(lineOf)).toEqual([
      'entry.create product - published',
      'entry.update product - published',
      'entry.delete product - published',
      'entry.create review - draft',
      'entry.publish review - published',
    ]);
    expect(events[1]!.data.changed).toEqual({ stock: { from: 3, to: 2 } });
    expect(events[3]!.subject!.documentId).toBe(result.documentId);
  });

  it('of a localized single type', async () => {
    const { events } = await app.during(async () => {
      const { documentId } = await documents(HOMEPAGE).create({ data: { headline: 'Welcome' } });
      await documents(HOMEPAGE).update({ documentId, locale: 'fr', data: { headline: 'Bienvenue' }, status: 'published' });
    });

    expect(events.map(lineOf)).toEqual([
      'entry.create homepage en draft',
      'entry.create homepage fr draft',
      'entry.publish homepage fr published',
    ]);
  });

  it('of a call that asks for one field only', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' }, fields: ['title'], status: 'published' });

    const { events } = await app.during(() =>
      articles().update({ documentId, data: { title: 'Two' }, fields: ['excerpt'], status: 'published' })
    );

    expect(events.map(lineOf)).toEqual(['entry.update article en draft', 'entry.publish article en published']);
    expect(events[1]!.data.entry).toMatchObject({ title: 'Two', isFeatured: false, locale: 'en' });
  });

  it('in commit order, with ids that sort like it', async () => {
    const { events } = await app.during(async () => {
      for (let i = 0; i < 5; i += 1) await articles().create({ data: { title: `No. ${i}` }, status: 'published' });
    });

    const ids = events.map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('nothing is invented', () => {
  const nobody = 'aaaaaaaaaaaaaaaaaaaaaaaa';

  it('for a document that is not there', async () => {
    expect(
      await linesDuring(async () => {
        await articles().update({ documentId: nobody, data: { title: 'x' } });
        await articles().publish({ documentId: nobody });
        await articles().unpublish({ documentId: nobody });
        await articles().discardDraft({ documentId: nobody });
        await articles().delete({ documentId: nobody });
        await articles().clone({ documentId: nobody, data: {} });
      })
    ).toEqual([]);
  });

  it('for a locale that is not there, or not published', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' } });

    expect(
      await linesDuring(async () => {
        await articles().publish({ documentId, locale: 'fr' });
        await articles().unpublish({ documentId });
        await articles().discardDraft({ documentId });
        await articles().delete({ documentId, locale: 'de' });
      })
    ).toEqual([]);
  });

  it('for a write that fails', async () => {
    await documents(PRODUCT).create({ data: { sku: 'taken', name: 'A' } });

    expect(
      await linesDuring(async () => {
        await expect(documents(PRODUCT).create({ data: { sku: 'taken', name: 'B' } })).rejects.toThrow(/unique/);
        await expect(articles().create({ data: { title: 'x'.repeat(300) } })).rejects.toThrow();
      })
    ).toEqual([]);
  });

  it('for reading, and for what goes past the document service', async () => {
    const { documentId } = await articles().create({ data: { title: 'One' } });

    expect(
      await linesDuring(async () => {
        await articles().findMany({});
        await articles().findOne({ documentId });
        await app.strapi.db.query(ARTICLE as never).update({ where: { documentId }, data: { title: 'Two' } } as never);
      })
    ).toEqual([]);
  });
});

describe('what an event carries', () => {
  it('has relations one level deep, components and dynamic zones in full, media with URLs, and no secrets at any depth', async () => {
    const image = await app.upload({ name: 'cover.txt', type: 'text/plain', bytes: 'cover' });
    const author = await documents(AUTHOR).create({
      data: { name: 'Ann', email: 'ann@example.com', portrait: image.id },
      status: 'published',
    });
    const category = await documents(CATEGORY).create({ data: { name: 'News' } });

    const { events } = await app.during(() =>
      articles().create({
        status: 'published',
        data: {
          title: 'Rich',
          accessCode: 'very-secret-1',
          internalNote: 'not for you',
          extra: { deep: [1, { two: null }] },
          cover: image.id,
          gallery: [image.id],
          category: category.documentId,
          authors: [author.documentId],
          seo: { metaTitle: 'Meta', reviewerNote: 'hush', shareImage: image.id },
          sections: [
            { __component: 'sections.hero', heading: 'Hero', image: image.id, button: { label: 'Go', url: '/go' } },
            { __component: 'sections.quote', text: 'Said', author: author.documentId, verifiedBy: 'secret agent' },
            { __component: 'sections.questions', heading: 'FAQ', items: [{ question: 'Why?' }, { question: 'How?' }] },
          ],
        },
      })
    );

    const entry = events[1]!.data.entry as Record<string, unknown> & { authors: Record<string, unknown>[]; category: object };
    expect(entry).toMatchObject({
      title: 'Rich',
      extra: { deep: [1, { two: null }] },
      cover: { id: image.id, url: expect.stringMatching(/^\/uploads\/cover_.*\.txt$/) },
      gallery: [{ id: image.id }],
      category: { documentId: category.documentId, name: 'News' },
      authors: [{ documentId: author.documentId, name: 'Ann' }],
      seo: { metaTitle: 'Meta', shareImage: { url: image.url } },
      sections: [
        { __component: 'sections.hero', heading: 'Hero', image: { url: image.url }, button: { label: 'Go', url: '/go' } },
        { __component: 'sections.quote', text: 'Said', author: { name: 'Ann' } },
        { __component: 'sections.questions', items: [{ question: 'Why?' }, { question: 'How?' }] },
      ],
    });
    expect(entry.authors[0]!['publishedAt']).toBeTruthy();
    expect(entry.authors[0]).not.toHaveProperty('portrait');
    expect(entry.category).not.toHaveProperty('articles');
    expect(JSON.stringify(events)).not.toMatch(
      /very-secret|not for you|hush|secret agent|ann@example|\$2[aby]\$|internalNote|accessCode|folderPath|createdBy/
    );
  });

  it('reads a relation of more than 1,000 entries by its ids', async () => {
    const tags = Array.from({ length: 1_001 }, (_, i) => ({ name: `Tag ${i}`, documentId: `tag${i}`, publishedAt: new Date() }));
    for (let i = 0; i < tags.length; i += 100) {
      await app.strapi.db.query('api::tag.tag').createMany({ data: tags.slice(i, i + 100) });
    }
    const { documentId } = await articles().create({
      data: { title: 'Many', tags: tags.slice(0, 1_000).map((tag) => tag.documentId) },
    });
    const short = await app.during(() => articles().publish({ documentId }));
    await articles().update({ documentId, data: { tags: tags.map((tag) => tag.documentId) } });

    const long = await app.during(() => articles().publish({ documentId }));

    const tagsOf = ({ events }: typeof long) => events[0]!.data.entry!['tags'] as { documentId: string }[];
    expect(tagsOf(short)).toHaveLength(1_000);
    expect(tagsOf(short)[999]).toMatchObject({ documentId: 'tag999', name: 'Tag 999' });
    expect(tagsOf(long).map((tag) => tag.documentId)).toEqual(tags.map((tag) => tag.documentId));
    expect(tagsOf(long)[0]).toEqual({ id: expect.any(Number), documentId: 'tag0' });
    expect(Object.keys(long.events[0]!.data.changed!)).toEqual(['tags']);
    const [unchanged] = (await app.during(() => articles().publish({ documentId }))).events;
    expect(unchanged!.data.changed).toEqual({});
  });

  it('is what Strapi sends with its own webhooks, in the same words', async () => {
    const heard: Record<string, unknown>[] = [];
    const unsubscribe = app.strapi.eventHub.subscribe(async (name, payload) => {
      if (name === 'entry.publish') heard.push((payload as { entry: Record<string, unknown> }).entry);
    });
    const { events, result } = await app.during(() =>
      articles().create({
        status: 'published',
        data: { title: 'Same', seo: { metaTitle: 'm' }, sections: [{ __component: 'sections.quote', text: 't' }] },
      })
    );
    const ours = () => heard.find(({ documentId }) => documentId === result.documentId);
    await expect.poll(ours).toBeDefined();
    unsubscribe();

    expect(events[1]!.data.entry).toEqual(JSON.parse(JSON.stringify(ours())));
  });

  it('shows no drafts through a relation of what is live', async () => {
    const category = await documents(CATEGORY).create({ data: { name: 'Mixed' } });
    await articles().create({ data: { title: 'Live', category: category.documentId }, status: 'published' });
    await articles().create({ data: { title: 'Hidden', category: category.documentId } });

    const { events } = await app.during(() =>
      documents(CATEGORY).update({ documentId: category.documentId, data: { name: 'Mixed 2' } })
    );

    expect(events[0]!.data.changed).toEqual({ name: { from: 'Mixed', to: 'Mixed 2' } });
    expect((events[0]!.data.entry!['articles'] as { title: string }[]).map(({ title }) => title)).toEqual(['Live']);
  });

  it('names every kind of field that changed, and none that did not', async () => {
    const [one, two] = [
      await app.upload({ name: 'one.txt', type: 'text/plain', bytes: '1' }),
      await app.upload({ name: 'two.txt', type: 'text/plain', bytes: '2' }),
    ];
    const ann = await documents(AUTHOR).create({ data: { name: 'Ann' }, status: 'published' });
    const bob = await documents(AUTHOR).create({ data: { name: 'Bob' }, status: 'published' });
    const data = {
      title: 'T',
      extra: { a: 1, b: 2 },
      cover: one.id,
      authors: [ann.documentId, bob.documentId],
      seo: { metaTitle: 'M', reviewerNote: 'private' },
      sections: [{ __component: 'sections.quote', text: 'Q', author: ann.documentId }],
    };
    const { documentId } = await articles().create({ data, status: 'published' });
    const changedBy = async (patch: object) => {
      const { events } = await app.during(() => articles().update({ documentId, data: patch, status: 'published' }));
      expect(Object.keys(events[0]!.data.changed!)).toEqual(Object.keys(events[1]!.data.changed!));
      return events[1]!.data.changed!;
    };

    expect(await changedBy({ extra: { b: 2, a: 1 } })).toEqual({});
    await documents(AUTHOR).publish({ documentId: ann.documentId }); // another row, the same document
    expect(await changedBy({})).toEqual({});
    expect(await changedBy({ seo: data.seo, sections: data.sections })).toEqual({});
    expect(await changedBy({ seo: { ...data.seo, reviewerNote: 'also private' } })).toEqual({});
    expect(await changedBy({ accessCode: 'new-secret-1', internalNote: 'new note' })).toEqual({});
    expect(Object.keys(await changedBy({ extra: { a: 1 } }))).toEqual(['extra']);
    expect(await changedBy({ cover: two.id })).toMatchObject({ cover: { from: { url: one.url }, to: { url: two.url } } });
    expect(await changedBy({ authors: [bob.documentId] })).toMatchObject({
      authors: { from: [{ name: 'Ann' }, { name: 'Bob' }], to: [{ name: 'Bob' }] },
    });
    expect(await changedBy({ seo: { metaTitle: 'N' } })).toMatchObject({
      seo: { from: { metaTitle: 'M' }, to: { metaTitle: 'N' } },
    });
    expect(
      Object.keys(await changedBy({ sections: [{ __component: 'sections.quote', text: 'Q', author: bob.documentId }] }))
    ).toEqual(['sections']);
    expect(Object.keys(await changedBy({ sections: [] }))).toEqual(['sections']);
  });
});
