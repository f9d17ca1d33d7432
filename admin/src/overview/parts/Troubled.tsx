import { Box, Button, Flex, Table, Tbody, Td, Th, Thead, Tooltip, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import { useIsDesktop } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { Overview } from '../../../../shared/contracts/delivery';
import { describeLastError } from '../../deliveries/outcome-text';
import { Address } from '../../deliveries/parts/Address';
import { logPath } from '../../deliveries/parts/paths';
import { WebhookLink } from '../../deliveries/parts/WebhookLink';
import { Part } from '../../ui/Part';
import { RelativeTime } from '../../ui/RelativeTime';
import { StateBadge } from '../../ui/StateBadge';
import { TextLink } from '../../ui/TextLink';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useEnableReceiverMutation } from '../../webhooks/webhooks.api';
import { useNumbers } from './useNumbers';

type Receiver = Overview['troubled'][number];

const COLUMNS = ['receiver', 'state', 'since', 'last-error', 'waiting'] as const;
const COMPACT_COLUMNS: readonly (typeof COLUMNS)[number][] = ['receiver'];

/** A receiver that is merely failing is tried anyway; the others wait for a person or for their pause to end. */
const EnableAgain = ({ receiver: { webhookId, receiverId, state, url } }: { receiver: Receiver }) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const { succeed, fail } = useNotices();
  const [enable, { isLoading }] = useEnableReceiverMutation();
  if (!can.update || state === 'failing' || state === 'healthy') return null;
  const run = async () => {
    const answer = await enable({ id: webhookId, receiverId });
    if ('error' in answer) fail(answer.error);
    else succeed(t('overview.enabled', { url }));
  };
  return (
    <Button size="S" variant="secondary" loading={isLoading} onClick={run}>
      {t(state === 'paused' ? 'overview.try-now' : 'overview.enable')}
    </Button>
  );
};

const Name = ({ receiver }: { receiver: Receiver }) => {
  const { can } = useAllowed('webhooks');
  return (
    <div>
      <WebhookLink id={receiver.webhookId} name={receiver.webhookName} canOpen={can.read} />
      <Address url={receiver.url} />
    </div>
  );
};

const State = ({ receiver }: { receiver: Receiver }) => {
  const t = useTexts();
  return (
    <div>
      <StateBadge kind="receiver" state={receiver.state} />
      {receiver.state === 'paused' && receiver.pausedUntil && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('overview.probes')} <RelativeTime at={receiver.pausedUntil} />
        </Typography>
      )}
    </div>
  );
};

const LastError = ({ receiver: { lastError } }: { receiver: Receiver }) => {
  const t = useTexts();
  if (lastError === null) return <Typography>–</Typography>;
  return (
    <Tooltip label={lastError}>
      <Typography>{describeLastError(t, lastError)}</Typography>
    </Tooltip>
  );
};

const Waiting = ({ receiver: { receiverId, webhookId, pendingCount } }: { receiver: Receiver }) => {
  const { count } = useNumbers();
  const { can } = useAllowed('deliveries');
  if (!can.read) return <Typography>{count(pendingCount)}</Typography>;
  return (
    <Typography>
      <TextLink to={logPath({ receiverId, webhookId, states: ['held', 'pending', 'claimed'] })}>{count(pendingCount)}</TextLink>
    </Typography>
  );
};

const Since = ({ receiver: { failingSince } }: { receiver: Receiver }) => (
  <Typography>{failingSince ? <RelativeTime at={failingSince} /> : '–'}</Typography>
);

/** What keeps the last column, with its button, within the page in every language. */
const WIDTHS: Partial<Record<(typeof COLUMNS)[number], string>> = { receiver: '24rem', state: '15rem', 'last-error': '16rem' };

const CELLS: Record<(typeof COLUMNS)[number], (props: { receiver: Receiver }) => ReactNode> = {
  receiver: Name,
  state: State,
  since: Since,
  'last-error': LastError,
  waiting: Waiting,
};

/** On a narrow screen what does not fit beside the others stands below the name. */
const Row = ({ receiver, columns }: { receiver: Receiver; columns: readonly (typeof COLUMNS)[number][] }) => {
  const t = useTexts();
  const below = COLUMNS.filter((column) => !columns.includes(column));
  return (
    <Tr>
      {columns.map((column) => {
        const Cell = CELLS[column];
        return (
          <Td key={column}>
            <Box maxWidth={WIDTHS[column]} paddingTop={2} paddingBottom={2}>
              <Cell receiver={receiver} />
              {column === 'receiver' &&
                below.map((other) => {
                  const Other = CELLS[other];
                  return (
                    <Flex key={other} gap={1} wrap="wrap" paddingTop={1}>
                      {other !== 'state' && (
                        <Typography textColor="neutral600">
                          {t('overview.labelled', { name: t(`overview.column.${other}`) })}
                        </Typography>
                      )}
                      <Other receiver={receiver} />
                    </Flex>
                  );
                })}
            </Box>
          </Td>
        );
      })}
      <Td>
        <Flex justifyContent="flex-end">
          <EnableAgain receiver={receiver} />
        </Flex>
      </Td>
    </Tr>
  );
};

/** Receivers whose last attempts failed, the one that fails longest first. */
export const Troubled = ({ troubled }: { troubled: Overview['troubled'] }) => {
  const t = useTexts();
  const columns = useIsDesktop() ? COLUMNS : COMPACT_COLUMNS;
  return (
    <Part title={t('overview.troubled')}>
      {troubled.length === 0 ? (
        <Flex gap={2}>
          <CheckCircle fill="success600" aria-hidden />
          <Typography textColor="neutral600">{t('overview.no-trouble')}</Typography>
        </Flex>
      ) : (
        <Table colCount={columns.length + 1} rowCount={troubled.length + 1}>
          <Thead>
            <Tr>
              {columns.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma" textColor="neutral600">
                    {t(`overview.column.${column}`)}
                  </Typography>
                </Th>
              ))}
              <Th>
                <VisuallyHidden>{t('ui.actions')}</VisuallyHidden>
              </Th>
            </Tr>
          </Thead>
          <Tbody>
            {troubled.map((receiver) => (
              <Row key={receiver.receiverId} receiver={receiver} columns={columns} />
            ))}
          </Tbody>
        </Table>
      )}
    </Part>
  );
};
