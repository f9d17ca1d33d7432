import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryPage, DeliveryView } from '../../shared/contracts/delivery';
import type { FormListItem, FormView, InboxForm, PurgeReport } from '../../shared/contracts/form';
import { ACTIONS, actionId } from '../../shared/permissions';
import { eventually } from '../support/eventually';
import { definition, field, form, page } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { SUPER_ADMIN, type Call } from '../support/site';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

type Data<T> = { data: T };

let app: RunningStrapi;
let receiver: Receiver;
let site: ReturnType<typeof visitor>;
let mine: FormView;
let theirs: FormView;
let hidden: { submissionId: string; fileId: string };
let person: Call;
let role: { id: number; code: string };
let token: string;

const fields = () => [
  field('name'),
  field('email', { type: 'email' }),
  field('cv', { type: 'file', settings: { accept: ['txt'] } }),
];
const input = (key: string) => form(key, [], { definition: definition([page(fields())]) });

/** A person of a role that sees assigned forms only, with every permission for forms, and for the log. */
const addRestricted = async (): Promise<Call> => {
  const made = await app.admin<Data<typeof role>>('POST', '/admin/roles', { name: 'Restricted', description: '' });
  role = made.body.data;
  const conditions = ['plugin::switchboard.assigned-forms'];
  const permissions = ACTIONS.filter((action) => /^(forms|submissions|deliveries)\./.test(action)).map((action) => ({
    action: actionId(action),
    subject: null,
    properties: {},
    conditions: action.startsWith('deliveries.') ? [] : conditions,
  }));
  const granted = await app.admin('PUT', `/admin/roles/${role.id}/permissions`, { permissions });
  expect(granted.status).toBe(200);
  const invited = { firstname: 'Rita', lastname: 'Restricted', email: 'rita@example.com', roles: [role.id] };
  const user = await app.admin<Data<{ registrationToken: string }>>('POST', '/admin/users', invited);
  const userInfo = { firstname: 'Rita', lastname: 'Restricted', password: SUPER_ADMIN.password };
  const registered = await app.anyone<Data<{ token: string }>>('POST', '/admin/register', {
    registrationToken: user.body.data.registrationToken,
    userInfo,
  });
  token = registered.body.data.token;
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
  receiver = await startReceiver();
  app = await startStrapi();
  site = visitor(app);
  await app.admin('POST', '/switchboard/webhooks', {
    name: 'All forms',
    receivers: [receiver.url],
    events: ['form.submission.complete'],
  });
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
afterAll(async () => {
  await app?.stop();
  await receiver?.close();
});

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

  it('finds no other door to them', async () => {
    const { submissionId } = hidden;
    const uid = 'plugin::switchboard.submission';
    const statusOf = async (path: string, init: RequestInit = {}): Promise<number> =>
      (await fetch(`${app.url}${path}`, init)).status;
    const asPerson = { headers: { authorization: `Bearer ${token}` } };

    const content = '/content-manager/collection-types';
    for (const path of [`${content}/${uid}`, `${content}/${uid}/${submissionId}`, `${content}/plugin::switchboard.form`])
      expect([path, await statusOf(path, asPerson)]).toEqual([path, 403]);
    expect(await statusOf(`/content-manager/relations/${uid}/formId`, asPerson)).toBe(400);
    for (const path of ['/api/submissions', `/api/submissions/${submissionId}`, '/api/switchboard/submissions', '/api/forms'])
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    const { body } = await app.rest<Data<{ __schema: { types: { name: string }[] } }>>('POST', '/graphql', {
      query: '{ __schema { types { name } } }',
    });
    expect(body.data.__schema.types.filter(({ name }) => /switchboard|submission/i.test(name))).toEqual([]);
  });

  it('reaches no file of another form through a submission of its own', async () => {
    const [{ document_id: own }] = (await site.rows(mine.id)) as unknown as [{ document_id: string }];

    expect(await person('GET', `/submissions/${own}/files/${hidden.fileId}`)).toMatchObject({ status: 404 });
  });

  it('sees of the log what is about its own form', async () => {
    const all = await eventually(async () => {
      const { body } = await app.admin<Data<DeliveryPage>>('GET', '/switchboard/deliveries');
      return body.data.items.length >= 2 && body.data.items.every(({ state }) => state === 'delivered') ? body.data.items : null;
    });
    const idOf = (key: string): string => all.find(({ uid }) => uid === `form:${key}`)!.id;
    const seen = async (query: string): Promise<readonly (string | null)[]> => {
      const { body } = await person<Data<DeliveryPage>>('GET', query);
      return [...new Set(body.data.items.map(({ uid }) => uid))];
    };

    expect(await seen('/deliveries')).toEqual(['form:mine']);
    expect(await seen('/deliveries?uid=form:theirs')).toEqual([]);
    expect(await seen(`/documents/form:theirs/${hidden.submissionId}/deliveries`)).toEqual([]);
    const own = await person<Data<DeliveryView>>('GET', `/deliveries/${idOf('mine')}`);
    expect(own.body.data).toMatchObject({ isRedacted: false });
    expect(JSON.stringify(own.body.data)).toContain('ada@example.com');
    const tries: readonly (readonly [method: string, path: string])[] = [
      ['GET', `/deliveries/${idOf('theirs')}`],
      ['POST', `/deliveries/${idOf('theirs')}/resend`],
      ['POST', `/deliveries/${idOf('theirs')}/cancel`],
    ];
    for (const [method, path] of tries) expect(await person(method, path)).toMatchObject({ status: 404 });
    for (const path of ['/deliveries/resend-matching', '/deliveries/cancel-matching']) {
      const matching = { filter: { uid: 'form:theirs' }, isDryRun: false };
      expect(await person('POST', path, matching)).toMatchObject({ body: { data: { count: 0 } } });
    }
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
