import { OVERVIEW_RANGES, type OverviewRange } from '../../../../shared/contracts/delivery';
import { ButtonChoice } from '../../ui/ButtonChoice';
import { useTexts } from '../../ui/useTexts';

/** How far back the numbers reach. */
export const RangeSwitch = ({ range, onChange }: { range: OverviewRange; onChange: (range: OverviewRange) => void }) => {
  const t = useTexts();
  return (
    <ButtonChoice
      label={t('overview.range')}
      value={range}
      choices={OVERVIEW_RANGES.map((value) => ({ value, label: t(`overview.range.${value}`) }))}
      onChange={onChange}
    />
  );
};
