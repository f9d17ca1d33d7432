import { describe, expect, it } from 'vitest';
import { parseBulk, parseExport, parseList, parseNeighbours, parseNote } from '../../../server/src/forms/strapi/submission.schema';

it.each(['half of a character: \ud83d', 'NUL: \0'])('a note that no database can keep is refused: %j', (text) => {
  expect(() => parseNote({ text })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

it('a note may say anything else', () => {
  expect(parseNote({ text: ' 👍 Ünïcode ' })).toBe('👍 Ünïcode');
});

describe('questions about answers', () => {
  const city = { field: 'city', operator: 'contains', value: 'Köln & "Bonn"' };
  const empty = { field: 'city', operator: 'is-empty' };

  it('come in a query as JSON, in a body as they are', () => {
    const answers = JSON.stringify([city, empty]);

    expect(parseList({ formId: 'f', answers }).filter).toEqual({ formId: 'f', answers: [city, empty] });
    expect(parseNeighbours({ answers })).toEqual({ answers: [city, empty] });
    expect(parseExport({ formId: 'f', format: 'csv', answers }).filter).toEqual({ formId: 'f', answers: [city, empty] });
    expect(parseBulk({ action: 'read', filter: { formId: 'f', answers: [city] } })).toMatchObject({ filter: { answers: [city] } });
  });

  it.each<readonly [answers: unknown, path: string, message: RegExp]>([
    ['city', 'answers', /a list of \{ field, operator, value \}/],
    ['{"field":"city"}', 'answers', /a list of/],
    [Array(6).fill(city), 'answers', /at most 5/],
    [['city'], 'answers.0', /an object/],
    [[{ operator: 'is-empty' }], 'answers.0.field', /the key of a field/],
    [[{ ...city, field: `x"')` }], 'answers.0.field', /the key of a field/],
    [[city, { ...city, operator: 'like' }], 'answers.1.operator', /one of: contains/],
    [[{ ...city, value: 'x'.repeat(201) }], 'answers.0.value', /at most 200 characters/],
    [[{ ...city, value: 'a\0b' }], 'answers.0.value', /without NUL/],
    [[{ ...city, value: '\ud83d' }], 'answers.0.value', /in Unicode/],
    [[{ ...city, value: 5 }], 'answers.0.value', /a text/],
    [[{ field: 'city', operator: 'equals' }], 'answers.0.value', /a value for equals/],
    [[{ ...empty, value: 'x' }], 'answers.0.value', /no value for is-empty/],
    [[{ ...city, locale: 'de' }], 'answers.0.locale', /locale/],
  ])('%j are refused', (answers, path, message) => {
    const written = typeof answers === 'string' ? answers : JSON.stringify(answers);
    const wrong = expect.objectContaining({
      code: 'INVALID_INPUT',
      fields: expect.arrayContaining([{ path, message: expect.stringMatching(message) as string }]) as unknown[],
    });

    expect(() => parseList({ formId: 'f', answers: written })).toThrow(wrong);
  });
});
