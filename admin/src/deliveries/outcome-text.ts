import { UNREACHABLE_REASONS, type AttemptView, type UnreachableReason } from '../../../shared/contracts/delivery';
import type { TextKey } from '../translations/texts';
import type { Texts } from '../ui/useTexts';

/** Answers with a sentence of their own, because each asks for a different remedy. */
const KNOWN_STATUSES = [401, 403, 404, 405, 410, 413, 429] as const;

/** Why the server put a delivery off, in its words, and ours for them. */
const POSTPONEMENTS: Record<string, TextKey> = {
  'the webhook was removed': 'deliveries.postponed.webhook-removed',
  'the event was removed by retention': 'deliveries.postponed.event-removed',
  'the receiver URL was removed': 'deliveries.postponed.receiver-removed',
  'this instance was stopped during the attempt': 'deliveries.postponed.stopped',
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

const statusKey = (status: number): TextKey => {
  const known = KNOWN_STATUSES.find((each) => each === status);
  if (known) return `deliveries.outcome.status-${known}`;
  if (status >= 300 && status < 400) return 'deliveries.outcome.redirect';
  return status >= 500 ? 'deliveries.outcome.server-error' : 'deliveries.outcome.rejected';
};

/** What came of an attempt, in a sentence that says what to look at next. `url` is the address it went to. */
export const describeOutcome = (
  t: Texts,
  { outcome, durationMs }: Pick<AttemptView, 'outcome' | 'durationMs'>,
  url: string
): string => {
  const host = hostOf(url);
  switch (outcome.kind) {
    case 'accepted':
      return t('deliveries.outcome.accepted', { status: outcome.status });
    case 'rejected':
      return t(statusKey(outcome.status), { status: outcome.status, host });
    case 'unreachable':
      return t(`deliveries.outcome.${outcome.reason}`, { host, seconds: Math.max(1, Math.round(durationMs / 1_000)) });
    case 'forbidden':
      return t('deliveries.outcome.forbidden', { address: outcome.address });
    case 'lost':
      return t('deliveries.outcome.lost');
    case 'postponed': {
      const known = POSTPONEMENTS[outcome.because];
      return known ? t(known) : t('deliveries.outcome.postponed', { because: outcome.because });
    }
  }
};

/** What the network said, for whoever wants it to the letter; `null` where the sentence says all. */
export const detailOf = ({ outcome }: Pick<AttemptView, 'outcome'>): string | null =>
  outcome.kind === 'unreachable' && outcome.detail !== '' ? outcome.detail : null;

const isReason = (text: string): text is UnreachableReason => UNREACHABLE_REASONS.some((reason) => reason === text);

/** The server's words for ends that are no HTTP status and no network fault. */
const ENDS: Record<string, TextKey> = {
  'endpoint gone': 'deliveries.error.gone',
  'forbidden address': 'deliveries.error.forbidden',
  'address refused': 'deliveries.error.address-refused',
  'webhook removed': 'deliveries.error.webhook-removed',
  'event removed': 'deliveries.error.event-removed',
  lost: 'deliveries.error.lost',
  ...POSTPONEMENTS,
};

/** The last error of a delivery or a receiver in few words: `timeout: …` becomes "Timed out". Sentences of the server pass unchanged. */
export const describeLastError = (t: Texts, lastError: string): string => {
  const [word = ''] = lastError.split(':');
  if (isReason(word)) return t(`deliveries.error.${word}`);
  const [, status] = /^(?:answered|HTTP) (\d{3})$/.exec(lastError) ?? [];
  if (status) return t('deliveries.error.answered', { status });
  const end = ENDS[lastError];
  return end ? t(end) : lastError;
};
