import { styled } from 'styled-components';

import type { Overview } from '../../../../shared/contracts/delivery';
import { logPath } from '../../deliveries/parts/paths';
import { BigNumber } from '../../ui/BigNumber';
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

/** The numbers of the range at a glance, each leading to the deliveries behind it. */
export const Totals = ({ overview: { range, totals, backlog } }: { overview: Overview }) => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const { count, share, duration } = useNumbers();
  const link = (path: string) => (can.read ? path : undefined);
  const open = backlog.pendingCount + backlog.unroutedEventCount;
  return (
    <Row aria-label={t('overview.totals')}>
      <BigNumber
        name={t('overview.delivered')}
        value={count(totals.delivered)}
        remark={t(`overview.in.${range}`)}
        to={link(logPath({ states: ['delivered'], range }))}
      />
      <BigNumber
        name={t('overview.failed')}
        value={count(totals.failed)}
        remark={t('overview.failed-remark')}
        isBad={totals.failed > 0}
        to={link(logPath({ states: ['failed'], range }))}
      />
      <BigNumber name={t('overview.success-rate')} value={share(totals.successRate)} remark={t('overview.success-remark')} />
      <BigNumber
        name={t('overview.response-time')}
        value={duration(totals.p50Ms)}
        remark={t('overview.p95-remark', { duration: duration(totals.p95Ms) })}
      />
      <BigNumber
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
