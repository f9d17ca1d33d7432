import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';

import { useTexts } from '../../ui/useTexts';

interface LiveControlsProps {
  readonly isLive: boolean;
  /** The last poll failed; the rows are those of an earlier one. */
  readonly isStale: boolean;
  readonly isFetching: boolean;
  readonly onToggle: () => void;
  readonly onRefresh: () => void;
}

/** Whether the log keeps itself up to date, and a way to do it by hand. */
export const LiveControls = ({ isLive, isStale, isFetching, onToggle, onRefresh }: LiveControlsProps) => {
  const t = useTexts();
  const color = isStale ? 'danger600' : isLive ? 'success600' : 'neutral500';
  return (
    <Flex gap={2}>
      {isStale && (
        <Typography variant="pi" textColor="danger600" role="status">
          {t('deliveries.live.stale')}
        </Typography>
      )}
      <Button
        variant="tertiary"
        size="S"
        aria-pressed={isLive}
        onClick={onToggle}
        startIcon={<Box tag="span" background={color} width="0.8rem" height="0.8rem" style={{ borderRadius: '50%' }} aria-hidden />}
      >
        {t(isLive ? 'deliveries.live.on' : 'deliveries.live.off')}
      </Button>
      <IconButton size="S" label={t('deliveries.live.refresh')} onClick={onRefresh} disabled={isFetching && !isLive}>
        <ArrowsCounterClockwise />
      </IconButton>
    </Flex>
  );
};
