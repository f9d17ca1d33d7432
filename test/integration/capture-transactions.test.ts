import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING, interestIn, lineOf, startCapture, type Captured } from './capture-bench';

const ARTICLE = 'api::article.article';
const PRODUCT = 'api::product.product';

interface Doc {
  documentId: string;
}
type Documents = Record<'create' | 'update' | 'publish' | 'unpublish' | 'delete' | 'findMany', (params: object) => Promise<Doc>>;

let app: Captured;
beforeAll(async () => {
  app = await startCapture();
});
afterAll(async () => app?.stop());
afterEach(() => {
  app.now.interest = interestIn(EVERYTHING);
  app.now.append = null;
  app.now.isBypassed = false;
});

const documents = (uid: string) => app.strapi.documents(uid as never) as unknown as Documents;
const articles = () => documents(ARTICLE);
const countOf = async (table: string) => Number((await app.knex(table).count({ n: '*' }))[0]!['n']);
const both = async () => ({ articles: await countOf('articles'), events: await countOf('switchboard_events') });

describe('content and event', () => {
  it('are both gone when something throws after the event was stored', async () => {
    const before = await both();

    const work = app.strapi.db.transaction(async () => {
      await articles().create({ data: { title: 'Never' }, status: 'published' });
      throw new Error('later');
    });

    await expect(work).rejects.toThrow('later');
    expect(await both()).toEqual(before);
  });

  it('are both gone when storing the event fails, and the caller hears of it', async () => {
    const { documentId } = await articles().create({ data: { title: 'Was' }, status: 'published' });
    const before = await both();
    app.now.append = async () => {
      throw new Error('disk full');
    };

    await expect(articles().update({ documentId, data: { title: 'Is' }, status: 'published' })).rejects.toThrow('disk full');

    expect(await both()).toEqual(before);
    app.now.append = null;
    const titles = await app.knex('articles').where({ document_id: documentId }).pluck('title');
    expect(titles).toEqual(['Was', 'Was']);
  });

  it('agree when an outer transaction swallows the error of one of its publishes', async () => {
    const good = await articles().create({ data: { title: 'Good' } });
    const late = await articles().create({ data: { title: 'Late' } });
    const bad = await articles().create({ data: { title: 'Bad' } });
    await app.knex('articles').where({ document_id: bad.documentId }).update({ title: null }); // required, so it cannot be published

    const { events } = await app.during(() =>
      app.strapi.db.transaction(async () => {
        await articles().publish({ documentId: good.documentId });
        await articles()
          .publish({ documentId: bad.documentId })
          .catch(() => undefined);
        await articles().publish({ documentId: late.documentId });
      })
    );

    const live = await app
      .knex('articles')
      .whereNotNull('published_at')
      .whereIn(
        'document_id',
        [good, bad, late].map((doc) => doc.documentId)
      );
    expect(events.map(({ subject }) => subject!.documentId)).toEqual([good.documentId, late.documentId]);
    expect(live.map((row) => row.document_id).sort()).toEqual(events.map(({ subject }) => subject!.documentId).sort());
  });

  it('join the caller: the dispatcher is woken once it commits, and not before', async () => {
    const wakes = app.now.wakes;

    const { events } = await app.during(() =>
      app.strapi.db.transaction(async () => {
        await articles().create({ data: { title: 'A' } });
        await articles().create({ data: { title: 'B' } });
        expect(app.now.wakes).toBe(wakes);
      })
    );

    expect(events).toHaveLength(2);
    expect(app.now.wakes).toBe(wakes + 2);
  });

  it('wake nobody after a rollback', async () => {
    const wakes = app.now.wakes;
    const heard = app.heard.length;

    await app.strapi.db
      .transaction(async () => {
        await articles().create({ data: { title: 'A' } });
        throw new Error('no');
      })
      .catch(() => undefined);

    expect(app.now.wakes).toBe(wakes);
    expect(app.heard).toHaveLength(heard);
  });
});

describe('without a webhook that could want the event', () => {
  const writes: Readonly<Record<string, (documentId: string) => Promise<unknown>>> = {
    create: () => articles().create({ data: { title: 'Another' }, status: 'published' }),
    update: (documentId) => articles().update({ documentId, data: { title: 'Quieter' }, status: 'published' }),
    publish: (documentId) => articles().publish({ documentId }),
    unpublish: (documentId) => articles().unpublish({ documentId }),
    delete: (documentId) => articles().delete({ documentId }),
  };

  const statementsOf = async (work: (documentId: string) => Promise<unknown>) => {
    const { documentId } = await articles().create({ data: { title: 'Quiet' }, status: 'published' });
    return app.statements(() => work(documentId));
  };

  it.each(Object.keys(writes))('a %s sends exactly what Strapi sends without us', async (action) => {
    app.now.isBypassed = true;
    const bare = await statementsOf(writes[action]!);
    app.now.isBypassed = false;
    app.now.interest = interestIn([]);
    const unwanted = await statementsOf(writes[action]!);
    app.now.interest = interestIn([{ type: 'entry.*', uid: PRODUCT }]);
    const wantedElsewhere = await statementsOf(writes[action]!);

    expect(bare.length).toBeGreaterThan(5);
    expect(unwanted).toEqual(bare);
    expect(wantedElsewhere).toEqual(bare);
  });

  it('stores only the wanted one of two', async () => {
    app.now.interest = interestIn([{ type: 'entry.publish', uid: 'api::*' }]);

    const { events } = await app.during(() => articles().create({ data: { title: 'Half' }, status: 'published' }));

    expect(events.map(lineOf)).toEqual(['entry.publish article en published']);
  });
});

describe('many at once', () => {
  // MySQL reads from its transaction's first read on what was there then, so Strapi itself, capture or not, refuses most of these there: its
  // check for a published entry sees an older state than its insert. What one call does is right on it too: `databases.test.ts`.
  it.skipIf(process.env.TEST_DATABASE === 'mysql')(
    'a hundred publishes of one document: one event each, in commit order',
    async () => {
      const { documentId } = await articles().create({ data: { title: 'Busy' } });
      const commits: number[] = [];

      const { events } = await app.during(() =>
        Promise.all(
          Array.from({ length: 100 }, (_, i) =>
            app.strapi.db.transaction(async ({ onCommit }) => {
              await articles().update({ documentId, data: { title: `Busy ${i}` } });
              await articles().publish({ documentId });
              onCommit(() => commits.push(i));
            })
          )
        )
      );

      const publishes = events.filter(({ type }) => type === 'entry.publish');
      expect(publishes.map(({ data }) => data.entry!['title'])).toEqual(commits.map((i) => `Busy ${i}`));
      expect(publishes.map(({ seq }) => seq)).toEqual([...publishes.map(({ seq }) => seq)].sort((a, b) => a - b));
      // Each event tells the difference to the one before it: nothing was read outside its transaction.
      const changes = publishes.slice(1).map(({ data }) => data.changed!['title']!);
      expect(changes.map(({ from }) => from)).toEqual(publishes.slice(0, -1).map(({ data }) => data.entry!['title']));
    }
  );

  it('two parallel publishes carry their entry, where Strapi tells of none', async () => {
    const { documentId } = await articles().create({ data: { title: 'Twins' } });

    const { events } = await app.during(() => Promise.all([1, 2, 3].map(() => articles().publish({ documentId }))));

    expect(events.map(({ data }) => data.entry?.['title'])).toEqual(['Twins', 'Twins', 'Twins']);
  });
});

describe('an entry over the payload limit', () => {
  it('travels as ids, keeps the names of what changed, and is announced', async () => {
    const { documentId } = await articles().create({ data: { title: 'Small' } });
    const excerpt = 'ü'.repeat(600_000);

    const { events } = await app.during(() => articles().update({ documentId, data: { excerpt } }));

    expect(events[0]).toMatchObject({
      isTruncated: true,
      data: { changed: { excerpt: { from: null, to: null } }, own: null },
    });
    expect(events[0]!.data.entry).toEqual({ id: expect.any(Number), documentId, locale: 'en' });
    expect(app.heard.at(-1)).toMatchObject({
      name: 'event.captured',
      fact: { eventId: events[0]!.id, uid: ARTICLE, isTruncated: true, bytes: expect.any(Number) },
    });
    expect((app.heard.at(-1)!.fact as { bytes: number }).bytes).toBeGreaterThan(1_200_000);
  });
});

describe('emit', () => {
  it('stores an own event, alone or in the caller’s transaction', async () => {
    const { events, result } = await app.during(async () => {
      const alone = await app.emit({ type: 'order.paid', data: { total: 12 } });
      const joined = await app.strapi.db.transaction(async () => app.emit({ type: 'order.paid', data: { total: 13 } }));
      return [alone.id, joined.id];
    });

    expect(events.map(({ id }) => id)).toEqual(result);
    expect(events.map(({ data }) => data.own)).toEqual([{ total: 12 }, { total: 13 }]);
  });

  it('leaves nothing when the caller rolls back', async () => {
    const { events } = await app.during(() =>
      app.strapi.db
        .transaction(async () => {
          await app.emit({ type: 'order.paid', data: 1 });
          throw new Error('no');
        })
        .catch(() => undefined)
    );

    expect(events).toEqual([]);
  });

  it('has its place among the events of a document', async () => {
    const { documentId } = await documents(PRODUCT).create({ data: { sku: 'emit-1', name: 'E' } });

    const { events } = await app.during(() => app.emit({ type: 'stock.low', data: null, subject: { uid: PRODUCT, documentId } }));

    expect(events[0]).toMatchObject({
      subject: { uid: PRODUCT, model: 'product', documentId, locale: null, status: null },
      data: { own: null },
    });
  });
});

describe('a COMMIT that fails', () => {
  it('is told to the caller, also where knex and Strapi take it for done', async () => {
    const before = await both();
    await app.knex.raw('create table parents (id integer primary key)');
    await app.knex.raw('create table children (parent integer references parents (id) deferrable initially deferred)');
    const unsubscribe = app.strapi.db.lifecycles.subscribe({
      models: [ARTICLE],
      // An orphan is found out when the transaction is to end.
      afterCreate: async () => {
        await app.strapi.db.transaction(({ trx }) => trx.raw('insert into children values (1)'));
      },
    });
    try {
      await expect(articles().create({ data: { title: 'Never' }, status: 'published' })).rejects.toThrow('FOREIGN KEY');
    } finally {
      unsubscribe();
      // SQLite leaves such a transaction open.
      await app.knex.raw('rollback');
      await app.knex.raw('drop table children');
      await app.knex.raw('drop table parents');
    }
    expect(await both()).toEqual(before);
  });
});
