import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormView, SubmissionPage, SubmissionView } from '../../shared/contracts/form';
import type { FormsService } from '../../server/src/forms/strapi/forms.service';
import { describeOnDatabases } from '../support/databases';
import { eventually } from '../support/eventually';
import { definition, field, form, page, settings } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

type Data<T> = { data: T };

/** What the other suites prove in breadth on SQLite, in one Strapi for each server. */
await describeOnDatabases('forms in a whole Strapi', (_open, client) => {
  let app: RunningStrapi;
  let site: ReturnType<typeof visitor>;
  let receiver: Receiver;

  const start = async (folder?: string, isEnabled = true) => {
    app = await startStrapi({ database: client, plugins: { switchboard: { enabled: isEnabled } }, ...(folder ? { folder } : {}) });
    site = visitor(app);
  };
  beforeAll(async () => {
    receiver = await startReceiver();
    await start();
  });
  afterAll(async () => {
    await app?.stop();
    await receiver?.close();
  });

  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await app.admin<Data<T>>('GET', `/switchboard${path}`);
    expect({ path, status, body }).toMatchObject({ status: 200 });
    return body.data;
  };
  const send = (method: string, path: string, body?: unknown) => app.admin<Data<FormView>>(method, `/switchboard${path}`, body);
  const guest = (key: string, more: Parameters<typeof settings>[0] = {}) =>
    form(key, [], {
      definition: definition([page([field('name'), field('email', { type: 'email' })])], { settings: settings(more) }),
    });

  it('gives a key to one of many who ask for it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('POST', '/forms', guest('wanted'))));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400, 400, 400]);
  });

  it('lets one of two editors save, and makes one version of publications at once', async () => {
    const made = (await send('POST', '/forms', guest('two-editors'))).body.data;
    const body = (title: string) => ({ ...guest('two-editors'), title, revision: made.revision, definition: made.definition });

    const saves = await Promise.all([send('PUT', `/forms/${made.id}`, body('One')), send('PUT', `/forms/${made.id}`, body('Two'))]);
    expect(saves.map(({ status }) => status).sort()).toEqual([200, 409]);

    const published = await Promise.all([1, 2, 3, 4].map(() => send('POST', `/forms/${made.id}/publish`)));
    expect(published.map(({ status, body: { data } }) => [status, data.version])).toEqual(Array(4).fill([200, 1]));
    // PostgreSQL gives JSON back with its names in another order: still nothing has changed.
    expect((await get<FormView>(`/forms/${made.id}`)).status).toBe('published');
  });

  it('lists, filters, searches, exports and erases', async () => {
    const { id } = await site.publish(guest('listed'));
    const ids: string[] = [];
    for (const name of ['Ada', '50 % _Öl_', 'ÅSA']) {
      ids.push((await site.post('listed', { answers: { name, email: `Person${ids.length}@example.com` } })).receipt.id);
    }
    const names = async (query = '') =>
      (await get<SubmissionPage>(`/submissions?formId=${id}${query}`)).rows.map(({ values }) => values['name']);

    expect(await names()).toEqual(['ÅSA', '50 % _Öl_', 'Ada']);
    expect(await names('&sort=createdAt:asc&pageSize=1&page=2')).toEqual(['50 % _Öl_']);
    expect(await names(`&search=${encodeURIComponent('_öl')}`)).toEqual(['50 % _Öl_']);
    expect(await names(`&search=${encodeURIComponent('% _')}`)).toEqual(['50 % _Öl_']);
    // Case does not count, marks do: the same on every database.
    expect(await names('&search=asa')).toEqual([]);
    expect(await names(`&search=${encodeURIComponent('åsa')}&isStarred=false&isTest=false&status=new`)).toEqual(['ÅSA']);

    const answered = (operator: string, value: string) =>
      `&answers=${encodeURIComponent(JSON.stringify([{ field: 'name', operator, value }]))}`;
    expect(await names(answered('equals', 'åsa'))).toEqual(['ÅSA']);
    expect(await names(answered('contains', '% _ö'))).toEqual(['50 % _Öl_']);
    expect(await names(answered('not-contains', 'A'))).toEqual(['50 % _Öl_']);

    await send('PUT', `/submissions/${ids[1]}`, { isStarred: true });
    await send('POST', `/submissions/${ids[1]}/notes`, { text: 'Ölwechsel 😀' });
    expect(await names('&isStarred=true')).toEqual(['50 % _Öl_']);
    const view = await get<SubmissionView>(`/submissions/${ids[1]}`);
    expect(view).toMatchObject({ previousId: ids[2], nextId: ids[0], notes: [{ text: 'Ölwechsel 😀' }] });

    const exported = await app.admin<string>('GET', `/switchboard/submissions/export?formId=${id}&format=csv&columns=name`);
    expect(exported.body.split('\r\n').map((line) => line.split(',').at(-1))).toEqual(['name', 'Ada', '50 % _Öl_', 'ÅSA', '']);

    const erased = await send('POST', '/submissions/person', { email: 'person1@EXAMPLE.com', action: 'erase' });
    expect(erased.body.data).toMatchObject({ submissions: 1 });
    expect(await names()).toEqual(['ÅSA', 'Ada']);
    const gone = await send('POST', '/submissions/bulk', { filter: { formId: id }, action: 'delete' });
    expect(gone.body.data).toEqual({ count: 2, isComplete: true, to: null });
    expect(await get<FormView>(`/forms/${id}`)).toMatchObject({ hasSubmissions: true, lockedKeys: ['name', 'email'] });
  });

  it('takes no more than it may, however many come at once', async () => {
    const { id } = await site.publish(guest('limited', { maxSubmissions: 3 }));

    const replies = await Promise.all(Array.from({ length: 9 }, (_, n) => site.post('limited', { answers: { name: `n${n}` } })));

    expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409, 409]);
    expect(await get<SubmissionPage>(`/submissions?formId=${id}`)).toMatchObject({ total: 3 });
  });

  it('takes out of events, bodies and answers what it erases, and leaves the log', async () => {
    const notice = {
      id: 'not_1',
      name: 'Thanks',
      isEnabled: true,
      to: { kind: 'field' as const, field: 'email' },
      replyToField: '',
      subject: 'Thank you',
      body: '{{summary}}',
      when: null,
    };
    const { key } = await site.publish(guest('erased', { notices: [notice] }));
    const webhook = {
      name: 'Erased',
      receivers: [receiver.url],
      events: [{ type: 'form.submission.complete', uid: `form:${key}` }],
    };
    expect((await send('POST', '/webhooks', webhook)).status).toBe(201);
    const { id } = (await site.post(key, { answers: { name: 'Lovelace', email: 'ada@example.com' } })).receipt;
    type Log = { items: { id: string; state: string }[] };
    const log = async () => (await get<Log>(`/deliveries?documentId=${id}`)).items;
    const isDone = async () => (await log()).filter(({ state }) => state === 'delivered').length === 2;
    await eventually(isDone, { what: 'request and letter' });
    const views = async () => Promise.all((await log()).map((one) => get(`/deliveries/${one.id}`)));
    for (const view of await views()) expect(JSON.stringify(view)).toContain('Lovelace');

    expect((await send('DELETE', `/submissions/${id}`)).status).toBe(200);

    expect(await log()).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    expect(JSON.stringify(await views())).not.toMatch(/Lovelace|ada@example/);
    const attempts = await app.strapi.db.getConnection('switchboard_attempts').select('request_headers');
    expect(JSON.stringify(attempts)).not.toMatch(/Lovelace|ada@example/);
    for (const { id: delivery } of await log()) {
      expect(await send('POST', `/deliveries/${delivery}/resend`)).toMatchObject({ status: 404 });
    }
  });

  it('keeps forms, versions and submissions over a start without the plugin', async () => {
    const { id, definition: made } = await site.publish(guest('survivor'));
    await site.post('survivor', { answers: { name: 'Ada' } });
    const { folder } = app;

    await app.stop({ keep: true });
    await start(folder, false);
    await app.stop({ keep: true });
    await start(folder);

    expect(await get<FormView>(`/forms/${id}`)).toMatchObject({ status: 'published', version: 1, definition: made });
    expect((await get<SubmissionPage>(`/submissions?formId=${id}`)).rows).toMatchObject([{ values: { name: 'Ada' } }]);
    expect((await site.post('survivor', { answers: { name: 'Bo' } })).status).toBe(201);
    await (app.strapi.plugin('switchboard').service('forms') as FormsService).purge();
    expect((await get<SubmissionPage>(`/submissions?formId=${id}`)).total).toBe(2);
  });
});
