import { createHash } from 'node:crypto';
import type { Ids } from '../../../kernel/ids';
import type { OutcomeView } from '../../../../../shared/contracts/delivery';
import type { AttemptRecord } from '../../delivery';
import { type Connection, type Database, type Value } from './dialect';

/** An attempt to be logged. `nextAt`: when the next one is due, milliseconds since the epoch. */
export interface LoggedAttempt {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly attempt: AttemptRecord;
  readonly nextAt: number | null;
}

/** The reason of an outcome in one word or sentence, as lists show it; `null` when there is nothing to complain of. */
export const errorOf = (outcome: OutcomeView): string | null => {
  switch (outcome.kind) {
    case 'accepted':
      return null;
    case 'rejected':
      return `answered ${outcome.status}`;
    case 'unreachable':
      return outcome.reason;
    case 'forbidden':
      return 'forbidden address';
    case 'lost':
      return 'lost';
    case 'postponed':
      return outcome.because.slice(0, 500);
  }
};

export const statusOf = (outcome: OutcomeView): number | null => ('status' in outcome ? outcome.status : null);

const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

/** Writes attempts. A body is stored once per event, however many receivers got the very same bytes. */
export const insertAttempts = async (
  database: Database,
  trx: Connection,
  ids: Ids,
  logged: readonly LoggedAttempt[]
): Promise<void> => {
  const hashes = new Map<Buffer, string>();
  const bodies = new Map<string, Record<string, Value>>();
  const rows = logged.map(({ deliveryId, eventId, attempt, nextAt }) => {
    const { request, response } = attempt;
    const hash = request === null ? null : (hashes.get(request.body) ?? hashOf(request.body));
    if (request !== null && hash !== null) {
      hashes.set(request.body, hash);
      bodies.set(`${eventId} ${hash}`, { event_id: eventId, hash, bytes: request.body });
    }
    return {
      delivery_id: deliveryId,
      id: ids('att'),
      event_id: eventId,
      number: attempt.number,
      started_at: Math.round(attempt.startedAt),
      duration_ms: Math.round(attempt.durationMs),
      outcome: JSON.stringify(attempt.outcome),
      request_url: request?.url ?? null,
      request_headers: request === null ? null : JSON.stringify(request.headers),
      body_hash: hash,
      response_status: response?.status ?? null,
      response_headers: response === null ? null : JSON.stringify(response.headers),
      response_body: response?.body ?? null,
      is_truncated: response?.isTruncated ? 1 : 0,
      next_at: nextAt,
    };
  });
  // In the order of their keys: two settlements of one event's receivers meet at the same body.
  const distinct = [...bodies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await database.insert(trx, 'bodies', distinct, { keys: ['event_id', 'hash'] });
  await database.insert(trx, 'attempts', rows);
};
