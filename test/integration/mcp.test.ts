import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionId, type Action } from '../../shared/permissions';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

type Data<T> = { data: T };
interface Answer {
  readonly result?: {
    readonly tools?: readonly { name: string }[];
    readonly isError?: boolean;
    readonly content?: readonly { text: string }[];
    readonly structuredContent?: Record<string, unknown>;
  };
  readonly error?: { readonly message: string };
}

let app: RunningStrapi;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  app = await startStrapi({
    env: { MCP: 'true' },
    plugins: { switchboard: { config: { http: { allowAddresses: ['127.0.0.1'] } } } },
  });
  const body = {
    name: 'Site',
    receivers: [{ url: receiver.url }],
    events: ['order.paid'],
    auth: { kind: 'bearer', token: 'hidden-token' },
  };
  await app.admin('POST', '/switchboard/webhooks', body);
  await app.strapi
    .plugin('switchboard')
    .service('outbound')
    .emit({ type: 'order.paid', data: { note: 'only-for-insiders' } });
  await receiver.waitForCount(1);
});

afterAll(async () => {
  await app?.stop();
  await receiver.close();
});

const tokenFor = async (actions: readonly Action[]): Promise<string> => {
  const adminPermissions = actions.map((action) => ({ action: actionId(action), subject: null, properties: {}, conditions: [] }));
  const wanted = { name: `mcp-${Math.random()}`, description: '', lifespan: null, adminPermissions };
  const { body } = await app.admin<Data<{ accessKey: string }>>('POST', '/admin/admin-tokens', wanted);
  return body.data.accessKey;
};

const rpc = async (token: string, method: string, params: object = {}): Promise<Answer> => {
  const response = await fetch(`${app.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const text = await response.text();
  const line = text.split('\n').find((one) => one.startsWith('data: '));
  return JSON.parse(line ? line.slice('data: '.length) : text) as Answer;
};

const toolsOf = async (token: string): Promise<string[]> =>
  ((await rpc(token, 'tools/list')).result?.tools ?? [])
    .map(({ name }) => name)
    .filter((name) => name.startsWith('switchboard_'))
    .sort();

const call = async (token: string, name: string, args: object = {}) =>
  (await rpc(token, 'tools/call', { name, arguments: args })).result;

describe('the MCP tools', () => {
  it('are those that the token may use', async () => {
    const all = await tokenFor(['webhooks.read', 'deliveries.read', 'deliveries.resend']);
    const few = await tokenFor(['deliveries.read']);

    expect(await toolsOf(all)).toEqual([
      'switchboard_get_delivery',
      'switchboard_list_deliveries',
      'switchboard_list_webhooks',
      'switchboard_resend_delivery',
    ]);
    expect(await toolsOf(few)).toEqual(['switchboard_get_delivery', 'switchboard_list_deliveries']);
  });

  it('list webhooks without their secrets', async () => {
    const result = await call(await tokenFor(['webhooks.read']), 'switchboard_list_webhooks');

    expect(result?.structuredContent).toMatchObject({
      webhooks: [{ name: 'Site', events: ['order.paid'], receivers: [{ url: receiver.url }] }],
    });
    expect(JSON.stringify(result)).not.toMatch(/hidden-token|whsec_/);
  });

  it('read deliveries, with what was sent only where the token may see it, and send one again', async () => {
    const token = await tokenFor(['deliveries.read', 'deliveries.resend']);
    const insider = await tokenFor(['deliveries.read', 'deliveries.payloads']);
    await expect
      .poll(async () => (await call(token, 'switchboard_list_deliveries', { states: ['delivered'] }))?.structuredContent, {
        timeout: 10_000,
      })
      .toMatchObject({ items: [{ eventType: 'order.paid', webhookName: 'Site' }] });
    const list = await call(token, 'switchboard_list_deliveries', { eventType: 'order.paid', limit: 1 });
    const [{ id }] = list?.structuredContent?.items as [{ id: string }];

    const hidden = await call(token, 'switchboard_get_delivery', { id });
    const shown = await call(insider, 'switchboard_get_delivery', { id });
    expect(JSON.stringify(hidden)).not.toContain('only-for-insiders');
    expect(shown?.structuredContent).toMatchObject({ delivery: { event: { data: { own: { note: 'only-for-insiders' } } } } });
    expect(JSON.stringify(shown)).not.toContain('hidden-token');

    const resent = await call(token, 'switchboard_resend_delivery', { id });
    expect(resent?.structuredContent).toMatchObject({ id });
    const [first, second] = await receiver.waitForCount(2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('answer a mistake with its code and sentence', async () => {
    const result = await call(await tokenFor(['deliveries.read']), 'switchboard_get_delivery', { id: 'dlv_none' });

    expect(result).toMatchObject({ isError: true, content: [{ text: 'DELIVERY_NOT_FOUND: There is no delivery with this id.' }] });
  });
});
