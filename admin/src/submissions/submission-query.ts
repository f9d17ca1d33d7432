import {
  ANSWER_OPERATORS,
  INBOX_STATUSES,
  SUBMISSION_STATES,
  type AnswerFilter,
  type SubmissionFilter,
} from '../../../shared/contracts/form';
import { MOST_ANSWER_FILTERS } from '../../../shared/forms';
import { DEFAULT_PAGE_SIZE, PAGE_SIZES } from '../ui/list/list-query';
import { isAsked } from './answer-filter';

/** What the inbox shows. It lives in the URL, whole, so that a link to it shows a colleague the same rows. */
export interface SubmissionQuery extends Omit<SubmissionFilter, 'formId'> {
  /** `null`: no form was chosen yet. */
  readonly formId: string | null;
  readonly isOldestFirst: boolean;
  readonly page: number;
  readonly pageSize: number;
}

/** A part of the filter that a person can set or clear. */
export type FilterField = Exclude<keyof SubmissionFilter, 'formId'>;

const FIELDS = [
  'search',
  'status',
  'isStarred',
  'state',
  'isTest',
  'locale',
  'version',
  'from',
  'to',
  'answers',
] as const satisfies readonly FilterField[];

const oneOf = <T extends string>(words: readonly T[], text: string | null): T | undefined => words.find((word) => word === text);

const toSwitch = (text: string | null): boolean | undefined => (text === 'true' ? true : text === 'false' ? false : undefined);

const toWhole = (text: string | null): number | undefined => {
  const number = Number(text);
  return text !== null && text !== '' && Number.isInteger(number) && number >= 0 ? number : undefined;
};

const toText = (text: string | null): string | undefined => text || undefined;

const toInstant = (text: string | null): string | undefined =>
  text !== null && !Number.isNaN(Date.parse(text)) ? text : undefined;

const toAnswer = (one: unknown): readonly AnswerFilter[] => {
  const { field, operator, value } = (one ?? {}) as { readonly [K in keyof AnswerFilter]?: unknown };
  const known = ANSWER_OPERATORS.find((word) => word === operator);
  if (typeof field !== 'string' || known === undefined) return [];
  const answer = typeof value === 'string' ? { field, operator: known, value } : { field, operator: known };
  return isAsked(answer) ? [answer] : [];
};

const toAnswers = (text: string | null): readonly AnswerFilter[] | undefined => {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    const answers = Array.isArray(list) ? list.flatMap(toAnswer).slice(0, MOST_ANSWER_FILTERS) : [];
    return answers.length > 0 ? answers : undefined;
  } catch {
    return undefined;
  }
};

const READERS: { readonly [F in FilterField]: (text: string | null) => SubmissionFilter[F] } = {
  search: toText,
  status: (text) => oneOf(INBOX_STATUSES, text),
  isStarred: toSwitch,
  state: (text) => oneOf(SUBMISSION_STATES, text),
  isTest: toSwitch,
  locale: toText,
  version: toWhole,
  from: toInstant,
  to: toInstant,
  answers: toAnswers,
};

/** Strapi's table writes the page's size and the order into the URL, and of all the rest keeps these two names alone encoded. */
const URL_NAMES: { readonly [F in FilterField]?: string } = { search: '_q', answers: 'filters' };
const inUrl = (name: FilterField): string => URL_NAMES[name] ?? name;

const toParam = (value: SubmissionFilter[FilterField]): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Reads the URL. What is not understood is left out: an old link still opens. */
export const readSubmissionQuery = (search: URLSearchParams): SubmissionQuery => {
  const filter = Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = READERS[name](search.get(inUrl(name)));
      return value === undefined ? [] : [[name, value]];
    })
  );
  return {
    ...filter,
    formId: search.get('formId') || null,
    isOldestFirst: search.get('sort')?.toLowerCase() === 'createdat:asc',
    page: Math.max(1, toWhole(search.get('page')) ?? 1),
    pageSize: PAGE_SIZES.find((size) => String(size) === search.get('pageSize')) ?? DEFAULT_PAGE_SIZE,
  };
};

/** The filter alone, as parameters of the server. */
export const filterParams = (query: Partial<SubmissionQuery>): Record<string, string> =>
  Object.fromEntries(FIELDS.flatMap((name) => (query[name] === undefined ? [] : [[name, toParam(query[name])]])));

/** The URL of the inbox; defaults are left out. */
export const writeSubmissionQuery = (query: Partial<SubmissionQuery>): URLSearchParams => {
  const search = new URLSearchParams(query.formId ? { formId: query.formId } : {});
  for (const name of FIELDS) if (query[name] !== undefined) search.set(inUrl(name), toParam(query[name]));
  if (query.isOldestFirst) search.set('sort', 'createdAt:ASC');
  if (query.page !== undefined && query.page > 1) search.set('page', String(query.page));
  if (query.pageSize !== undefined && query.pageSize !== DEFAULT_PAGE_SIZE) search.set('pageSize', String(query.pageSize));
  return search;
};

/** Changes the filter, and goes back to the first page. `undefined` clears a field. */
export const withFilter = (query: SubmissionQuery, change: Partial<SubmissionQuery>): SubmissionQuery => ({
  ...query,
  page: 1,
  ...change,
});

/** Which fields of the filter are set. */
export const activeFields = (query: SubmissionQuery): readonly FilterField[] => FIELDS.filter((name) => query[name] !== undefined);

/** The filters that have a panel of their own, each for itself; the trays and the search are always in sight, questions about answers are many. */
export type RareField = Exclude<FilterField, 'status' | 'isStarred' | 'search' | 'answers'>;

const COMMON: ReadonlySet<FilterField> = new Set(['status', 'isStarred', 'search', 'answers']);

const isRare = (field: FilterField): field is RareField => !COMMON.has(field);

/** Which of those are set. */
export const rareFields = (query: SubmissionQuery): readonly RareField[] => activeFields(query).filter(isRare);

/** Whether anything of the panel is set. */
export const hasPanelFilter = (query: SubmissionQuery): boolean => rareFields(query).length > 0 || query.answers !== undefined;

/** The whole tray: without search and filters. */
export const withoutFilters = ({ formId, status, isStarred, isOldestFirst, pageSize }: SubmissionQuery): SubmissionQuery => ({
  formId,
  ...(status === undefined ? {} : { status }),
  ...(isStarred === undefined ? {} : { isStarred }),
  isOldestFirst,
  page: 1,
  pageSize,
});

/** Query parameters of `GET /submissions`. */
export const listParams = (query: SubmissionQuery & { readonly formId: string }): Record<string, string> => ({
  formId: query.formId,
  ...filterParams(query),
  sort: query.isOldestFirst ? 'createdAt:asc' : 'createdAt:desc',
  page: String(query.page),
  pageSize: String(query.pageSize),
});
