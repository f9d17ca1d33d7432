import { PLUGIN_ID } from '../../../shared/permissions';
import { writeSubmissionQuery, type SubmissionQuery } from './submission-query';

const BASE = `/plugins/${PLUGIN_ID}/submissions`;

const withQuery = (path: string, query: Partial<SubmissionQuery>): string => {
  const search = writeSubmissionQuery(query).toString();
  return search === '' ? path : `${path}?${search}`;
};

/** The inbox, filtered as it was. */
export const inboxPath = (query: Partial<SubmissionQuery> = {}): string => withQuery(BASE, query);

/** One submission; `query` is the list it was opened from. */
export const submissionPath = (id: string, query: Partial<SubmissionQuery> = {}): string =>
  withQuery(`${BASE}/${encodeURIComponent(id)}`, query);

/** Everything about one e-mail address. */
export const personPath = `${BASE}/person`;

/** What retention removed. */
export const purgesPath = `${BASE}/purges`;
