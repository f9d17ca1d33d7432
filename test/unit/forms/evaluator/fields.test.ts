import { describe, expect, it } from 'vitest';
import type { FieldSettings, StoredFile } from '../../../../shared/contracts/form';
import { BUILT_IN, type EvaluateInput } from '../../../../shared/forms';
import { codesOf, field, judgeFields, options } from './bundles';

interface Case {
  readonly what: string;
  readonly raw: unknown;
  readonly settings?: FieldSettings;
  /** The value, or the code of the fault. */
  readonly is?: unknown;
  readonly fault?: string;
  readonly given?: Partial<EvaluateInput>;
}

const POST = { isLenient: true } as const;
const long = (length: number): string => 'x'.repeat(length);
const pdf = (given: Partial<StoredFile> = {}): StoredFile => ({
  id: 'fil_1',
  name: 'cv.pdf',
  mime: 'application/pdf',
  size: 10,
  ...given,
});
const files = (...asked: readonly StoredFile[]) => ({ files: { asked } });

const choice = options('red', 'dark-red', 'Blå');
const letters = { pattern: '[a-z]+|[0-9]+' };

const NOT_TEXT: readonly Case[] = [
  { what: 'a number', raw: 5, fault: 'not-text' },
  { what: 'a list', raw: ['x'], fault: 'not-text' },
  { what: 'an object', raw: { toString: 'x' }, fault: 'not-text' },
  { what: 'NUL', raw: 'a\0b', fault: 'bad-characters' },
  { what: 'half a surrogate pair', raw: 'a\ud83d', fault: 'bad-characters' },
];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  text: [
    ...NOT_TEXT,
    { what: 'a line', raw: 'Ada', is: 'Ada' },
    { what: 'blanks around it', raw: ' Ada ', is: ' Ada ' },
    { what: 'only blanks', raw: '   ', is: null },
    { what: 'markup', raw: '<b>&"</b>', is: '<b>&"</b>' },
    { what: 'what is there without being written', raw: undefined, is: null },
    { what: 'two lines', raw: 'a\nb', fault: 'line-break' },
    { what: 'the shortest', raw: 'abc', settings: { minLength: 3 }, is: 'abc' },
    { what: 'one too short', raw: 'ab', settings: { minLength: 3 }, fault: 'too-short' },
    { what: 'the longest', raw: 'abc', settings: { maxLength: 3 }, is: 'abc' },
    { what: 'one too long', raw: 'abcd', settings: { maxLength: 3 }, fault: 'too-long' },
    { what: 'characters outside the first plane, which are one each', raw: '😀😀😀', settings: { maxLength: 3 }, is: '😀😀😀' },
    { what: 'a family, which is five: three people and what joins them', raw: '👩‍👩‍👦', settings: { maxLength: 5 }, is: '👩‍👩‍👦' },
    { what: 'a family where four are allowed', raw: '👩‍👩‍👦', settings: { maxLength: 4 }, fault: 'too-long' },
    { what: 'an accent that stands apart, as two', raw: 'e\u0301', settings: { maxLength: 2 }, is: 'e\u0301' },
    { what: 'writing from right to left, and marks that turn it', raw: 'שלום \u202eabc\u202c', is: 'שלום \u202eabc\u202c' },
    { what: 'one of them too many', raw: '😀😀😀😀', settings: { maxLength: 3 }, fault: 'too-long' },
    { what: 'the longest without a limit', raw: long(500), is: long(500) },
    { what: 'more than that', raw: long(501), fault: 'too-long' },
    { what: 'more than any limit allows', raw: long(5_001), settings: { maxLength: 1_000_000 }, fault: 'too-long' },
    { what: 'a pattern that holds', raw: 'abc', settings: letters, is: 'abc' },
    { what: 'a pattern that holds for a part only', raw: 'abc1', settings: letters, fault: 'pattern' },
    { what: 'a pattern in the wrong case', raw: 'ABC', settings: letters, fault: 'pattern' },
    { what: 'a broken pattern', raw: 'abc', settings: { pattern: '(' }, fault: 'pattern' },
    { what: 'a pattern that would hang other engines', raw: long(400) + '!', settings: { pattern: '(x+x+)+y' }, fault: 'pattern' },
  ],
  'long-text': [
    ...NOT_TEXT,
    { what: 'lines', raw: 'a\nb', is: 'a\nb' },
    { what: 'lines of a form post', raw: 'a\r\nb\rc', is: 'a\nb\nc' },
    { what: 'the longest, however its lines end', raw: 'a\r\nb', settings: { maxLength: 3 }, is: 'a\nb' },
    { what: 'one too long', raw: 'a\nbc', settings: { maxLength: 3 }, fault: 'too-long' },
    { what: 'one too short', raw: 'a\n', settings: { minLength: 3 }, fault: 'too-short' },
    { what: 'the longest without a limit', raw: long(5_000), is: long(5_000) },
    { what: 'more than that', raw: long(5_001), fault: 'too-long' },
    { what: 'a pattern that fails', raw: 'a b', settings: letters, fault: 'pattern' },
  ],
  email: [
    ...NOT_TEXT.slice(0, 3),
    { what: 'an address', raw: 'ada@example.com', is: 'ada@example.com' },
    { what: 'blanks around it', raw: ' ada@example.com ', is: 'ada@example.com' },
    { what: 'a tag', raw: "o'ada+news@mail.example.co.uk", is: "o'ada+news@mail.example.co.uk" },
    { what: 'a domain of another script', raw: 'ada@bücher.example', is: 'ada@bücher.example' },
    { what: 'two @', raw: 'ada@@example.com', fault: 'not-email' },
    { what: 'two addresses', raw: 'a@example.com,b@example.com', fault: 'not-email' },
    { what: 'no @', raw: 'example.com', fault: 'not-email' },
    { what: 'nothing before', raw: '@example.com', fault: 'not-email' },
    { what: 'nothing after', raw: 'ada@', fault: 'not-email' },
    { what: 'a domain without a dot', raw: 'ada@localhost', fault: 'not-email' },
    { what: 'an address in numbers', raw: 'ada@127.0.0.1', fault: 'not-email' },
    { what: 'an empty part of the domain', raw: 'ada@example..com', fault: 'not-email' },
    { what: 'a hyphen at an end', raw: 'ada@-example.com', fault: 'not-email' },
    { what: 'a dot at an end', raw: 'ada.@example.com', fault: 'not-email' },
    { what: 'two dots', raw: 'a..da@example.com', fault: 'not-email' },
    { what: 'a name', raw: 'Ada <ada@example.com>', fault: 'not-email' },
    { what: 'a header', raw: 'ada@example.com\r\nBcc: all@example.com', fault: 'not-email' },
    { what: 'a blank', raw: 'a da@example.com', fault: 'not-email' },
    { what: 'the longest local part', raw: `${long(64)}@example.com`, is: `${long(64)}@example.com` },
    { what: 'a longer one', raw: `${long(65)}@example.com`, fault: 'not-email' },
    { what: 'a label that is too long', raw: `ada@${long(64)}.com`, fault: 'not-email' },
    { what: 'more than an address can be', raw: `ada@${long(300)}.com`, fault: 'too-long' },
    { what: 'very many labels', raw: `a@${'a.'.repeat(120)}!`, fault: 'not-email' },
    {
      what: 'a domain that is asked for',
      raw: 'ada@Mail.Example.com',
      settings: { allowedDomains: ['example.com'] },
      is: 'ada@Mail.Example.com',
    },
    { what: 'another', raw: 'ada@notexample.com', settings: { allowedDomains: ['example.com'] }, fault: 'domain-refused' },
    {
      what: 'a domain that is not wanted',
      raw: 'ada@GMAIL.com',
      settings: { blockedDomains: ['gmail.com'] },
      fault: 'domain-refused',
    },
  ],
  url: [
    { what: 'an address', raw: 'https://example.com/a?b=c#d', is: 'https://example.com/a?b=c#d' },
    { what: 'http', raw: 'HTTP://example.com', is: 'HTTP://example.com' },
    { what: 'a port', raw: 'https://example.com:8443/', is: 'https://example.com:8443/' },
    { what: 'a host without a scheme', raw: 'www.example.com/path', is: 'https://www.example.com/path' },
    { what: 'a word', raw: 'example', fault: 'not-url' },
    { what: 'a script', raw: 'javascript:alert(1)', fault: 'not-url' },
    { what: 'a script in disguise', raw: 'java\nscript:alert(1)', fault: 'not-url' },
    { what: 'a script with a host', raw: 'javascript://example.com/%0aalert(1)', fault: 'not-url' },
    { what: 'data', raw: 'data:text/html,x', fault: 'not-url' },
    { what: 'another scheme', raw: 'ftp://example.com', fault: 'not-url' },
    { what: 'a password', raw: 'https://ada:secret@example.com', fault: 'not-url' },
    { what: 'a blank', raw: 'https://exa mple.com', fault: 'not-url' },
    { what: 'an attribute', raw: 'https://example.com/"onclick="x', fault: 'not-url' },
    { what: 'no host', raw: 'https://', fault: 'not-url' },
    { what: 'a bad port', raw: 'https://example.com:99999', fault: 'not-url' },
    { what: 'a mail address', raw: 'ada@example.com', fault: 'not-url' },
    { what: 'a number', raw: 1, fault: 'not-text' },
    { what: 'the longest', raw: `https://example.com/${long(1980)}`, is: `https://example.com/${long(1980)}` },
    { what: 'one too long', raw: `https://example.com/${long(1981)}`, fault: 'too-long' },
    { what: 'very many dots', raw: 'a.'.repeat(900), fault: 'not-url' },
  ],
  phone: [
    { what: 'an international number', raw: '+44 20 7946-0000', is: '+442079460000' },
    { what: 'one with 00', raw: '0044 20 7946 0000', is: '+442079460000' },
    { what: 'one with a zero for callers at home', raw: '+44 (0)20 7946 0000', is: '+442079460000' },
    { what: 'a national number', raw: '(020) 7946.0000', is: '02079460000' },
    {
      what: 'a national number where the country is set',
      raw: '020 7946 0000',
      settings: { callingCode: '44' },
      is: '+442079460000',
    },
    {
      what: 'a foreign number where a country is set',
      raw: '+46 70 123 45 67',
      settings: { callingCode: '44' },
      is: '+46701234567',
    },
    { what: 'an Italian number, which keeps its zero', raw: '06 1234567', settings: { callingCode: '39' }, is: '+39061234567' },
    {
      what: 'a national number where none is wanted',
      raw: '020 7946 0000',
      settings: { isInternational: true },
      fault: 'not-international',
    },
    { what: 'the shortest international', raw: '+1234567', is: '+1234567' },
    { what: 'one digit less', raw: '+123456', fault: 'not-phone' },
    { what: 'the longest', raw: '+123456789012345', is: '+123456789012345' },
    { what: 'one digit more', raw: '+1234567890123456', fault: 'not-phone' },
    { what: 'a country that begins with zero', raw: '+0123456789', fault: 'not-phone' },
    { what: 'the shortest national', raw: '112', is: '112' },
    { what: 'one digit less than that', raw: '11', fault: 'not-phone' },
    { what: 'letters', raw: '0800 FLOWERS', fault: 'not-phone' },
    { what: 'two plus signs', raw: '++441234567', fault: 'not-phone' },
    { what: 'a formula', raw: '=1+1', fault: 'not-phone' },
    { what: 'a number', raw: 441234567, fault: 'not-text' },
    { what: 'too much', raw: '1 '.repeat(30), fault: 'too-long' },
  ],
  number: [
    { what: 'a whole number', raw: 42, is: 42 },
    { what: 'zero', raw: 0, is: 0 },
    { what: 'a negative number', raw: -3, is: -3 },
    { what: 'a text in JSON', raw: '42', fault: 'not-number' },
    { what: 'a text in a form post', raw: ' 042 ', given: POST, is: 42 },
    { what: 'a plus sign', raw: '+42', given: POST, is: 42 },
    { what: 'hexadecimal', raw: '0x10', given: POST, fault: 'not-number' },
    { what: 'an exponent', raw: '1e3', given: POST, fault: 'not-number' },
    { what: 'digits of another script', raw: '٤٢', given: POST, fault: 'not-number' },
    { what: 'words', raw: 'many', given: POST, fault: 'not-number' },
    { what: 'infinity', raw: Infinity, fault: 'not-number' },
    { what: 'not a number', raw: NaN, fault: 'not-number' },
    { what: 'a boolean', raw: true, fault: 'not-number' },
    { what: 'a list', raw: [1], fault: 'not-number' },
    { what: 'very many digits', raw: '9'.repeat(100_000), given: POST, fault: 'not-number' },
    { what: 'a fraction', raw: 1.5, fault: 'not-whole' },
    { what: 'a fraction that is none', raw: '1.00', given: POST, is: 1 },
    { what: 'the greatest that is exact', raw: 9_007_199_254_740_991, is: 9_007_199_254_740_991 },
    { what: 'one more', raw: '9007199254740992', given: POST, fault: 'too-large' },
    { what: 'far below the least', raw: '-9007199254740993', given: POST, fault: 'too-small' },
    { what: 'a decimal in JSON', raw: '12.50', settings: { decimals: 2 }, is: '12.50' },
    { what: 'a decimal as a JSON number', raw: 12.5, settings: { decimals: 2 }, is: '12.5' },
    {
      what: 'a decimal with a comma where that is the mark',
      raw: '12,5',
      settings: { decimals: 2 },
      given: { ...POST, locale: 'de' },
      is: '12.5',
    },
    {
      what: 'one with a comma where it groups',
      raw: '12,5',
      settings: { decimals: 2 },
      given: { ...POST, locale: 'en' },
      fault: 'not-number',
    },
    {
      what: 'a locale that nobody knows',
      raw: '12,5',
      settings: { decimals: 2 },
      given: { ...POST, locale: 'x_y z' },
      fault: 'not-number',
    },
    {
      what: 'a small decimal as a JSON number, which JavaScript writes with an exponent',
      raw: 1.5e-7,
      settings: { decimals: 10 },
      is: '0.00000015',
    },
    { what: 'the smallest number there is', raw: 5e-324, settings: { decimals: 10 }, fault: 'not-number' },
    { what: 'minus nothing as a number', raw: -0, is: 0 },
    { what: 'more than any number', raw: JSON.parse('1e400'), fault: 'not-number' },
    { what: 'a decimal that JSON has rounded', raw: 12345678901234567.89, settings: { decimals: 2 }, fault: 'too-large' },
    { what: 'the same as a text', raw: '12345678901234567.89', settings: { decimals: 2 }, is: '12345678901234567.89' },
    { what: 'leading zeros', raw: '007.10', settings: { decimals: 2 }, is: '7.10' },
    { what: 'minus nothing', raw: '-0.0', settings: { decimals: 1 }, is: '0.0' },
    { what: 'one decimal too many', raw: '12.505', settings: { decimals: 2 }, fault: 'too-many-decimals' },
    { what: 'zeros beyond the decimals', raw: '12.500', settings: { decimals: 2 }, is: '12.500' },
    { what: 'the least', raw: 3, settings: { min: 3 }, is: 3 },
    { what: 'less', raw: 2, settings: { min: 3 }, fault: 'too-small' },
    { what: 'the greatest', raw: 3, settings: { max: 3 }, is: 3 },
    { what: 'more', raw: 4, settings: { max: 3 }, fault: 'too-large' },
    {
      what: 'a hair above the greatest, which floats would not see',
      raw: '0.30000000000000000001',
      settings: { max: '0.3', decimals: 20 },
      fault: 'too-large',
    },
    { what: 'a step', raw: 7, settings: { min: 1, step: 3 }, is: 7 },
    { what: 'beside a step', raw: 8, settings: { min: 1, step: 3 }, fault: 'off-step' },
    { what: 'a step that floats would miss', raw: '0.3', settings: { step: 0.1 }, is: '0.3' },
    { what: 'beside it', raw: '0.35', settings: { step: '0.1', decimals: 2 }, fault: 'off-step' },
  ],
  range: [
    { what: 'the lower end', raw: 0, is: 0 },
    { what: 'the upper end', raw: 100, is: 100 },
    { what: 'beyond it', raw: 101, fault: 'too-large' },
    { what: 'below', raw: -1, fault: 'too-small' },
    { what: 'a text of a form post', raw: '50', given: POST, is: 50 },
    { what: 'beside a step', raw: 5, settings: { step: 10 }, fault: 'off-step' },
    { what: 'a step of decimals', raw: '0.5', settings: { min: 0, max: 1, step: 0.25 }, is: '0.5' },
    { what: 'a word', raw: 'half', given: POST, fault: 'not-number' },
  ],
  rating: [
    { what: 'the least', raw: 1, is: 1 },
    { what: 'the best', raw: 5, is: 5 },
    { what: 'better', raw: 6, fault: 'too-large' },
    { what: 'nothing at all', raw: 0, fault: 'too-small' },
    { what: 'zero where it counts', raw: 0, settings: { startsAtZero: true, max: 10, icon: 'number' }, is: 0 },
    { what: 'ten of ten', raw: '10', settings: { max: 10 }, given: POST, is: 10 },
    { what: 'half a star', raw: 2.5, fault: 'not-whole' },
    { what: 'a text in JSON', raw: '3', fault: 'not-number' },
  ],
  date: [
    { what: 'a day', raw: '2026-01-31', is: '2026-01-31' },
    { what: 'a leap day', raw: '2024-02-29', is: '2024-02-29' },
    { what: 'one that does not exist', raw: '2026-02-29', fault: 'not-date' },
    { what: 'one of a century without', raw: '1900-02-29', fault: 'not-date' },
    { what: 'one of the year 2000', raw: '2000-02-29', is: '2000-02-29' },
    { what: '30 February', raw: '2026-02-30', fault: 'not-date' },
    { what: 'month 13', raw: '2026-13-01', fault: 'not-date' },
    { what: 'day 0', raw: '2026-01-00', fault: 'not-date' },
    { what: 'year 0', raw: '0000-01-01', fault: 'not-date' },
    { what: 'a time', raw: '2026-01-31T10:00', fault: 'not-date' },
    { what: 'another order', raw: '31.01.2026', fault: 'not-date' },
    { what: 'a number', raw: 20260131, fault: 'not-date' },
    { what: 'the first allowed', raw: '2026-01-01', settings: { min: '2026-01-01' }, is: '2026-01-01' },
    { what: 'the day before', raw: '2025-12-31', settings: { min: '2026-01-01' }, fault: 'too-early' },
    { what: 'the last allowed', raw: '2026-01-01', settings: { max: '2026-01-01' }, is: '2026-01-01' },
    { what: 'the day after', raw: '2026-01-02', settings: { max: '2026-01-01' }, fault: 'too-late' },
    { what: 'today where the past is refused', raw: '2026-06-15', settings: { min: 'today' }, is: '2026-06-15' },
    { what: 'yesterday', raw: '2026-06-14', settings: { min: 'today' }, fault: 'too-early' },
    { what: 'tomorrow, which is today in the far east', raw: '2026-06-16', settings: { max: 'today' }, is: '2026-06-16' },
    {
      what: 'tomorrow for a visitor whose date is known',
      raw: '2026-06-16',
      settings: { max: 'today' },
      given: { today: '2026-06-15' },
      fault: 'too-late',
    },
    {
      what: 'somebody of age today',
      raw: '2008-06-15',
      settings: { max: 'today-18y' },
      given: { today: '2026-06-15' },
      is: '2008-06-15',
    },
    {
      what: 'somebody of age tomorrow',
      raw: '2008-06-16',
      settings: { max: 'today-18y' },
      given: { today: '2026-06-15' },
      fault: 'too-late',
    },
    { what: 'two weeks on', raw: '2026-06-29', settings: { min: 'today+2w' }, given: { today: '2026-06-15' }, is: '2026-06-29' },
    {
      what: 'a month after the 31st',
      raw: '2026-02-28',
      settings: { max: 'today+1m' },
      given: { today: '2026-01-31' },
      is: '2026-02-28',
    },
    { what: 'a limit beyond all years', raw: '2026-02-28', settings: { max: 'today+99999y' }, is: '2026-02-28' },
    { what: 'a limit that is none', raw: '2026-02-28', settings: { max: 'soon' }, is: '2026-02-28' },
  ],
  time: [
    { what: 'a time', raw: '09:30', is: '09:30' },
    { what: 'a browser that sends seconds', raw: '09:30:00', is: '09:30' },
    { what: 'midnight', raw: '00:00', is: '00:00' },
    { what: 'the last minute', raw: '23:59', is: '23:59' },
    { what: 'the minute after', raw: '24:00', fault: 'not-time' },
    { what: 'minute 60', raw: '09:60', fault: 'not-time' },
    { what: 'one digit', raw: '9:30', fault: 'not-time' },
    { what: 'a number', raw: 930, fault: 'not-time' },
    { what: 'the first allowed', raw: '09:00', settings: { min: '09:00' }, is: '09:00' },
    { what: 'the minute before', raw: '08:59', settings: { min: '09:00' }, fault: 'too-early' },
    { what: 'after closing', raw: '17:01', settings: { max: '17:00' }, fault: 'too-late' },
    { what: 'a quarter', raw: '09:15', settings: { stepMinutes: 15 }, is: '09:15' },
    { what: 'beside a quarter', raw: '09:20', settings: { stepMinutes: 15 }, fault: 'off-step' },
  ],
  'date-time': [
    { what: 'a day and a time', raw: '2026-01-31T09:30', is: '2026-01-31T09:30' },
    { what: 'a blank between', raw: '2026-01-31 09:30:00', is: '2026-01-31T09:30' },
    { what: 'a day that does not exist', raw: '2026-02-30T09:30', fault: 'not-date-time' },
    { what: 'a zone', raw: '2026-01-31T09:30Z', fault: 'not-date-time' },
    { what: 'only a day', raw: '2026-01-31', fault: 'not-date-time' },
    { what: 'a number', raw: 0, fault: 'not-date-time' },
    { what: 'the first minute allowed', raw: '2026-01-31T09:30', settings: { min: '2026-01-31T09:30' }, is: '2026-01-31T09:30' },
    { what: 'the minute before', raw: '2026-01-31T09:29', settings: { min: '2026-01-31T09:30' }, fault: 'too-early' },
    { what: 'the last minute of the last day', raw: '2026-01-31T23:59', settings: { max: '2026-01-31' }, is: '2026-01-31T23:59' },
    { what: 'the day after', raw: '2026-02-01T00:00', settings: { max: '2026-01-31' }, fault: 'too-late' },
    {
      what: 'tomorrow',
      raw: '2026-06-16T00:00',
      settings: { min: 'today+1d' },
      given: { today: '2026-06-15' },
      is: '2026-06-16T00:00',
    },
  ],
  radio: [
    { what: 'an option', raw: 'red', settings: choice, is: 'red' },
    { what: 'an option composed otherwise', raw: 'Bla\u030a', settings: choice, is: 'Blå' },
    { what: 'an option in another case', raw: 'RED', settings: choice, fault: 'not-an-option' },
    { what: 'a label', raw: 'The red', settings: choice, fault: 'not-an-option' },
    { what: 'a name that all objects have', raw: 'constructor', settings: choice, fault: 'not-an-option' },
    { what: 'a list', raw: ['red'], settings: choice, fault: 'not-text' },
    { what: 'a list of one in a form post', raw: ['red'], settings: choice, given: POST, is: 'red' },
    { what: 'two in a form post', raw: ['red', 'dark-red'], settings: choice, given: POST, fault: 'twice' },
    { what: 'own words', raw: ' teal ', settings: { ...choice, allowsOther: true }, is: 'teal' },
    { what: 'too many own words', raw: long(201), settings: { ...choice, allowsOther: true }, fault: 'too-long' },
    {
      what: '"something else" and nothing more',
      raw: '__other',
      settings: { ...choice, allowsOther: true },
      fault: 'other-missing',
    },
    { what: 'no options at all', raw: 'red', settings: {}, fault: 'not-an-option' },
  ],
  select: [
    { what: 'an option', raw: 'red', settings: choice, is: 'red' },
    { what: 'another', raw: 'green', settings: choice, fault: 'not-an-option' },
    { what: 'a number', raw: 1, settings: choice, fault: 'not-text' },
    { what: 'several', raw: ['dark-red', 'red'], settings: { ...choice, isMultiple: true }, is: ['red', 'dark-red'] },
    { what: 'one where several may be', raw: 'red', settings: { ...choice, isMultiple: true }, fault: 'not-list' },
    {
      what: 'one in a form post where several may be',
      raw: 'red',
      settings: { ...choice, isMultiple: true },
      given: POST,
      is: ['red'],
    },
  ],
  checkboxes: [
    { what: 'some', raw: ['Blå', 'red'], settings: choice, is: ['red', 'Blå'] },
    { what: 'none', raw: [], settings: choice, is: null },
    { what: 'all', raw: ['red', 'dark-red', 'Blå'], settings: choice, is: ['red', 'dark-red', 'Blå'] },
    { what: 'one in a form post', raw: 'red', settings: choice, given: POST, is: ['red'] },
    { what: 'a text in JSON', raw: 'red', settings: choice, fault: 'not-list' },
    { what: 'one twice', raw: ['red', 'red'], settings: choice, fault: 'twice' },
    { what: 'one that is not offered', raw: ['red', 'green'], settings: choice, fault: 'not-an-option' },
    { what: 'something that is no text', raw: ['red', 7], settings: choice, fault: 'not-text' },
    { what: 'a list in a list', raw: [['red']], settings: choice, fault: 'not-text' },
    { what: 'more than are offered', raw: Array.from({ length: 10_000 }, () => 'red'), settings: choice, fault: 'too-many' },
    { what: 'the fewest', raw: ['red', 'Blå'], settings: { ...choice, minChosen: 2 }, is: ['red', 'Blå'] },
    { what: 'fewer', raw: ['red'], settings: { ...choice, minChosen: 2 }, fault: 'too-few' },
    { what: 'the most', raw: ['red', 'Blå'], settings: { ...choice, maxChosen: 2 }, is: ['red', 'Blå'] },
    { what: 'more', raw: ['red', 'Blå', 'dark-red'], settings: { ...choice, maxChosen: 2 }, fault: 'too-many' },
    { what: 'own words beside options', raw: ['teal', 'red'], settings: { ...choice, allowsOther: true }, is: ['red', 'teal'] },
    { what: 'own words twice', raw: ['teal', 'pink'], settings: { ...choice, allowsOther: true }, fault: 'not-an-option' },
    { what: 'blank own words', raw: ['red', ' '], settings: { ...choice, allowsOther: true }, fault: 'other-missing' },
  ],
  'image-choice': [
    { what: 'an option', raw: 'red', settings: choice, is: 'red' },
    { what: 'another', raw: 'green', settings: choice, fault: 'not-an-option' },
    { what: 'several', raw: ['red'], settings: { ...choice, isMultiple: true }, is: ['red'] },
    { what: 'too many', raw: ['red', 'Blå'], settings: { ...choice, isMultiple: true, maxChosen: 1 }, fault: 'too-many' },
  ],
  'yes-no': [
    { what: 'yes', raw: true, is: true },
    { what: 'no', raw: false, is: false },
    { what: 'a text in JSON', raw: 'true', fault: 'not-yes-no' },
    { what: 'a number', raw: 1, fault: 'not-yes-no' },
    { what: 'yes in a form post', raw: 'on', given: POST, is: true },
    { what: 'no in a form post', raw: 'False', given: POST, is: false },
    { what: 'another word', raw: 'perhaps', given: POST, fault: 'not-yes-no' },
    { what: 'nothing', raw: undefined, given: POST, is: null },
    { what: 'a switch that a form post does not name', raw: undefined, settings: { look: 'switch' }, given: POST, is: false },
    { what: 'a switch that JSON does not name', raw: undefined, settings: { look: 'switch' }, is: null },
  ],
  consent: [
    { what: 'agreed', raw: true, settings: { text: 'I agree.', version: 3 }, is: { granted: true, text: 'I agree.', version: 3 } },
    {
      what: 'not agreed',
      raw: false,
      settings: { text: 'I agree.', version: 3 },
      is: { granted: false, text: 'I agree.', version: 3 },
    },
    { what: 'not said', raw: undefined, settings: { text: 'I agree.' }, is: { granted: false, text: 'I agree.', version: 1 } },
    {
      what: 'ticked in a form post',
      raw: 'true',
      settings: { text: 'I agree.' },
      given: POST,
      is: { granted: true, text: 'I agree.', version: 1 },
    },
    { what: 'a text in JSON', raw: 'true', fault: 'not-consent' },
    {
      what: 'the whole, with a text made up',
      raw: { granted: true, text: 'Nothing.', version: 3 },
      settings: { text: 'I agree.', version: 3 },
      is: { granted: true, text: 'I agree.', version: 3 },
    },
    {
      what: 'agreement to an older text',
      raw: { granted: true, version: 2 },
      settings: { text: 'I agree.', version: 3 },
      fault: 'outdated-consent',
    },
    { what: 'half of it', raw: { version: 3 }, fault: 'not-consent' },
    { what: 'a list', raw: [true], fault: 'not-consent' },
  ],
  file: [
    { what: 'one that was uploaded', raw: undefined, given: files(pdf()), is: [pdf()] },
    { what: 'one by its id', raw: 'fil_1', given: files(pdf()), is: [pdf()] },
    { what: 'one of two', raw: ['fil_2'], given: files(pdf(), pdf({ id: 'fil_2' })), is: [pdf({ id: 'fil_2' })] },
    { what: 'one that JSON describes', raw: [pdf({ name: 'other.exe' })], given: files(pdf()), is: [pdf()] },
    { what: 'one that was not uploaded', raw: ['fil_9'], given: files(pdf()), fault: 'not-file' },
    { what: 'one named twice', raw: ['fil_1', 'fil_1'], given: files(pdf(), pdf({ id: 'fil_2' })), fault: 'not-file' },
    { what: 'one that is made up', raw: [pdf()], fault: 'not-file' },
    { what: 'something else', raw: 7, given: files(pdf()), fault: 'not-file' },
    { what: 'none', raw: undefined, is: null },
    { what: 'an extension in capitals', raw: undefined, given: files(pdf({ name: 'CV.PDF' })), is: [pdf({ name: 'CV.PDF' })] },
    { what: 'a program', raw: undefined, given: files(pdf({ name: 'cv.exe' })), fault: 'file-type' },
    { what: 'a program with two extensions', raw: undefined, given: files(pdf({ name: 'cv.pdf.exe' })), fault: 'file-type' },
    { what: 'a name without extension', raw: undefined, given: files(pdf({ name: 'pdf' })), fault: 'file-type' },
    {
      what: 'another than is asked for',
      raw: undefined,
      settings: { accept: ['png', '.JPG'] },
      given: files(pdf()),
      fault: 'file-type',
    },
    {
      what: 'one that is asked for',
      raw: undefined,
      settings: { accept: ['png', '.JPG'] },
      given: files(pdf({ name: 'a.jpg' })),
      is: [pdf({ name: 'a.jpg' })],
    },
    { what: 'an empty file', raw: undefined, given: files(pdf({ size: 0 })), fault: 'file-empty' },
    {
      what: 'the largest',
      raw: undefined,
      settings: { maxSizeMb: 1 },
      given: files(pdf({ size: 1_000_000 })),
      is: [pdf({ size: 1_000_000 })],
    },
    {
      what: 'one byte more',
      raw: undefined,
      settings: { maxSizeMb: '1' },
      given: files(pdf({ size: 1_000_001 })),
      fault: 'file-too-large',
    },
    {
      what: 'the most',
      raw: undefined,
      settings: { maxFiles: 2 },
      given: files(pdf(), pdf({ id: 'fil_2' })),
      is: [pdf(), pdf({ id: 'fil_2' })],
    },
    { what: 'one more than one', raw: undefined, given: files(pdf(), pdf({ id: 'fil_2' })), fault: 'too-many-files' },
  ],
  hidden: [
    { what: 'a fixed value', raw: undefined, settings: { value: 'spring' }, is: 'spring' },
    { what: 'a fixed value that somebody would change', raw: 'winter', settings: { value: 'spring' }, is: 'spring' },
    { what: 'a URL parameter', raw: 'mail', settings: { source: 'url-parameter', parameter: 'utm_source' }, is: 'mail' },
    {
      what: 'a URL parameter of the page that the server knows',
      raw: 'mail',
      settings: { source: 'url-parameter', parameter: 'utm_source' },
      given: { context: { pageUrl: 'https://example.com/?utm_source=print' } },
      is: 'print',
    },
    {
      what: 'a page address that is none',
      raw: undefined,
      settings: { source: 'url-parameter', parameter: 'a' },
      given: { context: { pageUrl: '//' } },
      is: null,
    },
    { what: 'the language', raw: 'xx', settings: { source: 'language' }, given: { locale: 'sv' }, is: 'sv' },
    {
      what: 'the referrer',
      raw: undefined,
      settings: { source: 'referrer' },
      given: { context: { referrer: 'https://example.com/' } },
      is: 'https://example.com/',
    },
    {
      what: 'the browser',
      raw: undefined,
      settings: { source: 'user-agent' },
      given: { context: { userAgent: 'Lynx' } },
      is: 'Lynx',
    },
    { what: 'the page', raw: 'https://example.com/a', settings: { source: 'page-url' }, is: 'https://example.com/a' },
    { what: 'what nobody knows', raw: undefined, settings: { source: 'referrer' }, is: null },
    { what: 'too much, which nobody could mend', raw: long(3_000), settings: { source: 'referrer' }, is: long(2_000) },
    { what: 'what cannot be stored', raw: 'a\0b\ud800', settings: { source: 'referrer' }, is: 'ab' },
    { what: 'a list', raw: ['a'], settings: { source: 'referrer' }, fault: 'not-text' },
    { what: 'a list where the value is fixed', raw: ['a'], settings: { value: 'spring' }, is: 'spring' },
  ],
};

describe('each type of field', () => {
  it('is in the table, but for those that ask nothing', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      BUILT_IN.filter(({ answers }) => answers)
        .map(({ type }) => type)
        .sort()
    );
  });

  for (const [type, cases] of Object.entries(CASES)) {
    describe(type, () => {
      it.each(cases)('reads $what', ({ raw, settings, is, fault, given }) => {
        const answers = raw === undefined ? {} : { asked: raw };
        const found = judgeFields([field(type, {}, settings)], answers, given);

        expect(codesOf(found)).toEqual(fault === undefined ? {} : { asked: fault });
        expect(found.values).toEqual({ asked: fault === undefined ? is : null });
      });

      it('takes missing, null and the empty text for no answer', () => {
        const settings = CASES[type]!.find((one) => one.is !== undefined)?.settings;
        const values = [{}, { asked: null }, { asked: '' }, { asked: undefined }].map(
          (answers) => judgeFields([field(type, {}, settings)], answers).values['asked']
        );

        expect(new Set(values.map((one) => JSON.stringify(one))).size).toBe(1);
      });
    });
  }
});

describe('an answer that must be there', () => {
  const REFUSED = ['text', 'email', 'number', 'date', 'yes-no', 'consent', 'file', 'rating'];

  it.each(REFUSED)('is asked for where a %s is required', (type) => {
    expect(codesOf(judgeFields([field(type, { isRequired: true })], {}))).toEqual({ asked: 'required' });
  });

  it('is not a blank', () => {
    expect(codesOf(judgeFields([field('text', { isRequired: true })], { asked: ' \t ' }))).toEqual({ asked: 'required' });
  });

  it('may be no', () => {
    expect(judgeFields([field('yes-no', { isRequired: true })], { asked: false }).faults).toEqual([]);
  });

  it('is not a consent that was refused', () => {
    expect(codesOf(judgeFields([field('consent', { isRequired: true })], { asked: false }))).toEqual({ asked: 'required' });
  });

  it('is never asked of a hidden field, which nobody could fill in', () => {
    expect(judgeFields([field('hidden', { isRequired: true }, { source: 'referrer' })], {}).faults).toEqual([]);
  });

  it('is asked for by a heading never', () => {
    const found = judgeFields([field('heading', { isRequired: true })], {});

    expect(found).toMatchObject({ faults: [], values: {} });
    expect([...found.visible]).toEqual(['asked']);
  });
});

describe('a choice of one’s own in a form post', () => {
  const radio = field('radio', {}, { ...choice, allowsOther: true });

  it('comes beside the field', () => {
    expect(judgeFields([radio], { asked: '__other', 'asked.other': 'teal' }, POST)).toMatchObject({
      values: { asked: 'teal' },
      faults: [],
    });
  });

  it('is left alone while an option is chosen', () => {
    expect(judgeFields([radio], { asked: 'red', 'asked.other': 'teal' }, POST)).toMatchObject({
      values: { asked: 'red' },
      faults: [],
    });
  });

  it('is an unknown name where the field has none', () => {
    expect(codesOf(judgeFields([field('radio', {}, choice)], { asked: 'red', 'asked.other': 'teal' }, POST))).toEqual({
      'asked.other': 'unknown-key',
    });
  });
});
