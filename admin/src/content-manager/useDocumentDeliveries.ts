import { useEffect, useMemo, useState } from 'react';

import type { DeliveryListItem } from '../../../shared/contracts/delivery';
import { useListDocumentDeliveriesQuery } from '../deliveries/deliveries.api';
import { useIsTabVisible } from '../ui/useIsTabVisible';

/** How long a change of the document is followed closely: delivering usually takes less than a second. */
const CLOSELY_MS = 20_000;
const CLOSE_POLL_MS = 2_000;
const SLOW_POLL_MS = 15_000;

/** True for a while after the document changed, also when that brought the page up. */
const useIsRecent = (version: string): boolean => {
  const [isRecent, setIsRecent] = useState(true);
  useEffect(() => {
    setIsRecent(true);
    const timer = setTimeout(() => setIsRecent(false), CLOSELY_MS);
    return () => clearTimeout(timer);
  }, [version]);
  return isRecent;
};

/** The newest delivery for each receiver URL; the list is newest first. */
const latestPerReceiver = (items: readonly DeliveryListItem[]): readonly DeliveryListItem[] => {
  const latest = new Map<string, DeliveryListItem>();
  for (const item of items) if (!latest.has(item.receiverId)) latest.set(item.receiverId, item);
  return [...latest.values()];
};

const isUnderWay = ({ state }: DeliveryListItem): boolean => state === 'held' || state === 'pending' || state === 'claimed';

/** Who was told of a document, and with what result. `version` changes when the document does. */
export const useDocumentDeliveries = (key: { readonly uid: string; readonly documentId: string }, version: string) => {
  const isVisible = useIsTabVisible();
  const isRecent = useIsRecent(version);
  const [isWaiting, setIsWaiting] = useState(false);
  const pollingInterval = isRecent ? CLOSE_POLL_MS : isWaiting ? SLOW_POLL_MS : 0;
  const { data, isError, refetch } = useListDocumentDeliveriesQuery(key, {
    pollingInterval: isVisible ? pollingInterval : 0,
    refetchOnMountOrArgChange: true,
  });
  const latest = useMemo(() => data && latestPerReceiver(data.items), [data]);
  useEffect(() => setIsWaiting(latest?.some(isUnderWay) ?? false), [latest]);
  return { latest, isError, refetch };
};
