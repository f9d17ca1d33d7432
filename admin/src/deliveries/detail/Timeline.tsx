import { Box, Typography } from '@strapi/design-system';

import type { DeliveryView } from '../../../../shared/contracts/delivery';
import { Part } from '../../ui/Part';
import { RelativeTime, useExactTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { waitsForReceiver } from '../parts/waits-for-receiver';
import { AttemptItem, TimelineItem } from './AttemptItem';

/** What the delivery waits for, above what already happened; nothing once it is final. */
const Upcoming = ({ delivery: { state, dueAt, attemptCount } }: { delivery: DeliveryView }) => {
  const t = useTexts();
  const formatExact = useExactTime();
  if (state !== 'pending' && state !== 'held' && state !== 'claimed') return null;
  return (
    <TimelineItem $color={state === 'claimed' ? 'primary600' : 'secondary600'}>
      <Box padding={4}>
        <Typography fontWeight="bold" textColor="neutral800" tag="p">
          {t(`deliveries.upcoming.${state}`, { number: attemptCount + 1 })}
        </Typography>
        {state === 'pending' && dueAt && (
          <Typography variant="pi" textColor="neutral600" tag="p">
            {waitsForReceiver(dueAt) ? t('deliveries.next-waits') : <RelativeTime at={dueAt} />} · {formatExact(dueAt)}
          </Typography>
        )}
      </Box>
    </TimelineItem>
  );
};

/** Every attempt, the latest first: who comes at night wants to know how it stands, then how it came to that. */
export const Timeline = ({ delivery, canSeePayloads }: { delivery: DeliveryView; canSeePayloads: boolean }) => {
  const t = useTexts();
  const attempts = [...delivery.attempts].reverse();
  return (
    <Part title={t('deliveries.attempts')}>
      <Box tag="ol" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        <Upcoming delivery={delivery} />
        {attempts.map((attempt, index) => (
          <AttemptItem
            key={attempt.id}
            attempt={attempt}
            url={delivery.url}
            isLatest={index === 0}
            canSeePayloads={canSeePayloads}
          />
        ))}
      </Box>
      {attempts.length === 0 && (
        <Typography textColor="neutral600" tag="p">
          {t('deliveries.attempts.none')}
        </Typography>
      )}
    </Part>
  );
};
