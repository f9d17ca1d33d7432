import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerKind, AnswerOperator, Values } from '../../shared/contracts/form';
import { createInbox } from '../../server/src/forms/drivers/database/inbox';
import { SUBMISSION_COLUMNS } from '../../server/src/forms/drivers/database/submission-rows';
import type { AskedAnswer, Inbox } from '../../server/src/forms/ports';
import { SUBMISSION_TABLE } from '../../server/src/forms/strapi/content-types/submission/schema';
import { createIds } from '../../server/src/kernel/ids';
import { createDatabase, type DatabaseClient } from '../../server/src/outbound/drivers/database';
import type { TestDatabase } from '../support/databases';
import { submissionRow } from '../support/submission-row';
import { turnsDuring } from '../support/turns';

const JSON_COLUMNS: readonly string[] = ['values', 'consents', 'meta', 'notes', 'event_ids'];
const BOOLEANS: readonly string[] = ['is_starred', 'is_test'];

const consent = (granted: boolean) => ({ granted, text: 'You may.', version: 1 });
const file = { id: 'fil_1', name: 'cv.pdf', mime: 'application/pdf', size: 1 };

/** Each by its name; all that answers can be. */
const ANSWERS: Readonly<Record<string, Values>> = {
  ada: { city: 'Zürich', age: 36, price: '12.50', born: '1815-12-10', at: '2026-01-31T15:30', topic: 'letter', likes: ['a', 'b'] },
  bo: { city: 'ZÜRICH ', age: 9, price: '2.5', born: '1999-01-01', at: '2026-02-01T00:00', topic: 'Letter', likes: ['ab'] },
  cy: { city: '50 % _off_ [x]* "it\'s" \\ a|b?', age: 100, price: '-1', topic: 'say "hi" \\ ü', likes: [] },
  di: { city: 'Zu\u0308rich', terms: consent(true), wants: true, proof: [file], price: '0.1' },
  ed: { city: 'null', terms: consent(false), wants: false, proof: [], likes: ['say "hi" \\ ü'] },
  flo: { city: null, age: null, topic: null, wants: null, price: 'cheap', born: '' },
  gil: { city: '[]', topic: ['letter', 'other'], likes: 'a' },
  hal: { city: ' ' },
};

/** What the store of the inbox must find, whatever database looks. */
export const examineInbox = (open: () => Promise<TestDatabase>, client: DatabaseClient): void => {
  let opened: TestDatabase;
  let inbox: Inbox;

  /** As Strapi makes it. */
  const makeTable = async (): Promise<void> => {
    const { knex, schema } = opened;
    const builder = schema ? knex.schema.withSchema(schema) : knex.schema;
    await builder.createTable(SUBMISSION_TABLE, (table) => {
      table.increments('id');
      for (const name of SUBMISSION_COLUMNS) {
        if (JSON_COLUMNS.includes(name)) table.jsonb(name);
        else if (BOOLEANS.includes(name)) table.boolean(name);
        else if (name === 'version') table.integer(name);
        else if (name.endsWith('_at')) table.bigInteger(name);
        else table.string(name);
      }
      table.text('search', 'longtext');
    });
  };

  const insert = async (rows: readonly ReturnType<typeof submissionRow>[]): Promise<void> => {
    const { knex, schema } = opened;
    await knex.batchInsert(schema ? `${schema}.${SUBMISSION_TABLE}` : SUBMISSION_TABLE, rows, 50);
  };

  beforeAll(async () => {
    opened = await open();
    await makeTable();
    const ids = createIds(Date.now);
    // The visitor says who it is.
    const rows = Object.entries(ANSWERS).map(([name, values]) => ({
      ...submissionRow(ids('sub'), 'frm_exam', values),
      visitor: name,
      search: name,
    }));
    await insert(rows);
    const { knex, schema } = opened;
    inbox = createInbox(createDatabase(knex, client, schema));
  });
  afterAll(() => opened?.drop());

  type Question = readonly [kind: AnswerKind, field: string, operator: AnswerOperator, value?: string];
  const asked = ([kind, field, operator, value]: Question): AskedAnswer =>
    value === undefined ? { kind, field, operator } : { kind, field, operator, value };
  const find = async (...questions: readonly Question[]): Promise<readonly (string | null)[]> => {
    const filter = { formIds: ['frm_exam'], answers: questions.map(asked) };
    const { rows, total } = await inbox.page(filter, { offset: 0, limit: 100, direction: 'oldest-first' });
    const walked = await inbox.walk(filter, { after: null, direction: 'newest-first', limit: 100 });
    expect([total, walked.map(({ id }) => id).reverse()]).toEqual([rows.length, rows.map(({ id }) => id)]);
    return rows.map(({ user }) => user);
  };
  const allBut = (...names: readonly string[]) => Object.keys(ANSWERS).filter((name) => !names.includes(name));

  describe('a question about an answer', () => {
    const cases: readonly (readonly [Question, readonly string[]])[] = [
      // Case does not count, nor how a letter is composed; marks do.
      [
        ['text', 'city', 'contains', 'züri'],
        ['ada', 'bo', 'di'],
      ],
      [['text', 'city', 'contains', 'zuri'], []],
      [
        ['text', 'city', 'equals', 'zÜrich'],
        ['ada', 'bo', 'di'],
      ],
      [['text', 'city', 'equals', 'Züri'], []],
      [['text', 'city', 'not-equals', 'Zürich'], allBut('ada', 'bo', 'di')],
      [['text', 'city', 'not-contains', 'z'], allBut('ada', 'bo', 'di')],
      // Signs that mean something in a pattern, in JSON or in SQL mean themselves.
      ...['% _off_', '[x]', ']*', '"it\'s"', '\\ a', 'A|B?', '50 % _OFF_ [X]* "IT\'S" \\ A|B?'].map(
        (value): readonly [Question, readonly string[]] => [['text', 'city', 'contains', value], ['cy']]
      ),
      [['text', 'city', 'equals', '50 % _off_ [x]* "it\'s" \\ a|b?'], ['cy']],
      ...['50%', '5?', '^50', '[a-z]', 'o_f', '.*', '\\"it'].map((value): readonly [Question, readonly string[]] => [
        ['text', 'city', 'contains', value],
        [],
      ]),
      [['text', 'city', 'equals', 'null'], ['ed']],
      [
        ['text', 'city', 'is-empty'],
        ['flo', 'hal'],
      ],
      [['text', 'city', 'is-not-empty'], allBut('flo', 'hal')],
      [['text', 'gone', 'is-empty'], allBut()],
      [['text', 'gone', 'not-equals', 'x'], allBut()],
      // Numbers are numbers, kept as such or as decimals.
      [['number', 'age', 'equals', '36'], ['ada']],
      [
        ['number', 'age', 'greater-or-equal', '36'],
        ['ada', 'cy'],
      ],
      [
        ['number', 'age', 'less-or-equal', '36'],
        ['ada', 'bo'],
      ],
      [['number', 'age', 'is-empty'], allBut('ada', 'bo', 'cy')],
      [['number', 'price', 'equals', '2.50'], ['bo']],
      [['number', 'price', 'equals', '0.1'], ['di']],
      [['number', 'price', 'not-equals', '12.5'], allBut('ada')],
      [
        ['number', 'price', 'greater-or-equal', '2.5'],
        ['ada', 'bo'],
      ],
      [['number', 'price', 'less-or-equal', '-0.5'], ['cy']],
      // A question about a day asks for the day.
      [['date', 'born', 'equals', '1815-12-10'], ['ada']],
      [['date', 'born', 'greater-or-equal', '1815-12-11'], ['bo']],
      [
        ['date', 'born', 'is-not-empty'],
        ['ada', 'bo'],
      ],
      [['date', 'at', 'equals', '2026-01-31'], ['ada']],
      [['date', 'at', 'less-or-equal', '2026-01-31'], ['ada']],
      [['date', 'at', 'greater-or-equal', '2026-01-31T15:31'], ['bo']],
      // Choices are their values, to the letter.
      [
        ['choice', 'topic', 'equals', 'letter'],
        ['ada', 'gil'],
      ],
      [['choice', 'topic', 'equals', 'Letter'], ['bo']],
      [['choice', 'topic', 'equals', 'say "hi" \\ ü'], ['cy']],
      [['choice', 'topic', 'not-equals', 'letter'], allBut('ada', 'gil')],
      [['choice', 'topic', 'is-empty'], allBut('ada', 'bo', 'cy', 'gil')],
      [
        ['choices', 'likes', 'contains', 'a'],
        ['ada', 'gil'],
      ],
      [['choices', 'likes', 'contains', 'say "hi" \\ ü'], ['ed']],
      [['choices', 'likes', 'not-contains', 'a'], allBut('ada', 'gil')],
      [['choices', 'likes', 'is-empty'], allBut('ada', 'bo', 'ed', 'gil')],
      [['yes-no', 'wants', 'equals', 'true'], ['di']],
      [['yes-no', 'wants', 'equals', 'false'], ['ed']],
      [['yes-no', 'wants', 'is-empty'], allBut('di', 'ed')],
      [['consent', 'terms', 'equals', 'true'], ['di']],
      [['consent', 'terms', 'not-equals', 'true'], allBut('di')],
      [['file', 'proof', 'is-not-empty'], ['di']],
      [['file', 'proof', 'is-empty'], allBut('di')],
    ];
    for (const [question, names] of cases) {
      it(question.slice(1).join(' '), async () => {
        expect(await find(question)).toEqual(names);
      });
    }

    it('of many: all of them hold', async () => {
      const found = await find(
        ['text', 'city', 'contains', 'z'],
        ['number', 'age', 'greater-or-equal', '9'],
        ['number', 'age', 'less-or-equal', '36'],
        ['choices', 'likes', 'contains', 'ab'],
        ['date', 'born', 'greater-or-equal', '1990-01-01']
      );

      expect(found).toEqual(['bo']);
    });

    it('among more than are looked through at a time, page by page and on a walk', async () => {
      const ids = createIds(Date.now);
      const rows = Array.from({ length: 2_300 }, (_, i) => ({
        ...submissionRow(ids('sub'), 'frm_many', { city: i % 3 === 0 ? 'Oslo' : 'Rome' }),
        status: i % 2 === 0 ? 'new' : 'read',
      }));
      await insert(rows);
      const expected = rows
        .filter(({ values, status }) => values.includes('Oslo') && status === 'new')
        .map((row) => row.document_id);
      const filter = { formIds: ['frm_many'], status: 'new', answers: [asked(['text', 'city', 'equals', 'oslo'])] } as const;

      const page = await inbox.page(filter, { offset: 300, limit: 50, direction: 'newest-first' });
      expect(page.total).toBe(expected.length);
      expect(page.rows.map(({ id }) => id)).toEqual([...expected].reverse().slice(300, 350));
      const after = expected[330]!;
      const walked = await inbox.walk(filter, { after, direction: 'oldest-first', limit: 1_000 });
      expect(walked.map(({ id }) => id)).toEqual(expected.slice(331));
      expect((await inbox.page(filter, { offset: 1_000, limit: 50, direction: 'newest-first' })).rows).toEqual([]);

      const search = inbox.page({ formIds: ['frm_many'], search: 'nobody' }, { offset: 0, limit: 50, direction: 'newest-first' });
      const turns = await turnsDuring(search);
      // It answers at once: without a pause between a thousand rows and the next, nobody else would have a turn. The others let go by themselves.
      if (client === 'sqlite') expect(turns).toBeGreaterThanOrEqual(4);
    });

    it('beside a search and the rest of a filter', async () => {
      const filter = { formIds: ['frm_exam'], search: 'b', isTest: false, answers: [asked(['text', 'city', 'contains', 'ZÜ'])] };

      expect((await inbox.page(filter, { offset: 0, limit: 1, direction: 'newest-first' })).total).toBe(1);
    });
  });
};
