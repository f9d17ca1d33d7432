import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MASK,
  type ImportResult,
  type RevealedSecret,
  type WebhookCreated,
  type WebhookListItem,
} from '../../shared/contracts/webhook';
import { eventually } from '../support/eventually';
import { startReceiver, verify, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

type Data<T> = { data: T };
type Refusal = {
  data: null;
  error: { status: number; name: string; message: string; details: { errors: { path: string[]; message: string }[] } };
};

const UID = 'plugin::switchboard.webhook';
const DECLARED_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const options = (declaredUrl = 'https://declared.example.com/hook') => ({
  plugins: {
    switchboard: {
      config: {
        http: { allowAddresses: ['127.0.0.1'] },
        webhooks: { search: { name: 'Search', receivers: [declaredUrl], events: ['order.*'], secret: DECLARED_SECRET } },
      },
    },
  },
});

const draft = (url: string, part: object = {}) => ({
  name: 'Site',
  receivers: [{ url }],
  events: [{ type: 'order.paid' }],
  ...part,
});

let app: RunningStrapi;
let receiver: Receiver;
const logged: string[] = [];

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi(options());
  app.strapi.log.level = 'debug';
  for (const transport of app.strapi.log.transports) transport.silent = true;
  app.strapi.log.on('data', (line: unknown) => logged.push(JSON.stringify(line)));
});
afterAll(async () => {
  await app?.stop();
  await receiver.close();
});

const create = async (part: object = {}): Promise<WebhookCreated> => {
  const { status, body } = await app.admin<Data<WebhookCreated>>(
    'POST',
    '/switchboard/webhooks',
    draft(`${receiver.url}/hook`, part)
  );
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.data;
};

const read = async (id: string): Promise<WebhookListItem> =>
  (await app.admin<Data<WebhookListItem>>('GET', `/switchboard/webhooks/${id}`)).body.data;

const rowOf = async (id: string): Promise<Record<string, unknown>> => {
  const [row] = (await app.strapi.db.connection('switchboard_webhooks').where({ document_id: id })) as Record<string, unknown>[];
  return row!;
};

const emit = (data: object = {}): Promise<{ id: string }> =>
  app.strapi.plugin('switchboard').service('outbound').emit({ type: 'order.paid', data });

describe('a webhook', () => {
  it('is made, listed, read, changed and deleted', async () => {
    const created = await create({ description: 'First' });
    const list = await app.admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks');

    expect(created).toMatchObject({
      name: 'Site',
      isDeclared: false,
      fault: null,
      receivers: [{ url: `${receiver.url}/hook`, state: 'healthy' }],
    });
    expect(list.body.data.find(({ id }) => id === created.id)).toMatchObject({ summary: { successRate: null } });

    const changed = await app.admin<Data<WebhookListItem>>(
      'PUT',
      `/switchboard/webhooks/${created.id}`,
      draft(`${receiver.url}/hook`, { name: 'Changed' })
    );
    expect(changed.body.data).toMatchObject({ name: 'Changed', description: '' });
    expect(await read(created.id)).toMatchObject({ name: 'Changed' });

    const removed = await app.admin('DELETE', `/switchboard/webhooks/${created.id}`);
    expect(removed).toMatchObject({ status: 200, body: { data: { id: created.id, cancelledCount: 0 } } });
    expect(await app.admin('GET', `/switchboard/webhooks/${created.id}`)).toMatchObject({
      status: 404,
      body: { error: { name: 'WEBHOOK_NOT_FOUND' } },
    });
  });

  it('keeps its secrets encrypted in the row and out of every answer and log line', async () => {
    const secrets = { token: 'bearer-to-hide', header: 'header-to-hide' };
    const created = await create({
      auth: { kind: 'bearer', token: secrets.token },
      headers: [{ name: 'X-Key', value: secrets.header, isSecret: true }],
    });
    const { value } = created.revealedSecret;
    const row = await rowOf(created.id);

    expect(row.sealed_secrets).toMatch(/^v1:/);
    expect(row.sealed_credentials).toMatch(/^v1:/);
    const stored = JSON.stringify(row);
    const answers = JSON.stringify([
      { ...created, revealedSecret: { ...created.revealedSecret, value: '' } },
      await read(created.id),
      (await app.admin('GET', '/switchboard/webhooks')).body,
      (
        await app.admin('PUT', `/switchboard/webhooks/${created.id}`, {
          ...draft('https://x'),
          auth: { kind: 'bearer', token: secrets.token, x: 1 },
        })
      ).body,
    ]);
    for (const secret of [value, secrets.token, secrets.header]) {
      expect(stored).not.toContain(secret);
      expect(answers).not.toContain(secret);
      expect(logged.join('\n')).not.toContain(secret);
    }
    expect(await read(created.id)).toMatchObject({ auth: { token: MASK }, headers: [{ value: MASK }] });
  });

  it('keeps masked values and uses them', async () => {
    const created = await create({ auth: { kind: 'bearer', token: 'kept-token' } });
    const view = await read(created.id);
    await app.admin('PUT', `/switchboard/webhooks/${created.id}`, draft(`${receiver.url}/kept`, { auth: view.auth }));

    const { id } = await emit();
    const request = await receiver.waitFor(({ path, headers }) => path === '/kept' && headers['webhook-id'] === id);

    expect(request.headers['authorization']).toBe('Bearer kept-token');
    expect(verify(request, created.revealedSecret.value)).toBeTruthy();
  });

  it('signs with the old and the new secret during a rotation', async () => {
    const { id, revealedSecret: old } = await create({ receivers: [{ url: `${receiver.url}/rotated` }] });
    const rotation = await app.admin<Data<RevealedSecret>>('POST', `/switchboard/webhooks/${id}/secrets`, {
      kind: 'symmetric',
      overlapHours: 1,
    });
    const fresh = rotation.body.data;

    const event = await emit();
    const request = await receiver.waitFor(({ path, headers }) => path === '/rotated' && headers['webhook-id'] === event.id);

    expect(rotation.status).toBe(201);
    expect(verify(request, old.value)).toEqual(verify(request, fresh.value));
    const removed = await app.admin<Data<WebhookListItem>>('DELETE', `/switchboard/webhooks/${id}/secrets/${old.id}`);
    expect(removed.body.data.secrets.map((secret) => secret.id)).toEqual([fresh.id]);
    const last = await app.admin('DELETE', `/switchboard/webhooks/${id}/secrets/${fresh.id}`);
    expect(last).toMatchObject({ status: 409, body: { error: { name: 'LAST_SECRET' } } });
  });

  it.each([-1, 169, 1.5, '24'])('refuses an overlap of %j hours', async (overlapHours) => {
    const { id } = await create();

    const { status, body } = await app.admin<Refusal>('POST', `/switchboard/webhooks/${id}/secrets`, {
      kind: 'symmetric',
      overlapHours,
    });

    expect(status).toBe(400);
    expect(body.error.details.errors).toMatchObject([
      { path: ['overlapHours'], message: 'Expected overlapHours to be a whole number from 0 to 168.' },
    ]);
  });

  it('cancels its unfinished deliveries when it is deleted, and says how many', async () => {
    const { id } = await create({ receivers: [{ url: `${receiver.url}/failing` }], events: [{ type: 'order.lost' }] });
    receiver.behave(({ path }) => (path === '/failing' ? 500 : 200));
    await app.strapi.plugin('switchboard').service('outbound').emit({ type: 'order.lost', data: {} });
    const pending = await eventually(
      async () => {
        const { body } = await app.admin<Data<{ items: { id: string; state: string; attemptCount: number }[] }>>(
          'GET',
          `/switchboard/deliveries?webhookId=${id}`
        );
        return body.data.items.find(({ state, attemptCount }) => state === 'pending' && attemptCount === 1) ?? null;
      },
      { what: 'a delivery that waits for its second attempt' }
    );

    expect((await app.admin('GET', `/switchboard/webhooks/${id}/impact`)).body).toEqual({
      data: { unfinishedCount: 1, loggedCount: 1 },
    });
    expect((await app.admin('DELETE', `/switchboard/webhooks/${id}`)).body).toEqual({ data: { id, cancelledCount: 1 } });
    const { body } = await app.admin('GET', `/switchboard/deliveries/${pending.id}`);
    expect(body).toMatchObject({ data: { state: 'cancelled', webhookName: null } });
    receiver.behave([200]);
  });
});

describe('an input that is wrong', () => {
  const many = (count: number, make: (i: number) => unknown) => Array.from({ length: count }, (_, i) => make(i));
  const cases: readonly [what: string, part: object, path: string, sentence: RegExp][] = [
    ['no name', { name: ' ' }, 'name', /text of 1 to 120 characters/],
    ['a long description', { description: 'x'.repeat(1_001) }, 'description', /at most 1,000 characters/],
    ['no receiver URL', { receivers: [] }, 'receivers', /list of 1 to 10,000 receiver URLs/],
    ['a URL that is none', { receivers: ['nowhere'] }, 'receivers.0.url', /absolute URL/],
    ['a private address', { receivers: ['http://10.0.0.1/x'] }, 'receivers.0.url', /public address/],
    ['a cloud’s metadata', { receivers: ['http://metadata.google.internal/'] }, 'receivers.0.url', /public address/],
    ['a file', { receivers: ['file:///etc/passwd'] }, 'receivers.0.url', /starts with http/],
    ['a URL twice', { receivers: ['https://a.example.com/x', 'https://a.example.com/x'] }, 'receivers.1.url', /once/],
    ['no event', { events: [] }, 'events', /list of 1 to 500 events/],
    ['an odd event', { events: [{ type: 'entry..publish' }] }, 'events.0.type', /event type such as/],
    ['an odd content type', { events: [{ type: 'entry.publish', uid: 'Article!' }] }, 'events.0.uid', /content type such as/],
    [
      'a content type where there is none',
      { events: [{ type: 'media.create', uid: 'api::a.a' }] },
      'events.0.uid',
      /about no content type/,
    ],
    ['an unknown operator', { condition: { kind: 'compare', field: 'title', operator: 'like' } }, 'condition.operator', /is/],
    ['an unknown payload', { payload: { kind: 'some' } }, 'payload.kind', /`all`/],
    ['no fields chosen', { payload: { kind: 'fields', fields: [] } }, 'payload.fields', /1 to 200 fields/],
    ['an unknown format', { format: { kind: 'xml' } }, 'format.kind', /`json`/],
    ['a broken template', { format: { kind: 'template', body: '{% if %}', contentType: 'text/plain' } }, 'format.body', /./],
    ['a reserved header', { headers: [{ name: 'webhook-id', value: 'x' }] }, 'headers.0.name', /set by Switchboard/],
    ['a header of two lines', { headers: [{ name: 'X-A', value: 'a\r\nb: c' }] }, 'headers.0.value', /one line/],
    ['too many headers', { headers: many(51, (i) => ({ name: `X-${i}`, value: 'x' })) }, 'headers', /at most 50 headers/],
    ['a token with spaces', { auth: { kind: 'bearer', token: 'a b' } }, 'auth.token', /without spaces/],
    ['an unknown signature', { extraSignatures: ['md5'] }, 'extraSignatures.0', /`github`/],
    ['an endless schedule', { retry: { kind: 'custom', delaysS: [0] } }, 'retry.delaysS.0', /from 1 to 604,800/],
    ['a short timeout', { timeoutMs: 10 }, 'timeoutMs', /1,000 to 60,000/],
    ['no concurrency', { maxConcurrency: 0 }, 'maxConcurrency', /1 to 100/],
    ['a rate of nothing', { maxPerSecond: 0 }, 'maxPerSecond', /0.1 to 1,000/],
    ['an odd order', { order: { kind: 'quiet-period', seconds: 0 } }, 'order.seconds', /1 to 86,400/],
    ['a slip', { isEnable: true }, 'isEnable', /did you mean `isEnabled`/],
  ];

  it.each(cases)('gets a sentence at its field: %s', async (_what, part, path, sentence) => {
    const { status, body } = await app.admin<Refusal>('POST', '/switchboard/webhooks', draft('https://a.example.com/x', part));

    expect(status).toBe(400);
    expect(body.error.name).toBe('INVALID_INPUT');
    const fault = body.error.details.errors.find((error) => error.path.join('.') === path);
    expect(fault, JSON.stringify(body.error.details.errors)).toBeDefined();
    expect(fault?.message).toMatch(sentence);
  });

  it('is told all its faults at once', async () => {
    const { body } = await app.admin<Refusal>('POST', '/switchboard/webhooks', {
      name: '',
      receivers: [],
      events: [],
      timeoutMs: 1,
    });

    expect(body.error.details.errors.map(({ path }) => path.join('.')).sort()).toEqual([
      'events',
      'name',
      'receivers',
      'timeoutMs',
    ]);
  });
});

describe('a declared webhook', () => {
  const id = 'config:search';

  it('is shown and cannot be changed', async () => {
    const view = await read(id);

    expect(view).toMatchObject({ isDeclared: true, name: 'Search', receivers: [{ url: 'https://declared.example.com/hook' }] });
    expect(JSON.stringify(view)).not.toContain(DECLARED_SECRET);
    for (const [method, path] of [
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/secrets'],
    ] as const) {
      const body = path ? { kind: 'symmetric' } : draft('https://a.example.com');
      const answer = await app.admin(method, `/switchboard/webhooks/${id}${path}`, body);
      expect(answer).toMatchObject({ status: 409, body: { error: { name: 'WEBHOOK_IS_DECLARED' } } });
    }
  });
});

describe('webhooks of Strapi itself', () => {
  const core = (part: object = {}) => ({
    name: 'Old',
    url: `${receiver.url}/core`,
    headers: { 'X-Old': 'old-header-value' },
    events: ['entry.create', 'media.create'],
    ...part,
  });

  it('are taken over with their headers as secrets, and switched off there', async () => {
    const made = await app.admin<Data<{ id: number }>>('POST', '/admin/webhooks', core());
    const sourceId = String(made.body.data.id);
    const offered = await app.admin<Data<{ id: string; isImported: boolean }[]>>('GET', '/switchboard/webhooks/importable');
    expect(offered.body.data).toMatchObject([{ id: sourceId, name: 'Old', isEnabled: true, isImported: false }]);

    const { status, body } = await app.admin<Data<ImportResult>>('POST', '/switchboard/webhooks/import', {
      ids: [sourceId],
      disableThere: true,
    });

    expect({ status, failed: body.data.failed, warnings: body.data.warnings }).toEqual({ status: 200, failed: [], warnings: [] });
    expect(body.data.imported[0]?.webhook).toMatchObject({
      name: 'Old',
      events: [
        { type: 'entry.create', uid: 'api::*' },
        { type: 'media.create', uid: null },
      ],
      headers: [{ name: 'X-Old', value: MASK, isSecret: true }],
    });
    expect(JSON.stringify(body)).not.toContain('whsec_');
    const again = await app.admin<Data<{ isEnabled: boolean; isImported: boolean }[]>>('GET', '/switchboard/webhooks/importable');
    expect(again.body.data).toMatchObject([{ isEnabled: false, isImported: true }]);

    await app.strapi.documents('api::tag.tag').create({ data: { name: 'After the import' } });
    const request = await receiver.waitFor(({ path }) => path === '/core');
    expect(request.headers).toMatchObject({ 'x-old': 'old-header-value', 'x-strapi-event': 'entry.create' });
    expect(request.headers['webhook-signature']).toMatch(/^v1,/);
    expect(receiver.requests.filter(({ path }) => path === '/core')).toHaveLength(1);
  });

  it('are named when they cannot be taken over, or are called twice', async () => {
    const odd = await app.admin<Data<{ id: number }>>(
      'POST',
      '/admin/webhooks',
      core({ name: 'Odd', headers: { Host: 'x', 'X-Two': '' }, url: 'http://10.1.2.3/x' })
    );
    const twice = await app.admin<Data<{ id: number }>>(
      'POST',
      '/admin/webhooks',
      core({ name: 'Twice', url: `${receiver.url}/twice` })
    );
    const ids = [odd, twice].map(({ body }) => String(body.data.id));

    const { body } = await app.admin<Data<ImportResult>>('POST', '/switchboard/webhooks/import', { ids, disableThere: false });

    expect(body.data.failed).toMatchObject([{ name: 'Odd', errors: [{ path: ['receivers', '0', 'url'] }] }]);
    expect(body.data.imported).toHaveLength(1);
    expect(body.data.warnings).toEqual(['"Twice" is still switched on in Strapi: its receiver is now called twice.']);
  });

  it('must be known', async () => {
    const { status, body } = await app.admin<Refusal>('POST', '/switchboard/webhooks/import', { ids: ['999'] });

    expect([status, body.error.details.errors[0]?.path]).toEqual([400, ['ids']]);
  });
});

describe('the content type', () => {
  it('is hidden from the Content Manager and the Content-Type Builder', async () => {
    const types = await app.admin<Data<{ uid: string; isDisplayed: boolean }[]>>('GET', '/content-manager/content-types');

    expect(types.body.data.find(({ uid }) => uid === UID)?.isDisplayed ?? false).toBe(false);
    const built = await app.admin<Data<{ uid: string; schema: { visible: boolean } }[]>>(
      'GET',
      '/content-type-builder/content-types'
    );
    expect(built.body.data.find(({ uid }) => uid === UID)?.schema.visible).toBe(false);
  });

  it('is not in the GraphQL schema, nor in the content API', async () => {
    const { body } = await app.rest<Data<{ __schema: { types: { name: string }[] } }>>('POST', '/graphql', {
      query: '{ __schema { types { name } } }',
    });

    expect(body.data.__schema.types.filter(({ name }) => /webhook|sealed/i.test(name))).toEqual([]);
    expect((await app.rest('GET', '/api/webhooks')).status).toBe(404);
    expect((await app.rest('GET', '/api/switchboard/webhooks')).status).toBe(404);
  });
});
