import {
  DELIVERY_STATES,
  OVERVIEW_RANGES,
  type DeliveryFilter,
  type DeliveryState,
  type OverviewRange,
} from '../../../shared/contracts/delivery';
import { DEFAULT_PAGE_SIZE, PAGE_SIZES } from '../ui/list/list-query';

const HOUR_MS = 3_600_000;
/** How far back a preset reaches, in milliseconds. */
const RANGE_MS: Record<OverviewRange, number> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, month: 720 * HOUR_MS };

/**
 * What the log shows. It lives in the URL, whole, so that a link to a filtered log shows a colleague the same rows. `range` stays a word
 * there ("the last hour" of whoever opens it) and excludes `from` and `to`.
 */
export interface LogQuery extends DeliveryFilter {
  readonly range?: OverviewRange;
  readonly limit: number;
  readonly before?: string;
  readonly after?: string;
}

const TEXT_FIELDS = ['webhookId', 'receiverId', 'eventType', 'eventId', 'uid', 'documentId', 'status', 'from', 'to'] as const;
const CURSORS = ['before', 'after'] as const;
const FIELDS = ['states', 'range', ...TEXT_FIELDS] as const;

/** A field of the filter that a person can set or clear. */
export type FilterField = (typeof FIELDS)[number];

const isState = (text: string): text is DeliveryState => DELIVERY_STATES.some((state) => state === text);
const isRange = (text: string | null): text is OverviewRange => OVERVIEW_RANGES.some((range) => range === text);

/** Reads the URL. What is not understood is left out: an old link still opens. */
export const readLogQuery = (search: URLSearchParams): LogQuery => {
  const states = (search.get('states') ?? '').split(',').filter(isState);
  const range = search.get('range');
  const limit = PAGE_SIZES.find((size) => String(size) === search.get('limit')) ?? DEFAULT_PAGE_SIZE;
  const texts = Object.fromEntries(
    [...TEXT_FIELDS, ...CURSORS].flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))
  );
  return { ...texts, ...(states.length > 0 && { states }), ...(isRange(range) && { range }), limit };
};

/** The URL of a log; defaults are left out, so that a plain log has a plain address. */
export const writeLogQuery = (query: Partial<LogQuery>): URLSearchParams => {
  const search = new URLSearchParams();
  for (const name of [...FIELDS, ...CURSORS]) {
    const value = query[name];
    if (value !== undefined && value.length > 0) search.set(name, typeof value === 'string' ? value : value.join(','));
  }
  if (query.limit !== undefined && query.limit !== DEFAULT_PAGE_SIZE) search.set('limit', String(query.limit));
  return search;
};

/** Changes the filter, and goes back to the newest page: a cursor of other rows would point nowhere. */
export const withFilter = (query: LogQuery, change: Partial<LogQuery>): LogQuery => ({
  ...query,
  before: undefined,
  after: undefined,
  ...(change.range && { from: undefined, to: undefined }),
  ...((change.from ?? change.to) && { range: undefined }),
  ...change,
});

/** Which fields are set. */
export const activeFields = (query: LogQuery): readonly FilterField[] => FIELDS.filter((name) => (query[name]?.length ?? 0) > 0);

/** The filter as the server takes it, at this moment: a preset becomes an instant. */
export const toFilter = (
  { range, limit: _limit, before: _before, after: _after, ...filter }: LogQuery,
  nowMs: number
): DeliveryFilter => (range ? { ...filter, from: new Date(nowMs - RANGE_MS[range]).toISOString() } : filter);

/** Query parameters of `GET /deliveries`. */
export const toParams = (query: LogQuery, nowMs: number): Record<string, string> => {
  const { states, ...filter } = toFilter(query, nowMs);
  const params = { ...filter, states: states?.join(','), limit: String(query.limit), before: query.before, after: query.after };
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1])));
};
