import { Button, Flex } from '@strapi/design-system';

import { OVERVIEW_RANGES, type OverviewRange } from '../../../../shared/contracts/delivery';
import { useTexts } from '../../ui/useTexts';

/** How far back the numbers reach. */
export const RangeSwitch = ({ range, onChange }: { range: OverviewRange; onChange: (range: OverviewRange) => void }) => {
  const t = useTexts();
  return (
    <Flex gap={1} wrap="wrap" role="group" aria-label={t('overview.range')}>
      {OVERVIEW_RANGES.map((one) => (
        <Button
          key={one}
          size="S"
          variant={one === range ? 'secondary' : 'tertiary'}
          aria-pressed={one === range}
          onClick={() => onChange(one)}
        >
          {t(`overview.range.${one}`)}
        </Button>
      ))}
    </Flex>
  );
};
