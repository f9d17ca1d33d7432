import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnStrapi } from '../support/strapi-process';
import { startStrapi, type RunningStrapi } from '../support/strapi';

describe('the playground', () => {
  let app: RunningStrapi;

  beforeAll(async () => {
    app = await startStrapi();
  });

  afterAll(() => app.stop());

  it('loads the plugin', () => {
    expect(app.strapi.plugin('switchboard')).toBeDefined();
  });

  it('knows three locales', async () => {
    const locales = await app.strapi.plugin('i18n').service('locales').find();

    expect(locales.map(({ code }: { code: string }) => code).sort()).toEqual(['de', 'en', 'fr']);
  });

  it('publishes through REST and hides what is private', async () => {
    const article = { title: 'Hello', accessCode: 'secret', internalNote: 'for us', seo: { metaTitle: 'Hi', reviewerNote: 'x' } };

    const { status, body } = await app.rest('POST', '/api/articles?populate=*', { data: article });

    expect(status).toBe(201);
    expect(body).toMatchObject({ data: { title: 'Hello', publishedAt: expect.any(String), seo: { metaTitle: 'Hi' } } });
    expect(JSON.stringify(body)).not.toMatch(/internalNote|accessCode|reviewerNote/);
  });

  it('answers GraphQL', async () => {
    const { body } = await app.rest('POST', '/graphql', { query: '{ articles { title } }' });

    expect(body).toEqual({ data: { articles: [{ title: 'Hello' }] } });
  });

  it('takes uploads into a folder of its own', async () => {
    const file = await app.upload({ name: 'note.txt', type: 'text/plain', bytes: 'hello' });

    expect((await app.anyone('GET', file.url)).body).toBe('hello');
  });

  it('knows people who may do nothing', async () => {
    const person = await app.adminWith([]);

    expect((await person('GET', '/admin/users/me')).status).toBe(200);
    expect((await person('GET', '/admin/users')).status).toBe(403);
  });

  it('leaves mails in a folder', async () => {
    await app.strapi.plugin('email').service('email').send({ to: 'you@example.com', subject: 'Hi', text: 'there' });

    expect(app.mails()).toMatchObject([{ to: 'you@example.com', subject: 'Hi', text: 'there' }]);
  });
});

describe('a playground in a process of its own', () => {
  it('can be killed and started again on the same database', async () => {
    const first = await spawnStrapi();
    await first.rest('POST', '/api/tags', { data: { name: 'kept' } });
    await first.kill('SIGKILL');

    const second = await spawnStrapi({ folder: first.folder });
    const { body } = await second.rest('GET', '/api/tags');
    const exitCode = await second.kill('SIGTERM');
    await second.remove();

    expect(body).toMatchObject({ data: [{ name: 'kept' }] });
    expect(exitCode).toBe(0);
  });
});
