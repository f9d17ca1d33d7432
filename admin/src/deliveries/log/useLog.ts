import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { DeliveryListItem } from '../../../../shared/contracts/delivery';
import { useIsTabVisible } from '../../ui/useIsTabVisible';
import { useListDeliveriesQuery } from '../deliveries.api';
import { readLogQuery, writeLogQuery, type LogQuery } from '../log-query';
import { mergeLive } from './live-rows';

const POLL_MS = 5_000;

/** What the URL asks the log to show, and the way to change it. */
export const useLogQuery = () => {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const query = useMemo(() => readLogQuery(new URLSearchParams(text)), [text]);
  const change = useCallback((next: LogQuery) => setSearch(writeLogQuery(next)), [setSearch]);
  return { query, change };
};

/** The rows a person is reading, and the query they answered. */
interface Pinned {
  readonly query: LogQuery;
  readonly items: readonly DeliveryListItem[];
}

/**
 * The rows of the log. While the tab is visible they are polled: what is shown changes in place, what is new waits to be asked for.
 */
export const useLogRows = (query: LogQuery, isLive: boolean) => {
  const isVisible = useIsTabVisible();
  const { currentData, data, fulfilledTimeStamp, isFetching, isError, error, refetch } = useListDeliveriesQuery(query, {
    pollingInterval: isLive && isVisible ? POLL_MS : 0,
    refetchOnMountOrArgChange: true,
  });
  const [pinned, setPinned] = useState<Pinned | null>(null);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- each query is asked at an instant of its own
  const askedAt = useMemo(() => Date.now(), [query]);

  useEffect(() => {
    // Not what an earlier visit left in the cache: who opens the log wants the newest rows, not a button that leads to them.
    const isFresh = fulfilledTimeStamp !== undefined && fulfilledTimeStamp >= askedAt;
    if (currentData && isFresh && pinned?.query !== query) setPinned({ query, items: currentData.items });
  }, [askedAt, currentData, fulfilledTimeStamp, pinned, query]);

  const showNew = useCallback(() => currentData && setPinned({ query, items: currentData.items }), [currentData, query]);
  const refresh = useCallback(() => {
    setPinned(null);
    void refetch();
  }, [refetch]);

  const isTop = query.before === undefined && query.after === undefined;
  const live = useMemo(
    () =>
      pinned?.query === query && currentData
        ? mergeLive(pinned.items, currentData.items, query.limit)
        : { rows: currentData?.items ?? [], newCount: 0 },
    [pinned, query, currentData]
  );
  return {
    rows: live.rows,
    newCount: isTop ? live.newCount : 0,
    olderCursor: currentData?.olderCursor ?? null,
    newerCursor: currentData?.newerCursor ?? null,
    /** Nothing to show yet for this query; a poll under way is not loading. */
    isLoading: !currentData && !isError,
    /** The first fetch of this query failed; a poll that failed leaves the rows in place. */
    error: isError && !currentData ? error : null,
    isStale: isError && data !== undefined,
    isFetching,
    showNew,
    refresh,
  };
};
