import type { Webhook } from './webhook';
import type { ClaimedDelivery, Next, Outcome, Settlement } from './delivery';
import type { StoredEvent } from './event';
import type { Reply, Sender } from '../http/send';
import type { Tokens } from '../http/oauth2';
import type { Clock } from '../kernel/clock';
import { buildRequest, maskHeaders, type OutgoingRequest } from './request';
import { parseRetryAfter } from './retry-after';
import { decideNext, delaysOf } from './retry-policy';

export interface AttemptTools {
  readonly sender: Sender;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** A number from 0 to 1, for jitter. */
  readonly chance: () => number;
  /** Version of the plugin, for the User-Agent. */
  readonly version: string;
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

/** How long a delivery waits after a fault that is ours and may pass. */
const OWN_FAULT_PAUSE_MS = 60_000;

type Ready = { kind: 'ready'; request: OutgoingRequest } | { kind: 'failed'; outcome: Outcome } | { kind: 'fault'; because: string };

const judge = (reply: Reply, nowMs: number): Outcome => {
  if (reply.kind === 'unreachable') return { kind: 'unreachable', reason: reply.reason, detail: reply.detail };
  if (reply.kind === 'forbidden') return { kind: 'forbidden', address: reply.address };
  const { status } = reply;
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  const [, retryAfter] = reply.headers.find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  const retryAfterMs = parseRetryAfter(retryAfter, nowMs);
  return { kind: 'rejected', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * One HTTP request of a delivery: format → sign → send → outcome → what next. Never throws for anything that a receiver, a template or a
 * token endpoint does; whatever happens is in the settlement.
 */
export const createAttempt = ({ sender, tokens, clock, chance, version }: AttemptTools) => {
  const prepare = async (subject: AttemptSubject, webhook: Webhook, event: StoredEvent, number: number): Promise<Ready> => {
    const receiver = webhook.receivers.find(({ id }) => id === subject.delivery.receiverId);
    if (!receiver) return { kind: 'fault', because: 'the receiver URL was removed' };

    let bearer: string | null = null;
    if (webhook.auth.kind === 'oauth2') {
      const token = await tokens.get(webhook.auth, webhook.timeoutMs);
      // The token endpoint belongs to the receiver's side: its failures use up attempts as the receiver's own do.
      if (token.kind === 'failed') {
        return { kind: 'failed', outcome: { kind: 'unreachable', reason: 'network', detail: `no access token: ${token.because}` } };
      }
      bearer = token.token;
    }
    try {
      const request = buildRequest({
        webhook,
        receiver,
        event,
        deliveryId: subject.delivery.id,
        attempt: number,
        nowMs: clock(),
        bearer,
        version,
      });
      return { kind: 'ready', request };
    } catch (error) {
      return { kind: 'fault', because: `the body could not be made: ${messageOf(error)}` };
    }
  };

  return async (subject: AttemptSubject): Promise<Settlement> => {
    const { delivery, webhook, event } = subject;
    const number = delivery.attemptCount + 1;
    const attemptInSchedule = number - delivery.scheduleStart;
    const startedAt = clock();
    const settle = (next: Next, attempt: Omit<Settlement['attempt'], 'number' | 'startedAt' | 'durationMs'>): Settlement => ({
      claimId: subject.claimId,
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      webhookId: delivery.webhookId,
      receiverId: delivery.receiverId,
      attempt: { number, startedAt, durationMs: clock() - startedAt, ...attempt },
      next,
    });
    const unsent = { request: null, response: null };

    const fault = (because: string, next: Next) => settle(next, { outcome: { kind: 'postponed', because }, ...unsent });

    if (!webhook) return fault('the webhook was removed', { kind: 'give-up', because: 'webhook removed' });
    if (!event) return fault('the event was removed by retention', { kind: 'give-up', because: 'event removed' });
    if (webhook.fault) return fault(webhook.fault, { kind: 'postpone', afterMs: OWN_FAULT_PAUSE_MS, because: webhook.fault });

    const decide = (outcome: Outcome): Next =>
      decideNext({ attemptInSchedule, outcome, delaysMs: delaysOf(webhook.retry), chance });
    const ready = await prepare(subject, webhook, event, number);
    if (ready.kind === 'failed') return settle(decide(ready.outcome), { outcome: ready.outcome, ...unsent });
    if (ready.kind === 'fault') {
      // A template that fails for this event will fail again, so it may not come back for ever: it follows the schedule, and ends with it.
      return fault(ready.because, decide({ kind: 'unreachable', reason: 'protocol', detail: ready.because }));
    }

    const { request } = ready;
    const reply = await sender.send({
      url: request.url,
      headers: request.headers,
      body: request.body,
      timeoutMs: webhook.timeoutMs,
      signal: subject.signal,
    });
    const sent = { url: request.url, headers: maskHeaders(request.headers, request.secretHeaderNames), body: request.body };
    if (reply.kind === 'unreachable' && subject.signal.aborted) {
      const because = 'this instance was stopped during the attempt';
      return settle({ kind: 'postpone', afterMs: 0, because }, { outcome: { kind: 'postponed', because }, request: sent, response: null });
    }
    // An access token that was revoked early is refused with 401: the next attempt fetches a new one.
    if (reply.kind === 'answered' && reply.status === 401 && webhook.auth.kind === 'oauth2') tokens.forget(webhook.auth);
    const outcome = judge(reply, clock());
    return settle(decide(outcome), {
      outcome,
      request: sent,
      response: reply.kind === 'answered' ? { status: reply.status, headers: reply.headers, body: reply.body, isTruncated: reply.isTruncated } : null,
    });
  };
};

export type MakeAttempt = ReturnType<typeof createAttempt>;
