import { describe, expect, it } from 'vitest';
import type { Reply, SendRequest, Sender } from '../../../server/src/http/send';
import type { TokenReply, Tokens } from '../../../server/src/http/oauth2';
import { createAttempt } from '../../../server/src/outbound/attempt';
import type { StoredEvent } from '../../../server/src/outbound/event';
import type { Letter, SendLetter } from '../../../server/src/outbound/letter';
import type { Webhook } from '../../../server/src/outbound/webhook';

const NOW = Date.UTC(2026, 0, 15, 10);

const webhook = (overrides: Partial<Webhook> = {}): Webhook => ({
  id: 'wh_1',
  name: 'Search',
  description: '',
  isDeclared: false,
  isEnabled: true,
  receivers: [{ id: 'rcv_1', url: 'https://example.com/hook', format: null }],
  events: [{ type: 'entry.*', uid: 'api::*' }],
  condition: null,
  payload: { kind: 'all' },
  format: { kind: 'json' },
  headers: [],
  auth: { kind: 'none' },
  extraSignatures: [],
  retry: { kind: 'custom', delaysS: [10, 20] },
  timeoutMs: 5_000,
  maxConcurrency: 5,
  maxPerSecond: null,
  order: { kind: 'none' },
  submissions: { names: 'keys', files: 'links' },
  asksFirst: null,
  secrets: [{ id: 'sec_1', kind: 'symmetric', value: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', createdAt: 0, expiresAt: null }],
  createdAt: 0,
  updatedAt: 0,
  fault: null,
  ...overrides,
});

const event: StoredEvent = {
  seq: 1,
  id: 'evt_1',
  type: 'entry.publish',
  occurredAt: NOW - 1_000,
  subject: { uid: 'api::article.article', model: 'article', documentId: 'doc', locale: 'en', status: 'published' },
  data: { entry: { id: 1, documentId: 'doc', title: 'Hello' }, changed: null, actor: null, own: null },
  isTruncated: false,
  traceparent: null,
};

const delivery = {
  id: 'dlv_1',
  eventId: 'evt_1',
  webhookId: 'wh_1',
  receiverId: 'rcv_1',
  attemptCount: 0,
  scheduleStart: 0,
  maxConcurrency: 10,
};

const answered = (status: number, headers: [string, string][] = []): Reply => ({
  kind: 'answered',
  status,
  headers,
  body: Buffer.from('ok'),
  isTruncated: false,
  durationMs: 3,
});

const noLetters = async (): Promise<void> => {
  throw new Error('no letter was expected');
};

/** An attempt whose sender gives `reply`, and the requests it was given. */
const attemptWith = (
  reply: Reply,
  token: TokenReply = { kind: 'failed', because: 'not asked for' },
  sendLetter = noLetters as SendLetter
) => {
  const requests: SendRequest[] = [];
  const forgotten: unknown[] = [];
  const sender: Sender = {
    send: async (request) => {
      requests.push(request);
      return reply;
    },
    close: async () => undefined,
  };
  const tokens: Tokens = { get: async () => token, forget: (auth) => void forgotten.push(auth) };
  const attempt = createAttempt({ sender, tokens, sendLetter, clock: () => NOW, chance: () => 0.5, version: '1.2.3' });
  const run = (subject: { webhook?: Webhook | null; event?: StoredEvent | null; delivery?: typeof delivery } = {}) =>
    attempt({ claimId: 'clm_1', delivery, webhook: webhook(), event, signal: new AbortController().signal, ...subject });
  return { run, requests, forgotten };
};

const oauth2 = {
  kind: 'oauth2',
  tokenUrl: 'https://id.example.com',
  clientId: 'a',
  clientSecret: 'b',
  scope: '',
  audience: '',
} as const;

describe('an attempt at an e-mail', () => {
  const letter: Letter = { to: 'ed@example.com', replyTo: 'ada@example.com', subject: 'New', text: 'Hello', html: '<p>Hello</p>' };
  const mailing = { isFor: () => true, write: () => letter };

  it('gives the letter to the provider, sends no request, and logs the letter', async () => {
    const sent: Letter[] = [];
    const { run, requests } = attemptWith(answered(500), undefined, async (given) => void sent.push(given));

    const { attempt, next } = await run({ webhook: webhook({ mailing }) });

    expect(sent).toEqual([letter]);
    expect(requests).toEqual([]);
    expect(next).toEqual({ kind: 'done' });
    expect(attempt.request).toEqual({
      url: 'mailto:ed@example.com',
      headers: [
        ['To', 'ed@example.com'],
        ['Reply-To', 'ada@example.com'],
        ['Subject', 'New'],
      ],
      body: Buffer.from('Hello'),
    });
  });

  it('is repeated by the schedule when the provider refuses, with its words in the log, but for the addresses', async () => {
    const { run } = attemptWith(answered(200), undefined, async () => {
      throw new Error('550 <ED@Example.com> is no such user, says ada@example.com');
    });

    const { attempt, next } = await run({ webhook: webhook({ mailing }) });

    expect(attempt.outcome).toEqual({
      kind: 'unreachable',
      reason: 'network',
      detail: '550 <<address>> is no such user, says <address>',
    });
    expect(next.kind).toBe('retry');
  });

  describe('to an address that the mail server refuses for good', () => {
    const refusal = (part: object = {}) =>
      Object.assign(new Error("550 5.1.1 <ed@example.com> isn't here"), {
        responseCode: 550,
        rejected: ['ed@example.com'],
        ...part,
      });
    const endOf = async (url: string, error: Error) => {
      const { run } = attemptWith(answered(200), undefined, async () => {
        throw error;
      });
      const receivers = [{ id: delivery.receiverId, url, format: null }];
      const { attempt, next } = await run({ webhook: webhook({ mailing, receivers }) });
      return { outcome: attempt.outcome, response: attempt.response?.body.toString(), next };
    };

    it('is given up where it is one visitor’s, with the words of the server', async () => {
      expect(await endOf('mailto:', refusal())).toEqual({
        outcome: { kind: 'rejected', status: 550 },
        response: "550 5.1.1 <<address>> isn't here",
        next: { kind: 'give-up', because: 'address refused' },
      });
    });

    it('is a failure like all others where the form names it, or the server refuses something else', async () => {
      for (const [url, error] of [
        ['mailto:ed@example.com', refusal()],
        ['mailto:', refusal({ responseCode: 450 })],
        ['mailto:', refusal({ rejected: undefined })],
      ] as const) {
        expect(await endOf(url, error)).toMatchObject({ outcome: { kind: 'unreachable' }, next: { kind: 'retry' } });
      }
    });
  });

  it('is given up when nobody is left to write to', async () => {
    const { run } = attemptWith(answered(200));

    const { next } = await run({ webhook: webhook({ mailing: { ...mailing, write: () => null } }) });

    expect(next).toEqual({ kind: 'give-up', because: 'webhook removed' });
  });
});

describe('an attempt', () => {
  it('is done when the receiver accepts', async () => {
    const { run, requests } = attemptWith(answered(204));

    const settlement = await run();

    expect(settlement.next).toEqual({ kind: 'done' });
    expect(settlement.attempt).toMatchObject({ number: 1, outcome: { kind: 'accepted', status: 204 } });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ url: 'https://example.com/hook', timeoutMs: 5_000 });
  });

  it('logs the very bytes that were sent, and no signature', async () => {
    const { run, requests } = attemptWith(answered(200));

    const { attempt } = await run();

    expect(attempt.request?.body).toBe(requests[0]?.body);
    const logged = Object.fromEntries(attempt.request?.headers ?? []);
    expect(requests[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(logged['webhook-signature']).not.toMatch(/^v1,/);
    expect(logged['webhook-id']).toBe('evt_1');
  });

  it.each([
    [3_000, [2_000]],
    [5_000, []],
    [70_000, []],
  ])('has one timeout for token and request, or it would outlive its lease: token after %i ms', async (tokenMs, timeouts) => {
    let nowMs = NOW;
    const given: number[] = [];
    const attempt = createAttempt({
      sender: { send: async ({ timeoutMs }) => (given.push(timeoutMs), answered(200)), close: async () => undefined },
      tokens: { get: async () => ((nowMs += tokenMs), { kind: 'token', token: 't' }), forget: () => undefined },
      sendLetter: noLetters,
      clock: () => nowMs,
      chance: () => 0.5,
      version: '1.2.3',
    });

    const subject = { claimId: 'clm_1', delivery, event, signal: new AbortController().signal };
    const { attempt: ended, next } = await attempt({ ...subject, webhook: webhook({ auth: oauth2 }) });

    expect(given).toEqual(timeouts);
    if (timeouts.length === 0) {
      expect(ended.outcome).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
      expect(next.kind).toBe('retry');
    }
  });

  it('gives the receiver all of its time, however long the request took to be made', async () => {
    let nowMs = NOW;
    const given: number[] = [];
    const attempt = createAttempt({
      sender: { send: async ({ timeoutMs }) => (given.push(timeoutMs), answered(200)), close: async () => undefined },
      tokens: { get: async () => ({ kind: 'failed', because: 'not asked for' }), forget: () => undefined },
      sendLetter: noLetters,
      // Each look at it finds the process ten seconds later.
      clock: () => (nowMs += 10_000),
      chance: () => 0.5,
      version: '1.2.3',
    });

    const ended = await attempt({ claimId: 'clm_1', delivery, event, signal: new AbortController().signal, webhook: webhook() });

    expect(given).toEqual([5_000]);
    expect(ended.next).toEqual({ kind: 'done' });
  });

  it('logs no more than 8 kB of headers of an answer, and obeys them all', async () => {
    const many = Array.from({ length: 200 }, (_, i): [string, string] => [`X-${i}`, 'x'.repeat(150)]);

    const { attempt, next } = await attemptWith(answered(503, [...many, ['Retry-After', '60']])).run();

    expect(JSON.stringify(attempt.response?.headers).length).toBeLessThan(9_000);
    expect(attempt.response?.isTruncated).toBe(true);
    expect(next).toEqual({ kind: 'retry', afterMs: 60_000 });
  });

  it('logs no secret that the receiver repeats', async () => {
    const { run } = attemptWith({ ...answered(200), body: Buffer.from('you sent: Bearer token-to-hide') } as Reply);

    const { attempt } = await run({ webhook: webhook({ auth: { kind: 'bearer', token: 'token-to-hide' } }) });

    expect(attempt.response?.body.toString()).not.toContain('token-to-hide');
    expect(attempt.response?.body.toString()).toContain('you sent: ');
  });

  it.each([301, 302, 307, 400, 404, 500])('is tried again by the schedule after a %i', async (status) => {
    const settlement = await attemptWith(answered(status)).run();

    expect(settlement.attempt.outcome).toEqual({ kind: 'rejected', status });
    expect(settlement.next).toEqual({ kind: 'retry', afterMs: 10_000 });
  });

  it('counts the schedule from the last resend', async () => {
    const settlement = await attemptWith(answered(500)).run({ delivery: { ...delivery, attemptCount: 7, scheduleStart: 6 } });

    expect(settlement.attempt.number).toBe(8);
    expect(settlement.next).toEqual({ kind: 'retry', afterMs: 20_000 });
  });

  it('gives up when the schedule has ended', async () => {
    const settlement = await attemptWith(answered(500)).run({ delivery: { ...delivery, attemptCount: 2 } });

    expect(settlement.next).toEqual({ kind: 'give-up', because: 'attempts exhausted' });
  });

  it('waits as long as Retry-After asks, in both forms', async () => {
    const seconds = await attemptWith(answered(429, [['Retry-After', '120']])).run();
    const date = await attemptWith(answered(503, [['retry-after', new Date(NOW + 90_000).toUTCString()]])).run();

    expect(seconds.next).toEqual({ kind: 'retry', afterMs: 120_000 });
    expect(date.next).toEqual({ kind: 'retry', afterMs: 90_000 });
  });

  it('stops for good at 410', async () => {
    expect((await attemptWith(answered(410)).run()).next).toEqual({ kind: 'give-up', because: 'endpoint gone' });
  });

  it('stops for good at a forbidden address', async () => {
    const settlement = await attemptWith({ kind: 'forbidden', address: '10.0.0.1', durationMs: 0 }).run();

    expect(settlement.attempt.outcome).toEqual({ kind: 'forbidden', address: '10.0.0.1' });
    expect(settlement.next).toEqual({ kind: 'give-up', because: 'forbidden address' });
  });

  it('uses up nothing when the fault is ours', async () => {
    const settlement = await attemptWith({ kind: 'postponed', because: 'the request was stopped', durationMs: 0 }).run();

    expect(settlement.next).toMatchObject({ kind: 'postpone', because: 'the request was stopped' });
    expect(settlement.attempt.request).not.toBeNull();
  });

  it('never sends for a webhook with a fault, such as secrets that cannot be read', async () => {
    const { run, requests } = attemptWith(answered(200));

    const settlement = await run({ webhook: webhook({ fault: 'its secrets cannot be decrypted' }) });

    expect(requests).toEqual([]);
    expect(settlement.next).toMatchObject({ kind: 'postpone', because: 'its secrets cannot be decrypted' });
  });

  it('ends with its webhook, its receiver URL and its event', async () => {
    const { run, requests } = attemptWith(answered(200));

    expect((await run({ webhook: null })).next).toEqual({ kind: 'give-up', because: 'webhook removed' });
    expect((await run({ webhook: webhook({ receivers: [] }) })).next).toEqual({ kind: 'give-up', because: 'webhook removed' });
    expect((await run({ event: null })).next).toEqual({ kind: 'give-up', because: 'event removed' });
    expect(requests).toEqual([]);
  });

  it('follows the schedule when a template cannot be rendered, without blaming the receiver', async () => {
    const template = { kind: 'template', body: '{% for i in (1..100000000) %}x{% endfor %}', contentType: 'text/plain' } as const;
    const { run, requests } = attemptWith(answered(200));

    const settlement = await run({ webhook: webhook({ format: template }) });

    expect(requests).toEqual([]);
    expect(settlement.attempt.outcome.kind).toBe('postponed');
    expect(settlement.next).toEqual({ kind: 'retry', afterMs: 10_000 });
  });

  it('sends the access token of an OAuth2 webhook, and forgets it after a 401', async () => {
    const { run, requests, forgotten } = attemptWith(answered(401), { kind: 'token', token: 'abc' });

    await run({ webhook: webhook({ auth: oauth2 }) });

    expect(requests[0]?.headers.Authorization).toBe('Bearer abc');
    expect(forgotten).toEqual([oauth2]);
  });

  it('counts a refused access token as a failure of the receiver', async () => {
    const { run, requests } = attemptWith(answered(200), { kind: 'failed', because: 'the token endpoint answered 400' });

    const settlement = await run({ webhook: webhook({ auth: oauth2 }) });

    expect(requests).toEqual([]);
    expect(settlement.attempt.outcome).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('answered 400') });
    expect(settlement.next).toEqual({ kind: 'retry', afterMs: 10_000 });
  });
});
