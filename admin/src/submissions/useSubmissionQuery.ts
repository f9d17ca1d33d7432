import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import { readSubmissionQuery, writeSubmissionQuery, type SubmissionQuery } from './submission-query';

/** What the URL asks for, and how to ask for something else. */
export const useSubmissionQuery = () => {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const query = useMemo(() => readSubmissionQuery(new URLSearchParams(text)), [text]);
  return { query, change: (next: SubmissionQuery) => setSearch(writeSubmissionQuery(next)) };
};
