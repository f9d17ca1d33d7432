import type { Answer } from '../support/site';
import type { Receiver } from '../support/receiver';
import type { RunningStrapi } from '../support/strapi';
import type { WebhookCreated, WebhookDraft, WebhookListItem } from '../../shared/contracts';
import type { DeliveryPage } from '../../shared/contracts/delivery';
import { eventually } from '../support/eventually';

const ARTICLES = '/content-manager/collection-types/api::article.article';

type Data<T> = { readonly data: T };

const data = async <T>(answer: Promise<Answer<Data<T>>>): Promise<T> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`expected it to be accepted, got ${status} ${JSON.stringify(body)}`);
  return body.data;
};

/** Where the things are that screens are about. */
export interface Seeded {
  readonly webhookId: string;
  /** `null` without `withDeclaredWebhook`. */
  readonly declaredId: string | null;
  readonly failedId: string;
  readonly articleId: string;
}

/** The configuration that goes with `seed`: a webhook that can be changed only in the code. */
export const withDeclaredWebhook = {
  switchboard: {
    config: {
      http: { allowAddresses: ['127.0.0.1'] },
      webhooks: {
        search: {
          name: 'Search index',
          receivers: ['https://search.example.com/hook'],
          events: ['order.*'],
          secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        },
      },
    },
  },
};

const chat = (url: string): WebhookDraft => ({
  name: 'Newsroom chat, with a rather long name that somebody thought was a good idea at the time',
  description: 'Posts to the editors’ channel. Ask Ada before changing anything; she knows who reads it.',
  receivers: [
    `${url}/ok`,
    `${url}/broken`,
    { url: `${url}/${'long/'.repeat(20)}`, format: { kind: 'cloudevents', mode: 'binary' } },
  ],
  events: [
    { type: 'entry.publish', uid: 'api::article.article' },
    { type: 'media.*', uid: null },
    { type: 'order.paid', uid: null },
  ],
  condition: {
    kind: 'all',
    of: [
      { kind: 'compare', field: '$locale', operator: 'is', value: 'en' },
      {
        kind: 'any',
        of: [
          { kind: 'compare', field: 'isFeatured', operator: 'is', value: false },
          { kind: 'compare', field: 'title', operator: 'contains', value: 'harbour' },
        ],
      },
    ],
  },
  headers: [
    { name: 'X-Site', value: 'playground', isSecret: false },
    { name: 'X-Api-Key', value: 'not-for-everybody', isSecret: true },
  ],
  auth: { kind: 'bearer', token: 'not-for-everybody' },
  retry: { kind: 'custom', delaysS: [3_600, 86_400] },
});

/** A site at work: webhooks of every kind, articles that were published, deliveries that went well and that did not. */
export const seed = async (app: RunningStrapi, receiver: Receiver): Promise<Seeded> => {
  receiver.behave(({ path }) => ({ kind: 'answer', status: path === '/broken' ? 500 : 200, body: `{"path":"${path}"}` }));
  const webhook = await data(app.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', chat(receiver.url)));
  const rebuild = { ...chat(receiver.url), name: 'Website rebuild', receivers: [`${receiver.url}/build`], isEnabled: false };
  await data(app.admin<Data<WebhookCreated>>('POST', '/switchboard/webhooks', rebuild));
  const webhooks = await data(app.admin<Data<WebhookListItem[]>>('GET', '/switchboard/webhooks'));

  let articleId = '';
  for (const title of ['News from the harbour', 'How the ferry got its name', 'Ten quiet beaches']) {
    const article = await data(app.admin<Data<{ documentId: string }>>('POST', ARTICLES, { title }));
    articleId = article.documentId;
    await data(app.admin<Data<unknown>>('POST', `${ARTICLES}/${articleId}/actions/publish`, {}));
  }
  const log = () => data(app.admin<Data<DeliveryPage>>('GET', '/switchboard/deliveries?limit=50'));
  const settled = await eventually(
    async () => {
      const { items: rows } = await log();
      return rows.length === 9 && rows.every(({ attemptCount }) => attemptCount === 1) && rows;
    },
    { what: 'nine deliveries with an attempt each' }
  );
  return {
    webhookId: webhook.id,
    declaredId: webhooks.find(({ isDeclared }) => isDeclared)?.id ?? null,
    failedId: settled.find(({ lastStatus }) => lastStatus === 500)!.id,
    articleId,
  };
};
