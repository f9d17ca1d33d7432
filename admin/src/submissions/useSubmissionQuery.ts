import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import { readSubmissionQuery, type SubmissionQuery } from './submission-query';

/** What the URL asks for. */
export const useSubmissionQuery = (): SubmissionQuery => {
  const [search] = useSearchParams();
  const text = search.toString();
  return useMemo(() => readSubmissionQuery(new URLSearchParams(text)), [text]);
};
