/**
 * Facts the engine announces. Code says what happened; one subscriber writes the log lines, others may count. No secrets and no
 * bodies in a fact.
 */
export interface Facts {
  'event.captured': { eventId: string; type: string; uid: string | null; bytes: number; isTruncated: boolean };
  'event.routed': { eventId: string; type: string; deliveryCount: number };
  'delivery.attempted': {
    deliveryId: string;
    eventId: string;
    webhookId: string;
    receiverId: string;
    number: number;
    outcome: string;
    status: number | null;
    durationMs: number;
    next: string;
  };
  /** Without an attempt that tells of it: given up for their age, cancelled by people or with their receiver, replaced by a newer event. */
  'deliveries.ended': { state: 'failed' | 'cancelled' | 'superseded'; webhookId: string; count: number };
  'lease.expired': { deliveryId: string; receiverId: string };
  'receiver.paused': { receiverId: string; webhookId: string; url: string; untilMs: number };
  'receiver.recovered': { receiverId: string; webhookId: string; url: string };
  'receiver.gone': { receiverId: string; webhookId: string; url: string };
  'receiver.disabled': { receiverId: string; webhookId: string; url: string; failingSinceMs: number };
  /** Before a submission was stored. `because`: why it counts as silent. */
  'receiver.asked': {
    webhookId: string;
    receiverId: string;
    answer: 'granted' | 'refused' | 'silent';
    because: string | null;
    durationMs: number;
  };
  /** Redis, where workers are told by it. `isAnswering`: it was found, for the first time or again; else it went away, because of `error`. */
  'redis.changed': { isAnswering: boolean; error: string | null };
  'engine.fault': { during: string; error: unknown };
  /** The first good round of the dispatcher after one or more that failed. */
  'engine.recovered': { faultCount: number; lastedMs: number };
  'purge.ended': { deletedEvents: number; deletedDeliveries: number };
  'forms.purged': { submissions: number; files: number };
}

export type FactName = keyof Facts;
export type Announce = <N extends FactName>(name: N, fact: Facts[N]) => void;
export type Listener = <N extends FactName>(name: N, fact: Facts[N]) => void;

/** A place where facts are announced and heard. A listener does not throw: what it hears of has happened already. */
export const createTelemetry = () => {
  const listeners = new Set<Listener>();
  const announce: Announce = (name, fact) => {
    for (const listener of listeners) listener(name, fact);
  };
  const listen = (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { announce, listen };
};

export type Telemetry = ReturnType<typeof createTelemetry>;
