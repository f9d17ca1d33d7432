import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormInsights, FormView, PurgeReport, SubmissionPage, SubmissionView } from '../../shared/contracts/form';
import type { FormsService } from '../../server/src/forms/strapi/forms.service';
import { firstIdAt } from '../../server/src/kernel/ids';
import { eventually } from '../support/eventually';
import { definition, field, form, page, settings } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

type Data<T> = { data: T };
type Deliveries = { items: { id: string; state: string }[] };

const DAY_MS = 86_400_000;

let app: RunningStrapi;
let receiver: Receiver;
let site: ReturnType<typeof visitor>;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi({ plugins: { switchboard: { config: { http: { allowAddresses: ['127.0.0.1'] } } } } });
  site = visitor(app);
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
const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await app.admin<Data<T>>(method, `/switchboard${path}`, body);
  expect({ path, ...answer }).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) as number });
  return answer.body.data;
};
const list = (formId: string, query = ''): Promise<SubmissionPage> => get(`/submissions?formId=${formId}${query}`);

const colours = field('colour', {
  type: 'radio',
  label: 'Colour',
  settings: {
    options: [
      { value: 'red', label: 'Red' },
      { value: 'blue', label: 'Blue' },
    ],
  },
});
const guest = (key: string, more: Parameters<typeof settings>[0] = {}) =>
  form(key, [], {
    title: 'Guest book',
    definition: definition(
      [
        page([
          field('name', { label: 'Name' }),
          field('email', { type: 'email', label: 'E-mail' }),
          { ...colours, id: `fld_${key.replaceAll('-', '')}` },
        ]),
      ],
      { settings: settings(more) }
    ),
  });

const submit = async (key: string, answers: object): Promise<string> => {
  const reply = await site.post(key, { answers });
  expect(reply.text).toContain('"id"');
  return reply.receipt.id;
};

/** Moves a submission to another time: its id is the instant of its creation, and nothing was done with it since. */
const age = async (id: string, days: number): Promise<string> => {
  const at = Date.now() - days * DAY_MS;
  const older = `${firstIdAt('sub', at).slice(0, 14)}${id.slice(14)}`;
  const changed = { document_id: older, changed_at: at };
  await site.knex('switchboard_submissions').where('document_id', id).update(changed);
  await site.knex('switchboard_form_emails').where('submission_id', id).update({ submission_id: older });
  await site.knex('switchboard_form_files').where('submission_id', id).update({ submission_id: older });
  return older;
};

describe('the list', () => {
  it('pages, filters, searches and counts', async () => {
    const { id } = await site.publish(guest('listed'));
    const ids: string[] = [];
    for (const name of ['Ada', 'Grace', '50 % _off_', 'Lin'])
      ids.push(await submit('listed', { name, colour: name === 'Ada' ? 'red' : 'blue' }));

    const first = await list(id, '&pageSize=3');
    const second = await list(id, '&pageSize=3&page=2');
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual([...ids].reverse());
    expect(first).toMatchObject({ total: 4, page: 1, pageSize: 3 });
    expect(first.columns).toEqual([
      { key: 'name', label: 'Name', type: 'text', answerKind: 'text', isRetired: false },
      { key: 'email', label: 'E-mail', type: 'email', answerKind: 'text', isRetired: false },
      {
        key: 'colour',
        label: 'Colour',
        type: 'radio',
        answerKind: 'choice',
        isRetired: false,
        labels: { red: 'Red', blue: 'Blue' },
      },
    ]);
    expect((await list(id, '&sort=createdAt:asc')).rows[0]!.id).toBe(ids[0]);

    const found = async (query: string) => (await list(id, query)).rows.map((row) => row.values['name']);
    expect(await found('&search=GRA')).toEqual(['Grace']);
    // Signs that mean something in LIKE mean themselves.
    expect(await found(`&search=${encodeURIComponent('%')}`)).toEqual(['50 % _off_']);
    expect(await found('&search=_o')).toEqual(['50 % _off_']);
    expect(await found('&search=nobody')).toEqual([]);
    expect(await found('&status=archived')).toEqual([]);
    expect(await found('&version=1&locale=en&state=complete&isTest=false&isStarred=false')).toHaveLength(4);
    expect(await found(`&to=${new Date(Date.now() - DAY_MS).toISOString()}`)).toEqual([]);
    expect(await app.admin('GET', `/switchboard/submissions?formId=${id}&colour=red`)).toMatchObject({ status: 400 });
    expect(await app.admin('GET', '/switchboard/submissions?formId=nothing')).toMatchObject({ status: 404 });
  });

  it('is narrowed by the answers of single fields: its pages, neighbours, exports and bulk actions', async () => {
    const { id } = await site.publish(guest('answered'));
    const ids: string[] = [];
    for (const [name, colour] of [
      ['Ada & "Bo"', 'red'],
      ['Cy', 'blue'],
      ['ADA', 'blue'],
      ['Ada', 'red'],
    ]) {
      ids.push(await submit('answered', { name, colour }));
    }
    const ada = { field: 'name', operator: 'contains', value: 'ada' };
    const red = { field: 'colour', operator: 'equals', value: 'red' };
    const asking = (...answers: object[]) => `&answers=${encodeURIComponent(JSON.stringify(answers))}`;

    const both = await list(id, `${asking(ada, red)}&pageSize=1`);
    expect([both.total, both.rows[0]!.id]).toEqual([2, ids[3]]);
    expect((await list(id, asking({ ...ada, value: 'a & "b' }))).total).toBe(1);
    expect((await list(id, asking({ field: 'email', operator: 'is-empty' }))).total).toBe(4);
    expect(await get<SubmissionView>(`/submissions/${ids[3]}?formId=${id}${asking(red)}`)).toMatchObject({
      previousId: null,
      nextId: ids[0],
    });
    const exported = await app.admin<string>(
      'GET',
      `/switchboard/submissions/export?formId=${id}&format=csv&columns=colour&values=raw${asking(red)}`
    );
    expect(exported.body.trim().split('\r\n')).toHaveLength(3);
    expect(await send('POST', '/submissions/bulk', { filter: { formId: id, answers: [ada] }, action: 'archive' })).toMatchObject({
      count: 3,
      isComplete: true,
    });
    expect((await list(id, '&status=new')).rows.map((row) => row.values['name'])).toEqual(['Cy']);

    const wrong = await app.admin<{ error: { details: { errors: { path: string[]; message: string }[] } } }>(
      'GET',
      `/switchboard/submissions?formId=${id}${asking({ ...red, field: 'nothing' })}`
    );
    expect(wrong).toMatchObject({ status: 400 });
    expect(wrong.body.error.details.errors).toMatchObject([
      { path: ['answers', '0', 'field'], message: 'Expected field to be the key of a field of this form.' },
    ]);
    for (const answers of [[{ ...red, operator: 'contains' }], [{ ...red, value: '\0' }], 'red'])
      expect(
        await app.admin('POST', '/switchboard/submissions/bulk', { filter: { formId: id, answers }, action: 'read' })
      ).toMatchObject({ status: 400 });
  });

  it('asks about fields that are gone, as columns show them', async () => {
    const { id } = await site.publish(guest('once-asked'));
    await submit('once-asked', { name: 'Ada' });
    const view = await get<FormView>(`/forms/${id}`);
    const pages = [{ ...view.definition.pages[0]!, fields: view.definition.pages[0]!.fields.slice(1) }];
    await send('PUT', `/forms/${id}`, {
      key: view.key,
      title: view.title,
      description: '',
      definition: { ...view.definition, pages },
    });
    await send('POST', `/forms/${id}/publish`);
    await submit('once-asked', { colour: 'red' });

    const answers = encodeURIComponent(JSON.stringify([{ field: 'name', operator: 'equals', value: 'Ada' }]));
    expect((await list(id, `&answers=${answers}`)).rows).toMatchObject([{ values: { name: 'Ada' } }]);
  });

  it('shows one as it was asked, with its neighbours in that list', async () => {
    const { id, definition: made } = await site.publish(guest('as-asked'));
    const [first, middle, last] = [
      await submit('as-asked', { name: 'Ada', colour: 'red' }),
      await submit('as-asked', { name: 'Bo' }),
      await submit('as-asked', { name: 'Cy', colour: 'red' }),
    ];
    const fields = made.pages[0]!.fields;
    const view = await get<FormView>(`/forms/${id}`);
    // The colours get other names and the name goes.
    const renamed = { ...fields[2]!, label: 'Paint', settings: { options: [{ value: 'red', label: 'Crimson' }] } };
    const pages = [{ ...made.pages[0]!, fields: [fields[1]!, renamed] }];
    await send('PUT', `/forms/${id}`, { key: view.key, title: view.title, description: '', definition: { ...made, pages } });
    await send('POST', `/forms/${id}/publish`);

    const shown = await get<SubmissionView>(`/submissions/${middle}`);
    expect([shown.previousId, shown.nextId]).toEqual([last, first]);
    const red = await get<SubmissionView>(`/submissions/${last}?search=red`);
    expect([red.previousId, red.nextId]).toEqual([null, first]);
    expect(red.answers[0]!.fields).toMatchObject([
      { key: 'name', label: 'Name', text: 'Cy', isRetired: true },
      { key: 'email', text: '', isRetired: false },
      { key: 'colour', label: 'Colour', value: 'red', text: 'Red', isRetired: false },
    ]);
    expect((await list(id)).columns).toMatchObject([
      { key: 'email', isRetired: false },
      { key: 'colour', label: 'Paint', isRetired: false, labels: { red: 'Crimson', blue: 'Blue' } },
      { key: 'name', label: 'Name', isRetired: true },
    ]);
  });

  it('keeps the keys of what was answered, and lists what is gone', async () => {
    const { id } = await site.publish(guest('kept-keys'));
    await submit('kept-keys', { name: 'Ada' });
    const view = await get<FormView>(`/forms/${id}`);
    expect(view).toMatchObject({ lockedKeys: ['name', 'email', 'colour'], hasSubmissions: true });
    const fields = view.definition.pages[0]!.fields;
    const save = (changed: typeof fields) =>
      app.admin<Data<FormView> & { error: { details: { errors: { path: string[] }[] } } }>('PUT', `/switchboard/forms/${id}`, {
        key: view.key,
        title: view.title,
        description: '',
        // What a client says of the past is not believed.
        definition: { ...view.definition, retired: [], pages: [{ ...view.definition.pages[0]!, fields: changed }] },
      });

    const renamed = await save(fields.map((one) => (one.key === 'name' ? { ...one, key: 'full_name' } : one)));
    expect(renamed.status).toBe(400);
    expect(renamed.body.error.details.errors[0]!.path.join('.')).toBe('definition.pages.0.fields.0.key');

    const without = await save(fields.slice(1));
    expect(without.body.data.definition.retired).toMatchObject([{ id: fields[0]!.id, key: 'name', type: 'text' }]);
    await send('POST', `/forms/${id}/publish`);

    const again = await save([field('name'), ...fields.slice(1)]);
    expect(again.status).toBe(400);
    expect(again.body.error.details.errors.map(({ path }) => path.join('.'))).toEqual(['definition.pages.0.fields.0.key']);
    const back = await save(fields);
    expect(back.body.data.definition.retired).toEqual([]);
  });
});

describe('what editors do', () => {
  it('marks, stars and notes', async () => {
    await site.publish(guest('marked'));
    const id = await submit('marked', { name: 'Ada' });

    expect(await send('PUT', `/submissions/${id}`, { status: 'read', isStarred: true })).toMatchObject({
      status: 'read',
      isStarred: true,
    });
    await send('POST', `/submissions/${id}/notes`, { text: 'Call back.' });
    const view = await send<SubmissionView>('POST', `/submissions/${id}/notes`, { text: 'Done.' });

    expect(view.notes).toMatchObject([{ text: 'Call back.', by: expect.stringMatching(/\S/) as string }, { text: 'Done.' }]);
    expect(await app.admin('POST', `/switchboard/submissions/${id}/notes`, { text: ' ' })).toMatchObject({ status: 400 });
  });

  it('changes many at once, by their ids or by a filter', async () => {
    const { id } = await site.publish(guest('many'));
    const ids = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await submit('many', { name }));

    expect(await send('POST', '/submissions/bulk', { ids: ids.slice(0, 2), action: 'star' })).toEqual({
      count: 2,
      isComplete: true,
      to: null,
    });
    expect((await list(id, '&isStarred=true')).total).toBe(2);
    expect(await send('POST', '/submissions/bulk', { filter: { formId: id, isStarred: false }, action: 'archive' })).toMatchObject({
      count: 2,
    });
    expect((await list(id, '&status=archived')).total).toBe(2);
    expect(await send('POST', '/submissions/bulk', { filter: { formId: id, status: 'archived' }, action: 'delete' })).toMatchObject(
      { count: 2 }
    );
    expect((await list(id)).total).toBe(2);
    for (const body of [
      { action: 'read' },
      { ids, filter: { formId: id }, action: 'read' },
      { ids, action: 'burn' },
      { ids: ['\0'], action: 'read' },
    ])
      expect(await app.admin('POST', '/switchboard/submissions/bulk', body)).toMatchObject({ status: 400 });
  });

  it('says that something is no spam, and then it is told of, once', async () => {
    const { id, key } = await site.publish(guest('not-spam', { spam: { ...settings().spam, honeypot: true } }));
    await send('POST', '/webhooks', {
      name: 'All but spam',
      receivers: [`${receiver.url}/not-spam`],
      events: [{ type: 'form.submission.*', uid: `form:${key}` }],
      format: { kind: 'envelope' },
    });
    const shown = await site.show(key);
    await site.post(key, { answers: { name: 'Bot?' }, token: shown.token, honeypot: 'filled' });
    const [held] = (await list(id, '&status=spam')).rows;
    expect((await list(id)).total).toBe(0);
    const before = (await site.eventTypes(key)).filter((type) => type !== 'form.submission.spam');
    expect(before).toEqual([]);

    const answers = await Promise.all(
      [1, 2, 3].map(() => app.admin('POST', '/switchboard/submissions/bulk', { ids: [held!.id], action: 'not-spam' }))
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await get(`/submissions/${held!.id}`)).toMatchObject({ status: 'new', meta: {} });
    const told = async () => (await site.eventTypes(key)).filter((type) => type !== 'form.submission.spam');
    expect(await told()).toEqual(['form.submission.create', 'form.submission.complete']);
    await eventually(() => receiver.requests.filter(({ path }) => path === '/not-spam').length === 2, { what: 'both events' });
    // Marking it by hand and taking it back tells nobody anything.
    await send('POST', '/submissions/bulk', { ids: [held!.id], action: 'spam' });
    await send('POST', '/submissions/bulk', { ids: [held!.id], action: 'not-spam' });
    expect(await told()).toHaveLength(2);
  });
});

describe('erasing', () => {
  it('takes the row, the files, the address and what the events carried; the log keeps its rows', async () => {
    const { id, key } = await site.publish(
      form('erased', [
        field('name'),
        field('email', { type: 'email' }),
        field('cv', { type: 'file', settings: { accept: ['txt'] } }),
      ])
    );
    await send('POST', '/webhooks', {
      name: 'Erased',
      receivers: [`${receiver.url}/erased`],
      events: [{ type: 'form.submission.complete', uid: `form:${key}` }],
    });
    const reply = await site.postFiles(key, { name: 'Ada Lovelace', email: 'Ada@Example.com' }, [
      { field: 'cv', name: 'cv.txt', bytes: 'Once upon a time', type: 'text/plain' },
    ]);
    expect(reply.text).toContain('"id"');
    const submission = reply.receipt.id;
    const view = await get<SubmissionView>(`/submissions/${submission}`);
    expect(view.files).toMatchObject([{ name: 'cv.txt', field: 'cv' }]);
    const file = await fetch(`${app.url}${view.files[0]!.url}`, { headers: { authorization: `Bearer ${app.adminToken}` } });
    expect(await file.text()).toBe('Once upon a time');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    const log = () => get<Deliveries>(`/deliveries?documentId=${submission}`);
    await eventually(async () => (await log()).items[0]?.state === 'delivered', { what: 'the delivery' });

    await send('DELETE', `/submissions/${submission}`);

    expect((await list(id)).total).toBe(0);
    expect(await app.admin('GET', `/switchboard/submissions/${submission}`)).toMatchObject({ status: 404 });
    expect(await site.files(id)).toEqual([]);
    const { items } = await log();
    expect(items).toMatchObject([{ state: 'delivered' }]);
    expect(JSON.stringify(await get(`/deliveries/${items[0]!.id}`))).not.toMatch(/Ada|Once/);
    expect(await app.admin('POST', `/switchboard/deliveries/${items[0]!.id}/resend`)).toMatchObject({
      status: 404,
      body: { error: { name: 'EVENT_NOT_FOUND' } },
    });
    const everything = JSON.stringify([
      await site.knex('switchboard_submissions'),
      await site.knex('switchboard_events'),
      (await site.knex('switchboard_bodies')).map((row: { bytes: Buffer }) => row.bytes.toString()),
      await site.knex('switchboard_form_emails').where('submission_id', submission),
    ]);
    expect(everything).not.toMatch(/Lovelace|Ada@Example/i);
    // A form that had answers keeps its keys all the same.
    expect(await get(`/forms/${id}`)).toMatchObject({ hasSubmissions: true, lockedKeys: ['name', 'email', 'cv'] });
  });

  it('finds, hands out and erases all about one address, over all forms', async () => {
    const [first, second] = [await site.publish(guest('person-one')), await site.publish(guest('person-two'))];
    await submit('person-one', { name: 'Grace', email: 'Grace@Example.com' });
    await submit('person-two', { name: 'G.', email: 'grace@example.com' });
    await submit('person-two', { name: 'Other', email: 'other@example.com' });
    const person = <T>(action: string, email = ' GRACE@example.com ') => send<T>('POST', '/submissions/person', { email, action });

    expect(await person('find')).toMatchObject({ submissions: [{ formKey: 'person-one' }, { formKey: 'person-two' }], hidden: 0 });
    expect(await person('export')).toMatchObject({
      submissions: [{ values: { name: 'Grace' }, notes: [], files: [] }, { values: { name: 'G.' } }],
    });
    expect(await person('erase')).toMatchObject({ submissions: 2, files: 0, hidden: 0 });

    expect(await person('find')).toMatchObject({ submissions: [] });
    expect([(await list(first.id)).total, (await list(second.id)).total]).toEqual([0, 1]);
  });

  it('finds what was told of an address that the visitor corrected afterwards', async () => {
    const pages = [page([field('email', { type: 'email' })]), page([field('name')])];
    const { key, definition: made } = await site.publish(
      form('corrected', [], { definition: definition(pages, { settings: settings({ storesPartial: true }) }) })
    );
    await send('POST', '/webhooks', {
      name: 'Every page',
      receivers: [`${receiver.url}/corrected`],
      events: [{ type: 'form.submission.*', uid: `form:${key}` }],
    });
    const first = await site.post(key, { answers: { email: 'typo@example.com' }, page: made.pages[0]!.id });
    await site.patch(key, first.receipt.resumeToken!, { answers: { email: 'right@example.com' }, page: made.pages[0]!.id });
    const told = async () => JSON.stringify(await site.knex('switchboard_events').where('document_id', first.receipt.id));
    expect(await told()).toContain('typo@example.com');

    const erased = await send('POST', '/submissions/person', { email: 'typo@example.com', action: 'erase' });

    expect(erased).toMatchObject({ submissions: 1 });
    expect(await told()).toBe('[]');
  });

  it('leaves nothing of a form that is deleted', async () => {
    const { id } = await site.publish(guest('swept'));
    await submit('swept', { name: 'Ada', email: 'swept@example.com' });

    await send('DELETE', `/forms/${id}`);

    expect(await site.rows(id)).toEqual([]);
    expect((await site.send('GET', '/swept')).status).toBe(404);
    await (app.strapi.plugin('switchboard').service('forms') as FormsService).purge();
    expect(await site.knex('switchboard_form_heads').where('form_id', id)).toEqual([]);
    expect(await site.knex('switchboard_form_versions').where('form_id', id)).toEqual([]);
  });
});

describe('retention', () => {
  it('removes what is older than its form keeps it, and says so', async () => {
    const { id } = await site.publish(guest('retained', { retention: { completeDays: 30, partialDays: null, spamDays: null } }));
    await site.publish(guest('kept-for-good'));
    const [old, young, other] = [
      await submit('retained', { name: 'old' }),
      await submit('retained', { name: 'young' }),
      await submit('kept-for-good', { name: 'x' }),
    ];
    await age(old, 31);
    await age(other, 1_000);
    const edge = await age(young, 29);

    await (app.strapi.plugin('switchboard').service('forms') as FormsService).purge();

    expect((await list(id)).rows.map((row) => row.id)).toEqual([edge]);
    const [report] = await get<PurgeReport[]>('/submissions/purges');
    expect(report).toMatchObject({ complete: 1, partial: 0, spam: 0, files: 0, fault: null });
    expect((await get<{ values: unknown }[]>('/forms')).length).toBeGreaterThan(0);
  });

  it('counts from the last page that a visitor sent', async () => {
    const retention = { completeDays: 7, partialDays: 7, spamDays: 7 };
    const { id } = await site.publish(guest('late', { retention }));
    const old = await age(await submit('late', { name: 'begun long ago' }), 20);
    await site.knex('switchboard_submissions').where('document_id', old).update({ changed_at: Date.now() });

    await (app.strapi.plugin('switchboard').service('forms') as FormsService).purge();

    expect((await list(id)).rows.map((row) => row.id)).toEqual([old]);
  });

  it('says what kept it from running', async () => {
    await site.publish(guest('faulty', { retention: { completeDays: 1, partialDays: null, spamDays: null } }));
    const id = await submit('faulty', { name: 'x' });
    const older = await age(id, 3);
    await site.knex('switchboard_form_files').insert({
      id: 'fil_X',
      submission_id: older,
      form_id: 'x',
      field_key: 'x',
      name: 'x',
      mime: 'x',
      size: 1,
      storage: 'broken',
      created_at: 1,
    });
    const forms = app.strapi.plugin('switchboard').service('forms') as FormsService;

    await expect(forms.purge()).rejects.toThrow();

    expect((await get<PurgeReport[]>('/submissions/purges'))[0]!.fault).not.toBeNull();
    await site.knex('switchboard_form_files').where('id', 'fil_X').delete();
    await forms.purge();
    expect((await get<PurgeReport[]>('/submissions/purges'))[0]).toMatchObject({ complete: 1, fault: null });
  });
});

describe('insights', () => {
  it('count views, starts and completions by day, and how answers are distributed', async () => {
    const { id } = await site.publish(guest('counted'));
    for (const colour of ['red', 'red', 'blue']) await submit('counted', { colour });
    const day = new Date().toISOString().slice(0, 10);
    const stores = app.strapi.get('plugin::switchboard.forms') as {
      core(): { stores: { counts: { add: (...args: unknown[]) => Promise<void> } } };
    };
    await stores.core().stores.counts.add(id, day, '', { views: 10, starts: 5, completions: 3 });

    const insights = await get<FormInsights>(`/forms/${id}/insights`);

    expect(insights).toMatchObject({ views: 10, starts: 5 });
    expect(insights.completions).toBeGreaterThanOrEqual(3);
    expect(insights.byDay).toHaveLength(30);
    expect(insights.byDay.at(-1)).toMatchObject({ day, views: 10 });
    expect(insights.distributions).toMatchObject([
      {
        key: 'colour',
        total: 3,
        counts: [
          { value: 'red', label: 'Red', count: 2 },
          { value: 'blue', count: 1 },
        ],
      },
    ]);
    for (const query of ['?from=2026-02-01&to=2026-01-01', '?from=1999-01-01&to=2026-01-01', '?from=yesterday'])
      expect(await app.admin('GET', `/switchboard/forms/${id}/insights${query}`)).toMatchObject({ status: 400 });
  });
});

describe('an export', () => {
  const download = async (query: string): Promise<{ bytes: Uint8Array; headers: Headers }> => {
    const response = await fetch(`${app.url}/switchboard/submissions/export?${query}`, {
      headers: { authorization: `Bearer ${app.adminToken}` },
    });
    expect(response.status).toBe(200);
    return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
  };
  const text = async (query: string): Promise<string> =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode((await download(query)).bytes);
  let id: string;

  beforeAll(async () => {
    ({ id } = await site.publish(guest('exported')));
    await submit('exported', { name: '=1+1', colour: 'red' });
    await submit('exported', { name: 'said "hi", left', email: 'ada@example.com' });
    const view = await get<FormView>(`/forms/${id}`);
    const [, email, colour] = view.definition.pages[0]!.fields;
    const pages = [
      {
        ...view.definition.pages[0]!,
        fields: [email!, colour!, field('city', { id: 'fld_city', label: 'City', type: 'long-text' })],
      },
    ];
    await send('PUT', `/forms/${id}`, {
      key: view.key,
      title: view.title,
      description: '',
      definition: { ...view.definition, pages },
    });
    await send('POST', `/forms/${id}/publish`);
    await submit('exported', { city: 'Zürich <&> "x"\n+41' });
  });

  it('as CSV has all versions in one table, and no formula', async () => {
    const whole = await text(`formId=${id}&format=csv&headers=keys`);

    expect(whole.startsWith('\ufeffid,created_at,')).toBe(true);
    const lines = whole.split(/\r\n(?=sub_|$)/);
    expect(lines[0]).toMatch(/,email,colour,city,name$/);
    expect(lines[1]).toMatch(/,,Red,,'=1\+1$/);
    expect(lines[2]).toMatch(/,ada@example\.com,,,"said ""hi"", left"$/);
    expect(lines[3]).toMatch(/,"Zürich <&> ""x""\n\+41",$/);
    const other = await text(`formId=${id}&format=csv&delimiter=semicolon&bom=false&values=raw&columns=colour&search=red`);
    expect(other).toMatch(/^id;created_at;.*;Colour\r\nsub_.*;red\r\n$/);
  });

  it('as JSON is an array, whole even when it is empty', async () => {
    const rows = JSON.parse(await text(`formId=${id}&format=json`)) as { values: object }[];

    expect(rows.map(({ values }) => values)).toMatchObject([
      { name: '=1+1', colour: 'red' },
      { email: 'ada@example.com' },
      { city: 'Zürich <&> "x"\n+41' },
    ]);
    expect(JSON.parse(await text(`formId=${id}&format=json&search=nobody`))).toEqual([]);
  });

  it('as XLSX is a workbook of texts', async () => {
    const { bytes, headers } = await download(`formId=${id}&format=xlsx`);

    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="exported-\d{4}-\d\d-\d\d\.xlsx"/);
    const parts = unzipSync(bytes);
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml']!);
    expect(sheet.match(/<row /g)).toHaveLength(4);
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
    expect(sheet).toContain('<t xml:space="preserve">Zürich &lt;&amp;&gt; &quot;x&quot;\n+41</t>');
    expect(sheet).not.toMatch(/<f>|t="n"/);
  });
});
