import { MASK, type Format, type ReceiverUrl } from '../../../shared/contracts/webhook';
import { msSignature } from '../signing/aspnet';
import { hubSignature } from '../signing/github';
import { signStandard } from '../signing/standard-webhooks';
import type { StoredEvent } from './event';
import { formatBody } from './format/format';
import { headerText } from './header-text';
import { choosePayload } from './payload';
import { submissionIn } from './submission';
import type { Secret, Webhook } from './webhook';

export interface RequestInput {
  readonly webhook: Webhook;
  readonly receiver: Pick<ReceiverUrl, 'url' | 'format'>;
  readonly event: StoredEvent;
  readonly deliveryId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** The access token of an `oauth2` webhook; `null` otherwise. */
  readonly bearer: string | null;
  /** Of this plugin. */
  readonly version: string;
  /** The site's default for submissions: `json` means pairs there (`forms.serializingObjectUsingNameValueFormat`). */
  readonly submissionsAsPairs?: boolean;
}

/** One request as it will be sent: made once per attempt; the body is what is signed, sent and logged. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case names of the headers that logs and previews show masked. */
  readonly secretHeaderNames: ReadonlySet<string>;
  readonly body: Buffer;
}

/** Masked even where nobody marked them: a signature is good for five minutes, the others for longer. */
const ALWAYS_SECRET = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'webhook-signature',
  'x-hub-signature-256',
  'ms-signature',
];

/** Live secrets, current first: receivers that look at the first signature only should see the newest. */
const liveSecrets = (secrets: readonly Secret[], nowMs: number): readonly Secret[] => [
  ...secrets.filter(({ expiresAt }) => expiresAt === null),
  ...secrets.filter(({ expiresAt }) => expiresAt !== null && expiresAt > nowMs),
];

const authHeaders = ({ auth }: Webhook, bearer: string | null): Record<string, string> => {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'basic':
      return { Authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
    case 'bearer':
      return { Authorization: `Bearer ${auth.token}` };
    case 'header':
      return { [auth.name]: auth.value };
    case 'oauth2':
      return bearer === null ? {} : { Authorization: `Bearer ${bearer}` };
  }
};

const signatures = ({ webhook, event, nowMs }: RequestInput, body: Buffer): Record<string, string> => {
  const secrets = liveSecrets(webhook.secrets, nowMs);
  if (secrets.length === 0) return {};
  const timestampS = Math.floor(nowMs / 1000);
  // The older styles know one symmetric key and no overlap: its text, prefix included, is what people paste into their receiver.
  const symmetric = secrets.find(({ kind }) => kind === 'symmetric')?.value;
  return {
    'webhook-signature': signStandard({ id: event.id, timestampS, body }, secrets),
    ...(symmetric !== undefined &&
      webhook.extraSignatures.includes('github') && { 'X-Hub-Signature-256': hubSignature(body, symmetric) }),
    ...(symmetric !== undefined && webhook.extraSignatures.includes('aspnet') && { 'ms-signature': msSignature(body, symmetric) }),
  };
};

/** Later ones win, whatever their case. */
const mergeHeaders = (...parts: readonly Readonly<Record<string, string>>[]): Record<string, string> => {
  const merged = new Map<string, readonly [string, string]>();
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) merged.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(merged.values());
};

/** A webhook's `json` is its default and follows the site's; what a receiver URL chose for itself always counts. */
const asPairs = (format: Format): Format => (format.kind === 'json' ? { kind: 'key-value' } : format);

/**
 * The request of one attempt. Pure but for its bytes: the same input gives the same request. Throws `FormatFault` where a template cannot
 * be rendered.
 */
export const buildRequest = (input: RequestInput): OutgoingRequest => {
  const { webhook, receiver, event, deliveryId, attempt, nowMs, bearer, version } = input;
  const submission = submissionIn(event.data.own);
  const format = receiver.format ?? (submission && input.submissionsAsPairs ? asPairs(webhook.format) : webhook.format);
  const { body, contentType, headers } = formatBody({
    event,
    payload: choosePayload(event, webhook.payload),
    webhook,
    attempt,
    format,
  });
  return {
    url: receiver.url,
    body,
    headers: mergeHeaders(
      { 'User-Agent': `Switchboard/${version} (+strapi)` },
      Object.fromEntries(webhook.headers.map(({ name, value }) => [name, value])),
      authHeaders(webhook, bearer),
      headers,
      {
        'Content-Type': contentType,
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(nowMs / 1000)),
        'X-Strapi-Event': headerText(event.type),
        'X-Switchboard-Delivery': deliveryId,
        'X-Switchboard-Attempt': String(attempt),
        ...(submission && { 'X-Switchboard-Form': submission.form.key, 'X-Switchboard-Submission': submission.submission.id }),
        ...(event.traceparent === null ? {} : { traceparent: event.traceparent }),
      },
      signatures(input, body)
    ),
    secretHeaderNames: secretNamesOf(webhook),
  };
};

const secretNamesOf = ({ headers, auth }: Webhook): ReadonlySet<string> =>
  new Set([
    ...ALWAYS_SECRET,
    ...headers.filter(({ isSecret }) => isSecret).map(({ name }) => name.toLowerCase()),
    ...(auth.kind === 'header' ? [auth.name.toLowerCase()] : []),
  ]);

/** Headers as logs and previews may show them. */
export const maskHeaders = (
  headers: Readonly<Record<string, string>>,
  secretHeaderNames: ReadonlySet<string>
): readonly (readonly [string, string])[] =>
  Object.entries(headers).map(([name, value]) => [name, secretHeaderNames.has(name.toLowerCase()) ? MASK : value] as const);
