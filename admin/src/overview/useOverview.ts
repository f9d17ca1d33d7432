import type { OverviewRange } from '../../../shared/contracts/delivery';
import { useIsTabVisible } from '../ui/useIsTabVisible';
import { useGetOverviewQuery } from './overview.api';

const POLL_MS = 10_000;

/** The numbers of a range, kept up to date while somebody looks. */
export const useOverview = (range: OverviewRange) => {
  const isVisible = useIsTabVisible();
  return useGetOverviewQuery(range, { pollingInterval: isVisible ? POLL_MS : 0, refetchOnMountOrArgChange: true });
};
