import { describe, expect, it } from 'vitest';
import { LONGEST_RETRY_AFTER_MS, parseRetryAfter } from '../../../server/src/outbound/retry-after';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 3 ', 3_000],
    ['1.5', 1_500],
    ['0.0001', 1],
    ['Thu, 01 Jan 2026 12:01:00 GMT', 60_000],
    ['Thursday, 01-Jan-26 12:01:00 GMT', 60_000],
    ['Thu Jan  1 12:01:00 2026', 60_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Fri, 01 Jan 2100 00:00:00 GMT', LONGEST_RETRY_AFTER_MS],
    ['86401', LONGEST_RETRY_AFTER_MS],
    ['999999999999', LONGEST_RETRY_AFTER_MS],
  ])('%s asks to wait %d ms', (value, ms) => {
    expect(parseRetryAfter(value, NOW)).toBe(ms);
  });

  it.each([
    undefined,
    '',
    'soon',
    '-5',
    '+5',
    '5s',
    '1e3',
    '0x10',
    '1 2',
    'NaN',
    'Infinity',
    '2026-01-01T12:01:00Z',
    'Thu, 99 Foo 2026 12:01:00 GMT',
    '9'.repeat(10_000),
  ])('%j says nothing usable', (value) => {
    expect(parseRetryAfter(value, NOW)).toBeUndefined();
  });
});
