import { expect, it } from 'vitest';
import { parseNote } from '../../../server/src/forms/strapi/submission.schema';

it.each(['half of a character: \ud83d', 'NUL: \0'])('a note that no database can keep is refused: %j', (text) => {
  expect(() => parseNote({ text })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

it('a note may say anything else', () => {
  expect(parseNote({ text: ' 👍 Ünïcode ' })).toBe('👍 Ünïcode');
});
