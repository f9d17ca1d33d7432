import { Box, Flex, IconButton, Loader, TextButton, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import type { DeliveryListItem } from '../../../shared/contracts/delivery';
import { isResendable } from '../deliveries/parts/actionable';
import { Address } from '../deliveries/parts/Address';
import { deliveryPath, logPath } from '../deliveries/parts/paths';
import { useDeliveryActions } from '../deliveries/parts/useDeliveryActions';
import { RelativeTime } from '../ui/RelativeTime';
import { StateBadge } from '../ui/StateBadge';
import { TextLink } from '../ui/TextLink';
import { useTexts } from '../ui/useTexts';
import { useDocumentDeliveries } from './useDocumentDeliveries';

/** Receivers shown in the panel; the log has them all. */
const SHOWN = 5;

interface DocumentKey {
  readonly uid: string;
  readonly documentId: string;
}

const Told = ({ delivery, document }: { delivery: DeliveryListItem; document: DocumentKey }) => {
  const t = useTexts();
  const { can, resend, isResending } = useDeliveryActions();
  const { id, webhookName, url, eventType, locale, state, lastStatus, createdAt } = delivery;
  const name = webhookName ?? t('deliveries.webhook-gone');
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={1}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography ellipsis fontWeight="semiBold">
          <TextLink to={deliveryPath(id, document)}>{name}</TextLink>
        </Typography>
        <StateBadge kind="delivery" state={state} />
      </Flex>
      <Flex justifyContent="space-between" gap={2}>
        <Flex direction="column" alignItems="flex-start" minWidth={0}>
          <Typography variant="pi" textColor="neutral600">
            {t('panel.event', {
              event: eventType,
              hasLocale: Boolean(locale),
              locale,
              hasStatus: lastStatus !== null,
              status: lastStatus,
            })}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            <RelativeTime at={createdAt} />
          </Typography>
          <Box maxWidth="100%">
            <Address url={url} />
          </Box>
        </Flex>
        {can.resend && (
          <IconButton
            variant="ghost"
            size="S"
            label={t('panel.resend', { webhook: name })}
            disabled={!isResendable(state) || isResending}
            onClick={() => resend(id)}
          >
            <ArrowClockwise />
          </IconButton>
        )}
      </Flex>
    </Flex>
  );
};

/** Who was told of the document: the latest delivery for each receiver URL. */
export const DocumentDeliveries = ({ version, ...document }: DocumentKey & { version: string }) => {
  const t = useTexts();
  const { latest, isError, refetch } = useDocumentDeliveries(document, version);
  if (!latest && isError) {
    return (
      <Flex direction="column" alignItems="flex-start" gap={2} role="alert">
        <Typography textColor="danger600">{t('panel.failed')}</Typography>
        <TextButton onClick={() => void refetch()}>{t('ui.retry')}</TextButton>
      </Flex>
    );
  }
  if (!latest) return <Loader small>{t('panel.loading')}</Loader>;
  if (latest.length === 0) return <Typography textColor="neutral600">{t('panel.none')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4} aria-live="polite">
        {latest.slice(0, SHOWN).map((delivery) => (
          <Told key={delivery.receiverId} delivery={delivery} document={document} />
        ))}
      </Flex>
      <Typography variant="pi">
        <TextLink to={logPath(document)}>
          {latest.length > SHOWN ? t('panel.more', { count: latest.length - SHOWN }) : t('panel.all')}
        </TextLink>
      </Typography>
    </Flex>
  );
};
