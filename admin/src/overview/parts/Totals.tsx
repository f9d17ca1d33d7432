import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { Overview } from '../../../../shared/contracts/delivery';
import { logPath } from '../../deliveries/parts/paths';
import { RelativeTime } from '../../ui/RelativeTime';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { useNumbers } from './useNumbers';

const Row = styled.dl`
  display: grid;
  grid-template-columns: repeat(2, 1fr);
  gap: ${({ theme }) => theme.spaces[4]};
  margin: 0;

  > :last-child {
    grid-column: span 2;
  }
  ${({ theme }) => theme.breakpoints.large} {
    grid-template-columns: repeat(5, 1fr);

    > :last-child {
      grid-column: auto;
    }
  }
`;

const Tile = styled(Box)`
  position: relative;

  dd {
    margin: 0;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  /* The whole tile can be clicked, its number is what the link is called. */
  a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: ${({ theme }) => theme.borderRadius};
  }
  &:has(a:hover) {
    border-color: ${({ theme }) => theme.colors.primary600};
  }
  a:focus-visible {
    outline: none;
  }
  a:focus-visible::after {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

interface NumberProps {
  readonly name: string;
  readonly value: string;
  readonly remark: ReactNode;
  readonly to?: string;
  readonly isBad?: boolean;
}

const Big = ({ name, value, remark, to, isBad = false }: NumberProps) => (
  <Tile background="neutral0" borderColor="neutral150" shadow="tableShadow" hasRadius padding={5}>
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {name}
    </Typography>
    <dd>
      <Typography
        tag="p"
        variant="alpha"
        textColor={isBad ? 'danger600' : 'neutral800'}
        style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {to ? <Link to={to}>{value}</Link> : value}
      </Typography>
      <Flex minHeight="2rem">
        <Typography variant="pi" textColor="neutral600">
          {remark}
        </Typography>
      </Flex>
    </dd>
  </Tile>
);

/** The numbers of the range at a glance, each leading to the deliveries behind it. */
export const Totals = ({ overview: { range, totals, backlog } }: { overview: Overview }) => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const { count, share, duration } = useNumbers();
  const link = (path: string) => (can.read ? path : undefined);
  const open = backlog.pendingCount + backlog.unroutedEventCount;
  return (
    <Row aria-label={t('overview.totals')}>
      <Big
        name={t('overview.delivered')}
        value={count(totals.delivered)}
        remark={t(`overview.in.${range}`)}
        to={link(logPath({ states: ['delivered'], range }))}
      />
      <Big
        name={t('overview.failed')}
        value={count(totals.failed)}
        remark={t('overview.failed-remark')}
        isBad={totals.failed > 0}
        to={link(logPath({ states: ['failed'], range }))}
      />
      <Big name={t('overview.success-rate')} value={share(totals.successRate)} remark={t('overview.success-remark')} />
      <Big
        name={t('overview.response-time')}
        value={duration(totals.p50Ms)}
        remark={t('overview.p95-remark', { duration: duration(totals.p95Ms) })}
      />
      <Big
        name={t('overview.backlog')}
        value={`${count(open)}${backlog.isCapped ? '+' : ''}`}
        to={link(logPath({ states: ['held', 'pending', 'claimed'] }))}
        remark={
          backlog.oldestDueAt ? (
            <>
              {t(Date.parse(backlog.oldestDueAt) > Date.now() ? 'overview.next-due' : 'overview.oldest-due')}{' '}
              <RelativeTime at={backlog.oldestDueAt} />
            </>
          ) : (
            t('overview.nothing-waits')
          )
        }
      />
    </Row>
  );
};
