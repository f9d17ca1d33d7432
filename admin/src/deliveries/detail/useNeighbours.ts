import { useListDeliveriesQuery } from '../deliveries.api';
import type { LogQuery } from '../log-query';

/** The delivery next to this one in the log it was opened from. A cursor is the id of the row beside which a page begins. */
export const useNeighbours = (id: string, query: LogQuery) => {
  const beside = { ...query, limit: 1, before: undefined, after: undefined };
  const { currentData: older } = useListDeliveriesQuery({ ...beside, before: id });
  const { currentData: newer } = useListDeliveriesQuery({ ...beside, after: id });
  return { olderId: older?.items[0]?.id ?? null, newerId: newer?.items[0]?.id ?? null };
};
