import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';

import { useTexts } from './useTexts';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const MINUTE_MS = 60_000;

const useNowMs = (instantMs: number) => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  // A text that counts seconds ticks each second; the others only as often as they can change.
  const everyMs = Math.abs(nowMs - instantMs) < MINUTE_MS ? 1_000 : 30_000;
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
};

/** Formats an instant completely, in the administrator's language and time zone: the text behind every relative time. */
export const useExactTime = () => {
  const { formatDate } = useIntl();
  return (at: string) => formatDate(at, { dateStyle: 'medium', timeStyle: 'long' });
};

const Ticking = ({ at }: { at: string }) => {
  const { formatRelativeTime } = useIntl();
  const formatExact = useExactTime();
  const seconds = Math.round((Date.parse(at) - useNowMs(Date.parse(at))) / 1_000);
  const [unit, size] = UNITS.find(([, unitSize]) => Math.abs(seconds) >= unitSize) ?? (['second', 1] as const);
  return (
    <time dateTime={at} title={formatExact(at)} style={{ whiteSpace: 'nowrap' }}>
      {formatRelativeTime(Math.trunc(seconds / size), unit, { numeric: 'auto' })}
    </time>
  );
};

/** An ISO 8601 instant, past or to come, as *3 minutes ago*; keeps up with the clock, exact on hover. `null` reads *never*. */
export const RelativeTime = ({ at }: { at: string | null }) => {
  const t = useTexts();
  return at === null ? <span>{t('ui.never')}</span> : <Ticking at={at} />;
};
