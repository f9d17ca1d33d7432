import { describe, expect, it } from 'vitest';
import {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type ConditionRule,
  type FieldValue,
} from '../../../../shared/contracts/form';
import { holds, type ConditionView, type FieldType } from '../../../../shared/forms';
import { asDate } from '../../../../shared/forms/local-date';
import { matches } from './bundles';

const view = (value: FieldValue, compares?: FieldType['compares']): ConditionView => ({
  valueOf: () => value,
  typeOf: () => ({ ...(compares ? { compares } : {}), ...(compares === 'date' ? { resolve: asDate } : {}) }),
  matches,
  today: '2026-06-15',
});

const ruleHolds = (
  value: FieldValue,
  operator: string,
  wanted: ConditionRule['value'],
  compares?: FieldType['compares']
): boolean =>
  holds(
    { combine: 'all', rules: [{ field: 'asked', operator: operator as ConditionOperator, value: wanted }] },
    view(value, compares)
  );

const yes = true;
const no = false;

/** Measured on Episerver: actual, expected, then Equals, NotEquals, Contains, NotContains, MatchRegularExpression. */
const TABLE: readonly (readonly [FieldValue, string, boolean, boolean, boolean, boolean, boolean])[] = [
  ['aaaa', 'a', no, yes, yes, no, yes],
  ['aaaa', 'A', no, yes, yes, no, yes],
  ['', 'a', no, yes, no, yes, no],
  ['aaaa', '', no, yes, yes, yes, yes],
  ['', '', yes, no, yes, no, yes],
  ['Abc', 'aBC', yes, no, yes, no, yes],
  [['x', 'y'], 'y', no, yes, yes, no, yes],
];

describe('the operators of texts', () => {
  const [ACTUAL, EXPECTED] = [0, 1];
  const columns = ['equals', 'not-equals', 'contains', 'not-contains', 'matches'] as const;
  const cells = TABLE.flatMap((row) =>
    columns.map((operator, index) => [row[ACTUAL], operator, row[EXPECTED], row[index + 2]] as const)
  );

  it.each(cells)('agree with Episerver: %j %s %j is %s', (actual, operator, wanted, is) => {
    expect(ruleHolds(actual as FieldValue, operator, wanted as string)).toBe(is);
  });
});

interface Line {
  readonly value: FieldValue;
  readonly operator: ConditionOperator;
  readonly wanted: ConditionRule['value'];
  readonly is: boolean;
  readonly compares?: 'number' | 'date';
}

const consent = (granted: boolean) => ({ granted, text: 'I agree.', version: 1 });
const file = { id: 'fil_1', name: 'cv.pdf', mime: 'application/pdf', size: 1 };

const line = (
  value: FieldValue,
  operator: ConditionOperator,
  wanted: ConditionRule['value'],
  is: boolean,
  compares?: 'number' | 'date'
): Line => ({
  value,
  operator,
  wanted,
  is,
  ...(compares ? { compares } : {}),
});

const LINES: readonly Line[] = [
  // Composed in another way, the same letters.
  line('Blå', 'equals', 'bla\u030a', yes),
  line('ß', 'equals', 'SS', yes),
  line(null, 'equals', '', yes),
  line(null, 'not-equals', 'a', yes),
  line(null, 'equals', null, yes),
  line(['red', 'dark-red'], 'contains', 'RED', yes),
  line(['dark-red'], 'contains', 'red', no),
  line(['dark-red'], 'not-contains', 'red', yes),
  line(['red'], 'equals', 'red', yes),
  line(['red', 'blue'], 'equals', 'red,blue', yes),
  line('one\ntwo', 'matches', '^TWO$', yes),
  line('one', 'matches', '(', no),
  line(null, 'matches', '^$', yes),
  line(true, 'equals', true, yes),
  line(true, 'equals', 'true', yes),
  line(false, 'equals', false, yes),
  line(false, 'is-empty', null, no),
  line(null, 'equals', false, no),
  line(consent(true), 'equals', true, yes),
  line(consent(false), 'equals', true, no),
  line(consent(false), 'equals', false, yes),
  line([file], 'is-empty', null, no),
  line([file], 'is-not-empty', null, yes),
  line(null, 'is-empty', null, yes),
  line(null, 'is-not-empty', null, no),
  line('x', 'is-not-empty', null, yes),
  line(0, 'is-empty', null, no),
  line(12, 'equals', 12, yes, 'number'),
  line('12.50', 'equals', '12.5', yes, 'number'),
  line('12.50', 'not-equals', 12.5, no, 'number'),
  // Of texts each character counts.
  line('007', 'equals', '7', no),
  line(9, 'greater-than', 10, no, 'number'),
  line(10, 'greater-than', 9, yes, 'number'),
  line(10, 'greater-than', 10, no, 'number'),
  line(10, 'greater-or-equal', 10, yes, 'number'),
  line(9, 'greater-or-equal', 10, no, 'number'),
  line(9, 'less-than', 10, yes, 'number'),
  line(10, 'less-than', 10, no, 'number'),
  line(10, 'less-or-equal', 10, yes, 'number'),
  line(11, 'less-or-equal', 10, no, 'number'),
  line('0.30000000000000000001', 'greater-than', '0.3', yes, 'number'),
  line(-2, 'less-than', -1, yes, 'number'),
  line(5, 'greater-than', 'many', no, 'number'),
  line(5, 'less-than', 'many', no, 'number'),
  // Nothing is neither more nor less than anything.
  line(null, 'less-than', 10, no, 'number'),
  line(null, 'less-or-equal', 10, no, 'number'),
  line(null, 'greater-or-equal', 0, no, 'number'),
  line(5, 'greater-than', null, no, 'number'),
  line('2026-06-14', 'less-than', '2026-06-15', yes, 'date'),
  line('2026-06-15', 'less-or-equal', 'today', yes, 'date'),
  line('2026-06-16', 'greater-than', 'today', yes, 'date'),
  line('2008-06-16', 'greater-than', 'today-18y', yes, 'date'),
  line('2026-06-15', 'equals', 'today', yes, 'date'),
  line('09:30', 'greater-or-equal', '09:30', yes, 'date'),
  line('b', 'greater-than', 'A', yes),
  // Of a day and a time, a rule about a day asks for the day; one about both for both, however they are apart.
  line('2026-06-15T10:00', 'equals', '2026-06-15', yes, 'date'),
  line('2026-06-15T10:00', 'less-or-equal', 'today', yes, 'date'),
  line('2026-06-15T10:00', 'greater-than', 'today', no, 'date'),
  line('2026-06-16T00:00', 'greater-than', 'today', yes, 'date'),
  line('2026-06-15T10:00', 'greater-than', '2026-06-15T09:59', yes, 'date'),
  line('2026-06-15T10:00', 'equals', '2026-06-15 10:00', yes, 'date'),
  line('2026-06-15T10:00', 'less-than', '2026-06-15 10:01:00', yes, 'date'),
  line('09:30', 'equals', '09:30:00', yes, 'date'),
  // Of several choices whole ones are compared, whatever stands in them.
  line(['red, blue'], 'contains', 'red', no),
  line(['red, blue'], 'contains', 'RED, blue', yes),
  line(['Bla\u030a'], 'contains', 'blå', yes),
];

describe('the operators of other values', () => {
  it.each(LINES)('$value $operator $wanted is $is', ({ value, operator, wanted, is, compares }) => {
    expect(ruleHolds(value, operator, wanted, compares)).toBe(is);
  });

  it('are all in the tables', () => {
    const tested = new Set<string>([
      'equals',
      'not-equals',
      'contains',
      'not-contains',
      'matches',
      ...LINES.map(({ operator }) => operator),
    ]);

    expect([...tested].sort()).toEqual([...CONDITION_OPERATORS].sort());
  });

  it('hold never where this version does not know them, or where all objects have them', () => {
    expect(ruleHolds('a', 'sounds-like', 'a')).toBe(false);
    expect(ruleHolds('a', 'constructor', 'a')).toBe(false);
  });
});

describe('rules together', () => {
  const given: ConditionView = { ...view(null), valueOf: (key) => (key === 'full' ? 'x' : null) };
  const rule = (field: string): ConditionRule => ({ field, operator: 'is-not-empty', value: null });
  const [holding, failing] = [rule('full'), rule('empty')];

  it.each([
    ['all', [holding, holding], true],
    ['all', [holding, failing], false],
    ['any', [failing, holding], true],
    ['any', [failing, failing], false],
    // Episerver hides what has an empty list of "any"; an editor who removed the last rule did not mean that.
    ['all', [], true],
    ['any', [], true],
  ] as const)('hold as %s of %j: %s', (combine, rules, is) => {
    expect(holds({ combine, rules }, given)).toBe(is);
  });
});
