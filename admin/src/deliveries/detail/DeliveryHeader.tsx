import { Breadcrumbs, Crumb, Flex, IconButton } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { Layouts } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { DeliveryView } from '../../../../shared/contracts/delivery';
import { StateBadge } from '../../ui/StateBadge';
import { TextLink } from '../../ui/TextLink';
import { useTexts } from '../../ui/useTexts';
import type { LogQuery } from '../log-query';
import { deliveryPath, logPath } from '../parts/paths';
import { useNeighbours } from './useNeighbours';

interface DeliveryHeaderProps {
  readonly delivery: DeliveryView;
  /** The log it was opened from: where the breadcrumb leads, and whose rows are the neighbours. */
  readonly query: LogQuery;
}

/** The way back to the log, as it was filtered. */
export const DeliveryCrumbs = ({ id, query }: { id: string; query: LogQuery }) => {
  const t = useTexts();
  return (
    <Breadcrumbs label={t('deliveries.breadcrumbs')}>
      <Crumb>
        <TextLink to={logPath(query)}>{t('deliveries.title')}</TextLink>
      </Crumb>
      <Crumb isCurrent>{id}</Crumb>
    </Breadcrumbs>
  );
};

/** What it is and how it stands, the way back to the filtered log, and the rows beside it. */
export const DeliveryHeader = ({ delivery, query }: DeliveryHeaderProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { newerId, olderId } = useNeighbours(delivery.id, query);
  const go = (id: string | null) => id && navigate(deliveryPath(id, query));
  return (
    <Layouts.Header
      title={delivery.eventType}
      subtitle={t('deliveries.detail.subtitle', { webhook: delivery.webhookName ?? t('deliveries.webhook-gone') })}
      secondaryAction={<StateBadge kind="delivery" state={delivery.state} />}
      navigationAction={<DeliveryCrumbs id={delivery.id} query={query} />}
      primaryAction={
        <Flex gap={2}>
          <IconButton label={t('deliveries.detail.newer')} disabled={newerId === null} onClick={() => go(newerId)}>
            <ChevronLeft />
          </IconButton>
          <IconButton label={t('deliveries.detail.older')} disabled={olderId === null} onClick={() => go(olderId)}>
            <ChevronRight />
          </IconButton>
        </Flex>
      }
    />
  );
};
