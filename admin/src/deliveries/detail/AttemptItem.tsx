import { Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown } from '@strapi/icons';
import { useId, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { styled, type DefaultTheme } from 'styled-components';

import type { AttemptView, OutcomeView } from '../../../../shared/contracts/delivery';
import { RelativeTime, useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { describeOutcome, detailOf } from '../outcome-text';
import { Exchange } from './Exchange';

type Color = keyof DefaultTheme['colors'] & string;

const COLORS: Record<OutcomeView['kind'], Color> = {
  accepted: 'success600',
  rejected: 'danger600',
  unreachable: 'danger600',
  forbidden: 'danger600',
  lost: 'warning600',
  postponed: 'neutral500',
};

/** The line of the timeline: it runs from dot to dot and ends with the last one. */
export const TimelineItem = styled.li<{ $color: Color }>`
  position: relative;
  padding-left: 2.8rem;
  padding-bottom: ${({ theme }) => theme.spaces[4]};

  &::before {
    content: '';
    position: absolute;
    left: 0.5rem;
    top: 1.7rem;
    z-index: 1;
    width: 1.2rem;
    height: 1.2rem;
    border-radius: 50%;
    background: ${({ theme, $color }) => theme.colors[$color]};
    box-shadow: 0 0 0 4px ${({ theme }) => theme.colors.neutral100};
  }
  &:not(:last-child)::after {
    content: '';
    position: absolute;
    left: 1rem;
    top: 2.3rem;
    bottom: -2.3rem;
    width: 2px;
    background: ${({ theme }) => theme.colors.neutral200};
  }
`;

const Trigger = styled.button`
  display: flex;
  gap: ${({ theme }) => theme.spaces[3]};
  align-items: flex-start;
  width: 100%;
  padding: ${({ theme }) => theme.spaces[4]};
  text-align: left;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};

  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

const Chevron = styled(ChevronDown)<{ $isOpen: boolean }>`
  flex-shrink: 0;
  margin-top: 0.4rem;
  transform: rotate(${({ $isOpen }) => ($isOpen ? '180deg' : '0')});
`;

const Quiet = ({ children }: { children: ReactNode }) => (
  <Typography variant="pi" textColor="neutral600">
    {children}
  </Typography>
);

const useDuration = () => {
  const { formatNumber } = useIntl();
  return (ms: number): string =>
    ms < 1_000
      ? formatNumber(ms, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })
      : formatNumber(ms / 1_000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
};

interface AttemptItemProps {
  readonly attempt: AttemptView;
  readonly url: string;
  readonly isLatest: boolean;
  readonly canSeePayloads: boolean;
}

/** One attempt: its outcome in a sentence, and behind it all that went over the wire. The latest is open, for it answers most questions. */
export const AttemptItem = ({ attempt, url, isLatest, canSeePayloads }: AttemptItemProps) => {
  const t = useTexts();
  const formatExact = useExactTime();
  const formatDuration = useDuration();
  const contentId = useId();
  const [isOpen, setIsOpen] = useState(isLatest);
  const detail = detailOf(attempt);
  return (
    <TimelineItem $color={COLORS[attempt.outcome.kind]}>
      <Box background="neutral0" borderColor="neutral150" shadow="tableShadow" hasRadius>
        <Trigger type="button" aria-expanded={isOpen} aria-controls={contentId} onClick={() => setIsOpen(!isOpen)}>
          <Flex direction="column" alignItems="flex-start" gap={1} flex={1} minWidth={0}>
            <Typography fontWeight="bold" textColor="neutral800">
              {describeOutcome(t, attempt, attempt.request?.url ?? url)}
            </Typography>
            <Flex gap={2} wrap="wrap">
              <Quiet>{t('deliveries.attempt.number', { number: attempt.number })}</Quiet>
              <Quiet>·</Quiet>
              <Quiet>
                <RelativeTime at={attempt.startedAt} />
              </Quiet>
              <Quiet>·</Quiet>
              <Quiet>{formatExact(attempt.startedAt)}</Quiet>
              <Quiet>·</Quiet>
              <Quiet>{formatDuration(attempt.durationMs)}</Quiet>
            </Flex>
            {detail && <Quiet>{detail}</Quiet>}
            {attempt.nextAttemptAt && <Quiet>{t('deliveries.attempt.next', { at: formatExact(attempt.nextAttemptAt) })}</Quiet>}
          </Flex>
          <Chevron aria-hidden fill="neutral600" $isOpen={isOpen} />
        </Trigger>
        <div id={contentId} hidden={!isOpen}>
          {isOpen && (
            <Box padding={4} paddingTop={0}>
              <Exchange attempt={attempt} canSeePayloads={canSeePayloads} />
            </Box>
          )}
        </div>
      </Box>
    </TimelineItem>
  );
};
