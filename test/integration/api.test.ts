import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  BulkResult,
  DeliveryListItem,
  DeliveryPage,
  DeliveryView,
  Overview,
  SettingsView,
} from '../../shared/contracts/delivery';
import type { Catalog, RequestPreview, SampleDocument, TestResult, WebhookCreated } from '../../shared/contracts/webhook';
import { actionId } from '../../shared/permissions';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import type { Call } from '../support/site';
import { startStrapi, type RunningStrapi } from '../support/strapi';

type Data<T> = { data: T };
type Refusal = {
  error: { status: number; name: string; message: string; details: { errors: { path: string[]; message: string }[] } };
};

const ARTICLE = 'api::article.article';
const PRODUCT = 'api::product.product';

let app: RunningStrapi;
let receiver: Receiver;
let site: WebhookCreated;

const outbound = () => app.strapi.plugin('switchboard').service('outbound');

const get = async <T>(path: string, call: Call = app.admin): Promise<T> => {
  const { status, body } = await call<Data<T>>('GET', `/switchboard${path}`);
  expect({ path, status, body }).toMatchObject({ status: 200 });
  return body.data;
};

const post = <T>(path: string, body?: unknown, call: Call = app.admin) =>
  call<Data<T> & Refusal>('POST', `/switchboard${path}`, body);

const delivered = (eventId: string): Promise<DeliveryListItem> =>
  eventually(
    async () =>
      (await get<DeliveryPage>(`/deliveries?eventId=${eventId}`)).items.find(({ state }) => state === 'delivered') ?? null,
    {
      what: `the delivery of ${eventId}`,
    }
  );

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi({ plugins: { switchboard: { config: { http: { allowAddresses: ['127.0.0.1'] } } } } });
  const body = {
    name: 'Site',
    receivers: [{ url: `${receiver.url}/site` }],
    events: ['order.*', 'entry.*'],
    retry: { kind: 'none' },
  };
  site = (await post<WebhookCreated>('/webhooks', body)).body.data;
});

afterAll(async () => {
  await app?.stop();
  await receiver.close();
});

describe('the log of deliveries', () => {
  it('pages, filters and shows a delivery with its attempt', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push((await outbound().emit({ type: 'order.paged', data: { i } })).id);
    for (const id of ids) await delivered(id);

    const first = await get<DeliveryPage>('/deliveries?eventType=order.paged&limit=2');
    const second = await get<DeliveryPage>(`/deliveries?eventType=order.paged&limit=2&before=${first.olderCursor}`);
    expect([...first.items, ...second.items].map(({ eventId }) => eventId)).toEqual([...ids].reverse().slice(0, 4));
    expect(first.items[0]).toMatchObject({ webhookName: 'Site', url: `${receiver.url}/site`, attemptCount: 1, lastStatus: 200 });

    expect((await get<DeliveryPage>(`/deliveries?webhookId=${site.id}&states=failed,cancelled&status=5xx`)).items).toEqual([]);
    expect((await get<DeliveryPage>(`/deliveries?eventType=order.paged&states[0]=delivered&status=2xx`)).items).toHaveLength(5);

    const view = await get<DeliveryView>(`/deliveries/${first.items[0]!.id}`);
    expect(view).toMatchObject({
      event: { data: { own: { i: 4 } } },
      attempts: [{ number: 1, outcome: { kind: 'accepted' }, request: { url: `${receiver.url}/site` } }],
    });
    expect(JSON.stringify(view)).not.toContain(site.revealedSecret.value);
  });

  it('sends one again and says what it cannot do', async () => {
    const { id: eventId } = await outbound().emit({ type: 'order.again', data: {} });
    const { id } = await delivered(eventId);
    const before = receiver.requests.length;

    expect(await post(`/deliveries/${id}/cancel`)).toMatchObject({ status: 409, body: { error: { name: 'DELIVERY_IS_FINAL' } } });
    expect(await post(`/deliveries/${id}/resend`)).toMatchObject({ status: 200, body: { data: { id } } });
    await receiver.waitFor(({ headers }) => headers['webhook-id'] === eventId, { since: before });
    expect(await post('/deliveries/dlv_none/resend')).toMatchObject({
      status: 404,
      body: { error: { name: 'DELIVERY_NOT_FOUND' } },
    });
  });

  it('resends all that match, after saying how many', async () => {
    receiver.behave([500]);
    const ids = [];
    for (let i = 0; i < 3; i += 1) ids.push((await outbound().emit({ type: 'order.bulk', data: { i } })).id);
    const filter = { eventType: 'order.bulk', states: ['failed'] };
    await eventually(
      async () => (await post<BulkResult>('/deliveries/resend-matching', { filter, isDryRun: true })).body.data.count === 3,
      {
        what: 'three failed deliveries',
      }
    );
    receiver.behave([200]);

    const { body } = await post<BulkResult>('/deliveries/resend-matching', { filter, isDryRun: false });

    expect(body.data).toEqual({ isDryRun: false, count: 3, isCapped: false });
    for (const id of ids) await delivered(id);
  });

  it('recovers what a webhook missed', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const { id: eventId } = await outbound().emit({ type: 'stock.low', data: {} });
    // An event that is not routed yet is not missed: the new webhook would simply get it.
    await eventually(async () => (await get<Overview>('/overview')).backlog.unroutedEventCount === 0, { what: 'the routing' });
    const late = await post<WebhookCreated>('/webhooks', {
      name: 'Late',
      receivers: [{ url: `${receiver.url}/late` }],
      events: ['stock.*'],
    });
    const path = `/webhooks/${late.body.data.id}/recover`;
    await eventually(async () => (await post<BulkResult>(path, { since, isDryRun: true })).body.data.count === 1, {
      what: 'one missed event',
    });

    expect((await post<BulkResult>(path, { since, isDryRun: false })).body.data).toMatchObject({ count: 1 });
    await receiver.waitFor(({ path: at, headers }) => at === '/late' && headers['webhook-id'] === eventId);
    expect((await post<BulkResult>(path, { since: 'yesterday', isDryRun: false })).body.error).toMatchObject({
      name: 'INVALID_INPUT',
      details: { errors: [{ path: ['since'] }] },
    });
  });

  it('shows who was told of a document', async () => {
    const document = await app.strapi.documents(PRODUCT).create({ data: { sku: 'told-1', name: 'Chair' } });
    const page = await eventually(
      async () => {
        const found = await get<DeliveryPage>(`/documents/${PRODUCT}/${document.documentId}/deliveries`);
        return found.items.length > 0 ? found : null;
      },
      { what: 'a delivery about the document' }
    );

    expect(page.items).toMatchObject([{ eventType: 'entry.create', documentId: document.documentId, webhookName: 'Site' }]);
  });

  it.each([
    ['limit=0', 'limit', 'Expected limit to be a whole number from 1 to 100.'],
    ['limit=many', 'limit', 'Expected limit to be a whole number from 1 to 100.'],
    ['states=lost', 'states.0', /Expected states to be a list of: held, pending/],
    ['status=20', 'status', /HTTP status such as 404/],
    ['from=monday', 'from', /date and time/],
    ['before=a&after=b', '', /not both/],
    ['uid=%00', 'uid', /without NUL/],
    ['eventtype=x', 'eventtype', /did you mean `eventType`/],
  ])('says what is wrong with %s', async (query, path, sentence) => {
    const { status, body } = await app.admin<Refusal>('GET', `/switchboard/deliveries?${query}`);

    expect(status).toBe(400);
    expect(body.error.name).toBe('INVALID_INPUT');
    const fault = body.error.details.errors.find((error) => error.path.join('.') === path);
    expect(fault?.message, JSON.stringify(body.error.details.errors)).toMatch(sentence);
    expect(body.error.message).toBe(fault?.message);
  });

  it('wants to be told whether to count or to act', async () => {
    const { status, body } = await post<BulkResult>('/deliveries/resend-matching', { filter: {} });

    expect([status, body.error.details.errors[0]]).toMatchObject([400, { path: ['isDryRun'] }]);
  });
});

describe('the overview and the settings', () => {
  it('count what was delivered', async () => {
    const overview = await get<Overview>('/overview?range=hour');

    expect(overview.range).toBe('hour');
    expect(overview.totals.delivered).toBeGreaterThan(0);
    expect((await app.admin<Refusal>('GET', '/switchboard/overview?range=year')).body.error.details.errors[0]?.message).toMatch(
      /hour, day, week, month/
    );
  });

  it('show the configuration in force', async () => {
    const settings = await get<SettingsView>('/settings');

    expect(settings).toMatchObject({
      database: expect.stringMatching(/^(SQLite|PostgreSQL|MySQL \/ MariaDB)$/),
      hasEncryptionKey: true,
    });
    expect(settings.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(settings.options).toContainEqual({ key: 'http.allowAddresses', value: '127.0.0.1', isDefault: false });
    expect(settings.options).toContainEqual({ key: 'retention.days', value: '30', isDefault: true });
  });
});

describe('the catalog', () => {
  it('offers content types with the fields that may leave, event types and presets', async () => {
    await eventually(async () => (await get<Catalog>('/catalog')).otherTypes.includes('stock.low'), { what: 'an emitted type' });
    const catalog = await get<Catalog>('/catalog');

    const article = catalog.contentTypes.find(({ uid }) => uid === ARTICLE);
    expect(article).toMatchObject({ displayName: 'Article', hasDraftAndPublish: true, isLocalized: true });
    expect(article?.fields).toContainEqual({ name: 'title', type: 'string' });
    expect(article?.fields.map(({ name }) => name)).not.toContain('internalNote');
    expect(catalog.contentTypes.map(({ uid }) => uid)).not.toContain('plugin::switchboard.webhook');
    expect(catalog.entryTypes).toContain('entry.publish');
    expect(catalog.otherTypes).toContain('media.create');
    expect(catalog.presets.map(({ name }) => name)).toContain('slack');
  });
});

describe('samples and previews', () => {
  let documentId: string;
  beforeAll(async () => {
    const draft = await app.strapi
      .documents(ARTICLE)
      .create({ data: { title: 'Sample article', slug: 'sample-article', internalNote: 'for us only' } as never, locale: 'en' });
    documentId = draft.documentId;
    await app.strapi.documents(ARTICLE).publish({ documentId, locale: 'en' });
    await app.strapi.documents(ARTICLE).create({ data: { title: 'Entwurf' } as never, locale: 'de' });
  });

  const input = (part: object = {}) => ({
    name: '',
    receivers: [{ id: '', url: `${receiver.url}/preview` }],
    events: ['entry.publish'],
    ...part,
  });

  const asking = (sample: object, part: object = {}) => ({ webhookId: null, webhook: input(part), receiverIndex: 0, sample });

  const readArticles = async (fields: readonly string[]): Promise<Call> => {
    const person = await app.adminWith([]);
    const { body } = await person<Data<{ roles: { id: number }[] }>>('GET', '/admin/users/me');
    const permission = (action: string, subject: string | null, properties: object) => ({
      action,
      subject,
      properties,
      conditions: [],
    });
    const permissions = [
      permission(actionId('webhooks.read'), null, {}),
      permission('plugin::content-manager.explorer.read', ARTICLE, { fields, locales: ['en', 'de'] }),
    ];
    await app.admin('PUT', `/admin/roles/${body.data.roles[0]!.id}/permissions`, { permissions });
    return person;
  };

  it('list the newest documents with title, locale and status', async () => {
    const samples = await get<SampleDocument[]>(`/samples?uid=${ARTICLE}`);

    expect(samples).toEqual([
      { documentId: expect.any(String), title: 'Entwurf', locale: 'de', status: 'draft' },
      { documentId, title: 'Sample article', locale: 'en', status: 'published' },
    ]);
    const unknown = await app.admin<Refusal>('GET', '/switchboard/samples?uid=api::none.none');
    expect([unknown.status, unknown.body.error.name]).toEqual([400, 'INVALID_INPUT']);
  });

  it('show documents only to who may read them in the Content Manager', async () => {
    const stranger = await app.adminWith([actionId('webhooks.read')]);

    expect(await stranger('GET', `/switchboard/samples?uid=${ARTICLE}`)).toMatchObject({
      status: 403,
      body: { error: { name: 'CONTENT_FORBIDDEN' } },
    });
    const sample = { type: 'entry.publish', uid: ARTICLE, documentId };
    expect((await post('/webhooks/preview', asking(sample), stranger)).status).toBe(403);
    const madeUp = await post<RequestPreview>('/webhooks/preview', asking({ ...sample, documentId: null }), stranger);
    expect(madeUp.body.data.body).toContain('Example title');
    expect(madeUp.body.data.body).not.toContain('Sample article');
  });

  it('show only the fields that a role may read', async () => {
    const reader = await readArticles(['slug']);

    expect(await get<SampleDocument[]>(`/samples?uid=${ARTICLE}`, reader)).toContainEqual({
      documentId,
      title: documentId,
      locale: 'en',
      status: 'published',
    });
    const { body } = await post<RequestPreview>(
      '/webhooks/preview',
      asking({ type: 'entry.publish', uid: ARTICLE, documentId }),
      reader
    );
    expect(body.data.body).toContain('sample-article');
    expect(body.data.body).not.toContain('Sample article');
  });

  it('show of related records only the ids to who may not read them', async () => {
    const category = await app.strapi.documents('api::category.category').create({ data: { name: 'Hush', slug: 'hush' } as never });
    const author = await app.strapi
      .documents('api::author.author')
      .create({ data: { name: 'Ada', bio: 'for friends' } as never, status: 'published' });
    const related = { category: category.documentId, authors: [author.documentId] };
    const { documentId: id } = await app.strapi
      .documents(ARTICLE)
      .create({ data: { title: 'Related', ...related } as never, locale: 'en', status: 'published' });
    const reader = await readArticles(['title', 'category', 'authors']);

    const entryFor = async (person?: Call) => {
      const sample = { type: 'entry.publish', uid: ARTICLE, documentId: id };
      const { body } = await post<RequestPreview>('/webhooks/preview', asking(sample), person);
      return (JSON.parse(body.data.body) as { entry: object }).entry;
    };

    expect(await entryFor(reader)).toMatchObject({
      title: 'Related',
      category: { id: category.id, documentId: category.documentId },
      authors: [{ documentId: author.documentId }],
    });
    expect(JSON.stringify(await entryFor(reader))).not.toMatch(/Hush|hush|Ada|friends/);
    expect(await entryFor()).toMatchObject({ category: { name: 'Hush' }, authors: [{ name: 'Ada', bio: 'for friends' }] });
  });

  it('show the exact request for a document', async () => {
    const { status, body } = await post<RequestPreview>(
      '/webhooks/preview',
      asking({ type: 'entry.publish', uid: ARTICLE, documentId })
    );

    expect(status).toBe(200);
    expect(JSON.parse(body.data.body)).toMatchObject({
      event: 'entry.publish',
      model: 'article',
      documentId,
      locale: 'en',
      entry: { title: 'Sample article', publishedAt: expect.any(String) },
    });
    expect(body.data.body).not.toContain('for us only');
    expect(body.data.skippedBecause).toBeNull();
  });

  it('make up an entry where there is none', async () => {
    const { body } = await post<RequestPreview>(
      '/webhooks/preview',
      asking({ type: 'entry.create', uid: 'api::review.review', documentId: null })
    );

    expect(JSON.parse(body.data.body)).toMatchObject({ event: 'entry.create', model: 'review' });
    expect(body.data.skippedBecause).toBe('event');
  });

  it.each(['media.create', 'switchboard.receiver.disabled', 'order.paid'])('make up %s', async (type) => {
    const { status, body } = await post<RequestPreview>(
      '/webhooks/preview',
      asking({ type, uid: null, documentId: null }, { events: [type] })
    );

    expect([status, body.data.skippedBecause]).toEqual([200, null]);
    expect(body.data.body).toContain(type);
  });

  it('say what is wrong where the form has its field', async () => {
    const sample = { type: 'entry.publish', uid: ARTICLE, documentId: null };
    const { status, body } = await post<RequestPreview>(
      '/webhooks/preview',
      asking(sample, { receivers: [{ url: 'nowhere' }], timeoutMs: 1 })
    );

    expect(status).toBe(400);
    expect(body.error.details.errors.map(({ path }) => path.join('.')).sort()).toEqual(['receivers.0.url', 'timeoutMs']);
  });

  it('send a test for real, and log nothing', async () => {
    receiver.behave([{ kind: 'answer', status: 202, body: 'thanks' }]);
    const before = receiver.requests.length;
    const { body } = await post<TestResult>('/webhooks/test', asking({ type: 'entry.publish', uid: ARTICLE, documentId }));
    const request = await receiver.waitFor(({ path }) => path === '/preview', { since: before });

    expect(body.data).toMatchObject({
      outcome: { kind: 'accepted', status: 202 },
      response: { body: 'thanks' },
      request: { body: request.text },
    });
    expect(request.headers['x-switchboard-test']).toBe('1');
    expect((await get<DeliveryPage>(`/deliveries?eventId=${request.headers['webhook-id']}`)).items).toEqual([]);
    receiver.behave([200]);
  });
});

describe('the service for developers', () => {
  it('does all that the admin API does', async () => {
    const { webhooks, deliveries } = outbound();
    const created = await webhooks.create({ name: 'By code', receivers: [`${receiver.url}/code`], events: ['code.*'] });
    const { id: eventId } = await outbound().emit({ type: 'code.ran', data: {} });
    const delivery = await delivered(eventId);

    expect(await webhooks.get(created.id)).toMatchObject({ name: 'By code' });
    expect((await deliveries.list({ webhookId: created.id })).items).toHaveLength(1);
    expect(await deliveries.get(delivery.id)).toMatchObject({ state: 'delivered' });
    expect(await deliveries.recover(created.id, new Date(Date.now() - 60_000), { isDryRun: true })).toMatchObject({ count: 0 });
    await deliveries.resend(delivery.id);
    await delivered(eventId);
    const updated = await webhooks.update(created.id, {
      name: 'Renamed',
      receivers: created.receivers.map(({ id, url }: { id: string; url: string }) => ({ id, url })),
      events: ['code.*'],
    });
    expect(updated).toMatchObject({ name: 'Renamed', receivers: [{ id: created.receivers[0].id }] });
    await webhooks.remove(created.id);
    await expect(webhooks.get(created.id)).rejects.toMatchObject({ code: 'WEBHOOK_NOT_FOUND' });
    await expect(webhooks.create({ name: '', receivers: [], events: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
