import fs from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definition, field, form, page, settings } from '../support/forms';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { ownUploadFolder } from '../support/temp-folder';
import { visitor } from './form-submit-bench';

const { leftBehind, remove: removeUploadFolder } = ownUploadFolder();
let app: RunningStrapi;
let receiver: Receiver;
let site: ReturnType<typeof visitor>;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi();
  site = visitor(app);
});
afterAll(async () => {
  await app?.stop();
  await receiver?.close();
  removeUploadFolder();
});

const contact = (key: string, more: Parameters<typeof settings>[0] = {}) =>
  form(key, [field('name', { isRequired: true }), field('email', { type: 'email' })], {
    definition: definition([page([field('name', { isRequired: true }), field('email', { type: 'email' })])], {
      settings: settings(more),
    }),
  });

describe('a form on the public road', () => {
  it('is shown with a token, a schema and nothing that only the server may know', async () => {
    await site.publish(contact('shown'));

    const shown = await site.show('shown');

    expect(shown).toMatchObject({ key: 'shown', version: 1, locale: 'en', state: { kind: 'open' }, spam: { honeypot: null } });
    expect(shown.schema).toMatchObject({ required: ['name'], additionalProperties: false });
    expect(shown.token).toMatch(/^[\w.-]+$/);
    expect(JSON.stringify(shown)).not.toContain('perAddress');
  });

  it('is missing in the same words, whether it never was or is not published', async () => {
    const draft = await app.admin('POST', '/switchboard/forms', contact('draft-only'));
    expect(draft.status).toBe(201);

    const [never, unpublished] = await Promise.all([site.send('GET', '/never-was'), site.send('GET', '/draft-only')]);

    expect(never.status).toBe(404);
    expect(unpublished.text).toBe(never.text);
    expect((await site.post('draft-only', { answers: { name: 'Ada' } })).error.name).toBe('FORM_NOT_FOUND');
  });
});

describe('a submission', () => {
  it.each([
    ['JSON', (key: string) => site.post(key, { answers: { name: 'Ada', email: 'ada@example.com' } })],
    ['a plain form', (key: string) => site.postForm(key, { name: 'Ada', email: 'ada@example.com' })],
    ['a multipart form', (key: string) => site.postFiles(key, { name: 'Ada', email: 'ada@example.com' }, [])],
  ])('comes in as %s and is stored once', async (door, send) => {
    const { id, key } = await site.publish(contact(`door-${door.replaceAll(' ', '-').toLowerCase()}`));

    const reply = await send(key);

    expect(reply).toMatchObject({
      status: 201,
      receipt: { state: 'complete', message: 'Thank you.', nextPage: null, resumeToken: null },
    });
    const rows = await site.rows(id);
    expect(rows).toMatchObject([{ state: 'complete', status: 'new', values: { name: 'Ada', email: 'ada@example.com' } }]);
    expect(reply.receipt.id).toBe(rows[0]!.document_id);
  });

  it('is told of in its transaction, with every answer and its label, and verified by the receiver', async () => {
    await app.admin('POST', '/switchboard/webhooks', {
      name: 'Forms',
      receivers: [receiver.url],
      events: [{ type: 'form.submission.*', uid: 'form:told' }],
      format: { kind: 'envelope' },
    });
    const { id, key } = await site.publish(contact('told'));

    await site.post(key, { answers: { name: 'Ada' } });

    expect(await site.eventTypes(key)).toEqual(['form.submission.create', 'form.submission.complete']);
    expect((await site.rows(id))[0]!.event_ids).toHaveLength(2);
    await receiver.waitForCount(2);
    const bodies = receiver.requests.map((request) => request.text);
    expect(bodies.every((text) => text.includes('Ada'))).toBe(true);
  });

  it('makes no event row where no webhook wants one', async () => {
    const { key } = await site.publish(contact('unheard'));

    await site.post(key, { answers: { name: 'Ada' } });

    expect(await site.eventTypes(key)).toEqual([]);
  });

  it('is refused with one fault at each field, in the words of the visitor', async () => {
    const { id, key } = await site.publish(contact('faulty'));

    const reply = await site.post(key, { answers: { email: 'no address', colour: 'red' }, locale: 'en' });

    expect(reply).toMatchObject({ status: 422, error: { name: 'ANSWERS_INVALID' } });
    expect(reply.error.details.errors.map(({ path: [at], name }) => [at, name])).toEqual([
      ['name', 'required'],
      ['email', 'not-email'],
      ['colour', 'unknown-key'],
    ]);
    expect(await site.rows(id)).toEqual([]);
  });

  it.each([
    ['no JSON', 400, 'BODY_UNREADABLE', '{', 'application/json'],
    ['a list', 400, 'BODY_UNREADABLE', '[]', 'application/json'],
    ['no answers', 400, 'BODY_UNREADABLE', '{}', 'application/json'],
    ['a stranger in the envelope', 400, 'BODY_UNREADABLE', '{"answers":{},"spam":1}', 'application/json'],
    ['six levels', 400, 'BODY_UNREADABLE', '{"answers":{"a":[[[[1]]]]}}', 'application/json'],
    ['half a character', 400, 'BODY_UNREADABLE', '{"answers":{"name":"\\ud800"}}', 'application/json'],
    ['XML', 415, 'BODY_TYPE_UNKNOWN', '<a/>', 'application/xml'],
    ['no type', 415, 'BODY_TYPE_UNKNOWN', 'name=Ada', ''],
    ['another charset', 415, 'BODY_TYPE_UNKNOWN', '{}', 'application/json; charset=utf-16'],
    ['a multipart body without a boundary', 415, 'BODY_TYPE_UNKNOWN', 'x', 'multipart/form-data'],
    [
      'half a multipart body',
      400,
      'BODY_UNREADABLE',
      '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nAda',
      'multipart/form-data; boundary=x',
    ],
    ['two megabytes', 413, 'BODY_TOO_LARGE', JSON.stringify({ answers: { name: 'x'.repeat(2_000_000) } }), 'application/json'],
  ])('is refused as %s', async (_what, status, name, body, type) => {
    const key = 'doors-closed';
    if ((await site.send('GET', `/${key}`)).status === 404) await site.publish(contact(key));

    const reply = await site.send('POST', `/${key}/submissions`, Buffer.from(body), type === '' ? {} : { 'content-type': type });

    expect(reply).toMatchObject({ status, error: { status, name, details: { errors: [{ name }] } } });
  });

  it('may have __proto__ and constructor among its keys, which are names like others', async () => {
    const { key } = await site.publish(contact('proto'));

    const reply = await site.send(
      'POST',
      `/${key}/submissions`,
      '{"answers":{"name":"Ada","__proto__":{"polluted":1},"constructor":2}}',
      {
        'content-type': 'application/json',
      }
    );

    expect(reply.status).toBe(422);
    expect(reply.error.details.errors.map(({ path: [at] }) => at)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('is made with the version that was shown, also after another one was published', async () => {
    const first = await site.publish(contact('versions'));
    const { token } = await site.show('versions');
    const changed = form('versions', [...first.definition.pages[0]!.fields, field('phone', { isRequired: true })]);
    await app.admin('PUT', `/switchboard/forms/${first.id}`, { ...changed, revision: first.revision });
    await app.admin('POST', `/switchboard/forms/${first.id}/publish`);
    await eventually(async () => (await site.show('versions')).version === 2 || null, { what: 'version 2 to be live' });

    const old = await site.post('versions', { answers: { name: 'Ada' }, token });
    const fresh = await site.post('versions', { answers: { name: 'Ada' } });

    expect(old.status).toBe(201);
    expect(fresh.status).toBe(422);
    expect(await site.rows(first.id)).toMatchObject([{ version: 1 }]);
  });
});

describe('a repeated post', () => {
  it('gets the first answer, byte for byte, and stores nothing', async () => {
    const { id, key } = await site.publish(contact('again'));
    const body = { answers: { name: 'Ada' }, idempotencyKey: 'one' };

    const first = await site.post(key, body);
    const second = await site.post(key, body);
    const byHeader = await site.post(key, { answers: { name: 'Ada' } }, { 'idempotency-key': '"one"' });

    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(byHeader.text).toBe(first.text);
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('is stored once when both come at the same time', async () => {
    const { id, key } = await site.publish(contact('twins'));
    const body = { answers: { name: 'Ada' }, idempotencyKey: 'twin' };

    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => site.post(key, body)));

    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]!.status).toBe(201);
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('gets the first answer, too, when it took the last place, or the form has closed since', async () => {
    const { id, key } = await site.publish(contact('last-place', { maxSubmissions: 1 }));
    const { token } = await site.show(key);
    const keyed = { answers: { name: 'Ada' }, idempotencyKey: 'last' };
    const first = await site.post(key, keyed);

    const again = await site.post(key, keyed);
    const other = await site.post(key, { answers: { name: 'Grace' }, token });

    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(other).toMatchObject({ status: 409, error: { name: 'FORM_CLOSED' } });
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('with other answers under the same key is refused', async () => {
    const { id, key } = await site.publish(contact('reused'));
    await site.post(key, { answers: { name: 'Ada' }, idempotencyKey: 'k' });

    const reply = await site.post(key, { answers: { name: 'Grace' }, idempotencyKey: 'k' });

    expect(reply).toMatchObject({ status: 422, error: { name: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('without a key is known by the token of its rendering: a double click is one, two visitors of one page are two', async () => {
    const { id, key } = await site.publish(contact('double'));
    const { token } = await site.show(key);
    const click = () => site.postForm(key, { name: 'Ada', _token: token });

    const [first, second] = await Promise.all([click(), click()]);
    await site.postForm(key, { name: 'Grace', _token: token });

    expect(second!.text).toBe(first!.text);
    expect((await site.rows(id)).map(({ values }) => values['name'])).toEqual(['Ada', 'Grace']);
  });
});

describe('limits', () => {
  it('let in exactly as many as there may be, however many come at once', async () => {
    const { id, key } = await site.publish(contact('full', { maxSubmissions: 3, closedMessage: 'All places are taken.' }));

    const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => site.post(key, { answers: { name: `Visitor ${i}` } })));

    expect(replies.filter(({ status }) => status === 201)).toHaveLength(3);
    const late = replies.filter(({ status }) => status !== 201);
    expect(new Set(late.map(({ status, error }) => `${status} ${error.name} ${error.details.errors[0]?.message}`))).toEqual(
      new Set(['409 FORM_CLOSED All places are taken.'])
    );
    expect(await site.rows(id)).toHaveLength(3);
    expect((await site.show(key)).state).toEqual({ kind: 'closed', message: 'All places are taken.' });
  });

  it('let one address in once, also when it comes twice at once', async () => {
    const { id, key } = await site.publish(contact('once', { oncePer: 'address' }));

    const replies = await Promise.all(['Ada', 'Grace', 'Edith'].map((name) => site.post(key, { answers: { name } })));

    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(replies.find(({ status }) => status === 409)!.error.name).toBe('ALREADY_SUBMITTED');
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('ask visitors to log in where one per user is asked', async () => {
    const { id, key } = await site.publish(contact('members', { oncePer: 'user' }));
    const users = app.strapi.plugin('users-permissions').service('user') as { add(user: object): Promise<{ id: number }> };
    const role = await app.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } });
    const user = await users.add({
      username: 'ada',
      email: 'ada@example.com',
      password: 'secret-1',
      confirmed: true,
      role: role.id,
    });
    const jwt = (await (
      app.strapi.plugin('users-permissions').service('jwt') as { issue(of: object): Promise<string> | string }
    ).issue({
      id: user.id,
    })) as string;
    const authorization = `Bearer ${jwt}`;

    const stranger = await site.post(key, { answers: { name: 'Ada' } });
    const member = await site.post(key, { answers: { name: 'Ada' } }, { authorization });
    const again = await site.post(key, { answers: { name: 'Ada again' } }, { authorization });

    expect(stranger).toMatchObject({ status: 409, error: { name: 'LOGIN_REQUIRED' } });
    expect(member.status).toBe(201);
    expect(again).toMatchObject({ status: 409, error: { name: 'ALREADY_SUBMITTED' } });
    expect(await site.rows(id)).toMatchObject([{ visitor: String(user.id) }]);
  });

  it('open and close at their instants', async () => {
    const hour = 3_600_000;
    await site.publish(contact('early', { opensAt: new Date(Date.now() + hour).toISOString() }));
    await site.publish(contact('late', { closesAt: new Date(Date.now() - hour).toISOString(), closedMessage: 'Too late.' }));

    expect((await site.post('early', { answers: { name: 'Ada' } })).error.name).toBe('FORM_NOT_OPEN');
    expect((await site.post('late', { answers: { name: 'Ada' } })).error).toMatchObject({
      name: 'FORM_CLOSED',
      details: { errors: [{ message: 'Too late.' }] },
    });
  });
});

describe('pages', () => {
  const threePages = (key: string) => {
    const pages = [
      page([
        field('name', { isRequired: true }),
        field('topics', {
          type: 'checkboxes',
          settings: {
            options: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B' },
            ],
          },
        }),
      ]),
      page([field('age', { type: 'number' })]),
      page([field('comment', { isRequired: true })]),
    ];
    return form(key, [], { definition: definition(pages, { settings: settings({ storesPartial: true }) }) });
  };

  it('are stored one by one, resumed by token, and locked when the last one came', async () => {
    await app.admin('POST', '/switchboard/webhooks', {
      name: 'Steps',
      receivers: [receiver.url],
      events: [{ type: 'form.submission.*', uid: 'form:steps' }],
    });
    const { id, key, definition: made } = await site.publish(threePages('steps'));
    const [one, two, three] = made.pages.map((one) => one.id);

    const first = await site.post(key, { answers: { name: 'Ada', topics: ['a'] }, page: one! });
    expect(first).toMatchObject({ status: 201, receipt: { state: 'partial', nextPage: two, message: null } });
    const token = first.receipt.resumeToken!;
    expect(token.length).toBeGreaterThan(40);

    const second = await site.patch(key, token, { answers: { age: 36 }, page: two! });
    expect(second).toMatchObject({ status: 200, receipt: { nextPage: three, resumeToken: token } });
    const resumed = await site.send('GET', `/${key}/submissions/${token}`);
    expect(resumed.receipt).toEqual({ answers: { name: 'Ada', topics: ['a'], age: 36 }, files: {}, page: three });

    const third = await site.patch(key, token, { answers: { comment: 'Fine' }, page: three! });
    expect(third).toMatchObject({ status: 200, receipt: { state: 'complete', message: 'Thank you.', resumeToken: null } });
    expect(await site.rows(id)).toMatchObject([{ state: 'complete', values: { name: 'Ada', age: 36, comment: 'Fine' } }]);
    expect(await site.eventTypes(key)).toEqual(['form.submission.create', 'form.submission.update', 'form.submission.complete']);

    for (const reply of [
      await site.patch(key, token, { answers: { age: 1 }, page: two! }),
      await site.send('GET', `/${key}/submissions/${token}`),
    ])
      expect(reply).toMatchObject({ status: 409, error: { name: 'SUBMISSION_IS_COMPLETE' } });
  });

  it('are replaced as a whole: a box that is no longer ticked is gone', async () => {
    const { id, key, definition: made } = await site.publish(threePages('replaced'));
    const [one] = made.pages.map((one) => one.id);
    const first = await site.post(key, { answers: { name: 'Ada', topics: ['a'] }, page: one! });

    await site.patch(key, first.receipt.resumeToken!, { answers: { name: 'Ada L.' }, page: one! });

    expect((await site.rows(id))[0]!.values).toMatchObject({ name: 'Ada L.', topics: null });
  });

  it('keep their token as a hash, and know no other', async () => {
    const { id, key, definition: made } = await site.publish(threePages('hashed'));
    const first = await site.post(key, { answers: { name: 'Ada' }, page: made.pages[0]!.id });

    expect(JSON.stringify(await site.rows(id))).not.toContain(first.receipt.resumeToken);
    expect(JSON.stringify(await site.knex('switchboard_form_guards'))).not.toContain(first.receipt.resumeToken);
    const made_up = await site.send('GET', `/${key}/submissions/${'x'.repeat(43)}`);
    expect(made_up).toMatchObject({ status: 404, error: { name: 'SUBMISSION_NOT_FOUND' } });
  });
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

describe('uploads', () => {
  const cv = (key: string, fieldSettings: object = {}) =>
    form(key, [
      field('name'),
      field('cv', { type: 'file', settings: { accept: ['png', 'txt'], maxFiles: 2, maxSizeMb: 0.1, ...fieldSettings } }),
    ]);
  const uploads = (): readonly string[] => {
    const folder = path.join(app.folder, 'public/uploads/.form-uploads');
    return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  };

  it('are kept out of the public, under a name of our own, and handed out by a signed link as an attachment', async () => {
    await app.admin('POST', '/switchboard/webhooks', {
      name: 'Files',
      receivers: [receiver.url],
      events: [{ type: 'form.submission.complete', uid: 'form:files' }],
      format: { kind: 'envelope' },
    });
    receiver.forget();
    const { id, key } = await site.publish(cv('files'));

    const reply = await site.postFiles(key, { name: 'Ada' }, [
      { field: 'cv', name: '../../\u202egnp.evil.png', bytes: PNG, type: 'text/html' },
    ]);

    expect(reply.status).toBe(201);
    const [stored] = await site.files(id);
    expect(stored).toMatchObject({ name: 'gnp_evil.png', mime: 'image/png' });
    const { hash, ext, url } = JSON.parse(stored!.storage) as { hash: string; ext: string; url: string };
    expect(hash).toMatch(/^\.form-uploads\/[0-9a-f]{64}$/);
    expect(uploads()).toContain(path.basename(hash) + ext);
    const mediaLibrary = await app.admin<{ results: readonly object[] }>('GET', '/upload/files');
    expect(mediaLibrary.body.results).toEqual([]);
    for (const address of [url, encodeURI(url).replace('/.form', '/%2eform'), `/uploads/./${hash}${ext}`])
      expect((await fetch(app.url + address)).status).toBe(404);

    const request = await receiver.waitFor((one) => one.text.includes(stored!.id));
    const link = /http:\/\/[^"]+\/forms\/files\/[^"]+/.exec(request.text)![0];
    const file = await fetch(link);
    expect(file.status).toBe(200);
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="gnp_evil.png"');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-type')).toBe('image/png');
    const tampered = link.replace('fil_0', 'fil_1');
    expect((await fetch(tampered)).status).toBe(404);
    expect(leftBehind()).toEqual([]);
  });

  it.each([
    ['an SVG', 'picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'file-type'],
    ['HTML that calls itself a picture', 'page.png', '<!doctype html><script>1</script>', 'file-type'],
    ['HTML that calls itself a text', 'page.txt', '<script>1</script>', 'file-type'],
    ['a program that calls itself a picture', 'run.png', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'file-type'],
    ['a picture that calls itself a text', 'picture.txt', PNG, 'file-type'],
    ['an empty one', 'empty.txt', '', 'file-empty'],
  ])('refuse %s and leave nothing behind', async (_what, name, bytes, code) => {
    const key = 'refused-files';
    if ((await site.send('GET', `/${key}`)).status === 404) await site.publish(cv(key));
    const before = uploads();

    const reply = await site.postFiles(key, { name: 'Ada' }, [{ field: 'cv', name, bytes }]);

    expect(reply).toMatchObject({ status: 422, error: { details: { errors: [{ path: ['cv'], name: code }] } } });
    expect(uploads()).toEqual(before);
    expect(leftBehind()).toEqual([]);
  });

  it('take texts, and no more and no larger files than the field allows', async () => {
    const { id, key } = await site.publish(cv('sizes'));
    const text = { field: 'cv', name: 'a.txt', bytes: 'Zürich' };

    expect((await site.postFiles(key, {}, [text, text])).status).toBe(201);
    expect(await site.postFiles(key, {}, [text, text, text])).toMatchObject({ status: 413 });
    expect(await site.postFiles(key, {}, [{ ...text, bytes: 'x'.repeat(200_000) }])).toMatchObject({
      status: 413,
      error: { name: 'BODY_TOO_LARGE' },
    });
    expect(await site.postFiles(key, {}, [{ ...text, field: 'name' }])).toMatchObject({ status: 201 });
    expect(await site.postFiles(key, {}, [{ ...text, field: 'other' }])).toMatchObject({ status: 201 });
    expect(await site.files(id)).toHaveLength(2);
    expect(leftBehind()).toEqual([]);
  });

  it('are removed again when the submission cannot be stored', async () => {
    const { id, key } = await site.publish({
      ...cv('rolled-back'),
      definition: { ...cv('x').definition, settings: settings({ oncePer: 'address' }) },
    });
    const text = (bytes: string) => [{ field: 'cv', name: 'a.txt', bytes }];
    await site.postFiles(key, {}, text('first'));
    const before = uploads();

    const reply = await site.postFiles(key, {}, text('second'));

    expect(reply.status).toBe(409);
    expect(uploads()).toEqual(before);
    expect(await site.files(id)).toHaveLength(1);
  });
});

describe('a browser without scripts', () => {
  const ACCEPT = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('gets the form as a page, with all that a post needs', async () => {
    await site.publish(contact('page', { spam: { ...settings().spam, honeypot: true, minSeconds: 1 } }));

    const reply = await site.send('GET', '/page/page', null, ACCEPT);

    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(/<form [^>]*action="\/api\/switchboard\/forms\/page\/submissions"/);
    expect(reply.text).toContain('name="_token"');
  });

  it('is sent on with 303, or gets the message as a page', async () => {
    await site.publish(contact('on', { success: { kind: 'redirect', url: '/thanks' } }));
    await site.publish(contact('stay'));

    const on = await site.postForm('on', { name: 'Ada' }, ACCEPT);
    const stay = await site.postForm('stay', { name: 'Ada' }, ACCEPT);

    expect([on.status, on.headers.get('location')]).toEqual([303, '/thanks']);
    expect([stay.status, stay.text.includes('Thank you.')]).toEqual([200, true]);
  });

  it('that says JSON and wants a page gets a sentence', async () => {
    await site.publish(contact('odd'));

    const reply = await site.post('odd', { answers: { name: { a: [{}] } } }, ACCEPT);

    expect([reply.status, reply.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
  });

  it('gets its form again with its answers and what is wrong, and loses nothing', async () => {
    await site.publish(contact('lossless'));

    const reply = await site.postForm('lossless', { name: '', email: '"><script>1</script>' }, ACCEPT);

    expect(reply.status).toBe(422);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.text).toContain('&quot;&gt;&lt;script&gt;');
    expect(reply.text).not.toContain('<script>');
    expect(reply.text).toContain('method="post"');
  });
});

describe('privacy', () => {
  it.each([
    ['none', undefined],
    ['anonymised', '127.0.0.0'],
    ['full', '127.0.0.1'],
  ] as const)('keeps %s of the address', async (address, expected) => {
    const { id, key } = await site.publish(
      contact(`address-${address}`, { privacy: { address, keepsUserAgent: address === 'full' } })
    );

    await site.post(
      key,
      { answers: { name: 'Ada' }, pageUrl: 'https://example.com/contact', referrer: 'javascript:alert(1)' },
      { 'user-agent': 'Test' }
    );

    const { meta } = (await site.rows(id))[0]!;
    expect(meta['address']).toBe(expected);
    expect(meta['userAgent']).toBe(address === 'full' ? 'Test' : undefined);
    expect(meta['pageUrl']).toBe('https://example.com/contact');
    expect(meta).not.toHaveProperty('referrer');
  });
});

describe('other origins', () => {
  it('may post, patch and send an idempotency key', async () => {
    await site.publish(contact('cors'));
    const preflight = await fetch(`${app.url}/api/switchboard/forms/cors/submissions`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://example.com');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
    const refused = await site.send('POST', '/cors/submissions', '{', {
      'content-type': 'application/json',
      origin: 'https://example.com',
    });
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://example.com');
  });
});

describe('the browser library', () => {
  it.each([
    ['forms.js', 'text/javascript'],
    ['forms-proof-of-work.js', 'text/javascript'],
    ['forms-more.js', 'text/javascript'],
    ['forms-captcha.js', 'text/javascript'],
    ['forms.css', 'text/css'],
  ])('is served as %s, to any origin, and not again while it is the same', async (file, type) => {
    const first = await fetch(`${app.url}/api/switchboard/${file}`);
    const etag = first.headers.get('etag')!;
    const second = await fetch(`${app.url}/api/switchboard/${file}`, { headers: { 'if-none-match': etag } });

    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toContain(type);
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await first.text()).length).toBeGreaterThan(1_000);
    expect(second.status).toBe(304);
  });

  it('is compressed for whoever takes that, as the same bytes', async () => {
    const at = `${app.url}/api/switchboard/forms.js`;
    const raw = (accepted: string) =>
      new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
        get(at, { headers: { 'accept-encoding': accepted } }, (response) => {
          buffer(response).then((body) => resolve({ headers: response.headers, body }), reject);
        }).on('error', reject);
      });

    const [plain, br, gzipped] = [await raw('identity'), await raw('gzip, deflate, br'), await raw('gzip;q=0.5')];

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: expect.stringContaining('Accept-Encoding') });
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzipped.body)).toEqual(plain.body);
    expect(new Set([plain, br, gzipped].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(br.body.length).toBeLessThan(plain.body.length * 0.4);
  });
});

describe('counters', () => {
  it('count what pages tell, in batches, and nothing that the form does not have', async () => {
    const { id, key, definition: made } = await site.publish(contact('counted'));
    const see = (what: object) => site.send('POST', `/${key}/seen`, JSON.stringify(what), { 'content-type': 'application/json' });

    const replies = await Promise.all([
      see({ kind: 'view' }),
      see({ kind: 'view' }),
      see({ kind: 'start' }),
      see({ kind: 'page', page: made.pages[0]!.id }),
      see({ kind: 'page', page: 'pag_nothing' }),
    ]);
    const wrong = await see({ kind: 'everything' });
    await site.post(key, { answers: { name: 'Ada' } });

    expect(replies.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect(wrong.status).toBe(400);
    const rows = await eventually(
      async () => {
        const found = (await app.strapi.db.connection('switchboard_form_days').where('form_id', id)) as Record<string, unknown>[];
        return found.some((row) => Number(row['completions']) === 1) ? found : null;
      },
      { what: 'the counters to be written' }
    );
    expect(rows.find((row) => row['page_id'] === '')).toMatchObject({ views: 2, starts: 1, completions: 1 });
    expect(rows.filter((row) => row['page_id'] !== '')).toMatchObject([{ page_id: made.pages[0]!.id, reached: 1 }]);
  });
});
