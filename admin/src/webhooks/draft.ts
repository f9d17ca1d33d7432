import { MASK, WEBHOOK_DEFAULTS, type ReceiverUrl, type WebhookInput, type WebhookView } from '../../../shared/contracts';

/** What the editor holds: a webhook as it will be sent, complete at every moment. */
export type Draft = WebhookInput;

/** A webhook that does not exist yet. */
export const emptyDraft = (): Draft => ({
  ...WEBHOOK_DEFAULTS,
  name: '',
  receivers: [newReceiver('')],
  events: [],
});

/** One more receiver URL; the server gives it its id. */
export const newReceiver = (url: string): ReceiverUrl => ({ id: '', url, format: null });

/** The part of a stored webhook that can be edited. Secret values stand as `MASK`, which means "keep" when it is sent back. */
export const draftOf = (view: WebhookView): Draft => ({
  name: view.name,
  description: view.description,
  isEnabled: view.isEnabled,
  receivers: view.receivers.map(({ id, url, format }) => ({ id, url, format })),
  events: view.events,
  condition: view.condition,
  payload: view.payload,
  format: view.format,
  headers: view.headers,
  auth: view.auth,
  extraSignatures: view.extraSignatures,
  retry: view.retry,
  timeoutMs: view.timeoutMs,
  maxConcurrency: view.maxConcurrency,
  maxPerSecond: view.maxPerSecond,
  order: view.order,
  submissions: view.submissions,
  asksFirst: view.asksFirst,
});

const unmasked = (value: string) => (value === MASK ? '' : value);

const authWithoutSecrets = (auth: Draft['auth']): Draft['auth'] => {
  switch (auth.kind) {
    case 'none':
      return auth;
    case 'basic':
      return { ...auth, password: unmasked(auth.password) };
    case 'bearer':
      return { ...auth, token: unmasked(auth.token) };
    case 'header':
      return { ...auth, value: unmasked(auth.value) };
    case 'oauth2':
      return { ...auth, clientSecret: unmasked(auth.clientSecret) };
  }
};

/** A new webhook like a stored one, switched off. Its secrets cannot be read, so they have to be typed again. */
export const duplicateOf = (view: WebhookView, name: string): Draft => ({
  ...draftOf(view),
  name,
  isEnabled: false,
  receivers: view.receivers.map(({ url, format }) => ({ id: '', url, format })),
  headers: view.headers.map((header) => ({ ...header, value: unmasked(header.value) })),
  auth: authWithoutSecrets(view.auth),
});
