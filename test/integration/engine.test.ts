import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

let site: RunningStrapi;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  site = await startStrapi();
});

afterAll(async () => {
  await site?.stop();
  await receiver?.close();
});

describe('publish an article', () => {
  it('is heard by the receiver, signed', async () => {
    const outbound = site.strapi.plugin('switchboard').service('outbound');
    const webhook = await outbound.webhooks.create({ name: 'First', receivers: [receiver.url], events: [{ type: 'entry.publish', uid: null }] });
    const articles = site.strapi.documents('api::article.article');

    const article = await articles.create({ data: { title: 'Hello' } as never });
    await articles.publish({ documentId: article.documentId });

    const request = await receiver.waitFor((one) => one.headers['x-strapi-event'] === 'entry.publish');
    const verified = new StandardWebhook(webhook.revealedSecret.value).verify(request.text, request.headers as Record<string, string>);
    expect(verified).toMatchObject({ event: 'entry.publish', documentId: article.documentId, entry: { title: 'Hello' } });
  });
});
