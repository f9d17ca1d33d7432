import type {
  AttemptView,
  DeliveryListItem,
  DeliveryState,
  HeaderView,
  OutcomeView,
  ResponseView,
} from '../../../../../shared/contracts/delivery';
import { timeOfId } from '../../../kernel/ids';
import { int, intOrNull, type Row } from './dialect';

export const LIST_COLUMNS =
  'id, event_id, event_type, uid, document_id, locale, webhook_id, receiver_id, url, state, attempt_count, last_status, last_error, due_at, settled_at';

export const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : iso(int(value)));

/** A row of the log. The name of its webhook is not known here. */
export const toListItem = (row: Row): DeliveryListItem => ({
  id: row.id as string,
  eventId: row.event_id as string,
  eventType: row.event_type as string,
  uid: row.uid as string | null,
  documentId: row.document_id as string | null,
  locale: row.locale as string | null,
  webhookId: row.webhook_id as string,
  webhookName: null,
  receiverId: row.receiver_id as string,
  url: row.url as string,
  state: row.state as DeliveryState,
  attemptCount: int(row.attempt_count),
  lastStatus: intOrNull(row.last_status),
  lastError: row.last_error as string | null,
  // The id, not a column: the log is ordered and cut by it, and what is shown must agree with that.
  createdAt: iso(timeOfId(row.id as string)),
  dueAt: row.state === 'held' || row.state === 'pending' ? iso(int(row.due_at)) : null,
  settledAt: isoOrNull(row.settled_at),
});

const headersOf = (json: unknown): HeaderView[] =>
  (JSON.parse((json as string | null) ?? '[]') as [string, string][]).map(([name, value]) => ({ name, value }));

/** Bytes as text where they are text, else as base64. A cut may have gone through a character, which is then left out. */
export const textOf = (bytes: Buffer, isTruncated: boolean): { text: string; isBase64: boolean } => {
  for (let cut = 0; cut <= (isTruncated ? Math.min(3, bytes.length) : 0); cut += 1) {
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut)), isBase64: false };
    } catch {
      // Not UTF-8 up to here: try without the last byte, or give up below.
    }
  }
  return { text: bytes.toString('base64'), isBase64: true };
};

const responseOf = (row: Row): ResponseView | null => {
  if (row.response_status === null) return null;
  const isTruncated = int(row.is_truncated) === 1;
  const { text, isBase64 } = textOf((row.response_body as Buffer | null) ?? Buffer.alloc(0), isTruncated);
  return { status: int(row.response_status), headers: headersOf(row.response_headers), body: text, isBase64, isTruncated };
};

export const toAttemptView = (row: Row): AttemptView => ({
  id: row.id as string,
  number: int(row.number),
  startedAt: iso(int(row.started_at)),
  durationMs: int(row.duration_ms),
  outcome: JSON.parse(row.outcome as string) as OutcomeView,
  request:
    row.request_url === null
      ? null
      : {
          url: row.request_url as string,
          headers: headersOf(row.request_headers),
          body: row.bytes === null ? null : (row.bytes as Buffer).toString('utf8'),
        },
  response: responseOf(row),
  nextAttemptAt: isoOrNull(row.next_at),
});
