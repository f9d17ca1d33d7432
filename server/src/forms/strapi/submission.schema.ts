import * as yup from 'yup';
import { ANSWER_OPERATORS, INBOX_STATUSES, SUBMISSION_STATES, type SubmissionFilter } from '../../../../shared/contracts/form';
import { FIELD_KEY, MOST_ANSWER_FILTERS, takesValue } from '../../../../shared/forms';
import { exactly, flag, instant, oneOf, parseInput, text, whole } from '../../outbound';
import { DELIMITERS, type CsvOptions } from '../export/csv';
import { EXPORT_FORMATS, type ExportRequest } from '../export/export-service';
import { BULK_ACTIONS, type BulkAction, type ListRequest } from '../inbox-service';
import type { DayRange } from '../insights';

const MOST_IDS = 1_000;
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

const PAGE = 'Expected page to be a whole number from 1 to 1,000,000.';
const PAGE_SIZE = 'Expected pageSize to be a whole number from 1 to 100.';
const VERSION = 'Expected version to be a whole number.';

type Place = 'query' | 'body';

/** In a query, `true` and `false` are words. */
const switchOf = (name: string, place: Place) => (place === 'body' ? flag(name) : oneOf(name, ['true', 'false'] as const));

const FIELD = 'Expected field to be the key of a field.';
const OPERATOR = `Expected operator to be one of: ${ANSWER_OPERATORS.join(', ')}.`;
const ANSWERS = 'Expected answers to be a list of { field, operator, value }, in a query as JSON.';

const answerSchema = exactly({
  field: text('field', 64).matches(FIELD_KEY, FIELD).required(FIELD),
  operator: oneOf('operator', ANSWER_OPERATORS).required(OPERATOR),
  value: text('value', 200),
}).test('value', function checkValue({ operator, value }) {
  if (operator === undefined || takesValue(operator) === (value !== undefined)) return true;
  const message = value === undefined ? `Expected a value for ${operator}.` : `Expected no value for ${operator}.`;
  return this.createError({ path: `${this.path}.value`, message });
});

const answersSchema = yup
  .array(answerSchema)
  .typeError(ANSWERS)
  .max(MOST_ANSWER_FILTERS, `Expected at most ${MOST_ANSWER_FILTERS} answers.`);

const filterShape = (place: Place) => ({
  search: text('search', 200),
  status: oneOf('status', INBOX_STATUSES),
  isStarred: switchOf('isStarred', place),
  state: oneOf('state', SUBMISSION_STATES),
  isTest: switchOf('isTest', place),
  locale: text('locale', 35),
  version: whole(VERSION, 0, 1_000_000, place),
  from: instant('from'),
  to: instant('to'),
  answers: answersSchema,
});

const formId = text('formId', 40).required('Expected formId, the id of a form.');

const LIST_SHAPE = {
  ...filterShape('query'),
  page: whole(PAGE, 1, 1_000_000, 'query').default(1),
  pageSize: whole(PAGE_SIZE, 1, 100, 'query').default(20),
  sort: oneOf('sort', ['createdAt:desc', 'createdAt:asc'] as const).default('createdAt:desc'),
};

const listSchema = exactly({ formId, ...LIST_SHAPE });
const neighbourSchema = exactly({ formId: text('formId', 40), ...LIST_SHAPE });

const changeSchema = exactly({ status: oneOf('status', INBOX_STATUSES), isStarred: flag('isStarred') });

const noteSchema = exactly({ text: text('text', 5_000).trim().required('Expected text, the words of the note.') });

const bulkSchema = exactly({
  ids: yup
    .array(text('an id', 40).required('Expected ids to be ids of submissions.'))
    .max(MOST_IDS, `Expected at most ${MOST_IDS} ids; use a filter for more.`),
  filter: exactly({ formId, ...filterShape('body') })
    .default(undefined)
    .optional(),
  action: oneOf('action', BULK_ACTIONS).required(`Expected action to be one of: ${BULK_ACTIONS.join(', ')}.`),
}).test('which', 'Expected either ids or filter.', ({ ids, filter }) => (ids === undefined) !== (filter === undefined));

const personSchema = exactly({
  email: text('email', 320).trim().required('Expected email, the address of a person.'),
  action: oneOf('action', ['find', 'export', 'erase'] as const).required('Expected action to be one of: find, export, erase.'),
});

const exportSchema = exactly({
  formId,
  ...filterShape('query'),
  format: oneOf('format', EXPORT_FORMATS).required(`Expected format to be one of: ${EXPORT_FORMATS.join(', ')}.`),
  delimiter: oneOf('delimiter', Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[]).default('comma'),
  bom: oneOf('bom', ['true', 'false'] as const).default('true'),
  headers: oneOf('headers', ['labels', 'keys'] as const).default('labels'),
  values: oneOf('values', ['labels', 'raw'] as const).default('labels'),
  columns: text('columns', 20_000),
});

const daySchema = (name: string) =>
  text(name, 10).test(
    'day',
    `Expected ${name} to be a day as in 2026-01-31.`,
    (value) => value === undefined || (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)))
  );

const rangeSchema = exactly({ from: daySchema('from'), to: daySchema('to') }).test(
  'order',
  `Expected from and to to be at most ${MOST_DAYS} days apart, the earlier first.`,
  ({ from, to }) => {
    if (from === undefined || to === undefined) return true;
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    return days >= 0 && days < MOST_DAYS;
  }
);

type Given = Readonly<Record<string, unknown>>;

/** A query writes the questions about answers as JSON; what is none is left for the schema to refuse. */
const withAnswers = (query: unknown): unknown => {
  const { answers } = (query ?? {}) as { readonly answers?: unknown };
  if (typeof answers !== 'string') return query;
  try {
    return { ...(query as Given), answers: JSON.parse(answers) as unknown };
  } catch {
    return query;
  }
};

const toSwitch = (value: unknown): boolean | undefined =>
  typeof value === 'string' ? value === 'true' : (value as boolean | undefined);

/** Only what was given: a filter is what stands in it. */
const toFilter = (given: Given): SubmissionFilter => {
  const { formId: id, search, status, state, locale, version, from, to, answers } = given;
  const filter = { search, status, state, locale, version, from, to, answers };
  const switches = { isStarred: toSwitch(given.isStarred), isTest: toSwitch(given.isTest) };
  const entries = Object.entries({ formId: id, ...filter, ...switches }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as unknown as SubmissionFilter;
};

const toPage = ({ page, pageSize, sort }: { page?: number; pageSize?: number; sort?: string }): ListRequest => ({
  page: page!,
  pageSize: pageSize!,
  direction: sort === 'createdAt:asc' ? 'oldest-first' : 'newest-first',
});

export const parseList = (query: unknown): { readonly filter: SubmissionFilter; readonly page: ListRequest } => {
  const given = parseInput(listSchema, withAnswers(query));
  return { filter: toFilter(given), page: toPage(given) };
};

/** The filter of the list that a submission was opened from. */
export const parseNeighbours = (query: unknown): Omit<SubmissionFilter, 'formId'> => {
  const { formId: _formId, ...filter } = toFilter(parseInput(neighbourSchema, withAnswers(query)));
  return filter;
};

export const parseChange = (body: unknown) => {
  const { status, isStarred } = parseInput(changeSchema, body);
  return { ...(status === undefined ? {} : { status }), ...(isStarred === undefined ? {} : { isStarred }) };
};

export const parseNote = (body: unknown): string => parseInput(noteSchema, body).text;

export const parseBulk = (
  body: unknown
): { readonly action: BulkAction } & ({ readonly ids: readonly string[] } | { readonly filter: SubmissionFilter }) => {
  const { ids, filter, action } = parseInput(bulkSchema, body);
  return ids === undefined ? { action, filter: toFilter(filter as Given) } : { action, ids };
};

export const parsePerson = (body: unknown) => parseInput(personSchema, body);

export const parseExport = (query: unknown): ExportRequest => {
  const given = parseInput(exportSchema, withAnswers(query));
  const csv: CsvOptions = { delimiter: given.delimiter, bom: given.bom === 'true' };
  const columns = given.columns === undefined ? null : given.columns.split(',').filter((key) => key !== '');
  return { ...csv, format: given.format, filter: toFilter(given), headers: given.headers, values: given.values, columns };
};

/** The last 30 days unless told otherwise. */
export const parseRange = (query: unknown, now: number): DayRange => {
  const given = parseInput(rangeSchema, query);
  const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const to = given.to ?? dayAt(now);
  return { from: given.from ?? dayAt(Date.parse(to) - 29 * DAY_MS), to };
};
