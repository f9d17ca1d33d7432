import type { ResponseView } from '../../../shared/contracts/delivery';
import type { PreviewInput, RequestPreview, SampleChoice, TestResult, WebhookInput } from '../../../shared/contracts/webhook';
import type { Reply, Sender } from '../http/send';
import type { Tokens } from '../http/oauth2';
import type { Clock } from '../kernel/clock';
import { PluginError } from '../kernel/errors';
import type { Ids } from '../kernel/ids';
import { generateSecret } from '../signing/secret';
import { judge } from './attempt';
import type { EntrySubject, EventData, StoredEvent } from './event';
import { FormatFault } from './format/define';
import { maskReply } from './mask-reply';
import { parseKeeping } from './masking';
import type { WebhookSource } from './ports';
import { buildRequest, maskHeaders, type OutgoingRequest } from './request';
import { skipReason } from './route';
import type { Webhook } from './webhook';

/** What a made-up event is about. */
export interface Sample {
  readonly subject: EntrySubject | null;
  readonly data: EventData;
}

/** Finds or makes up a sample, as far as whoever asks may read it. Throws `CONTENT_FORBIDDEN`, `SAMPLE_NOT_FOUND`. */
export type TakeSample = (choice: SampleChoice) => Promise<Sample>;

export interface PreviewTools {
  readonly webhooks: WebhookSource;
  readonly parse: (input: unknown) => WebhookInput;
  readonly sender: Sender;
  readonly tokens: Tokens;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly version: string;
  /** The site's default for submissions; see `RequestInput`. */
  readonly submissionsAsPairs?: boolean;
}

interface Draft {
  readonly webhook: Webhook;
  readonly receiver: Webhook['receivers'][number];
  readonly event: StoredEvent;
}

/** Tells a receiver that nothing happened: nobody should act on a test. */
const TEST_HEADER = 'X-Switchboard-Test';

/** Text where the bytes are UTF-8, else base64. */
const readable = (body: Buffer): Pick<ResponseView, 'body' | 'isBase64'> => {
  const text = body.toString('utf8');
  // A cut in the middle of a character is no reason to show base64.
  const isText = !text.slice(0, -1).includes('\ufffd') && !text.includes('\0');
  return isText ? { body: text, isBase64: false } : { body: body.toString('base64'), isBase64: true };
};

const viewReply = (reply: Reply, request: OutgoingRequest): ResponseView | null => {
  if (reply.kind !== 'answered') return null;
  const { status, headers, body, isTruncated } = maskReply(reply, request);
  return { status, headers: headers.map(([name, value]) => ({ name, value })), ...readable(body), isTruncated };
};

/**
 * Shows what a webhook would send, or sends it once for real, before it is saved: the request is made where every attempt makes it. Nothing
 * is stored or logged.
 */
export const createPreview = ({
  webhooks,
  parse,
  sender,
  tokens,
  ids,
  clock,
  version,
  submissionsAsPairs = false,
}: PreviewTools) => {
  const findStored = async (id: string | null): Promise<Webhook | null> => {
    const stored = id === null ? null : await webhooks.get(id);
    if (id !== null && !stored) throw new PluginError('WEBHOOK_NOT_FOUND');
    return stored;
  };

  const parseDraft = (input: object, stored: Webhook | null, isSent: boolean): WebhookInput =>
    // A person looks at the request long before a name comes to mind.
    parseKeeping(
      { ...input, name: ('name' in input && input.name) || 'New webhook' },
      stored && !stored.fault ? { ...stored, urls: isSent ? stored.receivers.map(({ url }) => url) : null } : null,
      parse
    );

  const draft = async (
    { webhookId, webhook: input, receiverIndex, sample }: PreviewInput,
    takeSample: TakeSample,
    { isSent, mayChange }: { isSent: boolean; mayChange: boolean }
  ): Promise<Draft> => {
    const stored = await findStored(webhookId);
    const parsed = stored && !mayChange ? stored : parseDraft(input, stored, isSent);
    const nowMs = clock();
    const throwaway = {
      id: ids('sec'),
      kind: 'symmetric',
      value: generateSecret('symmetric').value,
      createdAt: nowMs,
      expiresAt: null,
    } as const;
    const webhook: Webhook = {
      ...parsed,
      id: stored?.id ?? ids('wh'),
      isDeclared: false,
      // A new webhook has no secret yet; the request shall show where its signature will stand.
      secrets: stored && stored.secrets.length > 0 ? stored.secrets : [throwaway],
      createdAt: stored?.createdAt ?? nowMs,
      updatedAt: nowMs,
      fault: null,
    };
    const receiver = webhook.receivers[receiverIndex];
    if (!receiver) throw new PluginError('RECEIVER_NOT_FOUND');
    const taken = await takeSample(sample);
    const event = { id: ids('evt'), type: sample.type, occurredAt: nowMs, seq: 1, isTruncated: false, traceparent: null, ...taken };
    return { webhook, receiver, event };
  };

  const build = ({ webhook, receiver, event }: Draft, bearer: string | null): OutgoingRequest => {
    try {
      return buildRequest({
        webhook,
        receiver,
        event,
        deliveryId: ids('dlv'),
        attempt: 1,
        nowMs: clock(),
        bearer,
        version,
        submissionsAsPairs,
      });
    } catch (error) {
      if (!(error instanceof FormatFault)) throw error;
      const path = receiver.format ? `receivers.${webhook.receivers.indexOf(receiver)}.format.body` : 'format.body';
      throw new PluginError('INVALID_INPUT', [{ path, message: error.message }], { cause: error });
    }
  };

  const view = ({ webhook, event }: Draft, { url, headers, secretHeaderNames, body }: OutgoingRequest): RequestPreview => ({
    method: 'POST',
    url,
    headers: maskHeaders(headers, secretHeaderNames).map(([name, value]) => ({ name, value })),
    body: body.toString('utf8'),
    skippedBecause: skipReason(event, webhook),
  });

  return {
    /** The request a receiver would get, secrets masked. Throws `INVALID_INPUT`, `WEBHOOK_NOT_FOUND`, `RECEIVER_NOT_FOUND`. */
    async preview(input: PreviewInput, takeSample: TakeSample): Promise<RequestPreview> {
      const made = await draft(input, takeSample, { isSent: false, mayChange: true });
      // Masked in the view; fetching a token for a look would call the receiver's side.
      return view(made, build(made, made.webhook.auth.kind === 'oauth2' ? 'token' : null));
    },

    /**
     * Sends it, marked as a test, and shows what came back. Who may not change webhooks tests a stored one as it is: otherwise they could lead
     * its secrets to an address of their own, or have a body of their own signed and acted upon. Theirs are no tests of unsaved ones: that
     * throws `ACTION_FORBIDDEN`.
     */
    async test(input: PreviewInput, takeSample: TakeSample, mayChange: boolean): Promise<TestResult> {
      if (input.webhookId === null && !mayChange) throw new PluginError('ACTION_FORBIDDEN');
      const made = await draft(input, takeSample, { isSent: true, mayChange });
      const { auth, timeoutMs } = made.webhook;
      const startedAt = clock();
      const token = auth.kind === 'oauth2' ? await tokens.get(auth, timeoutMs) : null;
      const built = build(made, token?.kind === 'token' ? token.token : null);
      const request: OutgoingRequest = { ...built, headers: { ...built.headers, [TEST_HEADER]: '1' } };
      if (token && token.kind !== 'token') {
        const outcome = { kind: 'unreachable', reason: 'network', detail: `no access token: ${token.because}` } as const;
        return { request: view(made, request), outcome, durationMs: clock() - startedAt, response: null };
      }
      const reply = await sender.send({ url: request.url, headers: request.headers, body: request.body, timeoutMs });
      const outcome = reply.kind === 'postponed' ? ({ kind: 'postponed', because: reply.because } as const) : judge(reply, clock());
      return { request: view(made, request), outcome, durationMs: reply.durationMs, response: viewReply(reply, request) };
    },
  };
};

export type Preview = ReturnType<typeof createPreview>;
