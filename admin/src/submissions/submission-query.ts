import { INBOX_STATUSES, SUBMISSION_STATES, type SubmissionFilter } from '../../../shared/contracts/form';

export const PAGE_SIZES = [20, 50, 100] as const;
export const DEFAULT_PAGE_SIZE = 20;

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
};

/** Strapi's search field writes this name into the URL. */
const inUrl = (name: FilterField): string => (name === 'search' ? '_q' : name);

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
  Object.fromEntries(FIELDS.flatMap((name) => (query[name] === undefined ? [] : [[name, String(query[name])]])));

/** The URL of the inbox; defaults are left out. */
export const writeSubmissionQuery = (query: Partial<SubmissionQuery>): URLSearchParams => {
  const search = new URLSearchParams(query.formId ? { formId: query.formId } : {});
  for (const name of FIELDS) if (query[name] !== undefined) search.set(inUrl(name), String(query[name]));
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

/** The filters that have a panel of their own; the trays and the search are always in sight. */
export type RareField = Exclude<FilterField, 'status' | 'isStarred' | 'search'>;

const isRare = (field: FilterField): field is RareField => field !== 'status' && field !== 'isStarred' && field !== 'search';

/** Which of those are set. */
export const rareFields = (query: SubmissionQuery): readonly RareField[] => activeFields(query).filter(isRare);

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
