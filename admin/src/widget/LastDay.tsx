import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import type { Overview } from '../../../shared/contracts/delivery';
import { logPath } from '../deliveries/parts/paths';
import { WebhookLink } from '../deliveries/parts/WebhookLink';
import { useNumbers } from '../overview/parts/useNumbers';
import { useOverview } from '../overview/useOverview';
import { Sparkbars } from '../ui/Chart';
import { StateBadge } from '../ui/StateBadge';
import { TextLink } from '../ui/TextLink';
import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';

/** Troubled receivers named here; the overview has them all. */
const SHOWN = 3;

const Fill = styled.div`
  svg {
    width: 100%;
  }
`;

const Numbers = ({ name, children }: { name: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="flex-start">
    <Typography variant="pi" fontWeight="bold" textColor="neutral600">
      {name}
    </Typography>
    <Typography variant="beta" tag="p" textColor="neutral800">
      {children}
    </Typography>
  </Flex>
);

/** Attempts of the day in bars of half an hour. */
const Bars = ({ points }: { points: Overview['points'] }) => {
  const t = useTexts();
  const delivered = points.reduce((sum, point) => sum + point.delivered, 0);
  const failed = points.reduce((sum, point) => sum + point.failed, 0);
  return (
    <Fill>
      <Sparkbars
        label={t('widget.bars', { delivered, failed })}
        points={points.map((point) => ({ at: point.at, values: { delivered: point.delivered, failed: point.failed } }))}
        series={[
          { key: 'delivered', label: t('overview.delivered'), color: 'success500' },
          { key: 'failed', label: t('overview.failed'), color: 'danger500' },
        ]}
        width={420}
        height={56}
      />
    </Fill>
  );
};

const Trouble = ({ troubled }: Pick<Overview, 'troubled'>) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  if (troubled.length === 0) return <Typography textColor="neutral600">{t('overview.no-trouble')}</Typography>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {troubled.slice(0, SHOWN).map(({ receiverId, webhookId, webhookName, state }) => (
        <Flex key={receiverId} tag="li" justifyContent="space-between" gap={2}>
          <Flex minWidth={0} flex={1}>
            <WebhookLink id={webhookId} name={webhookName} canOpen={can.read} />
          </Flex>
          <StateBadge kind="receiver" state={state} />
        </Flex>
      ))}
      {troubled.length > SHOWN && (
        <Typography tag="li" variant="pi" textColor="neutral600">
          {t('widget.more', { count: troubled.length - SHOWN })}
        </Typography>
      )}
    </Flex>
  );
};

/** The last day in one look, for the home page. */
export const LastDay = () => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const { count, share } = useNumbers();
  const { data: overview, isError } = useOverview('day');
  if (!overview) return isError ? <Widget.Error /> : <Widget.Loading />;

  const { totals, points, backlog, troubled } = overview;
  if (totals.successRate === null && backlog.pendingCount === 0 && troubled.length === 0) {
    return <Widget.NoData>{t('widget.none')}</Widget.NoData>;
  }
  const waiting = `${count(backlog.pendingCount)}${backlog.isCapped ? '+' : ''}`;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Flex gap={6} wrap="wrap">
        <Numbers name={t('overview.success-rate')}>{share(totals.successRate)}</Numbers>
        <Numbers name={t('overview.delivered')}>{count(totals.delivered)}</Numbers>
        <Numbers name={t('overview.failed')}>{count(totals.failed)}</Numbers>
        <Numbers name={t('overview.backlog')}>
          {can.read ? <TextLink to={logPath({ states: ['held', 'pending', 'claimed'] })}>{waiting}</TextLink> : waiting}
        </Numbers>
      </Flex>
      <Bars points={points} />
      <Trouble troubled={troubled} />
    </Flex>
  );
};
