import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { OverviewRange } from '../../../../shared/contracts/delivery';

const AXIS: Record<OverviewRange, Intl.DateTimeFormatOptions> = {
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { hour: '2-digit', minute: '2-digit' },
  week: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  month: { day: 'numeric', month: 'short' },
};

/** How numbers and times of the overview read, in the administrator's language; `–` stands for "there was none". */
export const useNumbers = () => {
  const { formatNumber, formatDate } = useIntl();
  return useMemo(
    () => ({
      count: (value: number): string =>
        formatNumber(value, { notation: value >= 100_000 ? 'compact' : 'standard', maximumFractionDigits: 1 }),
      share: (value: number | null): string =>
        // 99.97 % must not read 100 %: somebody looks for the failure.
        value === null ? '–' : formatNumber(value < 1 ? Math.min(value, 0.999) : 1, { style: 'percent', maximumFractionDigits: 1 }),
      duration: (ms: number | null): string => {
        if (ms === null) return '–';
        return ms < 1_000
          ? formatNumber(Math.round(ms), { style: 'unit', unit: 'millisecond' })
          : formatNumber(ms / 1_000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });
      },
      axis:
        (range: OverviewRange) =>
        (at: string): string =>
          formatDate(at, AXIS[range]),
    }),
    [formatNumber, formatDate]
  );
};
