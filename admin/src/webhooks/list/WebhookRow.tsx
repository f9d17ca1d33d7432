import { Badge, Box, Flex, MenuItem, Switch, Tooltip, Typography } from '@strapi/design-system';
import { Duplicate, List, Pencil, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import type { ReceiverState, ReceiverView, WebhookListItem } from '../../../../shared/contracts';
import { logPath } from '../../deliveries/parts/paths';
import { Sparkbars } from '../../ui/Chart';
import { NameLink } from '../../ui/list/NameLink';
import { RowMenu } from '../../ui/list/RowMenu';
import { RelativeTime } from '../../ui/RelativeTime';
import { StateDot } from '../../ui/StateBadge';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { createPath, webhookPath } from '../paths';
import { useEventsSummary } from './useEventsSummary';

/** Phrases shown in a cell; the tooltip has them all. */
const MOST_PHRASES = 2;

/** An address without what all of them have. */
const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');

/** Worst first. */
const STATES: readonly ReceiverState[] = ['disabled', 'gone', 'paused', 'failing', 'healthy'];

const Receivers = ({ receivers }: { receivers: readonly ReceiverView[] }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const [first] = receivers;
  if (receivers.length === 1 && first) {
    return (
      <Flex gap={2}>
        <StateDot kind="receiver" state={first.state} label={first.url} />
        <Typography ellipsis maxWidth="12rem" title={first.url}>
          {shortUrl(first.url)}
        </Typography>
      </Flex>
    );
  }
  // Counted, not drawn one by one: there may be ten thousand.
  const counts = STATES.map((state) => ({ state, count: receivers.filter((receiver) => receiver.state === state).length }));
  return (
    <Box>
      <Typography>{t('webhooks.receivers.count', { count: receivers.length })}</Typography>
      <Flex gap={3}>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => (
            <Flex key={state} gap={1}>
              <StateDot kind="receiver" state={state} />
              <Typography variant="pi" textColor="neutral600">
                {formatNumber(count)}
              </Typography>
            </Flex>
          ))}
      </Flex>
    </Box>
  );
};

const Phrase = styled(Typography)`
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  white-space: normal;
`;

const Events = ({ webhook }: { webhook: WebhookListItem }) => {
  const t = useTexts();
  const summarise = useEventsSummary();
  const phrases = summarise(webhook.events);
  const rest = phrases.length - MOST_PHRASES;
  return (
    <Tooltip label={phrases.join(' · ')}>
      <Box maxWidth="16rem">
        {phrases.slice(0, MOST_PHRASES).map((phrase) => (
          <Phrase key={phrase} tag="p">
            {phrase}
          </Phrase>
        ))}
        {(rest > 0 || webhook.condition) && (
          <Typography variant="pi" textColor="neutral600" tag="p">
            {[
              ...(rest > 0 ? [t('ui.and-more', { count: rest })] : []),
              ...(webhook.condition ? [t('webhooks.list.with-condition')] : []),
            ].join(' · ')}
          </Typography>
        )}
      </Box>
    </Tooltip>
  );
};

const LastDay = ({ webhook }: { webhook: WebhookListItem }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const { lastDay, successRate } = webhook.summary;
  const delivered = lastDay.reduce((sum, hour) => sum + hour.delivered, 0);
  const failed = lastDay.reduce((sum, hour) => sum + hour.failed, 0);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Sparkbars
        label={t('webhooks.list.chart', { delivered, failed })}
        points={lastDay.map((hour) => ({ at: hour.at, values: { delivered: hour.delivered, failed: hour.failed } }))}
        series={[
          { key: 'delivered', label: t('webhooks.list.delivered'), color: 'success500' },
          { key: 'failed', label: t('webhooks.list.failed-attempts'), color: 'danger500' },
        ]}
        width={96}
        height={24}
      />
      <Typography variant="pi" textColor={successRate !== null && successRate < 0.9 ? 'danger600' : 'neutral600'}>
        {successRate === null
          ? t('webhooks.list.no-attempts')
          : t('webhooks.list.success', { rate: formatNumber(successRate, { style: 'percent', maximumFractionDigits: 1 }) })}
      </Typography>
    </Flex>
  );
};

const Mark = ({ label, hint, isBad = false }: { label: string; hint: string; isBad?: boolean }) => (
  <Tooltip label={hint}>
    <Box tag="span" paddingTop={1}>
      <Badge size="S" variant={isBad ? 'danger' : 'neutral'}>
        {label}
      </Badge>
    </Box>
  </Tooltip>
);

interface WebhookRowProps {
  readonly webhook: WebhookListItem;
  /** Something can be done with many at once. */
  readonly isSelectable: boolean;
  readonly onToggle: (isEnabled: boolean) => void;
  readonly onDelete: () => void;
}

/** One webhook of the list. */
export const WebhookRow = ({ webhook, isSelectable, onToggle, onDelete }: WebhookRowProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { can } = useAllowed('webhooks');
  const deliveries = useAllowed('deliveries');
  const mayEdit = can.update && !webhook.isDeclared;
  return (
    <Table.Row>
      {isSelectable && <Table.CheckboxCell id={webhook.id} />}
      <Table.Cell>
        <Switch
          checked={webhook.isEnabled}
          disabled={!mayEdit}
          aria-label={t('webhooks.list.enable', { name: webhook.name })}
          onCheckedChange={onToggle}
        />
      </Table.Cell>
      <Table.Cell>
        <Box width="17.5rem">
          <NameLink to={webhookPath(webhook.id)} title={webhook.name}>
            {webhook.name}
          </NameLink>
          {webhook.description && (
            <Typography variant="pi" textColor="neutral600" tag="p" ellipsis title={webhook.description}>
              {webhook.description}
            </Typography>
          )}
          <Flex gap={2} wrap="wrap">
            {webhook.isDeclared && <Mark label={t('webhooks.declared')} hint={t('webhooks.declared-hint')} />}
            {webhook.fault && <Mark label={t('webhooks.list.fault')} hint={webhook.fault} isBad />}
          </Flex>
        </Box>
      </Table.Cell>
      <Table.Cell>
        <Events webhook={webhook} />
      </Table.Cell>
      <Table.Cell>
        <Receivers receivers={webhook.receivers} />
      </Table.Cell>
      <Table.Cell>
        <LastDay webhook={webhook} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">
          <RelativeTime at={webhook.summary.lastDeliveryAt} />
        </Typography>
      </Table.Cell>
      <RowMenu name={webhook.name}>
        <MenuItem startIcon={<Pencil />} onSelect={() => navigate(webhookPath(webhook.id))}>
          {t(mayEdit ? 'ui.edit' : 'ui.view')}
        </MenuItem>
        {deliveries.can.read && (
          <MenuItem startIcon={<List />} onSelect={() => navigate(logPath({ webhookId: webhook.id }))}>
            {t('webhooks.actions.deliveries')}
          </MenuItem>
        )}
        {can.create && (
          <MenuItem startIcon={<Duplicate />} onSelect={() => navigate(createPath(webhook.id))}>
            {t('ui.duplicate')}
          </MenuItem>
        )}
        {can.delete && !webhook.isDeclared && (
          <MenuItem variant="danger" startIcon={<Trash />} onSelect={onDelete}>
            {t('ui.delete')}
          </MenuItem>
        )}
      </RowMenu>
    </Table.Row>
  );
};
