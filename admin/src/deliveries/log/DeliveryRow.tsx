import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router-dom';

import type { DeliveryListItem } from '../../../../shared/contracts/delivery';
import { RelativeTime } from '../../ui/RelativeTime';
import { StateBadge } from '../../ui/StateBadge';
import { TextLink } from '../../ui/TextLink';
import { useTexts } from '../../ui/useTexts';
import type { LogQuery } from '../log-query';
import { isCancellable, isResendable } from '../parts/actionable';
import { Address } from '../parts/Address';
import { DocumentLink } from '../parts/DocumentLink';
import { deliveryPath } from '../parts/paths';
import type { useDeliveryActions } from '../parts/useDeliveryActions';
import { waitsForReceiver } from '../parts/waits-for-receiver';
import { WebhookLink } from '../parts/WebhookLink';
import { LastAnswer } from './LastAnswer';

interface DeliveryRowProps {
  readonly delivery: DeliveryListItem;
  readonly query: LogQuery;
  /** There is something the administrator may do with deliveries. */
  readonly isSelectable: boolean;
  /** Everything in one cell: there is no room for columns. */
  readonly isCompact: boolean;
  readonly canOpenWebhook: boolean;
  readonly actions: ReturnType<typeof useDeliveryActions>;
}

const stop = (event: MouseEvent) => event.stopPropagation();

/** When it is tried next. */
const NextAttempt = ({ delivery: { dueAt, state } }: Pick<DeliveryRowProps, 'delivery'>) => {
  const t = useTexts();
  if (dueAt === null || state !== 'pending') return null;
  const isInFuture = Date.parse(dueAt) > Date.now();
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {waitsForReceiver(dueAt) ? (
        t('deliveries.next-waits')
      ) : (
        <>
          {t('deliveries.next')} {isInFuture ? <RelativeTime at={dueAt} /> : t('deliveries.next-now')}
        </>
      )}
    </Typography>
  );
};

const RowActions = ({ delivery: { id, state, eventType }, actions }: Pick<DeliveryRowProps, 'delivery' | 'actions'>) => {
  const t = useTexts();
  return (
    <Flex gap={1} justifyContent="flex-end" onClick={stop}>
      {actions.can.cancel && isCancellable(state) && (
        <IconButton variant="ghost" label={t('deliveries.cancel.one', { event: eventType })} onClick={() => actions.cancel(id)}>
          <Cross />
        </IconButton>
      )}
      {actions.can.resend && isResendable(state) && (
        <IconButton variant="ghost" label={t('deliveries.resend.one', { event: eventType })} onClick={() => actions.resend(id)}>
          <ArrowClockwise />
        </IconButton>
      )}
    </Flex>
  );
};

const Event = ({ delivery, path }: Pick<DeliveryRowProps, 'delivery'> & { path: string }) => (
  <div>
    <Typography fontWeight="semiBold" tag="span">
      <TextLink to={path} onClick={stop}>
        {delivery.eventType}
      </TextLink>
    </Typography>
    <div>
      <DocumentLink document={delivery} isShort />
    </div>
  </div>
);

const Receiver = ({ delivery, canOpenWebhook }: Pick<DeliveryRowProps, 'delivery' | 'canOpenWebhook'>) => (
  <div>
    <WebhookLink id={delivery.webhookId} name={delivery.webhookName} canOpen={canOpenWebhook} />
    <Address url={delivery.url} />
  </div>
);

const Times = ({ delivery }: Pick<DeliveryRowProps, 'delivery'>) => (
  <div>
    <Typography tag="p" textColor="neutral800">
      <RelativeTime at={delivery.createdAt} />
    </Typography>
    <NextAttempt delivery={delivery} />
  </div>
);

/** One delivery of the log. The whole row opens it; the event's name is the link that the keyboard and a screen reader find. */
export const DeliveryRow = ({ delivery, query, isSelectable, isCompact, canOpenWebhook, actions }: DeliveryRowProps) => {
  const navigate = useNavigate();
  const path = deliveryPath(delivery.id, query);
  return (
    <Table.Row onClick={() => navigate(path)} style={{ cursor: 'pointer' }}>
      {isSelectable && <Table.CheckboxCell id={delivery.id} />}
      <Table.Cell>
        <StateBadge kind="delivery" state={delivery.state} />
      </Table.Cell>
      {isCompact ? (
        <Table.Cell>
          <Flex direction="column" alignItems="stretch" gap={1} maxWidth="19rem">
            <Event delivery={delivery} path={path} />
            <Receiver delivery={delivery} canOpenWebhook={canOpenWebhook} />
            <Flex gap={3} alignItems="flex-start">
              {delivery.attemptCount > 0 && <LastAnswer delivery={delivery} />}
              <Times delivery={delivery} />
            </Flex>
          </Flex>
        </Table.Cell>
      ) : (
        <>
          <Table.Cell>
            <Box maxWidth="20rem">
              <Event delivery={delivery} path={path} />
            </Box>
          </Table.Cell>
          <Table.Cell>
            <Box maxWidth="19rem" minWidth="14rem">
              <Receiver delivery={delivery} canOpenWebhook={canOpenWebhook} />
            </Box>
          </Table.Cell>
          <Table.Cell>
            <Typography>{delivery.attemptCount}</Typography>
          </Table.Cell>
          <Table.Cell>
            <LastAnswer delivery={delivery} />
          </Table.Cell>
          <Table.Cell>
            <Box maxWidth="13rem">
              <Times delivery={delivery} />
            </Box>
          </Table.Cell>
        </>
      )}
      {isSelectable && (
        <Table.Cell>
          <RowActions delivery={delivery} actions={actions} />
        </Table.Cell>
      )}
    </Table.Row>
  );
};
