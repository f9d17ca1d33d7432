import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormInput, FormListItem, FormView } from '../../shared/contracts/form';
import { field, form } from '../support/forms';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

type Data<T> = { data: T };
type Failure = { error: { name: string; message: string; details: { errors: { path: string[]; message: string }[] } } };

let app: RunningStrapi;

beforeAll(async () => {
  app = await startStrapi();
});
afterAll(() => app?.stop());

const create = async (input: FormInput): Promise<FormView> => {
  const { status, body } = await app.admin<Data<FormView>>('POST', '/switchboard/forms', input);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data;
};

const get = async (id: string): Promise<FormView> => (await app.admin<Data<FormView>>('GET', `/switchboard/forms/${id}`)).body.data;

const save = (view: FormView, change: Partial<FormInput>, revision: number | null = view.revision) => {
  const { key, title, description, definition } = { ...view, ...change };
  const body = { key, title, description, definition, ...(revision === null ? {} : { revision }) };
  return app.admin<Data<FormView>>('PUT', `/switchboard/forms/${view.id}`, body);
};

const publish = async (id: string): Promise<FormView> => {
  const { status, body } = await app.admin<Data<FormView>>('POST', `/switchboard/forms/${id}/publish`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.data;
};

const withFields = (view: FormView, change: (fields: FormView['definition']['pages'][0]['fields']) => typeof fields) => ({
  definition: { ...view.definition, pages: view.definition.pages.map((page) => ({ ...page, fields: change(page.fields) })) },
});

describe('a form', () => {
  it('is a draft until it is published, and says when the draft is ahead', async () => {
    const made = await create(form('contact', [field('name')]));
    expect(made).toMatchObject({ key: 'contact', status: 'draft', version: null, revision: 1, isKeyLocked: false });

    const published = await publish(made.id);
    expect(published).toMatchObject({ status: 'published', version: 1, isKeyLocked: true });

    const changed = (await save(published, { title: 'Contact us' })).body.data;
    expect(changed).toMatchObject({ status: 'modified', version: 1, revision: 2, title: 'Contact us' });

    const list = (await app.admin<Data<FormListItem[]>>('GET', '/switchboard/forms')).body.data;
    expect(list.find(({ id }) => id === made.id)).toMatchObject({
      status: 'modified',
      completion: null,
      submissions: { total: 0 },
    });
  });

  it('makes a version with each publication that changes something, and none otherwise', async () => {
    const made = await create(form('versions', [field('name')]));
    await publish(made.id);
    expect((await publish(made.id)).version).toBe(1);

    await save(await get(made.id), { title: 'Second' });
    expect((await publish(made.id)).version).toBe(2);

    const versions = (await app.admin<Data<unknown[]>>('GET', `/switchboard/forms/${made.id}/versions`)).body.data;
    expect(versions).toMatchObject([
      { number: 2, title: 'Second', isLive: true },
      { number: 1, title: 'versions', isLive: false },
    ]);
    const first = await app.admin<Data<{ title: string; definition: unknown }>>('GET', `/switchboard/forms/${made.id}/versions/1`);
    expect(first.body.data).toMatchObject({ title: 'versions', definition: made.definition });
    expect(await app.admin('GET', `/switchboard/forms/${made.id}/versions/9`)).toMatchObject({ status: 404 });
  });

  it('goes live again under the same version when it is unpublished and published unchanged', async () => {
    const made = await create(form('again', [field('name')]));
    await publish(made.id);

    const gone = (await app.admin<Data<FormView>>('POST', `/switchboard/forms/${made.id}/unpublish`)).body.data;
    expect(gone).toMatchObject({ status: 'draft', version: null, isKeyLocked: true });

    expect(await publish(made.id)).toMatchObject({ status: 'published', version: 1 });
  });

  it('goes back to what is published', async () => {
    const made = await create(form('back', [field('name')]));
    expect(await app.admin('POST', `/switchboard/forms/${made.id}/discard`)).toMatchObject({
      status: 409,
      body: { error: { name: 'FORM_NOT_PUBLISHED' } },
    });
    const published = await publish(made.id);
    const changed = (await save(published, { title: 'A slip' })).body.data;

    const back = (await app.admin<Data<FormView>>('POST', `/switchboard/forms/${made.id}/discard`)).body.data;

    expect(back).toMatchObject({ title: 'back', status: 'published', definition: made.definition });
    // Whoever still has the slip on the screen must not save it over this.
    expect(back.revision).toBeGreaterThan(changed.revision);
  });

  it('is saved by one of two who began with the same draft', async () => {
    const made = await create(form('two-editors', [field('name')]));

    const answers = await Promise.all([save(made, { title: 'One' }), save(made, { title: 'Two' })]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ error: { name: 'FORM_CHANGED' } });
    expect((await save(made, { title: 'Three' }, null)).status).toBe(200);
  });

  it('keeps its revision when a save changes nothing', async () => {
    const made = await create(form('nothing', [field('name')]));

    expect((await save(made, {})).body.data.revision).toBe(1);
  });

  it('has a key that no other form has, also when many ask for it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => app.admin<Failure>('POST', '/switchboard/forms', form('wanted', [field('name')])))
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400]);
    const refused = answers.find(({ status }) => status === 400)!;
    expect(refused.body.error.details.errors).toMatchObject([{ path: ['key'] }]);
    const list = (await app.admin<Data<FormListItem[]>>('GET', '/switchboard/forms')).body.data;
    expect(list.filter(({ key }) => key === 'wanted')).toHaveLength(1);
  });

  it('may change its key until it is published, and frees the one before', async () => {
    const made = await create(form('old-key', [field('name')]));
    const moved = (await save(made, { key: 'new-key' })).body.data;
    expect(moved.key).toBe('new-key');
    const other = await create(form('old-key', [field('name')]));
    const back = await save(moved, { key: 'old-key' });
    expect(back).toMatchObject({ status: 400 });

    await publish(other.id);
    const locked = (await save(await get(other.id), { key: 'newer-key' })) as unknown as { status: number; body: Failure };
    expect(locked.status).toBe(400);
    expect(locked.body.error.details.errors[0]).toMatchObject({ path: ['key'] });
  });

  it('is copied as a draft with a key and fields of its own', async () => {
    const made = await create(form('original', [field('name')]));
    await publish(made.id);

    const copies = [1, 2].map(() => app.admin<Data<FormView>>('POST', `/switchboard/forms/${made.id}/duplicate`));
    const [first, second] = [await copies[0]!, await copies[1]!];

    expect(new Set([first.body.data.key, second.body.data.key])).toEqual(new Set(['original-2', 'original-3']));
    expect(first.body.data).toMatchObject({ status: 'draft', version: null, title: 'original (copy)' });
    expect(first.body.data.definition.pages[0]!.fields[0]!.id).not.toBe(made.definition.pages[0]!.fields[0]!.id);
  });

  it('frees its key when it is deleted', async () => {
    const made = await create(form('deleted', [field('name')]));
    await publish(made.id);

    expect(await app.admin('DELETE', `/switchboard/forms/${made.id}`)).toMatchObject({ status: 200 });

    expect(await app.admin('GET', `/switchboard/forms/${made.id}`)).toMatchObject({ status: 404 });
    await create(form('deleted', [field('name')]));
  });

  it.each([
    ['no object', [], ''],
    ['a key with capitals', { ...form('x', []), key: 'Contact' }, 'key'],
    ['no title', { ...form('x', []), title: ' ' }, 'title'],
    ['an unknown field', { ...form('x', []), colour: 'red' }, 'colour'],
    ['a NUL', { ...form('x', []), title: 'a\0b' }, 'title'],
    ['half a surrogate pair', { ...form('x', []), title: 'a\ud800b' }, 'title'],
  ])('is refused with %s, at its place', async (_what, body, path) => {
    const answer = await app.admin<Failure>('POST', '/switchboard/forms', body);

    expect(answer).toMatchObject({ status: 400, body: { error: { name: 'INVALID_INPUT' } } });
    expect(answer.body.error.details.errors[0]!.path.join('.')).toBe(path);
  });
});

describe('the keys of fields', () => {
  it('may change while nobody has answered', async () => {
    const made = await create(form('unanswered', [field('name')]));
    const published = await publish(made.id);

    const renamed = await save(
      published,
      withFields(published, (fields) => fields.map((one) => ({ ...one, key: 'full_name' })))
    );

    expect(renamed.status).toBe(200);
    expect(renamed.body.data).toMatchObject({ lockedKeys: [], hasSubmissions: false });
  });

  it('are not given to another field while somebody may still answer the version that had them', async () => {
    const site = visitor(app);
    const made = await create(form('late', [field('name'), field('age')]));
    await publish(made.id);
    const { token } = await site.show('late');
    const without = (
      await save(
        await get(made.id),
        withFields(made, (fields) => fields.filter(({ key }) => key === 'name'))
      )
    ).body.data;
    await publish(made.id);

    expect((await site.post('late', { answers: { name: 'Ada', age: '36' }, token })).status).toBe(201);

    const other = await save(
      without,
      withFields(without, (fields) => [...fields, field('age')])
    );
    expect(other.status).toBe(400);
    expect((other.body as unknown as Failure).error.details.errors[0]!.message).toContain('answers of a deleted field are kept');
    expect(
      (
        await save(
          without,
          withFields(without, (fields) => [...fields, field('years')])
        )
      ).status
    ).toBe(200);
  });

  it('and types of answers are those of the version, however many publish and submit at once', async () => {
    const site = visitor(app);
    const made = await create(form('busy', [field('name')]));
    await publish(made.id);
    const { token } = await site.show('busy');

    const [, ...replies] = await Promise.all([
      save(
        await get(made.id),
        withFields(made, (fields) => [...fields, field('more', { isRequired: true })])
      ).then(() => publish(made.id)),
      ...Array.from({ length: 12 }, (_, index) => site.post('busy', { answers: { name: `Ada ${index}` }, token })),
    ]);

    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    const rows = await site.rows(made.id);
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map(({ version }) => version))).toEqual(new Set([1]));
  });
});
