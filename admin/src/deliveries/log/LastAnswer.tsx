import { Flex, Tooltip, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { DeliveryListItem } from '../../../../shared/contracts/delivery';
import { useTexts } from '../../ui/useTexts';
import { describeLastError } from '../outcome-text';

const Words = styled(Typography)`
  display: block;
  max-width: 16rem;
`;

/** The last status and, where it failed, why in words. */
export const LastAnswer = ({ delivery: { lastStatus, lastError, state } }: { delivery: DeliveryListItem }) => {
  const t = useTexts();
  if (lastStatus === null && lastError === null) return <Typography textColor="neutral500">–</Typography>;
  // The status says it already.
  const isSaid = lastError === null || state === 'delivered' || lastError === `answered ${lastStatus}`;
  const error = isSaid ? null : describeLastError(t, lastError);
  return (
    <Flex direction="column" alignItems="flex-start">
      {lastStatus !== null && (
        <Typography fontWeight="semiBold" textColor={lastStatus < 300 ? 'success600' : 'danger600'}>
          {lastStatus}
        </Typography>
      )}
      {error && (
        <Tooltip label={error}>
          <Words variant="pi" textColor="neutral600" ellipsis>
            {error}
          </Words>
        </Tooltip>
      )}
    </Flex>
  );
};
