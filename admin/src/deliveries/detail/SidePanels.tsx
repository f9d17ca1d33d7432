import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import { useEffect, type ReactNode } from 'react';

import type { DeliveryView } from '../../../../shared/contracts/delivery';
import { formPath } from '../../forms/paths';
import { CopyButton } from '../../ui/CopyButton';
import { Fact, Facts } from '../../ui/Facts';
import { RelativeTime } from '../../ui/RelativeTime';
import { Section } from '../../ui/Section';
import { StateBadge } from '../../ui/StateBadge';
import { TextLink } from '../../ui/TextLink';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { useGetWebhookQuery } from '../../webhooks/webhooks.api';
import type { LogQuery } from '../log-query';
import { isCancellable, isResendable } from '../parts/actionable';
import { Address } from '../parts/Address';
import { DocumentLink } from '../parts/DocumentLink';
import { deliveryPath, logPath } from '../parts/paths';
import { useDeliveryActions } from '../parts/useDeliveryActions';
import { useSubmissionOf } from '../parts/useSubmissionOf';
import { WebhookLink } from '../parts/WebhookLink';

interface PanelProps {
  readonly delivery: DeliveryView;
}

/** What can be done with the delivery; what cannot be done now says why. */
export const ActionsPanel = ({ delivery: { id, state } }: PanelProps) => {
  const t = useTexts();
  const { can, resend, cancel, isResending, isCancelling } = useDeliveryActions();
  if (!can.resend && !can.cancel) return null;
  return (
    <Section isAside title={t('deliveries.panel.actions')}>
      {can.resend && (
        <Button
          fullWidth
          startIcon={<ArrowClockwise />}
          loading={isResending}
          disabled={!isResendable(state)}
          onClick={() => resend(id)}
        >
          {t('deliveries.resend')}
        </Button>
      )}
      {can.cancel && isCancellable(state) && (
        <Button fullWidth variant="danger-light" startIcon={<Cross />} loading={isCancelling} onClick={() => cancel(id)}>
          {t('deliveries.cancel')}
        </Button>
      )}
      <Typography variant="pi" textColor="neutral600">
        {t(`deliveries.state-hint.${state}`)}
      </Typography>
    </Section>
  );
};

const Copied = ({ text, label }: { text: string; label: string }) => (
  <Flex gap={1} justifyContent="space-between" alignItems="flex-start">
    <Typography style={{ overflowWrap: 'anywhere' }}>{text}</Typography>
    <CopyButton text={text} label={label} />
  </Flex>
);

/** Where it goes, and how that receiver is. */
export const ReceiverPanel = ({ delivery }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const canAsk = can.read && delivery.webhookName !== null;
  const { data: webhook, refetch } = useGetWebhookQuery(delivery.webhookId, { skip: !canAsk });
  // Each attempt may change how the receiver is.
  useEffect(() => {
    if (canAsk) void refetch();
  }, [canAsk, refetch, delivery.attemptCount, delivery.state]);
  const receiver = webhook?.receivers.find(({ id }) => id === delivery.receiverId);
  return (
    <Section isAside title={t('deliveries.panel.receiver')}>
      <Facts>
        <Fact name={t('deliveries.fact.webhook')}>
          <WebhookLink id={delivery.webhookId} name={delivery.webhookName} canOpen={can.read} />
        </Fact>
        <Fact name={t('deliveries.fact.url')}>
          <Copied text={delivery.url} label={t('deliveries.copy-url')} />
        </Fact>
        {receiver && (
          <Fact name={t('deliveries.fact.health')}>
            <Flex gap={2} wrap="wrap">
              <StateBadge kind="receiver" state={receiver.state} />
              {receiver.pausedUntil && (
                <Typography variant="pi" textColor="neutral600">
                  {t('deliveries.fact.paused')} <RelativeTime at={receiver.pausedUntil} />
                </Typography>
              )}
            </Flex>
          </Fact>
        )}
        <Fact name={t('deliveries.fact.order')}>{t(`deliveries.order.${delivery.order}`)}</Fact>
        <Fact name={t('deliveries.fact.log')}>
          <TextLink to={logPath({ webhookId: delivery.webhookId, receiverId: delivery.receiverId })}>
            {t('deliveries.of-receiver')}
          </TextLink>
        </Fact>
      </Facts>
    </Section>
  );
};

const When = ({ name, at }: { name: string; at: string | null }): ReactNode =>
  at && (
    <Fact name={name}>
      <RelativeTime at={at} />
    </Fact>
  );

/** What happened, to which document or submission, and when. */
export const EventPanel = ({ delivery }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  const { key, form } = useSubmissionOf(delivery);
  const { uid, documentId } = delivery;
  return (
    <Section isAside title={t('deliveries.panel.event')}>
      <Facts>
        <Fact name={t('deliveries.fact.type')}>{delivery.eventType}</Fact>
        {uid && (
          <Fact name={t(key === null ? 'deliveries.fact.document' : 'deliveries.fact.submission')}>
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <DocumentLink document={delivery} />
              {documentId && (
                <Typography variant="pi">
                  <TextLink to={logPath({ uid, documentId })}>
                    {t(key === null ? 'deliveries.of-document' : 'deliveries.of-submission')}
                  </TextLink>
                </Typography>
              )}
            </Flex>
          </Fact>
        )}
        {key !== null && (
          <Fact name={t('deliveries.fact.form')}>
            {form && can.read ? <TextLink to={formPath(form.id)}>{form.title}</TextLink> : (form?.title ?? key)}
          </Fact>
        )}
        <Fact name={t('deliveries.fact.event-id')}>
          <Copied text={delivery.eventId} label={t('deliveries.copy-event-id')} />
        </Fact>
        <When name={t('deliveries.fact.occurred')} at={delivery.event?.occurredAt ?? null} />
        <When name={t('deliveries.fact.created')} at={delivery.createdAt} />
        <When name={t('deliveries.fact.settled')} at={delivery.settledAt} />
      </Facts>
    </Section>
  );
};

/** The same event at other receivers. */
export const SiblingsPanel = ({ delivery: { siblings }, query }: PanelProps & { query: LogQuery }) => {
  const t = useTexts();
  if (siblings.length === 0) return null;
  return (
    <Section isAside title={t('deliveries.panel.siblings')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {siblings.map(({ id, webhookName, url, state }) => (
          <Flex key={id} tag="li" gap={3} justifyContent="space-between">
            <Flex direction="column" alignItems="stretch" minWidth={0}>
              <Typography ellipsis>
                <TextLink to={deliveryPath(id, query)}>{webhookName ?? t('deliveries.webhook-gone')}</TextLink>
              </Typography>
              <Address url={url} />
            </Flex>
            <StateBadge kind="delivery" state={state} />
          </Flex>
        ))}
      </Flex>
    </Section>
  );
};
