import { describe, expect, it } from 'vitest';
import { ANSWER_OPERATORS, type AnswerFilter, type AnswerKind, type SubmissionColumn } from '../../../shared/contracts/form';
import { ANSWER_OPERATORS_OF, answerKindOf, answerValueOf, createFieldTypes } from '../../../shared/forms';
import { askedOf } from '../../../server/src/forms/inbox-filter';
import { field } from '../../support/forms';

const types = createFieldTypes();
const kindOf = (type: string, settings = {}) => answerKindOf(field('x', { type, settings }), types.get(type));
const options = [{ value: 'a', label: 'A' }];

describe('answers', () => {
  it.each<readonly [type: string, settings: object, kind: AnswerKind]>([
    ['text', {}, 'text'],
    ['email', {}, 'text'],
    ['hidden', {}, 'text'],
    ['number', {}, 'number'],
    ['range', {}, 'number'],
    ['rating', {}, 'number'],
    ['date', {}, 'date'],
    ['time', {}, 'date'],
    ['date-time', {}, 'date'],
    ['radio', { options }, 'choice'],
    ['select', { options }, 'choice'],
    ['select', { options, isMultiple: true }, 'choices'],
    ['checkboxes', { options }, 'choices'],
    ['yes-no', {}, 'yes-no'],
    ['consent', {}, 'consent'],
    ['file', {}, 'file'],
    ['gone', {}, 'text'],
    ['gone', { options }, 'choice'],
  ])('of a field of the type %s with %j compare as %s', (type, settings, kind) => {
    expect(kindOf(type, settings)).toBe(kind);
  });

  it('can be asked about with operators that there are', () => {
    for (const operators of Object.values(ANSWER_OPERATORS_OF))
      expect(ANSWER_OPERATORS).toEqual(expect.arrayContaining([...operators]));
  });

  it.each<readonly [kind: AnswerKind, value: string, written: string | null]>([
    ['number', ' 007.50', '7.50'],
    ['number', '1e3', null],
    ['number', 'many', null],
    ['date', '2026-01-31', '2026-01-31'],
    ['date', '2026-01-31 12:00', '2026-01-31T12:00'],
    ['date', '12:00:00', '12:00'],
    ['date', '2026-02-30', null],
    ['date', 'today', null],
    ['yes-no', 'true', 'true'],
    ['consent', 'yes', null],
    ['text', ' a', ' a'],
    ['text', '  ', null],
    ['choice', '', null],
  ])('of the kind %s write %j as %j', (kind, value, written) => {
    expect(answerValueOf(kind, value)).toBe(written);
  });
});

describe('a question about an answer', () => {
  const column = (key: string, answerKind: AnswerKind): SubmissionColumn => ({
    key,
    label: key,
    type: 'x',
    answerKind,
    isRetired: false,
  });
  const columns = [column('city', 'text'), column('age', 'number'), column('born', 'date'), column('proof', 'file')];

  it('is asked in the way of its field', () => {
    expect(askedOf({ field: 'age', operator: 'equals', value: '07' }, 0, columns)).toEqual({
      field: 'age',
      kind: 'number',
      operator: 'equals',
      value: '7',
    });
    expect(askedOf({ field: 'proof', operator: 'is-empty' }, 0, columns)).toEqual({
      field: 'proof',
      kind: 'file',
      operator: 'is-empty',
    });
  });

  it.each<readonly [asked: AnswerFilter, path: string, message: RegExp]>([
    [{ field: 'gone', operator: 'is-empty' }, 'answers.2.field', /the key of a field of this form/],
    [{ field: 'age', operator: 'contains', value: '1' }, 'answers.2.operator', /one of: equals, not-equals, greater-or-equal/],
    [{ field: 'proof', operator: 'equals', value: 'a' }, 'answers.2.operator', /one of: is-empty, is-not-empty/],
    [{ field: 'age', operator: 'equals', value: 'many' }, 'answers.2.value', /a number such as 18/],
    [{ field: 'born', operator: 'equals', value: 'soon' }, 'answers.2.value', /a day, a time or both/],
    [{ field: 'city', operator: 'equals', value: ' ' }, 'answers.2.value', /a text that is not blank/],
    [{ field: 'city', operator: 'equals' }, 'answers.2.value', /a text that is not blank/],
  ])('that makes no sense is refused: %j', (asked, path, message) => {
    expect(() => askedOf(asked, 2, columns)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', fields: [{ path, message: expect.stringMatching(message) as string }] })
    );
  });
});
