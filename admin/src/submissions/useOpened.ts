import { useState } from 'react';

import type { SubmissionView } from '../../../shared/contracts/form';
import { useIsTabVisible } from '../ui/useIsTabVisible';
import { filterParams, type SubmissionQuery } from './submission-query';
import { useGetSubmissionQuery } from './submissions.api';

/** How often somebody else's notes and changes are looked for. */
const POLL_MS = 15_000;

/** The submission that the address names, with its neighbours in the list it was opened from; none where it names none. */
export const useOpened = (id: string | undefined, query: SubmissionQuery) => {
  const isVisible = useIsTabVisible();
  const { currentData, error, refetch } = useGetSubmissionQuery(
    { id: id ?? '', params: filterParams(query) },
    { skip: id === undefined, pollingInterval: isVisible ? POLL_MS : 0, refetchOnMountOrArgChange: true }
  );
  // While the next is fetched its predecessor stays: a pane that vanishes and comes back is hard to read on in. After a close there is none.
  const [shown, setShown] = useState<SubmissionView>();
  const next = id === undefined ? undefined : (currentData ?? (error ? undefined : shown));
  if (next !== shown) setShown(next);
  return { submission: next, isLeaving: currentData === undefined, error: currentData ? undefined : error, refetch };
};

export type Opened = ReturnType<typeof useOpened>;
