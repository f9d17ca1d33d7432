import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormSettings, PublicForm } from '../../shared/contracts/form';
import { definition, field, form, page, settings } from '../support/forms';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor, type Reply } from './form-submit-bench';

let app: RunningStrapi;
let service: Receiver;
let site: ReturnType<typeof visitor>;

beforeAll(async () => {
  service = await startReceiver();
  const account = {
    siteKey: 'site-key',
    secret: 'captcha-secret',
    hostnames: ['www.example.com'],
    verifyUrl: `${service.url}/verify`,
  };
  app = await startStrapi({
    plugins: {
      switchboard: { config: { forms: { proofOfWorkHashes: 2_000, captcha: { turnstile: account, recaptcha: account } } } },
    },
  });
  site = visitor(app);
  await app.admin('POST', '/switchboard/webhooks', { name: 'All', receivers: [service.url], events: [{ type: '*', uid: '*' }] });
});
afterAll(async () => {
  await app?.stop();
  await service?.close();
});

const spam = (more: Partial<FormSettings['spam']>) => ({ spam: { ...settings().spam, ...more } });

const guarded = async (key: string, more: Partial<FormSettings['spam']>, rest: Partial<FormSettings> = {}) =>
  site.publish(
    form(key, [], {
      definition: definition([page([field('name', { isRequired: true })])], { settings: settings({ ...spam(more), ...rest }) }),
    })
  );

/** An answer as anybody sees it: what must not differ between spam and success. */
const seen = ({ status, headers, text, receipt }: Reply): unknown => ({
  status,
  type: headers.get('content-type'),
  cache: headers.get('cache-control'),
  body: text.replace(receipt.id, 'ID'),
});

describe('a honeypot', () => {
  it('catches what fills it on every door, answers as if nothing was wrong, and delivers it to nobody', async () => {
    const { id, key } = await guarded('honey', { honeypot: true });
    const { honeypot } = (await site.show(key)).spam;
    expect(honeypot).toMatch(/^[a-z0-9]+-[a-z0-9]{6}$/);
    const filled = { name: 'Bot', [honeypot!]: 'https://spam.example' };

    const good = await site.post(key, { answers: { name: 'Ada' }, honeypot: '' });
    const caught = [
      await site.post(key, { answers: { name: 'Bot' }, honeypot: 'filled' }),
      await site.postForm(key, filled),
      await site.postFiles(key, filled, []),
    ];

    for (const reply of caught) expect(seen(reply)).toEqual(seen(good));
    expect((await site.rows(id)).map(({ status, meta }) => [status, meta['spamReasons']])).toEqual([
      ['new', undefined],
      ['spam', ['honeypot']],
      ['spam', ['honeypot']],
      ['spam', ['honeypot']],
    ]);
    expect(await site.eventTypes(key)).toEqual(['form.submission.create', 'form.submission.complete']);
  });

  it('is judged before answers are: what a bot got wrong is not told', async () => {
    const { id, key } = await guarded('honey-faults', { honeypot: true });

    const reply = await site.post(key, { answers: { unknown: 1 }, honeypot: 'x' });

    expect(reply.status).toBe(201);
    expect(await site.rows(id)).toMatchObject([{ status: 'spam', values: { name: null } }]);
  });

  it('uses up no place where places are limited', async () => {
    const { key } = await guarded('honey-places', { honeypot: true }, { maxSubmissions: 1, oncePer: 'address' });
    await site.post(key, { answers: { name: 'Bot' }, honeypot: 'x' });

    expect((await site.post(key, { answers: { name: 'Ada' } })).status).toBe(201);
  });
});

describe('a minimum time', () => {
  it('catches what is faster, what has no token and what has another form’s', async () => {
    const { id, key } = await guarded('timed', { minSeconds: 600 });
    await guarded('timed-other', {});
    const own = await site.show(key);
    const other = await site.show('timed-other');

    const replies = [
      await site.post(key, { answers: { name: 'Fast' }, token: own.token }),
      await site.post(key, { answers: { name: 'None' } }),
      await site.post(key, { answers: { name: 'Other' }, token: other.token }),
      await site.post(key, { answers: { name: 'Forged' }, token: `${own.token}x` }),
    ];

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await site.rows(id)).map(({ meta }) => meta['spamReasons'])).toEqual([
      ['too-fast'],
      ['no-token'],
      ['forged-token'],
      ['forged-token'],
    ]);
  });

  it('lets in who took it, and asks a form without one for no token', async () => {
    const timed = await guarded('timed-slow', { minSeconds: 1 });
    const free = await guarded('timed-free', {});
    const { token } = await site.show(timed.key);
    const openedAt = Date.now();
    // The token counts by the server's clock, which is this one: asked until the second is over.
    while (Date.now() - openedAt < 1_100) await site.show(timed.key);

    await site.post(timed.key, { answers: { name: 'Ada' }, token });
    await site.postForm(free.key, { name: 'Ada' });

    expect(await site.rows(timed.id)).toMatchObject([{ status: 'new' }]);
    expect(await site.rows(free.id)).toMatchObject([{ status: 'new' }]);
  });
});

const solve = ({ salt, challenge, maxnumber, algorithm, signature }: NonNullable<PublicForm['spam']['proofOfWork']>): string => {
  for (let number = 0; number <= maxnumber; number += 1) {
    if (
      createHash('sha256')
        .update(salt + number)
        .digest('hex') === challenge
    )
      return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
  }
  throw new Error('no solution');
};

describe('a proof of work', () => {
  it('counts once, for its form, and is not used up by a mistake', async () => {
    const { id, key } = await guarded('worked', { proofOfWork: true });
    const other = await guarded('worked-too', { proofOfWork: true });
    const proofOfWork = solve((await site.show(key)).spam.proofOfWork!);

    const mistaken = await site.post(key, { answers: {}, proofOfWork });
    const first = await site.post(key, { answers: { name: 'Ada' }, proofOfWork });
    const second = await site.post(key, { answers: { name: 'Grace' }, proofOfWork });
    const elsewhere = await site.post(other.key, { answers: { name: 'Ada' }, proofOfWork });
    const none = await site.post(key, { answers: { name: 'Ada' } });

    expect([mistaken.status, mistaken.error.name]).toEqual([422, 'ANSWERS_INVALID']);
    expect(first.status).toBe(201);
    for (const reply of [second, elsewhere, none])
      expect(reply).toMatchObject({
        status: 422,
        error: { name: 'CHECK_FAILED', details: { errors: [{ name: 'proof-of-work' }] } },
      });
    expect(await site.rows(id)).toHaveLength(1);
  });

  it('counts once when it comes many times at once', async () => {
    const { id, key } = await guarded('worked-parallel', { proofOfWork: true });
    const proofOfWork = solve((await site.show(key)).spam.proofOfWork!);

    const replies = await Promise.all(['a', 'b', 'c', 'd'].map((name) => site.post(key, { answers: { name }, proofOfWork })));

    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    expect(await site.rows(id)).toHaveLength(1);
  });

  it.each([
    ['nothing', ''],
    ['no Base64', '%%%'],
    ['null', Buffer.from('null').toString('base64')],
    ['a salt that is none', Buffer.from('{"salt":1,"algorithm":"SHA-256"}').toString('base64')],
    [
      'another algorithm',
      Buffer.from('{"salt":"x","algorithm":"MD5","challenge":"x","signature":"x","number":1}').toString('base64'),
    ],
  ])('that is %s is refused', async (_what, proofOfWork) => {
    const key = 'worked-badly';
    if ((await site.send('GET', `/${key}`)).status === 404) await guarded(key, { proofOfWork: true });

    expect((await site.post(key, { answers: { name: 'Ada' }, proofOfWork })).status).toBe(422);
  });
});

describe('a captcha', () => {
  const answer = (body: object | string, status = 200) =>
    service.behave((request) =>
      request.path === '/verify'
        ? {
            kind: 'answer',
            status,
            headers: { 'content-type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }
        : 200
    );

  it('is asked of the service, with its secret, and its site key is shown', async () => {
    answer({ success: true, hostname: 'www.example.com', action: 'switchboard' });
    const { id, key } = await guarded('captcha', { captcha: 'turnstile' });

    expect((await site.show(key)).spam.captcha).toEqual({ kind: 'turnstile', siteKey: 'site-key' });
    expect((await site.post(key, { answers: { name: 'Ada' }, captcha: 'solved' })).status).toBe(201);
    expect((await site.postForm(key, { name: 'Ada', 'cf-turnstile-response': 'solved-too' })).status).toBe(201);

    const asked = service.requests
      .filter((request) => request.path === '/verify')
      .map((request) => new URLSearchParams(request.text));
    expect(asked.map((one) => [one.get('secret'), one.get('response')])).toEqual([
      ['captcha-secret', 'solved'],
      ['captcha-secret', 'solved-too'],
    ]);
    expect(await site.rows(id)).toHaveLength(2);
  });

  it.each([
    ['says no', { success: false }, 200],
    ['speaks of another site', { success: true, hostname: 'evil.example', action: 'switchboard' }, 200],
    ['speaks of another action', { success: true, hostname: 'www.example.com', action: 'login' }, 200],
    ['fails', { success: true }, 500],
    ['speaks nonsense', '<html>', 200],
  ])('lets nobody in when the service %s', async (_what, body, status) => {
    const key = 'captcha-closed';
    if ((await site.send('GET', `/${key}`)).status === 404) await guarded(key, { captcha: 'turnstile' });
    answer(body, status);

    const reply = await site.post(key, { answers: { name: 'Ada' }, captcha: 'token' });

    expect(reply).toMatchObject({ status: 422, error: { name: 'CHECK_FAILED', details: { errors: [{ name: 'captcha' }] } } });
  });

  it('lets nobody in with a score that is too low, or when the service is not set up', async () => {
    answer({ success: true, hostname: 'www.example.com', action: 'switchboard', score: 0.3 });
    await guarded('captcha-score', { captcha: 'recaptcha' });
    await guarded('captcha-none', { captcha: 'hcaptcha' });

    expect((await site.post('captcha-score', { answers: { name: 'Ada' }, captcha: 'token' })).status).toBe(422);
    expect((await site.post('captcha-none', { answers: { name: 'Ada' }, captcha: 'token' })).status).toBe(422);
    answer({ success: true, hostname: 'www.example.com', action: 'switchboard', score: 0.9 });
    expect((await site.post('captcha-score', { answers: { name: 'Ada' }, captcha: 'token' })).status).toBe(201);
  });
});

describe('rate limits', () => {
  it('hold for an address, whatever becomes of its posts, and say how long to wait', async () => {
    const { id, key } = await guarded('rated', { perAddress: 3 });
    await site.post(key, { answers: {} });

    const replies = [];
    for (const name of ['a', 'b', 'c', 'd']) replies.push(await site.post(key, { answers: { name } }));

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 429, 429]);
    expect(replies[2]!.error.name).toBe('TOO_MANY_SUBMISSIONS');
    const seconds = Number(replies[3]!.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(500);
    expect(seconds).toBeLessThanOrEqual(600);
    expect(await site.rows(id)).toHaveLength(2);
  });

  it('hold for a form, exactly, when many come at once', async () => {
    const { id, key } = await guarded('rated-form', { perForm: 5 });

    const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => site.post(key, { answers: { name: `n${i}` } })));

    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await site.rows(id)).toHaveLength(5);
  });

  it('go by the address that the proxy saw, whatever a visitor claims before it', async () => {
    const { key } = await guarded('proxied', { perAddress: 1 });
    const { app: koa } = app.strapi.server;
    // As `proxy: { koa: true, maxIpsCount: 1 }` in config/server does it at the start.
    Object.assign(koa, { proxy: true, maxIpsCount: 1 });
    const from = (addresses: string) => site.post(key, { answers: { name: 'Ada' } }, { 'x-forwarded-for': addresses });

    const replies = [await from('203.0.113.1'), await from('198.51.100.7, 203.0.113.1'), await from('203.0.113.2')];
    Object.assign(koa, { proxy: false, maxIpsCount: 0 });

    expect(replies.map(({ status }) => status)).toEqual([201, 429, 201]);
  });

  it('keep no address', async () => {
    const guards = (await app.strapi.db.connection('switchboard_form_guards')) as object[];

    expect(guards.length).toBeGreaterThan(0);
    expect(JSON.stringify(guards)).not.toContain('127.0.0');
  });
});

describe('further pages', () => {
  it('are judged as the first, and look the same when they are spam', async () => {
    const pages = [page([field('name')]), page([field('comment')])];
    const made = await site.publish(
      form('paged', [], {
        definition: definition(pages, { settings: settings({ ...spam({ honeypot: true }), storesPartial: true }) }),
      })
    );
    const first = await site.post('paged', { answers: { name: 'Bot' }, page: pages[0]!.id });

    const reply = await site.patch('paged', first.receipt.resumeToken!, {
      answers: { comment: 'x' },
      page: pages[1]!.id,
      honeypot: 'x',
    });

    expect(reply).toMatchObject({ status: 200, receipt: { state: 'complete', message: 'Thank you.' } });
    expect(await site.rows(made.id)).toMatchObject([{ status: 'spam', state: 'complete' }]);
    expect(await site.eventTypes('paged')).toEqual(['form.submission.create']);
  });
});
