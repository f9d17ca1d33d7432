import { describe, expect, it } from 'vitest';
import { generateSecret, isSecretValue, publicKeyOf } from '../../../server/src/signing/secret';

const PRIVATE = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';

const symmetric = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;

describe('secrets', () => {
  it('are made of 32 random bytes, never the same twice', () => {
    const { value, publicKey } = generateSecret('symmetric');

    expect(Buffer.from(value.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(publicKey).toBeNull();
    expect(generateSecret('symmetric').value).not.toBe(value);
  });

  it('come with their public key when they are a pair', () => {
    const { value, publicKey } = generateSecret('ed25519');

    expect(value).toMatch(/^whsk_/);
    expect(publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(publicKeyOf(value)).toBe(publicKey);
    expect(isSecretValue(value)).toBe(true);
  });

  it('give the published public key for the published private one', () => {
    expect(publicKeyOf(PRIVATE)).toBe(PUBLIC);
  });

  it('have no public key when they are symmetric, or no secrets', () => {
    expect(publicKeyOf(symmetric(32))).toBeNull();
    expect(publicKeyOf('whsk_AAAA')).toBeNull();
  });

  it.each([symmetric(24), symmetric(32), symmetric(64), PRIVATE])('are recognised: %s', (value) => {
    expect(isSecretValue(value)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['without a prefix', Buffer.alloc(32).toString('base64')],
    ['a prefix alone', 'whsec_'],
    ['too short', symmetric(23)],
    ['too long', symmetric(65)],
    ['base64url', 'whsec_____' + Buffer.alloc(30).toString('base64')],
    ['with a line break', `${symmetric(24)}\n`],
    ['a public key', PUBLIC],
    ['half a pair', `whsk_${Buffer.alloc(32).toString('base64')}`],
    [
      'a pair whose halves do not belong together',
      `whsk_${Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]).toString('base64')}`,
    ],
  ])('are refused when they are %s', (_, value) => {
    expect(isSecretValue(value)).toBe(false);
  });
});
