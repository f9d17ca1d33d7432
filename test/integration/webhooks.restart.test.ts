import { afterEach, describe, expect, it } from 'vitest';
import type { WebhookCreated, WebhookListItem } from '../../shared/contracts/webhook';
import { removeApp } from '../support/app';
import { startReceiver } from '../support/receiver';
import { startStrapi, type RunningStrapi, type StartOptions } from '../support/strapi';

type Data<T> = { data: T };

const config = { http: { allowAddresses: ['127.0.0.1'] } };
const draft = {
  name: 'Site',
  receivers: ['https://a.example.com/hook'],
  events: ['entry.publish'],
  auth: { kind: 'bearer', token: 'kept' },
};

let folder: string | null = null;
let running: RunningStrapi | null = null;

const boot = async (options: StartOptions = {}): Promise<RunningStrapi> => {
  running = await startStrapi({ plugins: { switchboard: { config } }, ...options, ...(folder ? { folder } : {}) });
  folder = running.folder;
  return running;
};

const shut = async (): Promise<void> => {
  await running?.stop({ keep: true });
  running = null;
};

afterEach(async () => {
  await shut();
  if (folder) await removeApp(folder);
  folder = null;
});

const webhooksOf = async ({ admin }: RunningStrapi) =>
  (await admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks')).body.data;

describe('webhooks', () => {
  it('survive a boot with the plugin disabled', async () => {
    const created = await (await boot()).admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', draft);
    await shut();

    const without = await boot({ plugins: { switchboard: { enabled: false } } });
    expect((await without.admin('GET', '/switchboard/webhooks')).status).toBe(404);
    expect(await without.strapi.db.connection.schema.hasTable('switchboard_webhooks')).toBe(true);
    await shut();

    expect(await webhooksOf(await boot())).toMatchObject([{ id: created.body.data.id, name: 'Site', fault: null }]);
  });

  it('are reported as broken, and send nothing, after a change of the encryption key', async () => {
    const receiver = await startReceiver();
    const first = await boot();
    const created = await first.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', {
      ...draft,
      receivers: [receiver.url],
      events: ['order.paid'],
    });
    await shut();

    const second = await boot({ env: { ENCRYPTION_KEY: 'another-encryption-key-of-32-byte' } });
    const [webhook] = await webhooksOf(second);
    expect(webhook?.fault).toMatch(/cannot be decrypted/);
    await second.strapi.plugin('switchboard').service('outbound').emit({ type: 'order.paid', data: {} });
    await expect
      .poll(
        async () =>
          (
            await second.admin<Data<{ items: { lastError: string | null; attemptCount: number }[] }>>(
              'GET',
              '/switchboard/deliveries'
            )
          ).body.data.items[0],
        {
          timeout: 10_000,
        }
      )
      .toMatchObject({ state: 'pending', attemptCount: 0, lastError: expect.stringContaining('cannot be decrypted') });
    expect(receiver.requests).toHaveLength(0);

    const path = `/switchboard/webhooks/${created.body.data.id}`;
    const saved = await second.admin('PUT', path, { ...draft, receivers: [receiver.url], events: ['order.paid'] });
    const rotated = await second.admin('POST', `${path}/secrets`, { kind: 'symmetric' });
    expect([saved.status, rotated.status]).toEqual([200, 201]);
    expect((await webhooksOf(second))[0]).toMatchObject({ fault: null, secrets: [{ kind: 'symmetric' }] });
    await receiver.close();
  });

  it('are not saved without an encryption key', async () => {
    const app = await boot({ env: { ENCRYPTION_KEY: '' } });

    const answer = await app.admin('POST', '/switchboard/webhooks', draft);

    expect(answer).toMatchObject({
      status: 409,
      body: { error: { name: 'ENCRYPTION_KEY_MISSING', message: expect.stringContaining('encryptionKey') } },
    });
    expect(await webhooksOf(app)).toEqual([]);
    expect((await app.admin('GET', '/switchboard/settings')).body).toMatchObject({ data: { hasEncryptionKey: false } });
  });
});
