import type { SubmissionPayload } from '../../../shared/contracts/form';
import type { AsksFirst } from '../../../shared/contracts/webhook';
import type { Tokens } from '../http/oauth2';
import type { Reply, Sender } from '../http/send';
import type { Clock } from '../kernel/clock';
import { isRecord } from '../kernel/expected';
import type { Ids } from '../kernel/ids';
import type { Announce } from '../kernel/telemetry';
import type { EntrySubject, StoredEvent } from './event';
import type { WebhookSource } from './ports';
import { buildRequest } from './request';
import { skipReason } from './route';
import type { Webhook } from './webhook';

/** A submission that is valid and not yet stored. */
export interface Question {
  readonly subject: EntrySubject;
  readonly payload: SubmissionPayload;
}

export type Permission =
  | { readonly kind: 'granted' }
  /** A receiver's own words for the visitor, `''` where it has none; `path` is the key of a field, or `''`. */
  | { readonly kind: 'refused'; readonly path: string; readonly message: string };

export interface AskTools {
  readonly webhooks: Pick<WebhookSource, 'all'>;
  readonly sender: Sender;
  readonly tokens: Tokens;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Of this plugin. */
  readonly version: string;
  /** The site's default for submissions; see `RequestInput`. */
  readonly submissionsAsPairs?: boolean;
}

type Verdict = Permission | { readonly kind: 'silent'; readonly because: string };

const GRANTED: Permission = { kind: 'granted' };
const LONGEST_MESSAGE = 500;

/** After so many silences in a row nobody is made to wait for it, for a while: each would cost a visitor the whole deadline. */
const MOST_SILENCES = 5;
const REST_MS = 30_000;

/** These say "not now", or "who are you?", which is no answer to the question. */
const NO_ANSWER = [401, 408, 425, 429];

/** A request that is not about something that happened: whoever takes it for a delivery shall be able to tell. */
const ASK_HEADER = 'X-Switchboard-Ask';

const textOf = (value: unknown, longest: number): string =>
  typeof value === 'string' ? [...value].slice(0, longest).join('') : '';

const readRefusal = (body: Buffer): Extract<Permission, { kind: 'refused' }> => {
  let read: unknown = null;
  try {
    read = JSON.parse(body.toString('utf8'));
  } catch {
    // Not JSON: a page of a proxy is nothing to show to a visitor.
  }
  const { field = '', message = '' } = isRecord(read) ? read : {};
  return { kind: 'refused', path: textOf(field, 64), message: textOf(message, LONGEST_MESSAGE) };
};

const judge = (reply: Reply): Verdict => {
  if (reply.kind !== 'answered') return { kind: 'silent', because: reply.kind };
  const { status, body } = reply;
  if (status >= 200 && status < 300) return GRANTED;
  if (status >= 400 && status < 500 && !NO_ANSWER.includes(status)) return readRefusal(body);
  return { kind: 'silent', because: `status ${status}` };
};

/** Who was silent lately, by receiver; in this process only: it spares visitors' time and decides nothing. */
const createRests = (clock: Clock) => {
  const silences = new Map<string, { count: number; untilMs: number }>();
  return {
    isResting: (receiverId: string): boolean => (silences.get(receiverId)?.untilMs ?? 0) > clock(),
    note(receiverId: string, wasSilent: boolean): void {
      if (!wasSilent) return void silences.delete(receiverId);
      const count = (silences.get(receiverId)?.count ?? 0) + 1;
      silences.set(receiverId, { count, untilMs: count >= MOST_SILENCES ? clock() + REST_MS : 0 });
    },
  };
};

/**
 * Asks the webhooks that want to be asked before a submission is stored, all receiver URLs at once, each within its deadline. One that refuses
 * decides; one that is silent counts as its webhook says. Never rejects.
 */
export const createAsk = (tools: AskTools) => {
  const { webhooks, sender, tokens, ids, clock, announce, version, submissionsAsPairs = false } = tools;
  const rests = createRests(clock);

  const send = async (webhook: Webhook, receiver: Webhook['receivers'][number], event: StoredEvent): Promise<Verdict> => {
    const { deadlineMs } = webhook.asksFirst as AsksFirst;
    if (webhook.fault) return { kind: 'silent', because: webhook.fault };
    if (rests.isResting(receiver.id)) return { kind: 'silent', because: 'it was silent again and again' };
    const startedAt = clock();
    const token = webhook.auth.kind === 'oauth2' ? await tokens.get(webhook.auth, deadlineMs) : null;
    if (token && token.kind !== 'token') return { kind: 'silent', because: `no access token: ${token.because}` };
    const bearer = token?.token ?? null;
    const request = buildRequest({
      webhook,
      receiver,
      event,
      deliveryId: ids('ask'),
      attempt: 1,
      nowMs: clock(),
      bearer,
      version,
      submissionsAsPairs,
    });
    const timeoutMs = Math.max(1, deadlineMs - (clock() - startedAt));
    const headers = { ...request.headers, [ASK_HEADER]: '1' };
    const reply = await sender.send({ url: request.url, headers, body: request.body, timeoutMs });
    // It was revoked early, and would refuse every visitor until it ends.
    if (reply.kind === 'answered' && reply.status === 401 && webhook.auth.kind === 'oauth2') tokens.forget(webhook.auth);
    return judge(reply);
  };

  const ask = async (webhook: Webhook, receiver: Webhook['receivers'][number], event: StoredEvent): Promise<Permission> => {
    const startedAt = clock();
    const verdict = await send(webhook, receiver, event).catch(
      // A template that cannot be rendered, and the like: ours, and for its editor to mend.
      (error: unknown): Verdict => ({ kind: 'silent', because: error instanceof Error ? error.message : String(error) })
    );
    const isSilent = verdict.kind === 'silent';
    rests.note(receiver.id, isSilent);
    announce('receiver.asked', {
      webhookId: webhook.id,
      receiverId: receiver.id,
      answer: verdict.kind,
      because: isSilent ? verdict.because : null,
      durationMs: clock() - startedAt,
    });
    if (!isSilent) return verdict;
    return webhook.asksFirst?.whenSilent === 'refuse' ? { kind: 'refused', path: '', message: '' } : GRANTED;
  };

  return async ({ subject, payload }: Question): Promise<Permission> => {
    const event: StoredEvent = {
      id: ids('evt'),
      type: 'form.submission.complete',
      occurredAt: clock(),
      seq: 0,
      subject,
      data: { entry: null, changed: null, actor: null, own: payload },
      isTruncated: false,
      traceparent: null,
    };
    const asked = (await webhooks.all()).filter(
      (webhook) => webhook.isEnabled && webhook.asksFirst !== null && skipReason(event, webhook) === null
    );
    const answers = await Promise.all(
      asked.flatMap((webhook) => webhook.receivers.map((receiver) => ask(webhook, receiver, event)))
    );
    return answers.find(({ kind }) => kind === 'refused') ?? GRANTED;
  };
};

export type Ask = ReturnType<typeof createAsk>;
