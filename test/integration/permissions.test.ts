import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormView, SubmissionPage } from '../../shared/contracts/form';
import { ACTIONS, actionId } from '../../shared/permissions';
import { eventually } from '../support/eventually';
import type { Call } from '../support/site';
import { startReceiver, type Receiver } from '../support/receiver';
import { field, form } from '../support/forms';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';
import { FORM_ROUTES } from './forms-routes';
import type { Known, Route } from './permissions-routes';

type Data<T> = { data: T };

const CORE_WEBHOOKS = ['admin::webhooks.read'];
const sample = { type: 'order.paid', uid: null, documentId: null };
const preview = ({ body }: Known) => ({ webhookId: null, webhook: body, receiverIndex: 0, sample });
const test = (known: Known) => ({ ...preview(known), webhookId: known.webhookId });
const matching = () => ({ filter: { states: ['failed'] }, isDryRun: true });

/** Every route of the admin API, in an order in which each finds what it needs. */
const ROUTES: readonly Route[] = [
  { method: 'GET', action: 'webhooks.read', path: () => '/webhooks' },
  { method: 'POST', action: 'webhooks.create', path: () => '/webhooks', body: ({ body }) => body, status: 201 },
  { method: 'POST', action: 'webhooks.read', path: () => '/webhooks/preview', body: preview },
  { method: 'POST', action: 'webhooks.test', path: () => '/webhooks/test', body: test },
  { method: 'GET', action: 'webhooks.create', others: CORE_WEBHOOKS, path: () => '/webhooks/importable' },
  {
    method: 'POST',
    action: 'webhooks.create',
    others: CORE_WEBHOOKS,
    path: () => '/webhooks/import',
    body: ({ importableId }) => ({ ids: [importableId], disableThere: false }),
  },
  { method: 'GET', action: 'webhooks.read', path: ({ webhookId }) => `/webhooks/${webhookId}` },
  { method: 'PUT', action: 'webhooks.update', path: ({ webhookId }) => `/webhooks/${webhookId}`, body: ({ body }) => body },
  { method: 'GET', action: 'webhooks.read', path: ({ webhookId }) => `/webhooks/${webhookId}/impact` },
  {
    method: 'POST',
    action: 'webhooks.secrets',
    path: ({ webhookId }) => `/webhooks/${webhookId}/secrets`,
    body: () => ({ kind: 'symmetric' }),
    status: 201,
  },
  { method: 'DELETE', action: 'webhooks.secrets', path: ({ webhookId, secretId }) => `/webhooks/${webhookId}/secrets/${secretId}` },
  {
    method: 'POST',
    action: 'webhooks.update',
    path: ({ webhookId, receiverId }) => `/webhooks/${webhookId}/receivers/${receiverId}/enable`,
  },
  {
    method: 'POST',
    action: 'deliveries.resend',
    path: ({ webhookId }) => `/webhooks/${webhookId}/recover`,
    body: () => ({ since: '2026-01-01T00:00:00Z', isDryRun: true }),
  },
  { method: 'GET', action: 'webhooks.read', path: () => '/catalog' },
  { method: 'GET', action: 'deliveries.read', path: () => '/deliveries' },
  { method: 'POST', action: 'deliveries.resend', path: () => '/deliveries/resend-matching', body: matching },
  { method: 'POST', action: 'deliveries.cancel', path: () => '/deliveries/cancel-matching', body: matching },
  { method: 'GET', action: 'deliveries.read', path: ({ deliveryId }) => `/deliveries/${deliveryId}` },
  { method: 'POST', action: 'deliveries.resend', path: ({ deliveryId }) => `/deliveries/${deliveryId}/resend` },
  // It was delivered: allowed to ask, too late to cancel.
  { method: 'POST', action: 'deliveries.cancel', path: ({ deliveryId }) => `/deliveries/${deliveryId}/cancel`, status: 409 },
  { method: 'GET', action: 'deliveries.read', path: () => '/documents/api::article.article/doc1/deliveries' },
  { method: 'GET', action: 'overview.read', path: () => '/overview?range=day' },
  { method: 'GET', action: 'settings.read', path: () => '/settings' },
  ...FORM_ROUTES,
  { method: 'DELETE', action: 'webhooks.delete', path: ({ webhookId }) => `/webhooks/${webhookId}` },
];

let app: RunningStrapi;
let receiver: Receiver;
let known: Known;

const isDelivered = async (id: string): Promise<boolean> =>
  (await app.admin<Data<{ state: string }>>('GET', `/switchboard/deliveries/${id}`)).body.data.state === 'delivered';

/** A published form with a submission that has a file. */
const makeForm = async (): Promise<Pick<Known, 'formId' | 'formInput' | 'submissionId' | 'fileId'>> => {
  const site = visitor(app);
  const formInput = form('guarded', [field('name'), field('cv', { type: 'file', settings: { accept: ['txt'] } })]);
  const { id: formId }: FormView = await site.publish(formInput);
  const { receipt } = await site.postFiles('guarded', { name: 'Ada' }, [{ field: 'cv', name: 'cv.txt', bytes: 'x' }]);
  const { body } = await app.admin<Data<SubmissionPage>>('GET', `/switchboard/submissions?formId=${formId}`);
  const [{ values }] = body.data.rows as [SubmissionPage['rows'][0]];
  const [{ id: fileId }] = values['cv'] as unknown as [{ id: string }];
  return { formId, formInput, submissionId: receipt.id, fileId };
};

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi({ plugins: { switchboard: { config: { http: { allowAddresses: ['127.0.0.1'] } } } } });
  const body = { name: 'Site', receivers: [{ url: receiver.url }], events: ['order.paid'] };
  const made = await app.admin<Data<{ id: string; receivers: { id: string }[]; secrets: { id: string }[] }>>(
    'POST',
    '/switchboard/webhooks',
    body
  );
  const core = { name: 'Core', url: `${receiver.url}/core`, headers: {}, events: ['entry.create'] };
  const importable = await app.admin<Data<{ id: number }>>('POST', '/admin/webhooks', core);
  await app.strapi.plugin('switchboard').service('outbound').emit({ type: 'order.paid', data: {} });
  await receiver.waitForCount(1);
  const deliveries = await app.admin<Data<{ items: { id: string }[] }>>('GET', '/switchboard/deliveries');
  const { id, receivers, secrets } = made.body.data;
  known = {
    ...(await makeForm()),
    webhookId: id,
    receiverId: receivers[0]!.id,
    secretId: secrets[0]!.id,
    deliveryId: deliveries.body.data.items[0]!.id,
    importableId: String(importable.body.data.id),
    body: { ...body, receivers: [{ id: receivers[0]!.id, url: receiver.url }] },
  };
  await eventually(() => isDelivered(known.deliveryId), { what: 'the delivery' });
});

afterAll(async () => {
  await app?.stop();
  await receiver.close();
});

const ask = (call: Call, { method, path, body }: Route) => call(method, `/switchboard${path(known)}`, body?.(known));

const nameOf = ({ method, path }: Route): string => `${method} ${path(known)}`;

describe('the admin API', () => {
  it('is tested route by route', () => {
    const layers = (app.strapi.server.listRoutes?.() ?? []) as { path: string; methods: string[] }[];
    const registered = layers.filter(({ path }) => path.startsWith('/switchboard/'));

    // `/samples` has a test of its own: it asks for the Content Manager's permission.
    expect(ROUTES.length + 1).toBe(new Set(registered.map(({ path, methods }) => `${methods.at(-1)} ${path}`)).size);
  });

  it('lets nobody in without a log-in, nor with an API token', async () => {
    const answers: [string, number][] = [];
    for (const route of ROUTES) {
      for (const call of [app.anyone, app.rest]) answers.push([nameOf(route), (await ask(call, route)).status]);
    }

    expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
  });

  it('refuses each route to who may do everything but its action', async () => {
    const answers: [string, number][] = [];
    for (const action of ACTIONS) {
      const others = ACTIONS.filter((other) => other !== action).map(actionId);
      const person = await app.adminWith([...others, ...CORE_WEBHOOKS]);
      for (const route of ROUTES.filter((one) => one.action === action)) {
        answers.push([nameOf(route), (await ask(person, route)).status]);
      }
    }

    expect(answers).toHaveLength(ROUTES.length);
    expect(answers.filter(([, status]) => status !== 403)).toEqual([]);
  });

  it('does not show webhooks of Strapi to who may not read them there', async () => {
    const person = await app.adminWith(ACTIONS.map(actionId));

    for (const route of ROUTES.filter(({ others }) => others === CORE_WEBHOOKS))
      expect((await ask(person, route)).status).toBe(403);
  });

  it('does not switch webhooks off in Strapi for who may not change them there', async () => {
    const person = await app.adminWith([actionId('webhooks.create'), ...CORE_WEBHOOKS]);

    const answer = await person('POST', '/switchboard/webhooks/import', { ids: [known.importableId], disableThere: true });

    expect(answer).toMatchObject({ status: 403, body: { error: { name: 'ACTION_FORBIDDEN' } } });
  });

  it('sends no test to an address that is not saved, for who may only test', async () => {
    const tester = await app.adminWith([actionId('webhooks.test')]);
    const maker = await app.adminWith([actionId('webhooks.test'), actionId('webhooks.create')]);

    expect(await tester('POST', '/switchboard/webhooks/test', preview(known))).toMatchObject({ status: 403 });
    expect(await maker('POST', '/switchboard/webhooks/test', preview(known))).toMatchObject({ status: 200 });
  });

  it('shows no secret to who writes a template that asks for it', async () => {
    const reader = await app.adminWith([actionId('webhooks.read')]);
    const format = { kind: 'template', contentType: 'text/plain', body: '{{ webhook | json }}{{ webhook.secrets[0].value }}' };

    const answer = await reader<Data<{ body: string }>>('POST', '/switchboard/webhooks/preview', {
      ...test(known),
      webhook: { ...known.body, format },
    });

    expect(JSON.parse(answer.body.data.body)).toEqual({ id: known.webhookId, name: 'Site' });
  });

  it('gives nothing sealed, and no answers of visitors, by the Content Manager to who may read everything there', async () => {
    const read = async (uid: string, query = '') => {
      const answer = await app.admin<{ results: Record<string, unknown>[] }>(
        'GET',
        `/content-manager/collection-types/plugin::switchboard.${uid}${query}`
      );
      expect(answer).toMatchObject({ status: 200 });
      return answer.body.results;
    };

    const [webhook] = await read('webhook');
    const [submission] = await read('submission');

    expect(webhook).toMatchObject({ documentId: known.webhookId, name: 'Site' });
    expect(Object.keys(webhook!).filter((name) => /^sealed|revision/.test(name))).toEqual([]);
    expect(submission).toMatchObject({ formId: expect.any(String) });
    expect(Object.keys(submission!).filter((name) => /values|consents|visitor|resumeHash|search|meta|notes/.test(name))).toEqual(
      []
    );
    // Nor by guessing.
    expect(await read('webhook', '?filters[sealedSecrets][$null]=true')).toHaveLength((await read('webhook')).length);
  });

  it('hides what was sent from who may see the log only', async () => {
    const person = await app.adminWith([actionId('deliveries.read')]);
    type View = {
      event: { data: unknown };
      attempts: { request: { body: unknown; headers: unknown[] }; response: { body: unknown } }[];
    };
    const path = `/switchboard/deliveries/${known.deliveryId}`;

    const hidden = (await person<Data<View>>('GET', path)).body.data;
    const shown = (await app.admin<Data<View>>('GET', path)).body.data;

    expect(hidden.event.data).toBeNull();
    expect(hidden.attempts[0]).toMatchObject({ request: { headers: [], body: null }, response: { headers: [], body: null } });
    expect(shown.event.data).not.toBeNull();
    expect(shown.attempts[0]?.request.body).toContain('order.paid');
  });

  it('serves each route to who may do just its action', async () => {
    const answers: [string, number, number][] = [];
    for (const route of ROUTES) {
      const person = await app.adminWith([actionId(route.action), ...(route.others ?? [])]);
      const { status, body } = await ask(person, route);
      answers.push([nameOf(route), status, route.status ?? 200]);
      if (route.path(known).endsWith('/resend')) await eventually(() => isDelivered(known.deliveryId), { what: 'the delivery' });
      expect(JSON.stringify(body)).not.toMatch(/stack|node_modules/);
    }

    expect(answers.filter(([, status, wanted]) => status !== wanted)).toEqual([]);
  });
});
