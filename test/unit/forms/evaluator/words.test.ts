import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../shared/contracts/form';
import { conditionInWords, labelsOf, optionsOf, valueAsText, type ConditionTexts } from '../../../../shared/forms';
import { all, any, field, options } from './bundles';

const texts: ConditionTexts = {
  operators: {
    equals: '“{field}” is “{value}”',
    'not-equals': '“{field}” is not “{value}”',
    contains: '“{field}” contains “{value}”',
    'not-contains': '“{field}” does not contain “{value}”',
    matches: '“{field}” matches {value}',
    'is-empty': '“{field}” is empty',
    'is-not-empty': '“{field}” is filled in',
    'greater-than': '“{field}” is more than {value}',
    'greater-or-equal': '“{field}” is at least {value}',
    'less-than': '“{field}” is less than {value}',
    'less-or-equal': '“{field}” is at most {value}',
  },
  all: ' and ',
  any: ' or ',
  yes: 'yes',
  no: 'no',
  missing: 'deleted',
};

const fields = [
  field('radio', { key: 'country', label: 'Country' }, options('se', 'de')),
  field('number', { key: 'age', label: 'Age {value}' }),
  field('yes-no', { key: 'is_customer', label: 'Customer' }),
];

describe('a condition in words', () => {
  it('says labels, not keys and values', () => {
    expect(conditionInWords(all(['country', 'equals', 'se'], ['is_customer', 'equals', true]), fields, texts)).toBe(
      '“Country” is “The se” and “Customer” is “yes”'
    );
  });

  it('says or, and what was written as it was written', () => {
    expect(conditionInWords(any(['age', 'greater-than', 17], ['country', 'is-empty']), fields, texts)).toBe(
      '“Age {value}” is more than 17 or “Country” is empty'
    );
  });

  it('says when a field is gone', () => {
    expect(conditionInWords(all(['old', 'equals', 'x']), fields, texts)).toBe('“old (deleted)” is “x”');
  });

  it('says nothing without rules', () => {
    expect(conditionInWords(all(), fields, texts)).toBe('');
  });
});

describe('a value in words', () => {
  const words = { yes: 'yes', no: 'no', granted: 'agreed', refused: 'not agreed' };
  const file = { id: 'fil_1', name: 'cv.pdf', mime: '', size: 1 };

  it.each([
    ['text', {}, 'Ada', 'en', 'Ada'],
    ['text', {}, null, 'en', ''],
    ['radio', options('se'), 'se', 'en', 'The se'],
    ['radio', options('se'), 'own words', 'en', 'own words'],
    ['checkboxes', options('se', 'de'), ['se', 'de'], 'en', 'The se, The de'],
    ['yes-no', {}, true, 'en', 'yes'],
    ['yes-no', { noLabel: 'Not yet' }, false, 'en', 'Not yet'],
    ['consent', {}, { granted: false, text: 'I agree.', version: 1 }, 'en', 'not agreed'],
    ['consent', {}, { granted: true, text: 'I agree.', version: 1 }, 'en', 'agreed'],
    ['file', {}, [file, file], 'en', 'cv.pdf, cv.pdf'],
    ['date', {}, '2026-02-01', 'en', 'February 1, 2026'],
    ['date', {}, '2026-02-01', 'de', '1. Februar 2026'],
    ['date', {}, 'once a date', 'de', 'once a date'],
    ['date-time', {}, '2026-02-01T09:30', 'de', '1. Februar 2026 um 09:30'],
    ['number', { unit: 'kg' }, '1234.50', 'de', '1.234,50 kg'],
    ['number', {}, 1234, 'en', '1,234'],
    ['number', {}, '12345678901234567.89', 'en', '12345678901234567.89'],
    ['number', {}, 5, 'x_y', '5'],
    ['time', {}, '09:30', 'de', '09:30'],
  ] as const)('of %s %j: %j in %s is "%s"', (type, settings, value, locale, text) => {
    expect(valueAsText(value as FieldValue, { field: field(type, {}, settings), locale, texts: words })).toBe(text);
  });

  it('has the labels of choices in their order', () => {
    expect(labelsOf(['de', 'own', 'se'], optionsOf(fields[0]!))).toEqual(['The de', 'own', 'The se']);
  });
});
