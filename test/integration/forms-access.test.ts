import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormListItem, FormView, InboxForm, PurgeReport } from '../../shared/contracts/form';
import { ACTIONS, actionId } from '../../shared/permissions';
import { definition, field, form, page } from '../support/forms';
import { SUPER_ADMIN, type Call } from '../support/site';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

type Data<T> = { data: T };

let app: RunningStrapi;
let site: ReturnType<typeof visitor>;
let mine: FormView;
let theirs: FormView;
let hidden: { submissionId: string; fileId: string };
let person: Call;
let role: { id: number; code: string };

const fields = () => [
  field('name'),
  field('email', { type: 'email' }),
  field('cv', { type: 'file', settings: { accept: ['txt'] } }),
];
const input = (key: string) => form(key, [], { definition: definition([page(fields())]) });

/** A person of a role that sees assigned forms only, with every permission there is. */
const addRestricted = async (): Promise<Call> => {
  const made = await app.admin<Data<typeof role>>('POST', '/admin/roles', { name: 'Restricted', description: '' });
  role = made.body.data;
  const conditions = ['plugin::switchboard.assigned-forms'];
  const actions = ACTIONS.filter((action) => /^(forms|submissions)\./.test(action));
  const permissions = actions.map((action) => ({ action: actionId(action), subject: null, properties: {}, conditions }));
  const granted = await app.admin('PUT', `/admin/roles/${role.id}/permissions`, { permissions });
  expect(granted.status).toBe(200);
  const invited = { firstname: 'Rita', lastname: 'Restricted', email: 'rita@example.com', roles: [role.id] };
  const user = await app.admin<Data<{ registrationToken: string }>>('POST', '/admin/users', invited);
  const userInfo = { firstname: 'Rita', lastname: 'Restricted', password: SUPER_ADMIN.password };
  const registered = await app.anyone<Data<{ token: string }>>('POST', '/admin/register', {
    registrationToken: user.body.data.registrationToken,
    userInfo,
  });
  const { token } = registered.body.data;
  return async <T>(method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${app.url}/switchboard${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text.startsWith('{') ? JSON.parse(text) : text) as T };
  };
};

beforeAll(async () => {
  app = await startStrapi();
  site = visitor(app);
  [mine, theirs] = [await site.publish(input('mine')), await site.publish(input('theirs'))];
  await site.postFiles('mine', { name: 'Ada', email: 'ada@example.com' }, []);
  const { receipt } = await site.postFiles('theirs', { name: 'Ada', email: 'ada@example.com' }, [
    { field: 'cv', name: 'cv.txt', bytes: 'secret' },
  ]);
  const [file] = await site.files(theirs.id);
  hidden = { submissionId: receipt.id, fileId: file!.id };
  person = await addRestricted();
  await app.admin('PUT', `/switchboard/forms/${mine.id}/roles`, { roles: [role.code] });
});
afterAll(() => app?.stop());

describe('a role that sees assigned forms only', () => {
  it('sees the one that it is assigned to', async () => {
    const list = (await person<Data<FormListItem[]>>('GET', '/forms')).body.data;

    expect(list.map(({ key }) => key)).toEqual(['mine']);
    expect((await person<Data<FormView>>('GET', `/forms/${mine.id}`)).body.data.roles).toEqual([role.code]);
    expect(await person('GET', `/submissions?formId=${mine.id}`)).toMatchObject({ status: 200, body: { data: { total: 1 } } });
    expect(await person('GET', `/submissions/export?formId=${mine.id}&format=csv`)).toMatchObject({ status: 200 });
  });

  it('has an inbox of that one alone', async () => {
    const list = (await person<Data<InboxForm[]>>('GET', '/submissions/forms')).body.data;

    expect(list).toEqual([
      {
        id: mine.id,
        key: 'mine',
        title: 'mine',
        version: 1,
        locales: ['en'],
        total: 1,
        unread: 1,
        retention: { completeDays: null, partialDays: null, spamDays: null },
      },
    ]);
  });

  it('finds nothing of the others, whichever way it asks', async () => {
    const { submissionId, fileId } = hidden;
    const { key, title, definition: whole } = theirs;
    const ways: readonly (readonly [method: string, path: string, body?: unknown])[] = [
      ['GET', `/forms/${theirs.id}`],
      ['PUT', `/forms/${theirs.id}`, { key, title, description: '', definition: whole }],
      ['PUT', `/forms/${theirs.id}/roles`, { roles: [role.code] }],
      ['DELETE', `/forms/${theirs.id}`],
      ['POST', `/forms/${theirs.id}/publish`],
      ['POST', `/forms/${theirs.id}/unpublish`],
      ['POST', `/forms/${theirs.id}/discard`],
      ['POST', `/forms/${theirs.id}/duplicate`],
      ['POST', `/forms/check?id=${theirs.id}`, { key, title, description: '', definition: whole }],
      ['GET', `/forms/${theirs.id}/public`],
      ['POST', `/forms/${theirs.id}/test`, { answers: { name: 'x' } }],
      ['GET', `/forms/${theirs.id}/versions`],
      ['GET', `/forms/${theirs.id}/versions/1`],
      ['GET', `/forms/${theirs.id}/insights`],
      ['GET', `/submissions?formId=${theirs.id}`],
      ['GET', `/submissions/export?formId=${theirs.id}&format=csv`],
      ['GET', `/submissions/export?formId=${theirs.id}&format=xlsx`],
      ['GET', `/submissions/${submissionId}`],
      ['PUT', `/submissions/${submissionId}`, { status: 'spam' }],
      ['POST', `/submissions/${submissionId}/notes`, { text: 'x' }],
      ['GET', `/submissions/${submissionId}/files/${fileId}`],
      ['DELETE', `/submissions/${submissionId}`],
      ['POST', '/submissions/bulk', { filter: { formId: theirs.id }, action: 'delete' }],
    ];

    const answers: [string, number][] = [];
    for (const [method, path, body] of ways) answers.push([`${method} ${path}`, (await person(method, path, body)).status]);

    expect(answers.filter(([, status]) => status !== 404)).toEqual([]);
    expect(await person('POST', '/submissions/bulk', { ids: [submissionId], action: 'delete' })).toMatchObject({
      body: { data: { count: 0 } },
    });
    expect((await site.rows(theirs.id)).length).toBe(1);
  });

  it('reaches no file of another form through a submission of its own', async () => {
    const [{ document_id: own }] = (await site.rows(mine.id)) as unknown as [{ document_id: string }];

    expect(await person('GET', `/submissions/${own}/files/${hidden.fileId}`)).toMatchObject({ status: 404 });
  });

  it('finds and erases of a person what it may see, and hears that there is more', async () => {
    const found = await person('POST', '/submissions/person', { email: 'ada@example.com', action: 'find' });
    expect(found.body).toMatchObject({ data: { submissions: [{ formKey: 'mine' }], hidden: 1 } });

    const erased = await person('POST', '/submissions/person', { email: 'ada@example.com', action: 'erase' });
    expect(erased.body).toMatchObject({ data: { submissions: 1, hidden: 1 } });
    expect((await site.rows(theirs.id)).length).toBe(1);
  });

  it('sees what it makes itself', async () => {
    const made = await person<Data<FormView>>('POST', '/forms', input('made-by-rita'));

    expect(made.status).toBe(201);
    expect((await person('GET', `/forms/${made.body.data.id}`)).status).toBe(200);
  });

  it('hears of purges without the numbers of other forms', async () => {
    await app.strapi.plugin('switchboard').service('forms').purge();

    const reports = (await person<Data<PurgeReport[]>>('GET', '/submissions/purges')).body.data;

    expect(reports[0]).toMatchObject({ complete: 0, fault: null });
  });

  it('loses sight of a form when it is taken from it', async () => {
    await app.admin('PUT', `/switchboard/forms/${mine.id}/roles`, { roles: [] });

    expect((await person('GET', `/forms/${mine.id}`)).status).toBe(404);
  });
});

describe('a role that only works with submissions', () => {
  it('has its inbox without seeing how forms are built', async () => {
    const reader = await app.adminWith([actionId('submissions.read')]);

    expect(await reader('GET', '/switchboard/forms')).toMatchObject({ status: 403 });
    const { body } = await reader<Data<InboxForm[]>>('GET', '/switchboard/submissions/forms');
    expect(body.data.map(({ key }) => key)).toEqual(['made-by-rita', 'mine', 'theirs']);
    expect(body.data.map(({ version }) => version)).toEqual([null, 1, 1]);
  });

  it('deletes many where it may delete, and changes none where it may not', async () => {
    const deleter = await app.adminWith([actionId('submissions.read'), actionId('submissions.delete')]);
    const bulk = (action: string) => deleter('POST', '/switchboard/submissions/bulk', { ids: [hidden.submissionId], action });

    expect(await bulk('archive')).toMatchObject({ status: 403 });
    expect((await site.rows(theirs.id)).map(({ status }) => status)).toEqual(['new']);
    expect(await bulk('delete')).toMatchObject({ status: 200, body: { data: { count: 1 } } });
    expect(await site.rows(theirs.id)).toEqual([]);
  });
});
