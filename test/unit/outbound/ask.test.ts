import { describe, expect, it } from 'vitest';
import type { SubmissionPayload } from '../../../shared/contracts/form';
import type { AsksFirst } from '../../../shared/contracts/webhook';
import type { Reply, SendRequest } from '../../../server/src/http/send';
import { createAsk } from '../../../server/src/outbound/ask';
import type { Webhook } from '../../../server/src/outbound/webhook';
import { webhook } from './bundles';

const subject = { uid: 'form:contact', model: 'form', documentId: 'sub1', locale: 'en', status: null } as const;
const payload = {
  kind: 'form-submission',
  form: { id: 'frm1', key: 'contact', title: 'Contact', version: 1, locale: 'en' },
  submission: { id: 'sub1', isFinalized: true, locale: 'en', submittedAt: '', user: null, pageUrl: null },
  fields: [{ id: 'fld_1', key: 'email', label: 'E-mail', type: 'email', value: 'ada@example.com' }],
  consents: [],
} as unknown as SubmissionPayload;

const answered = (status: number, body: unknown = ''): Reply => ({
  kind: 'answered',
  status,
  headers: [],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  isTruncated: false,
  durationMs: 1,
});

const TIMEOUT = { kind: 'unreachable', reason: 'timeout', detail: 'too late', durationMs: 9 } as Reply;

const asking = (part: Partial<Webhook> = {}, asksFirst: Partial<AsksFirst> = {}): Webhook =>
  webhook({
    events: [{ type: 'form.submission.complete', uid: 'form:contact' }],
    asksFirst: { deadlineMs: 2_000, whenSilent: 'accept', ...asksFirst },
    ...part,
  });

/** Webhooks whose receivers give these replies in turn, the last one for ever. */
const bench = (webhooks: readonly Webhook[], ...replies: readonly Reply[]) => benchOf({ isInPairs: false }, webhooks, ...replies);

const benchOf = ({ isInPairs }: { isInPairs: boolean }, webhooks: readonly Webhook[], ...replies: readonly Reply[]) => {
  const requests: SendRequest[] = [];
  const facts: unknown[] = [];
  const forgotten: unknown[] = [];
  const time = { ms: 1_000 };
  let count = 0;
  const ask = createAsk({
    webhooks: { all: async () => webhooks },
    sender: {
      send: async (request) => {
        requests.push(request);
        return replies[Math.min(requests.length, replies.length) - 1]!;
      },
      close: async () => undefined,
    },
    tokens: { get: async () => ({ kind: 'token', token: 'abc' }), forget: (auth) => void forgotten.push(auth) },
    ids: (prefix) => `${prefix}_${(count += 1)}`,
    clock: () => time.ms,
    announce: (_name, fact) => void facts.push(fact),
    version: '1.2.3',
    submissionsAsPairs: isInPairs,
  });
  return { ask: () => ask({ subject, payload }), requests, facts, forgotten, time };
};

describe('asking before a submission is stored', () => {
  it('sends the submission, signed, within the deadline, and says that it is a question', async () => {
    const { ask, requests } = bench([asking()], answered(204));

    expect(await ask()).toEqual({ kind: 'granted' });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ timeoutMs: 2_000, headers: { 'X-Switchboard-Ask': '1', 'X-Switchboard-Form': 'contact' } });
    expect(requests[0]!.headers['webhook-signature']).toMatch(/^v1,/);
    expect(JSON.parse(requests[0]!.body.toString())).toMatchObject({ email: 'ada@example.com' });
  });

  it('asks nobody who does not want to be asked, is switched off, or wants other forms or conditions', async () => {
    const { ask, requests } = bench(
      [
        webhook({ events: [{ type: 'form.submission.complete', uid: null }] }),
        asking({ isEnabled: false }),
        asking({ events: [{ type: 'form.submission.complete', uid: 'form:other' }] }),
        asking({ condition: { kind: 'compare', field: 'email', operator: 'is', value: 'eve@example.com' } }),
      ],
      answered(400)
    );

    expect(await ask()).toEqual({ kind: 'granted' });
    expect(requests).toEqual([]);
  });

  it('refuses with the words of the receiver that refuses, at its field, however many accept', async () => {
    const receivers = ['one', 'two', 'three'].map((name) => ({ id: name, url: `https://${name}.example`, format: null }));
    const { ask } = bench(
      [asking({ receivers })],
      answered(200),
      answered(422, { field: 'email', message: 'Known already.' }),
      answered(200)
    );

    expect(await ask()).toEqual({ kind: 'refused', path: 'email', message: 'Known already.' });
  });

  it.each([
    ['a page of HTML', '<h1>No</h1>', ''],
    ['no text', { message: 42 }, ''],
    ['a novel', { message: 'x'.repeat(600) }, 'x'.repeat(500)],
  ])('shows no more than a bounded text: %s', async (_what, body, message) => {
    const { ask } = bench([asking()], answered(403, body));

    expect(await ask()).toEqual({ kind: 'refused', path: '', message });
  });

  it.each([TIMEOUT, answered(500), answered(429), answered(408), answered(302), answered(401, { message: 'Who are you?' })])(
    'goes by the webhook’s own word when it is silent: %j',
    async (reply) => {
      expect(await bench([asking()], reply).ask()).toEqual({ kind: 'granted' });
      expect(await bench([asking({}, { whenSilent: 'refuse' })], reply).ask()).toEqual({ kind: 'refused', path: '', message: '' });
    }
  );

  it('lets one that is silent again and again rest, so that visitors do not wait for it', async () => {
    const { ask, requests, facts, time } = bench([asking()], TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, answered(200));

    for (let i = 0; i < 8; i += 1) await ask();
    expect(requests).toHaveLength(5);
    expect(facts.at(-1)).toMatchObject({ answer: 'silent', because: 'it was silent again and again' });

    time.ms += 30_001;
    await ask();
    expect(requests).toHaveLength(6);
    expect(facts.at(-1)).toMatchObject({ answer: 'granted' });
  });

  it('fetches another access token after a 401, which says nothing about the visitor', async () => {
    const auth = {
      kind: 'oauth2',
      tokenUrl: 'https://id.example/token',
      clientId: 'a',
      clientSecret: 'b',
      scope: '',
      audience: '',
    } as const;
    const { ask, requests, forgotten } = bench([asking({ auth })], answered(401), answered(200));

    expect(await ask()).toEqual({ kind: 'granted' });

    expect(requests[0]!.headers['Authorization']).toBe('Bearer abc');
    expect(forgotten).toEqual([auth]);
  });

  it('writes as the site does by default', async () => {
    const { ask, requests } = benchOf({ isInPairs: true }, [asking()], answered(200));

    await ask();

    expect(JSON.parse(requests[0]!.body.toString())).toContainEqual({ key: 'email', value: 'ada@example.com' });
  });

  it('never sends unsigned: without its secrets a webhook is silent', async () => {
    const { ask, requests } = bench([asking({ fault: 'no key' }, { whenSilent: 'refuse' })], answered(200));

    expect(await ask()).toMatchObject({ kind: 'refused' });
    expect(requests).toEqual([]);
  });
});
