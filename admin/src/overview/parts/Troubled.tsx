import { Box, Button, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';

import type { Overview } from '../../../../shared/contracts/delivery';
import { describeLastError } from '../../deliveries/outcome-text';
import { Address } from '../../deliveries/parts/Address';
import { logPath, webhookPath } from '../../deliveries/parts/paths';
import { TextLink } from '../../deliveries/parts/TextLink';
import { RelativeTime } from '../../ui/RelativeTime';
import { StateBadge } from '../../ui/StateBadge';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useEnableReceiverMutation } from '../../webhooks/webhooks.api';
import { Card } from './Card';
import { useNumbers } from './useNumbers';

type Receiver = Overview['troubled'][number];

const COLUMNS = ['receiver', 'state', 'since', 'last-error', 'waiting'] as const;

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

const Row = ({ receiver }: { receiver: Receiver }) => {
  const t = useTexts();
  const { count } = useNumbers();
  const { can } = useAllowed('deliveries');
  const waiting = count(receiver.pendingCount);
  return (
    <Tr>
      <Td>
        <Box maxWidth="32rem" minWidth="16rem">
          <Typography ellipsis tag="p">
            <TextLink to={webhookPath(receiver.webhookId)}>{receiver.webhookName}</TextLink>
          </Typography>
          <Address url={receiver.url} />
        </Box>
      </Td>
      <Td>
        <StateBadge kind="receiver" state={receiver.state} />
        {receiver.state === 'paused' && receiver.pausedUntil && (
          <Typography variant="pi" textColor="neutral600" tag="p">
            {t('overview.probes')} <RelativeTime at={receiver.pausedUntil} />
          </Typography>
        )}
      </Td>
      <Td>
        <Typography>{receiver.failingSince ? <RelativeTime at={receiver.failingSince} /> : '–'}</Typography>
      </Td>
      <Td>
        <Typography>{receiver.lastError ? describeLastError(t, receiver.lastError) : '–'}</Typography>
      </Td>
      <Td>
        <Typography>
          {can.read ? (
            <TextLink
              to={logPath({
                receiverId: receiver.receiverId,
                webhookId: receiver.webhookId,
                states: ['held', 'pending', 'claimed'],
              })}
            >
              {waiting}
            </TextLink>
          ) : (
            waiting
          )}
        </Typography>
      </Td>
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
  return (
    <Card title={t('overview.troubled')}>
      {troubled.length === 0 ? (
        <Flex gap={2}>
          <CheckCircle fill="success600" aria-hidden />
          <Typography textColor="neutral600">{t('overview.no-trouble')}</Typography>
        </Flex>
      ) : (
        <Table colCount={COLUMNS.length + 1} rowCount={troubled.length + 1}>
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma" textColor="neutral600">
                    {t(`overview.column.${column}`)}
                  </Typography>
                </Th>
              ))}
              <Th>
                <VisuallyHidden>{t('deliveries.column.actions')}</VisuallyHidden>
              </Th>
            </Tr>
          </Thead>
          <Tbody>
            {troubled.map((receiver) => (
              <Row key={receiver.receiverId} receiver={receiver} />
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  );
};
