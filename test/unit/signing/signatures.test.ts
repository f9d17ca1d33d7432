import { createHmac, createPublicKey, verify } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { msSignature } from '../../../server/src/signing/aspnet';
import { hubSignature } from '../../../server/src/signing/github';
import { sameBytes } from '../../../server/src/signing/same-bytes';
import { generateSecret } from '../../../server/src/signing/secret';
import { signStandard } from '../../../server/src/signing/standard-webhooks';
import { vectors } from '../../fixtures/signatures/vectors.json';

const PUBLISHED = {
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestampS: 1614265330, body: Buffer.from('{"test": 2432232314}') },
  symmetric: { kind: 'symmetric', value: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  v1: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ed25519: {
    kind: 'ed25519',
    value: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  },
  v1a: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
} as const;

const verifiesEd25519 = (signature: string, publicKey: string, content: Buffer): boolean => {
  const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  return verify(null, content, key, Buffer.from(signature.slice('v1a,'.length), 'base64'));
};

/** As a receiver sees it: valid now, because the npm verifiers look at the clock. */
const freshMessage = (body: Buffer) => ({ id: 'evt_1', timestampS: Math.floor(Date.now() / 1000), body });
const headersOf = (prefix: string, message: ReturnType<typeof freshMessage>, signature: string) => ({
  [`${prefix}-id`]: message.id,
  [`${prefix}-timestamp`]: String(message.timestampS),
  [`${prefix}-signature`]: signature,
});

describe('Standard Webhooks', () => {
  it('makes the published v1 and v1a signatures', () => {
    expect(signStandard(PUBLISHED.message, [PUBLISHED.symmetric])).toBe(PUBLISHED.v1);
    expect(signStandard(PUBLISHED.message, [PUBLISHED.ed25519])).toBe(PUBLISHED.v1a);
  });

  it('signs with every secret, in their order, and not at all without one', () => {
    expect(signStandard(PUBLISHED.message, [PUBLISHED.ed25519, PUBLISHED.symmetric])).toBe(`${PUBLISHED.v1a} ${PUBLISHED.v1}`);
    expect(signStandard(PUBLISHED.message, [])).toBe('');
  });

  it.each(['{}', '{"title":"Grüße, 世界 🎉"}', JSON.stringify('x'.repeat(100_000))])(
    'is accepted by the standardwebhooks and svix libraries (%#)',
    (text) => {
      const secrets = [1, 2, 3].map(() => generateSecret('symmetric').value);
      const message = freshMessage(Buffer.from(text));
      const signature = signStandard(message, [
        { kind: 'ed25519', value: generateSecret('ed25519').value },
        ...secrets.map((value) => ({ kind: 'symmetric' as const, value })),
      ]);

      for (const secret of secrets) {
        expect(new StandardWebhook(secret).verify(text, headersOf('webhook', message, signature))).toEqual(JSON.parse(text));
        expect(new SvixWebhook(secret).verify(text, headersOf('svix', message, signature))).toEqual(JSON.parse(text));
      }
    }
  );

  it('is refused by the libraries when the body, the id or the time changed', () => {
    const { value } = generateSecret('symmetric');
    const message = freshMessage(Buffer.from('{"a":1}'));
    const headers = headersOf('webhook', message, signStandard(message, [{ kind: 'symmetric', value }]));
    const verifier = new StandardWebhook(value);

    expect(() => verifier.verify('{"a":2}', headers)).toThrow(/signature/i);
    expect(() => verifier.verify('{"a":1}', { ...headers, 'webhook-id': 'evt_2' })).toThrow(/signature/i);
    expect(() => verifier.verify('{"a":1}', { ...headers, 'webhook-timestamp': String(message.timestampS - 1) })).toThrow(
      /signature/i
    );
  });

  it('signs bytes that are no text', () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3]);
    const message = { id: 'evt_1', timestampS: 1, body };
    const key = Buffer.alloc(32, 7);
    const expected = createHmac('sha256', key)
      .update(Buffer.concat([Buffer.from('evt_1.1.'), body]))
      .digest('base64');

    expect(signStandard(message, [{ kind: 'symmetric', value: `whsec_${key.toString('base64')}` }])).toBe(`v1,${expected}`);
  });

  it('makes v1a signatures that the public key verifies, for that message only', () => {
    const { value, publicKey } = generateSecret('ed25519');
    const signature = signStandard({ id: 'evt_1', timestampS: 1, body: Buffer.from('{}') }, [{ kind: 'ed25519', value }]);

    expect(verifiesEd25519(signature, publicKey!, Buffer.from('evt_1.1.{}'))).toBe(true);
    expect(verifiesEd25519(signature, publicKey!, Buffer.from('evt_1.2.{}'))).toBe(false);
  });

  it('refuses a damaged secret, or one of another kind, without repeating it', () => {
    const sign = (kind: 'symmetric' | 'ed25519', value: string) => () => signStandard(PUBLISHED.message, [{ kind, value }]);

    expect(sign('symmetric', 'whsec_not base64!')).toThrow(/cannot be read/);
    expect(sign('ed25519', PUBLISHED.symmetric.value)).toThrow(/kind ed25519/);
    expect(sign('symmetric', 'whsec_not base64!')).not.toThrow(/not base64!/);
  });
});

const makers: Record<string, { header: string; make: (body: Buffer, secret: string) => string }> = {
  github: { header: 'X-Hub-Signature-256', make: hubSignature },
  'ms-signature': { header: 'ms-signature', make: msSignature },
};

describe('signatures of the body alone', () => {
  it.each(vectors.filter(({ service }) => service in makers))('$id: $why', ({ service, secret, headers, body, expected }) => {
    const { header, make } = makers[service]!;
    const given = (headers as Record<string, unknown>)[header];
    const isValid = typeof given === 'string' && sameBytes(given, make(Buffer.from(body, 'base64'), secret));

    expect(isValid).toBe(expected === 'valid');
  });

  it('writes hex as each of the two receivers wants it', () => {
    expect(hubSignature(Buffer.from('a'), 'b')).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(msSignature(Buffer.from('a'), 'b')).toMatch(/^sha256=[0-9A-F]{64}$/);
  });
});

describe('sameBytes', () => {
  it('compares texts and buffers of any length', () => {
    expect(sameBytes('abc', Buffer.from('abc'))).toBe(true);
    expect(sameBytes('abc', 'abd')).toBe(false);
    expect(sameBytes('abc', 'abcd')).toBe(false);
    expect(sameBytes('', '')).toBe(true);
    expect(sameBytes('', 'a')).toBe(false);
  });
});
