import { describe, expect, it } from 'vitest';
import { createPatterns } from '../../../server/src/forms/pattern';

const { compiles, matches } = createPatterns();

describe('patterns', () => {
  it.each([
    ['[A-Z]{2}\\d+', 'AB12', 'whole', true],
    ['[A-Z]{2}\\d+', 'xAB12', 'whole', false],
    // An alternative does not escape its anchors.
    ['a|b', 'bx', 'whole', false],
    ['\\p{L}+', 'Zoë', 'whole', true],
    ['abc', 'xABCx', 'part', true],
    ['^b$', 'a\nB', 'part', true],
    ['(', 'x', 'whole', false],
    ['', '', 'whole', true],
  ] as const)('%j on %j, %s: %s', (pattern, text, how, expected) => {
    expect(matches(pattern, text, how)).toBe(expected);
  });

  it.each(['(', '(?=x)', '(a)\\1', 'x'.repeat(501)])('%j cannot be used', (pattern) => {
    expect(compiles(pattern)).toBe(false);
    expect(matches(pattern, 'x', 'whole')).toBe(false);
  });

  it('end, however malicious the pattern is', () => {
    const text = `${'a'.repeat(50_000)}!`;

    expect(matches('(a+)+', text, 'whole')).toBe(false);
    expect(matches('([a-z]+)*@', text, 'part')).toBe(false);
  });
});
