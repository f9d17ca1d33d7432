import { useIntl } from 'react-intl';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Says a number of seconds in at most two units: *2 h 30 min*. */
export const useDuration = () => {
  const { formatNumber } = useIntl();
  return (seconds: number): string => {
    let rest = Math.round(seconds);
    const parts: string[] = [];
    for (const [unit, size] of UNITS) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(formatNumber(count, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }));
    }
    return parts.slice(0, 2).join(' ') || formatNumber(0, { style: 'unit', unit: 'second', unitDisplay: 'short' });
  };
};
