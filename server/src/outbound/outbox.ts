import type { Clock } from '../kernel/clock';
import type { Ids } from '../kernel/ids';
import type { Announce } from '../kernel/telemetry';
import type { EventData, EntrySubject, NewEvent } from './event';
import { limitPayload } from './limit-payload';
import type { Tracing } from './tracing';
import type { EventStore, Transaction } from './ports';

/** A transaction that is open: the caller's where there is one. */
export interface OpenTransaction {
  readonly transaction: Transaction;
  /** Calls back once the outermost transaction has committed, and never when it rolled back. */
  onCommit(callback: () => void): void;
}

/** Does work in the caller's transaction, or in one of its own where there is none. */
export type Transact = <T>(work: (open: OpenTransaction) => Promise<T>) => Promise<T>;

/** What happened, before it has an id and a time. */
export interface Happening {
  readonly type: string;
  readonly subject: EntrySubject | null;
  readonly data: EventData;
}

export interface OutboxTools {
  readonly events: Pick<EventStore, 'append'>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly tracing: Tracing;
  /** There is an event to route. */
  readonly wake: () => void;
  /** Bytes of an event's data as JSON; beyond it the event travels as ids. */
  readonly payloadLimitBytes: number;
}

export interface Outbox {
  /** Stores events in the open transaction, in this order, and wakes the dispatcher when it commits. Returns their ids. */
  append(happenings: readonly Happening[], open: OpenTransaction): Promise<readonly string[]>;
}

/** Where captured and emitted events become rows. */
export const createOutbox = ({ events, ids, clock, announce, tracing, wake, payloadLimitBytes }: OutboxTools): Outbox => {
  const store = async (
    happenings: readonly Happening[],
    { transaction, onCommit }: OpenTransaction,
    traceparent: string | null
  ): Promise<readonly string[]> => {
    const occurredAt = clock();
    const limited = happenings.map((happening) => {
      const event: NewEvent = { ...happening, id: ids('evt'), occurredAt, isTruncated: false, traceparent };
      return limitPayload(event, payloadLimitBytes);
    });
    await events.append(
      limited.map(({ event }) => event),
      transaction
    );
    onCommit(() => {
      // The content is committed: whatever goes wrong from here on must not look like a failed publish to its caller.
      try {
        for (const { event, bytes } of limited) {
          const { id: eventId, type, subject, isTruncated } = event;
          announce('event.captured', { eventId, type, uid: subject?.uid ?? null, bytes, isTruncated });
        }
        wake();
      } catch (error) {
        announce('engine.fault', { during: 'waking the dispatcher after a commit', error });
      }
    });
    return limited.map(({ event }) => event.id);
  };

  return {
    async append(happenings, open) {
      if (happenings.length === 0) return [];
      const attributes = { 'switchboard.event_count': happenings.length, 'switchboard.event.type': happenings[0]!.type };
      const span = tracing.start({ name: 'switchboard capture', kind: 'producer', parent: tracing.current(), attributes });
      try {
        const stored = await store(happenings, open, span.traceparent);
        span.end({ attributes: { 'switchboard.event.id': stored[0]! } });
        return stored;
      } catch (error) {
        span.end({ fault: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
  };
};
