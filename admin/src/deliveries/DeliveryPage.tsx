import { Flex, Grid } from '@strapi/design-system';
import { Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { DeliveryState } from '../../../shared/contracts/delivery';
import { FailedPage } from '../ui/FailedPage';
import { Part } from '../ui/Part';
import { useIsTabVisible } from '../ui/useIsTabVisible';
import { useTexts } from '../ui/useTexts';
import { useGetDeliveryQuery } from './deliveries.api';
import { DeliveryCrumbs, DeliveryHeader } from './detail/DeliveryHeader';
import { EventData } from './detail/EventData';
import { ActionsPanel, EventPanel, ReceiverPanel, SiblingsPanel } from './detail/SidePanels';
import { Timeline } from './detail/Timeline';
import { useLogQuery } from './log/useLog';

const POLL_MS = 3_000;

const isUnderWay = (state: DeliveryState | undefined): boolean => state === 'held' || state === 'pending' || state === 'claimed';

const useDelivery = (id: string) => {
  const isVisible = useIsTabVisible();
  // The first answer says whether there is anything to wait for; the cache entry is the same, so this asks nothing twice.
  const { currentData: known } = useGetDeliveryQuery(id);
  const pollingInterval = isVisible && isUnderWay(known?.state) ? POLL_MS : 0;
  return useGetDeliveryQuery(id, { pollingInterval, refetchOnMountOrArgChange: true });
};

/** One delivery: how it stands, every attempt with all that went over the wire, and everything it leads to. */
export const DeliveryPage = () => {
  const t = useTexts();
  const { id = '' } = useParams();
  const { query } = useLogQuery();
  // Side by side the actions stand at the top of the right column; below one another they would end up at the bottom.
  const isDesktop = useIsDesktop();
  const { currentData: delivery, error, refetch } = useDelivery(id);

  if (!delivery && error) {
    return (
      <FailedPage
        title={t('deliveries.detail.failed-title')}
        failure={t('deliveries.detail.failed')}
        navigationAction={<DeliveryCrumbs id={id} query={query} />}
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!delivery) return <Page.Loading />;
  return (
    <Page.Main>
      <Page.Title>{t('deliveries.detail.title', { event: delivery.eventType })}</Page.Title>
      <DeliveryHeader delivery={delivery} query={query} />
      <Layouts.Content>
        <Grid.Root gap={6}>
          <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" minWidth={0}>
            <Flex direction="column" alignItems="stretch" gap={8}>
              {!isDesktop && <ActionsPanel delivery={delivery} />}
              <Timeline key={delivery.id} delivery={delivery} canSeePayloads={!delivery.isRedacted} />
              <Part title={t('deliveries.event.title')}>
                <EventData event={delivery.event} canSeePayloads={!delivery.isRedacted} />
              </Part>
            </Flex>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" minWidth={0}>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {isDesktop && <ActionsPanel delivery={delivery} />}
              <ReceiverPanel delivery={delivery} />
              <EventPanel delivery={delivery} />
              <SiblingsPanel delivery={delivery} query={query} />
            </Flex>
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
    </Page.Main>
  );
};
