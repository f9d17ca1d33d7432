import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING, interestIn, lineOf, startCapture, type Captured } from './capture-bench';

const ARTICLE = 'api::article.article';
const CM = `/content-manager/collection-types/${ARTICLE}`;

interface Doc {
  documentId: string;
}
type Documents = Record<'create' | 'update' | 'publish' | 'delete', (params: object) => Promise<Doc>>;

let app: Captured;
beforeAll(async () => {
  app = await startCapture({ actor: true });
});
afterAll(async () => app?.stop());

const documents = (uid: string) => app.strapi.documents(uid as never) as unknown as Documents;
const newArticle = async (title = 'Hello', status?: 'published') =>
  (await documents(ARTICLE).create({ data: { title }, status })).documentId;

/** What a call over HTTP captured; fails when the call does. */
const linesOf = async (call: () => Promise<{ status: number; body: unknown }>) => {
  const { result, events } = await app.during(call);
  expect(result.status, JSON.stringify(result.body)).toBeLessThan(300);
  return events.map(lineOf);
};

describe('the Content Manager', () => {
  it('creates, updates, publishes, discards, unpublishes, clones and deletes', async () => {
    const created = await app.during(() => app.admin<{ data: Doc }>('POST', CM, { title: 'From the panel' }));
    expect(created.events.map(lineOf)).toEqual(['entry.create article en draft']);
    const { documentId } = created.result.body.data;

    expect(await linesOf(() => app.admin('PUT', `${CM}/${documentId}?locale=de`, { title: 'Auf Deutsch' }))).toEqual([
      'entry.create article de draft',
    ]);
    expect(await linesOf(() => app.admin('PUT', `${CM}/${documentId}`, { title: 'Changed' }))).toEqual([
      'entry.update article en draft',
    ]);
    expect(await linesOf(() => app.admin('POST', `${CM}/${documentId}/actions/publish`, { title: 'Published' }))).toEqual([
      'entry.update article en draft',
      'entry.publish article en published',
    ]);
    await app.admin('PUT', `${CM}/${documentId}`, { title: 'Away with it' });
    expect(await linesOf(() => app.admin('POST', `${CM}/${documentId}/actions/discard`, {}))).toEqual([
      'entry.draft-discard article en draft',
    ]);
    expect(await linesOf(() => app.admin('POST', `${CM}/${documentId}/actions/unpublish`, {}))).toEqual([
      'entry.unpublish article en published',
    ]);
    expect(await linesOf(() => app.admin('POST', `${CM}/clone/${documentId}`, { title: 'Twin' }))).toEqual([
      'entry.create article en draft',
    ]);
    expect((await linesOf(() => app.admin('DELETE', `${CM}/${documentId}?locale=*`))).sort()).toEqual([
      'entry.delete article de draft',
      'entry.delete article en draft',
    ]);
  });

  it('creates and publishes at once', async () => {
    expect(await linesOf(() => app.admin('POST', `${CM}/actions/publish`, { title: 'At once' }))).toEqual([
      'entry.create article en draft',
      'entry.publish article en published',
    ]);
  });

  it('publishes, unpublishes and deletes in bulk, in many locales', async () => {
    const documentIds = [await newArticle('A'), await newArticle('B')];
    for (const documentId of documentIds) await documents(ARTICLE).update({ documentId, locale: 'fr', data: { title: 'F' } });
    const query = '?locale[0]=en&locale[1]=fr';

    expect((await linesOf(() => app.admin('POST', `${CM}/actions/bulkPublish${query}`, { documentIds }))).sort()).toEqual([
      'entry.publish article en published',
      'entry.publish article en published',
      'entry.publish article fr published',
      'entry.publish article fr published',
    ]);
    expect(await linesOf(() => app.admin('POST', `${CM}/actions/bulkUnpublish?locale=fr`, { documentIds }))).toEqual([
      'entry.unpublish article fr published',
      'entry.unpublish article fr published',
    ]);
    expect(await linesOf(() => app.admin('POST', `${CM}/actions/bulkDelete?locale=en`, { documentIds }))).toEqual([
      'entry.delete article en published',
      'entry.delete article en published',
    ]);
  });

  it('writes a single type', async () => {
    const url = '/content-manager/single-types/api::homepage.homepage';
    expect(await linesOf(() => app.admin('PUT', `${url}?locale=en`, { headline: 'Welcome' }))).toEqual([
      'entry.create homepage en draft',
    ]);
    expect(await linesOf(() => app.admin('POST', `${url}/actions/publish?locale=en`, { headline: 'Welcome!' }))).toEqual([
      'entry.update homepage en draft',
      'entry.publish homepage en published',
    ]);
    expect(await linesOf(() => app.admin('DELETE', `${url}?locale=en`))).toEqual(['entry.delete homepage en published']);
  });
});

describe('REST', () => {
  it('publishes with each write, unless asked for a draft', async () => {
    const created = await app.during(() => app.rest<{ data: Doc }>('POST', '/api/articles', { data: { title: 'By REST' } }));
    expect(created.events.map(lineOf)).toEqual(['entry.create article en draft', 'entry.publish article en published']);
    const { documentId } = created.result.body.data;

    expect(await linesOf(() => app.rest('PUT', `/api/articles/${documentId}`, { data: { title: 'Again' } }))).toEqual([
      'entry.update article en draft',
      'entry.publish article en published',
    ]);
    expect(await linesOf(() => app.rest('PUT', `/api/articles/${documentId}?status=draft`, { data: { title: 'Later' } }))).toEqual([
      'entry.update article en draft',
    ]);
    expect(await linesOf(() => app.rest('DELETE', `/api/articles/${documentId}`))).toEqual(['entry.delete article en published']);
  });

  it('is refused without an event', async () => {
    const { result, events } = await app.during(() => app.anyone('POST', '/api/articles', { data: { title: 'No' } }));
    expect(result.status).toBe(403);
    expect(events).toEqual([]);
  });
});

describe('GraphQL', () => {
  const ask = (query: string) => app.rest<{ data?: Record<string, Doc>; errors?: unknown }>('POST', '/graphql', { query });

  it('creates, updates and deletes', async () => {
    const created = await app.during(() => ask('mutation { createArticle(data: { title: "By GraphQL" }) { documentId } }'));
    expect(created.result.body.errors).toBeUndefined();
    expect(created.events.map(lineOf)).toEqual(['entry.create article en draft', 'entry.publish article en published']);
    const id = created.result.body.data!['createArticle']!.documentId;

    expect(
      await linesOf(() => ask(`mutation { updateArticle(documentId: "${id}", data: { title: "More" }) { documentId } }`))
    ).toEqual(['entry.update article en draft', 'entry.publish article en published']);
    expect(
      await linesOf(() => ask(`mutation { updateArticle(documentId: "${id}", status: DRAFT, data: { title: "Wait" }) { title } }`))
    ).toEqual(['entry.update article en draft']);
    expect(await linesOf(() => ask(`mutation { deleteArticle(documentId: "${id}") { documentId } }`))).toEqual([
      'entry.delete article en published',
    ]);
  });
});

describe('Releases', () => {
  const RELEASE = 'plugin::content-releases.release';
  const ACTION = 'plugin::content-releases.release-action';

  interface ReleaseService {
    publish(id: number): Promise<unknown>;
  }

  /** Strapi offers releases with a licence only, but ships the code and the tables with every edition: this is that code. */
  const releaseService = (): ReleaseService => {
    const require = createRequire(__filename);
    const folder = path.dirname(require.resolve('@strapi/content-releases/package.json'));
    const create = require(path.join(folder, 'dist/server/services/release.js')) as
      ((context: object) => ReleaseService) | { default: (context: object) => ReleaseService };
    return (typeof create === 'function' ? create : create.default)({ strapi: app.strapi });
  };

  const release = async (actions: readonly { documentId: string; locale: string; type: 'publish' | 'unpublish' }[]) => {
    const query = (uid: string) =>
      app.strapi.db.query(uid as never) as unknown as { create(params: object): Promise<{ id: number }> };
    const { id } = await query(RELEASE).create({ data: { name: `r${Math.random()}`, status: 'ready' } });
    for (const { documentId, locale, type } of actions) {
      await query(ACTION).create({
        data: { type, contentType: ARTICLE, entryDocumentId: documentId, locale, isEntryValid: true, release: id },
      });
    }
    return id;
  };

  it('publish and unpublish what is in them', async () => {
    const [first, second, third] = [await newArticle('1'), await newArticle('2'), await newArticle('3', 'published')];
    const id = await release([
      { documentId: first, locale: 'en', type: 'publish' },
      { documentId: second, locale: 'en', type: 'publish' },
      { documentId: third, locale: 'en', type: 'unpublish' },
    ]);

    const { events } = await app.during(() => releaseService().publish(id));

    expect(events.map((event) => `${lineOf(event)} ${event.subject!.documentId}`)).toEqual([
      `entry.publish article en published ${first}`,
      `entry.publish article en published ${second}`,
      `entry.unpublish article en published ${third}`,
    ]);
  });

  it('that fail half-way leave as many events as publications', async () => {
    const [good, bad] = [await newArticle('Good'), await newArticle('Bad')];
    await app.knex('articles').where({ document_id: bad }).update({ title: null }); // required, so it cannot be published
    const id = await release([
      { documentId: good, locale: 'en', type: 'publish' },
      { documentId: bad, locale: 'en', type: 'publish' },
    ]);

    const { events } = await app.during(() => expect(releaseService().publish(id)).rejects.toThrow());

    const live = await app.knex('articles').whereNotNull('published_at').whereIn('document_id', [good, bad]).pluck('document_id');
    expect(events.map(({ subject }) => subject!.documentId)).toEqual(live);
    expect(live).toEqual([good]);
  });
});

describe('the deletion of a whole locale', () => {
  const addLocale = async (code: string) =>
    (await app.admin<{ id: number }>('POST', '/i18n/locales', { code, name: code, isDefault: false })).body.id;
  const write = async (code: string, count: number) => {
    for (let i = 0; i < count; i += 1) {
      const documentId = await newArticle(`E${i}`);
      await documents(ARTICLE).update({
        documentId,
        locale: code,
        data: { title: `${code} ${i}` },
        status: i % 2 ? 'published' : 'draft',
      });
    }
  };

  it('is one event for each document in it', async () => {
    const id = await addLocale('es');
    await write('es', 3);

    const { events, result } = await app.during(() => app.admin('DELETE', `/i18n/locales/${id}`));

    expect(result.status).toBe(200);
    expect(events.map(lineOf).sort()).toEqual([
      'entry.delete article es draft',
      'entry.delete article es draft',
      'entry.delete article es published',
    ]);
    expect(events.map(({ data }) => data.entry!['title']).sort()).toEqual(['es 0', 'es 1', 'es 2']);
    expect(events[0]!.data.actor).toMatchObject({ kind: 'admin' });
    expect(await app.knex('articles').where({ locale: 'es' })).toEqual([]);
  });

  it('rolls back whole when its events cannot be stored', async () => {
    const id = await addLocale('it');
    await write('it', 2);
    app.now.append = () => Promise.reject(new Error('disk full'));

    const { events, result } = await app.during(() => app.admin('DELETE', `/i18n/locales/${id}`));
    app.now.append = null;

    expect(result.status).toBe(500);
    expect(events).toEqual([]);
    expect(await app.knex('articles').where({ locale: 'it' })).toHaveLength(3);
    expect(await app.knex('i18n_locale').where({ code: 'it' })).toHaveLength(1);
  });

  it('leaves the process alone, again and again, and a locale that is not there', async () => {
    const faults: unknown[] = [];
    const note = (reason: unknown) => void faults.push(reason);
    process.on('unhandledRejection', note);
    for (let i = 0; i < 5; i += 1) {
      const id = await addLocale('pt');
      await app.strapi.plugin('i18n').service('locales').delete({ id });
    }
    expect(await app.strapi.plugin('i18n').service('locales').delete({ id: 999_999 })).toBeNull();
    process.off('unhandledRejection', note);

    expect(faults).toEqual([]);
  });

  it('goes past us when no webhook wants a delete', async () => {
    const id = await addLocale('nl');
    await write('nl', 1);
    app.now.interest = interestIn([{ type: 'entry.publish', uid: '*' }]);

    const { events } = await app.during(() => app.admin('DELETE', `/i18n/locales/${id}`));
    app.now.interest = interestIn(EVERYTHING);

    expect(events).toEqual([]);
  });
});

describe('the media library', () => {
  const upload = (name: string) => app.upload({ name, type: 'text/plain', bytes: name });

  it('creates, updates, replaces and deletes', async () => {
    const created = await app.during(() => upload('first.txt'));
    expect(created.events.map(lineOf)).toEqual(['media.create']);
    expect(created.events[0]).toMatchObject({
      subject: null,
      data: { entry: { id: created.result.id, name: 'first.txt', url: created.result.url, mime: 'text/plain' }, changed: null },
    });
    expect(JSON.stringify(created.events)).not.toMatch(/folderPath|createdBy/);
    const { id } = created.result;

    const form = new FormData();
    form.append('fileInfo', JSON.stringify({ alternativeText: 'A text' }));
    const updated = await app.during(() => app.admin('POST', `/upload?id=${id}`, form));
    expect(updated.events.map(lineOf)).toEqual(['media.update']);
    expect(updated.events[0]!.data.changed).toEqual({ alternativeText: { from: null, to: 'A text' } });

    const replacement = new FormData();
    replacement.append('files', new Blob(['something longer than before']), 'second.txt');
    replacement.append('fileInfo', JSON.stringify({ name: 'second.txt' }));
    const replaced = await app.during(() => app.admin('POST', `/upload?id=${id}`, replacement));
    expect(replaced.events.map(lineOf)).toEqual(['media.update']);
    expect(replaced.events[0]!.data.changed).toMatchObject({ name: { from: 'first.txt', to: 'second.txt' } });

    const deleted = await app.during(() => app.admin('DELETE', `/upload/files/${id}`));
    expect(deleted.events.map(lineOf)).toEqual(['media.delete']);
    expect(deleted.events[0]!.data).toMatchObject({ entry: { id, name: 'second.txt' }, changed: null, actor: { kind: 'admin' } });
  });

  it('deletes in bulk, one event for each file', async () => {
    const fileIds = [(await upload('a.txt')).id, (await upload('b.txt')).id];

    expect(await linesOf(() => app.admin('POST', '/upload/actions/bulk-delete', { fileIds, folderIds: [] }))).toEqual([
      'media.delete',
      'media.delete',
    ]);
  });

  it('deletes the files of a folder with the folder', async () => {
    const folder = await app.admin<{ data: { id: number } }>('POST', '/upload/folders', { name: 'away', parent: null });
    const file = await upload('inside.txt');
    const folderIds = [folder.body.data.id];
    await app.admin('POST', '/upload/actions/bulk-move', { fileIds: [file.id], folderIds: [], destinationFolderId: folderIds[0] });

    expect(await linesOf(() => app.admin('POST', '/upload/actions/bulk-delete', { fileIds: [], folderIds }))).toEqual([
      'media.delete',
    ]);
  });

  it('tells nothing of a file when an entry that uses it is published', async () => {
    const file = await upload('used.txt');
    const { documentId } = await documents(ARTICLE).create({ data: { title: 'With file', cover: file.id } });

    const { events } = await app.during(() => documents(ARTICLE).publish({ documentId }));

    expect(events.map(lineOf)).toEqual(['entry.publish article en published']);
  });

  it('joins the transaction it is called in', async () => {
    const file = await upload('kept.txt');

    const { events } = await app.during(() =>
      app.strapi.db
        .transaction(async () => {
          await app.strapi.plugin('upload').service('upload').updateFileInfo(file.id, { caption: 'never' });
          throw new Error('no');
        })
        .catch(() => undefined)
    );

    expect(events).toEqual([]);
  });
});

describe('who did it', () => {
  const actorOf = async (work: () => Promise<{ status: number; body: unknown }>) => {
    const { result, events } = await app.during(work);
    expect(result.status, JSON.stringify(result.body)).toBeLessThan(300);
    return events[0]!.data.actor;
  };

  it('an administrator, by name and never by e-mail', async () => {
    expect(await actorOf(() => app.admin('POST', CM, { title: 'x' }))).toEqual({
      kind: 'admin',
      id: expect.any(String),
      name: 'Ada Operator',
    });
  });

  it('an API token', async () => {
    const actor = await actorOf(() => app.rest('POST', '/api/articles', { data: { title: 'x' } }));
    expect(actor).toEqual({ kind: 'api-token', id: expect.any(String), name: expect.stringMatching(/^test-\d+$/) });
  });

  it('a user of the site', async () => {
    const role = await app.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
    await app.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: 'api::article.article.create', role: role.id } });
    const userService = app.strapi.plugin('users-permissions').service('user');
    const user = await userService.add({
      username: 'rae',
      email: 'rae@example.com',
      password: 'Secret-123',
      provider: 'local',
      confirmed: true,
      role: role.id,
    });
    const jwt = app.strapi.plugin('users-permissions').service('jwt').issue({ id: user.id });
    const work = async () => {
      const answer = await fetch(`${app.url}/api/articles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' },
        body: JSON.stringify({ data: { title: 'x' } }),
      });
      return { status: answer.status, body: await answer.text() };
    };

    expect(await actorOf(work)).toEqual({ kind: 'user', id: String(user.id), name: 'rae' });
  });

  it('nobody, in a script', async () => {
    const { events } = await app.during(() => newArticle());
    expect(events[0]!.data.actor).toBeNull();
  });

  it('says nothing of the password of a user who was added', async () => {
    const { events } = await app.during(() =>
      app.strapi
        .plugin('users-permissions')
        .service('user')
        .add({ username: 'sam', email: 'sam@example.com', password: 'Secret-123', provider: 'local' })
    );
    expect(events.map(lineOf)).toEqual(['entry.create user - published']);
    expect(JSON.stringify(events)).not.toMatch(/Secret-123|\$2[aby]\$|password|resetPasswordToken/);
  });
});
