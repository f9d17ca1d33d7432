import { createHmac, createPublicKey, verify } from 'node:crypto';
import { Webhook as StandardVerifier } from 'standardwebhooks';
import { Webhook as SvixVerifier } from 'svix';
import { describe, expect, it } from 'vitest';
import { MASK } from '../../../shared/contracts/webhook';
import { FormatFault } from '../../../server/src/outbound/format/define';
import { buildRequest, maskHeaders, type RequestInput } from '../../../server/src/outbound/request';
import type { Secret } from '../../../server/src/outbound/webhook';
import { generateSecret } from '../../../server/src/signing/secret';
import { event, ownEvent, SECRET, webhook } from './bundles';

/** Now, because the verifiers refuse what is older than five minutes. */
const NOW = Date.now();

const build = (part: Partial<RequestInput> = {}) =>
  buildRequest({
    webhook: webhook(),
    receiver: { url: 'https://one.example/hook', format: null },
    event: event(),
    deliveryId: 'dlv1',
    attempt: 1,
    nowMs: NOW,
    bearer: null,
    version: '1.2.3',
    ...part,
  });

const secret = (value: string, expiresAt: number | null = null, kind: Secret['kind'] = 'symmetric'): Secret => ({
  id: value,
  kind,
  value,
  createdAt: 0,
  expiresAt,
});

const text = ({ body }: { body: Buffer }): string => body.toString();

const TEMPLATE = { kind: 'template', contentType: 'text/plain' } as const;

describe('a request', () => {
  it('says who sends what, for which delivery, at which attempt', () => {
    const { url, headers } = build({ attempt: 3 });

    expect(url).toBe('https://one.example/hook');
    expect(headers).toMatchObject({
      'User-Agent': 'Switchboard/1.2.3 (+strapi)',
      'Content-Type': 'application/json; charset=utf-8',
      'webhook-id': event().id,
      'webhook-timestamp': String(Math.floor(NOW / 1000)),
      'X-Strapi-Event': 'entry.publish',
      'X-Switchboard-Delivery': 'dlv1',
      'X-Switchboard-Attempt': '3',
    });
  });

  it('is the same for the same input, to the byte', () => {
    expect(build()).toEqual(build());
  });

  it('keeps its id over attempts and has a fresh timestamp and signature', () => {
    const [first, second] = [build(), build({ attempt: 2, nowMs: NOW + 5_000 })];

    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
    expect(second.body).toEqual(first.body);
  });

  it('shows a template of the webhook its id and name, and none of its secrets', () => {
    const format = { ...TEMPLATE, body: '{{ webhook | json }} {{ webhook.secrets[0].value }}{{ webhook.auth.token }}' };

    expect(text(build({ webhook: webhook({ format, auth: { kind: 'bearer', token: 'hidden' } }) }))).toBe(
      '{"id":"wh1","name":"Site"} '
    );
  });

  it('is written in the format of its receiver URL where that has one', () => {
    const receiver = { url: 'https://one.example/', format: { kind: 'form-urlencoded' } as const };

    expect(build({ receiver }).headers['Content-Type']).toBe('application/x-www-form-urlencoded; charset=utf-8');
    expect(text(build({ receiver }))).toContain('entry.title=Hello');
  });

  it('holds only what the webhook chose to send', () => {
    expect(JSON.parse(text(build({ webhook: webhook({ payload: { kind: 'fields', fields: ['title'] } }) })))).toMatchObject({
      entry: { title: 'Hello' },
    });
    expect(text(build({ webhook: webhook({ payload: { kind: 'ids' } }) }))).not.toContain('Hello');
  });

  it('cannot be split by the type of an own event', () => {
    expect(build({ event: ownEvent(1, { type: 'ordér.\r\nX-Evil: 1' }) }).headers['X-Strapi-Event']).toBe(
      'ord%C3%A9r.%0D%0AX-Evil: 1'
    );
  });

  it('that cannot be made is our own fault', () => {
    const template = { ...TEMPLATE, body: '{% for i in (1..1000000000) %}{% endfor %}' };

    expect(() => build({ webhook: webhook({ format: template }) })).toThrow(FormatFault);
  });
});

describe('signatures', () => {
  it.each([
    ['standardwebhooks', () => new StandardVerifier(SECRET)],
    ['svix', () => new SvixVerifier(SECRET)],
  ])('are accepted by %s', (_name, verifier) => {
    const request = build({ event: event({}, { entry: { title: '😀 ünïcode' } }) });

    expect(() => verifier().verify(text(request), request.headers as Record<string, string>)).not.toThrow();
    expect(() => verifier().verify(`${text(request)} `, request.headers as Record<string, string>)).toThrow();
  });

  it('are made with every live secret, current first, and with no other', () => {
    const [current, old, expired] = [1, 2, 3].map(() => generateSecret('symmetric').value) as [string, string, string];
    const request = build({ webhook: webhook({ secrets: [secret(expired, NOW), secret(old, NOW + 1), secret(current)] }) });
    const parts = request.headers['webhook-signature']!.split(' ');
    const only = (value: string) => build({ webhook: webhook({ secrets: [secret(value)] }) }).headers['webhook-signature'];

    expect(parts).toEqual([only(current), only(old)]);
  });

  it('are made with Ed25519 where the webhook has such a secret', () => {
    const { value, publicKey } = generateSecret('ed25519');
    const request = build({ webhook: webhook({ secrets: [secret(value, null, 'ed25519')] }) });
    const [version, signature] = request.headers['webhook-signature']!.split(',');
    const x = Buffer.from(publicKey!.slice('whpk_'.length), 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const signed = Buffer.concat([
      Buffer.from(`${request.headers['webhook-id']}.${request.headers['webhook-timestamp']}.`),
      request.body,
    ]);

    expect(version).toBe('v1a');
    expect(verify(null, signed, key, Buffer.from(signature!, 'base64'))).toBe(true);
  });

  it('in the styles of GitHub and ASP.NET are keyed with the text of the newest symmetric secret', () => {
    const [current, old] = [generateSecret('symmetric').value, generateSecret('symmetric').value];
    const secrets = [secret(generateSecret('ed25519').value, null, 'ed25519'), secret(current), secret(old, NOW + 1)];
    const request = build({ webhook: webhook({ secrets, extraSignatures: ['github', 'aspnet'] }) });
    const hex = createHmac('sha256', current).update(request.body).digest('hex');

    expect(request.headers['X-Hub-Signature-256']).toBe(`sha256=${hex}`);
    expect(request.headers['ms-signature']).toBe(`sha256=${hex.toUpperCase()}`);
  });

  it('in those styles are there only when asked for, and where there is a key for them', () => {
    const ed25519 = [secret(generateSecret('ed25519').value, null, 'ed25519')];

    expect(Object.keys(build().headers)).not.toContain('X-Hub-Signature-256');
    expect(Object.keys(build({ webhook: webhook({ secrets: ed25519, extraSignatures: ['github'] }) }).headers)).not.toContain(
      'X-Hub-Signature-256'
    );
  });

  it('are missing where a declared webhook has no secret', () => {
    expect(Object.keys(build({ webhook: webhook({ secrets: [] }) }).headers)).not.toContain('webhook-signature');
  });
});

describe('authentication', () => {
  const authorization = (auth: RequestInput['webhook']['auth'], bearer: string | null = null) =>
    build({ webhook: webhook({ auth }), bearer }).headers['Authorization'];

  it('is basic in UTF-8, bearer, or a token that somebody fetched', () => {
    const oauth2 = {
      kind: 'oauth2',
      tokenUrl: 'https://id.example/',
      clientId: 'a',
      clientSecret: 'b',
      scope: '',
      audience: '',
    } as const;

    expect(authorization({ kind: 'none' })).toBeUndefined();
    expect(authorization({ kind: 'basic', username: 'ada', password: 'pässword:1' })).toBe(
      `Basic ${Buffer.from('ada:pässword:1').toString('base64')}`
    );
    expect(authorization({ kind: 'bearer', token: 't0ken' })).toBe('Bearer t0ken');
    expect(authorization(oauth2, 'fetched')).toBe('Bearer fetched');
    expect(authorization(oauth2)).toBeUndefined();
  });

  it('may be a header of any name', () => {
    expect(build({ webhook: webhook({ auth: { kind: 'header', name: 'X-Api-Key', value: 'k' } }) }).headers['X-Api-Key']).toBe('k');
  });
});

describe('the webhook’s own headers', () => {
  it('are sent, and may replace the User-Agent whatever its case', () => {
    const headers = [
      { name: 'X-Site', value: 'blog', isSecret: false },
      { name: 'user-agent', value: 'mine', isSecret: false },
    ];
    const built = build({ webhook: webhook({ headers }) }).headers;

    expect(built['X-Site']).toBe('blog');
    expect(Object.entries(built).filter(([name]) => name.toLowerCase() === 'user-agent')).toEqual([['user-agent', 'mine']]);
  });

  it('cannot replace what identifies and proves a request, even where an old record tries', () => {
    const headers = ['Webhook-Id', 'WEBHOOK-SIGNATURE', 'content-type', 'x-switchboard-delivery'].map((name) => ({
      name,
      value: 'evil',
      isSecret: false,
    }));

    expect(Object.values(build({ webhook: webhook({ headers }) }).headers)).not.toContain('evil');
  });
});

describe('masking', () => {
  it('hides signatures, authentication and secret headers, and nothing else', () => {
    const headers = [
      { name: 'X-Site', value: 'blog', isSecret: false },
      { name: 'X-Token', value: 'hush', isSecret: true },
      { name: 'Cookie', value: 'sid=1', isSecret: false },
    ];
    const request = build({
      webhook: webhook({
        headers,
        auth: { kind: 'header', name: 'X-Api-Key', value: 'hush' },
        extraSignatures: ['github', 'aspnet'],
      }),
    });
    const masked = maskHeaders(request.headers, request.secretHeaderNames);

    expect(
      masked
        .filter(([, value]) => value === MASK)
        .map(([name]) => name)
        .sort()
    ).toEqual(['Cookie', 'X-Api-Key', 'X-Hub-Signature-256', 'X-Token', 'ms-signature', 'webhook-signature'].sort());
    expect(masked).toHaveLength(Object.keys(request.headers).length);
    expect(JSON.stringify(masked)).not.toContain('hush');
  });

  it('hides the access token of OAuth2', () => {
    const auth = {
      kind: 'oauth2',
      tokenUrl: 'https://id.example/',
      clientId: 'a',
      clientSecret: 'b',
      scope: '',
      audience: '',
    } as const;
    const request = build({ webhook: webhook({ auth }), bearer: 'hush' });

    expect(maskHeaders(request.headers, request.secretHeaderNames)).toContainEqual(['Authorization', MASK]);
  });
});
