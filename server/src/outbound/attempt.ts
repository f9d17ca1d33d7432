import type { Reply, Sender } from '../http/send';
import type { Tokens } from '../http/oauth2';
import type { Clock } from '../kernel/clock';
import type { AttemptRecord, ClaimedDelivery, Next, Outcome, Settlement } from './delivery';
import type { StoredEvent } from './event';
import { loggedLetter, refusedFor, type Letter, type Mailing, type SendLetter } from './letter';
import { maskReply } from './mask-reply';
import { buildRequest, maskHeaders, type OutgoingRequest } from './request';
import { parseRetryAfter } from './retry-after';
import { decideNext, delaysOf } from './retry-policy';
import type { Webhook } from './webhook';

export interface AttemptTools {
  readonly sender: Sender;
  readonly tokens: Tokens;
  readonly sendLetter: SendLetter;
  readonly clock: Clock;
  /** A number from 0 to 1, for jitter. */
  readonly chance: () => number;
  /** Version of the plugin, for the User-Agent. */
  readonly version: string;
  /** The site's default for submissions; see `RequestInput`. */
  readonly submissionsAsPairs?: boolean;
}

/** All that one attempt is about. `webhook` and `event` are `null` when they were removed while the delivery waited. */
export interface AttemptSubject {
  readonly claimId: string;
  readonly delivery: ClaimedDelivery;
  readonly webhook: Webhook | null;
  readonly event: StoredEvent | null;
  /** Ends the attempt early: this instance is being stopped. */
  readonly signal: AbortSignal;
}

/** How long a delivery waits after a fault of ours that may pass, such as too few file descriptors. */
const PASSING_FAULT_PAUSE_MS = 1_000;
/** How long it waits after one that a person has to mend, such as a missing encryption key. */
const LASTING_FAULT_PAUSE_MS = 60_000;

/** What preparing or sending came to, and what follows from it. */
interface Ending extends Pick<AttemptRecord, 'outcome' | 'request' | 'response'> {
  readonly next: Next;
}

type Ready =
  | { readonly kind: 'ready'; readonly request: OutgoingRequest; readonly timeoutMs: number }
  | { readonly kind: 'ended'; readonly ending: Ending };

const UNSENT = { request: null, response: null };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A fault of ours: the delivery waits, the receiver's attempts are untouched. */
const postponed = (because: string, afterMs: number): Ending => ({
  outcome: { kind: 'postponed', because },
  next: { kind: 'postpone', afterMs, because },
  ...UNSENT,
});

/** Characters of headers that are logged of one answer. Real ones have a tenth of it; a receiver may send 32 kB with every refusal. */
const MOST_LOGGED_HEADERS = 8_192;

const cutHeaders = (reply: Extract<Reply, { kind: 'answered' }>): typeof reply => {
  let left = MOST_LOGGED_HEADERS;
  const headers = reply.headers.filter(([name, value]) => (left -= name.length + value.length) >= 0);
  return headers.length === reply.headers.length ? reply : { ...reply, headers, isTruncated: true };
};

/** What an answer, or its absence, means for a delivery. */
export const judge = (reply: Exclude<Reply, { kind: 'postponed' }>, nowMs: number): Outcome => {
  if (reply.kind === 'unreachable') return { kind: 'unreachable', reason: reply.reason, detail: reply.detail };
  if (reply.kind === 'forbidden') return { kind: 'forbidden', address: reply.address };
  const { status } = reply;
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  const [, retryAfter] = reply.headers.find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  const retryAfterMs = parseRetryAfter(retryAfter, nowMs);
  return { kind: 'rejected', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
};

/**
 * One HTTP request of a delivery: format → sign → send → outcome → what next. Never throws for anything that a receiver, a template or a
 * token endpoint does; whatever happens is in the settlement.
 */
export const createAttempt = ({ sender, tokens, sendLetter, clock, chance, version, submissionsAsPairs = false }: AttemptTools) => {
  const decider = ({ attemptCount, scheduleStart }: ClaimedDelivery, webhook: Webhook) => {
    const attemptInSchedule = attemptCount + 1 - scheduleStart;
    return (outcome: Outcome): Next => decideNext({ attemptInSchedule, outcome, delaysMs: delaysOf(webhook.retry), chance });
  };

  const prepare = async ({ delivery, signal }: AttemptSubject, webhook: Webhook, event: StoredEvent): Promise<Ready> => {
    const decide = decider(delivery, webhook);
    const receiver = webhook.receivers.find(({ id }) => id === delivery.receiverId);
    if (!receiver) return { kind: 'ended', ending: removed('the receiver URL was removed', 'webhook removed') };

    // One timeout over token and request: the lease was made for one, and a request after its end would be sent by somebody else too.
    let leftMs = webhook.timeoutMs;
    let bearer: string | null = null;
    if (webhook.auth.kind === 'oauth2') {
      const askedAt = clock();
      const token = await tokens.get(webhook.auth, webhook.timeoutMs, signal);
      if (token.kind === 'postponed') return { kind: 'ended', ending: postponed(token.because, PASSING_FAULT_PAUSE_MS) };
      if (token.kind === 'failed') {
        // The token endpoint belongs to the receiver's side: its failures use up attempts as the receiver's own do.
        const outcome: Outcome = { kind: 'unreachable', reason: 'network', detail: `no access token: ${token.because}` };
        return { kind: 'ended', ending: { outcome, next: decide(outcome), ...UNSENT } };
      }
      bearer = token.token;
      leftMs = Math.min(leftMs, leftMs - (clock() - askedAt));
      if (leftMs <= 0) {
        const outcome: Outcome = {
          kind: 'unreachable',
          reason: 'timeout',
          detail: `no access token within ${webhook.timeoutMs} ms`,
        };
        return { kind: 'ended', ending: { outcome, next: decide(outcome), ...UNSENT } };
      }
    }
    try {
      const attempt = delivery.attemptCount + 1;
      const request = buildRequest({
        webhook,
        receiver,
        event,
        deliveryId: delivery.id,
        attempt,
        nowMs: clock(),
        bearer,
        version,
        submissionsAsPairs,
      });
      return { kind: 'ready', request, timeoutMs: leftMs };
    } catch (error) {
      // A template that fails for this event will fail again, so it may not come back for ever: it follows the schedule and ends with it.
      const because = `the body could not be made: ${messageOf(error)}`;
      const next = decide({ kind: 'unreachable', reason: 'protocol', detail: because });
      return { kind: 'ended', ending: { outcome: { kind: 'postponed', because }, next, ...UNSENT } };
    }
  };

  const send = async (
    { delivery, signal }: AttemptSubject,
    webhook: Webhook,
    request: OutgoingRequest,
    timeoutMs: number
  ): Promise<Ending> => {
    const { url, headers, body } = request;
    const reply = await sender.send({ url, headers, body, timeoutMs, signal });
    const sent = { url, headers: maskHeaders(headers, request.secretHeaderNames), body };
    if (reply.kind === 'postponed') return { ...postponed(reply.because, PASSING_FAULT_PAUSE_MS), request: sent };
    // An access token that was revoked early is refused with 401: the next attempt fetches a new one.
    if (reply.kind === 'answered' && reply.status === 401 && webhook.auth.kind === 'oauth2') tokens.forget(webhook.auth);
    const outcome = judge(reply, clock());
    const answer = reply.kind === 'answered' ? maskReply(cutHeaders(reply), request) : null;
    return {
      outcome,
      next: decider(delivery, webhook)(outcome),
      request: sent,
      response: answer && { status: answer.status, headers: answer.headers, body: answer.body, isTruncated: answer.isTruncated },
    };
  };

  /** The same for an e-mail: the provider's refusal is all that is known of it. */
  const post = async ({ delivery }: AttemptSubject, webhook: Webhook, mailing: Mailing, event: StoredEvent): Promise<Ending> => {
    const receiver = webhook.receivers.find(({ id }) => id === delivery.receiverId);
    const letter = receiver ? mailing.write(event, receiver) : null;
    if (!letter) return removed('there is nobody to write to any more', 'webhook removed');
    const request = loggedLetter(letter);
    try {
      await sendLetter(letter, webhook.timeoutMs);
      // SMTP's word for it: the next server has taken it over.
      return { outcome: { kind: 'accepted', status: 250 }, next: { kind: 'done' }, request, response: null };
    } catch (error) {
      // Mail servers repeat the address that they refuse. The log has it beside this, where erasing finds it.
      const detail = withoutAddresses(messageOf(error), letter);
      const status = refusedFor(error, letter);
      if (status !== null && receiver?.url !== request.url) {
        const response = { status, headers: [], body: Buffer.from(detail), isTruncated: false };
        return { outcome: { kind: 'rejected', status }, next: { kind: 'give-up', because: 'address refused' }, request, response };
      }
      const outcome: Outcome = { kind: 'unreachable', reason: 'network', detail };
      return { outcome, next: decider(delivery, webhook)(outcome), request, response: null };
    }
  };

  const run = async (subject: AttemptSubject): Promise<Ending> => {
    const { webhook, event } = subject;
    if (!webhook) return removed('the webhook was removed', 'webhook removed');
    if (!event) return removed('the event was removed by retention', 'event removed');
    if (webhook.fault) return postponed(webhook.fault, LASTING_FAULT_PAUSE_MS);
    if (webhook.mailing) return post(subject, webhook, webhook.mailing, event);
    const ready = await prepare(subject, webhook, event);
    return ready.kind === 'ended' ? ready.ending : send(subject, webhook, ready.request, ready.timeoutMs);
  };

  return async (subject: AttemptSubject): Promise<Settlement> => {
    const { claimId, delivery } = subject;
    const startedAt = clock();
    const { next, ...ending } = await run(subject);
    return {
      claimId,
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      webhookId: delivery.webhookId,
      receiverId: delivery.receiverId,
      attempt: { number: delivery.attemptCount + 1, startedAt, durationMs: clock() - startedAt, ...ending },
      next,
    };
  };
};

export type MakeAttempt = ReturnType<typeof createAttempt>;

/** Whatever their case: servers write domains as they like. */
const withoutAddresses = (text: string, { to, replyTo }: Letter): string =>
  [to, ...(replyTo === null ? [] : [replyTo])].reduce((rest, address) => {
    const pattern = address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return rest.replace(new RegExp(pattern, 'gi'), '<address>');
  }, text);

const removed = (what: string, because: Extract<Next, { kind: 'give-up' }>['because']): Ending => ({
  outcome: { kind: 'postponed', because: what },
  next: { kind: 'give-up', because },
  ...UNSENT,
});
