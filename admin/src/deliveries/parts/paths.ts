import { PLUGIN_ID } from '../../../../shared/permissions';
import { writeLogQuery, type LogQuery } from '../log-query';

const ROOT = `/plugins/${PLUGIN_ID}`;
const withSearch = (path: string, search: string) => (search === '' ? path : `${path}?${search}`);

/** The log, filtered. */
export const logPath = (query: Partial<LogQuery>): string => withSearch(`${ROOT}/deliveries`, writeLogQuery(query).toString());

/** One delivery; `query` is the log it was reached from, so that it knows its neighbours and the way back. */
export const deliveryPath = (id: string, query: Partial<LogQuery> = {}): string =>
  withSearch(`${ROOT}/deliveries/${encodeURIComponent(id)}`, writeLogQuery(query).toString());
