import { describe, expect, it } from 'vitest';
import { MASK } from '../../../shared/contracts/webhook';
import { maskReply } from '../../../server/src/outbound/mask-reply';
import { buildRequest } from '../../../server/src/outbound/request';
import type { Webhook } from '../../../server/src/outbound/webhook';
import { event, webhook } from './bundles';

const requestOf = (part: Partial<Webhook>) =>
  buildRequest({
    webhook: webhook(part),
    receiver: { url: 'https://one.example/hook', format: null },
    event: event(),
    deliveryId: 'dlv1',
    attempt: 1,
    nowMs: Date.now(),
    bearer: null,
    version: '1.2.3',
  });

const answer = (body: string | Buffer, headers: readonly (readonly [string, string])[] = []) =>
  ({ kind: 'answered', status: 200, headers, body: Buffer.from(body), isTruncated: false, durationMs: 1 }) as const;

describe('an answer that repeats its request', () => {
  it('shows none of its secrets, in no header and nowhere in its body', () => {
    const request = requestOf({
      auth: { kind: 'bearer', token: 'token-to-hide' },
      headers: [{ name: 'X-Key', value: 'key "to" hide é', isSecret: true }],
      extraSignatures: ['github', 'aspnet'],
    });
    const echoed = answer(JSON.stringify(request.headers), [['X-Echo', request.headers['Authorization']!]]);

    const { headers, body } = maskReply(echoed, request);

    expect(headers).toEqual([['X-Echo', MASK]]);
    expect(JSON.parse(body.toString())).toMatchObject({
      Authorization: MASK,
      'X-Key': MASK,
      'webhook-signature': MASK,
      'X-Hub-Signature-256': MASK,
      'ms-signature': MASK,
      'webhook-id': event().id,
    });
  });

  it('shows no part of them either: the token alone, the password alone, one signature alone', () => {
    const bearer = requestOf({ auth: { kind: 'bearer', token: 'token-to-hide' } });
    const basic = requestOf({ auth: { kind: 'basic', username: 'ada', password: 'pass:to:hide' } });
    const [signature] = bearer.headers['webhook-signature']!.split(' ');

    expect(maskReply(answer('got token-to-hide'), bearer).body.toString()).toBe(`got ${MASK}`);
    expect(maskReply(answer('ada / pass:to:hide'), basic).body.toString()).toBe(`ada / ${MASK}`);
    expect(maskReply(answer(`bad ${signature}!`), bearer).body.toString()).toBe(`bad ${MASK}!`);
  });
});

describe('any other answer', () => {
  it('keeps its bytes, text or not', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28, 0x80]);

    expect(maskReply(answer(bytes), requestOf({})).body).toEqual(bytes);
  });

  it('shows no cookies of the receiver', () => {
    expect(maskReply(answer('', [['Set-Cookie', 'session=1']]), requestOf({})).headers).toEqual([['Set-Cookie', MASK]]);
  });
});
