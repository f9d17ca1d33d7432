import { describe, expect, it } from 'vitest';
import type { SubmissionColumn } from '../../../../shared/contracts/form';
import { aboutField, operatorsFor, withOperator, wordsFor } from '../../../../admin/src/submissions/answer-filter';
import { defaultColumns, shownColumns, toggleColumn } from '../../../../admin/src/submissions/columns';
import {
  activeFields,
  hasPanelFilter,
  listParams,
  rareFields,
  readSubmissionQuery,
  withFilter,
  writeSubmissionQuery,
} from '../../../../admin/src/submissions/submission-query';
import { valueText } from '../../../../admin/src/submissions/value-text';

const read = (search: string) => readSubmissionQuery(new URLSearchParams(search));

describe('the inbox in the URL', () => {
  it('is read and written the same', () => {
    const search =
      'formId=f1&_q=ada&status=spam&isStarred=true&state=partial&isTest=false&locale=de&version=3' +
      '&from=2026-01-01T00%3A00%3A00.000Z' +
      '&filters=%5B%7B%22field%22%3A%22city%22%2C%22operator%22%3A%22contains%22%2C%22value%22%3A%22a%26b%22%7D%5D' +
      '&sort=createdAt%3AASC&page=2&pageSize=50';

    expect(writeSubmissionQuery(read(search)).toString()).toBe(search);
  });

  it('leaves out what is as by default, and what it does not understand', () => {
    const query = read('formId=f1&status=lost&isStarred=perhaps&version=x&page=-1&pageSize=7&from=never');

    expect(writeSubmissionQuery(query).toString()).toBe('formId=f1');
    expect(activeFields(query)).toEqual([]);
  });

  it('goes back to the first page with another filter, and clears a field', () => {
    const query = withFilter(read('formId=f1&page=4&_q=ada'), { status: 'new', search: undefined });

    expect(writeSubmissionQuery(query).toString()).toBe('formId=f1&status=new');
  });

  it('asks the server for its page', () => {
    expect(listParams({ ...read('_q=ada&page=2'), formId: 'f1' })).toEqual({
      formId: 'f1',
      search: 'ada',
      sort: 'createdAt:desc',
      page: '2',
      pageSize: '20',
    });
  });
});

describe('questions about answers in the URL', () => {
  const ask = (questions: unknown) => read(`filters=${encodeURIComponent(JSON.stringify(questions))}`).answers;

  it('that are not understood, or half put, are left out', () => {
    const city = { field: 'city', operator: 'equals', value: 'Köln' };

    expect(ask([city, { field: 'city' }, { ...city, operator: 'like' }, { field: 'age', operator: 'equals' }, null, 'x'])).toEqual([
      city,
    ]);
    expect(ask([{ ...city, more: 1 }])).toEqual([city]);
    expect(ask({ city: 'Köln' })).toBeUndefined();
    expect(read('filters=x').answers).toBeUndefined();
    expect(ask(Array(7).fill(city))).toHaveLength(5);
  });

  it('go to the server as JSON, and open the panel', () => {
    const query = read('filters=[{"field":"age","operator":"is-empty"}]');

    expect(listParams({ ...query, formId: 'f1' }).answers).toBe('[{"field":"age","operator":"is-empty"}]');
    expect(hasPanelFilter(query)).toBe(true);
    expect(rareFields(query)).toEqual([]);
  });

  it('begin anew with another field, and keep their value with another operator that takes one', () => {
    const age = { ...column('age'), answerKind: 'number' as const };
    const asked = { field: 'age', operator: 'equals' as const, value: '18' };

    expect(aboutField(age)).toEqual({ field: 'age', operator: 'equals' });
    expect(withOperator(asked, 'less-or-equal')).toEqual({ ...asked, operator: 'less-or-equal' });
    expect(withOperator(asked, 'is-empty')).toEqual({ field: 'age', operator: 'is-empty' });
    expect(operatorsFor(undefined, asked)).toEqual(['equals']);
  });

  it.each<readonly [value: string, column: Partial<SubmissionColumn>, words: string]>([
    ['red', { labels: { red: 'Red' } }, 'Red'],
    ['red', { labels: {} }, 'red'],
    ['true', { answerKind: 'yes-no' }, 'yes'],
    ['false', { answerKind: 'consent' }, 'no'],
    ['true', {}, 'true'],
  ])('%s reads with %j: %s', (value, more, words) => {
    expect(wordsFor(value, { ...column('x'), ...more }, { yes: 'yes', no: 'no' })).toBe(words);
  });
});

const column = (key: string, type = 'text', isRetired = false): SubmissionColumn => ({
  key,
  label: key,
  type,
  answerKind: 'text',
  isRetired,
});
const COLUMNS = [
  column('message', 'long-text'),
  column('a'),
  column('b', 'email'),
  column('old', 'text', true),
  column('c'),
  column('d'),
  column('e'),
];

describe('the columns', () => {
  it('are at first the first short answers that are still asked', () => {
    expect(defaultColumns(COLUMNS)).toEqual(['a', 'b', 'c', 'd']);
    expect(defaultColumns([column('message', 'long-text')])).toEqual(['message']);
  });

  it('are shown in the order of the form, whatever was chosen first, without those that are no more', () => {
    const shown = shownColumns(COLUMNS, ['e', 'gone', 'old', 'a']);

    expect(shown.map(({ key }) => key)).toEqual(['a', 'old', 'e']);
  });

  it('are chosen one by one, beginning with those that are shown', () => {
    expect(toggleColumn(COLUMNS, undefined, 'e')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(toggleColumn(COLUMNS, ['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('an answer in a cell', () => {
  it.each([
    [undefined, ''],
    [null, ''],
    ['Ada', 'Ada'],
    [4, '4'],
    [true, 'yes'],
    [['x', 'y'], 'x, y'],
    [[{ id: 'fil_1', name: 'cv.pdf', mime: 'application/pdf', size: 1 }], 'cv.pdf'],
    [{ granted: false, text: 'I agree', version: 1 }, 'no'],
  ])('%j reads %s', (value, text) => {
    expect(valueText(value, { yes: 'yes', no: 'no' })).toBe(text);
  });

  it('of a choice reads its label, or its value where nobody knows the label any more', () => {
    const words = { yes: 'yes', no: 'no' };

    expect(valueText('red', words, { red: 'Red' })).toBe('Red');
    expect(valueText(['red', 'gone'], words, { red: 'Red' })).toBe('Red, gone');
  });
});
