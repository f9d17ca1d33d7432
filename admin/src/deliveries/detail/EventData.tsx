import type { DeliveryView } from '../../../../shared/contracts/delivery';
import { CodeBlock } from '../../ui/CodeBlock';
import { useTexts } from '../../ui/useTexts';
import { Note } from './Note';

/** The event as it was captured, before format and payload choice made a request of it. */
export const EventData = ({ event, canSeePayloads }: { event: DeliveryView['event']; canSeePayloads: boolean }) => {
  const t = useTexts();
  if (!event) return <Note>{t('deliveries.event.removed')}</Note>;
  if (!canSeePayloads) return <Note>{t('deliveries.payload.hidden')}</Note>;
  if (event.data === null || event.data === undefined) return null;
  return (
    <>
      {event.isTruncated && <Note>{t('deliveries.event.truncated')}</Note>}
      <CodeBlock code={JSON.stringify(event.data, null, 2)} language="json" label={t('deliveries.event.data')} maxHeight="40rem" />
    </>
  );
};
