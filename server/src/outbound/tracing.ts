import type { MakeAttempt } from './attempt';
import type { DeliveryStore } from './ports';

/** Where in a trace something happened: https://www.w3.org/TR/trace-context/#traceparent-header, version 00. */
export interface TraceContext {
  /** 32 hex digits, not all 0. */
  readonly traceId: string;
  /** 16 hex digits, not all 0. */
  readonly spanId: string;
  /** 0 to 255; 1 is "sampled". */
  readonly flags: number;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent`; `null` for what is none. Later versions are read as far as this one goes, as the specification wants. */
export const parseTraceparent = (text: unknown): TraceContext | null => {
  if (typeof text !== 'string' || text.length > 512) return null;
  const [, version = '', traceId = '', spanId = '', flags = '', rest] = TRACEPARENT.exec(text.trim()) ?? [];
  if (version === '' || version === 'ff' || (version === '00' && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
};

export const formatTraceparent = ({ traceId, spanId, flags }: TraceContext): string =>
  `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  readonly name: string;
  readonly kind: 'internal' | 'producer' | 'client';
  readonly attributes: Attributes;
  /** The span that this one belongs to; `null` begins a trace of its own. */
  readonly parent: string | null;
  /** Milliseconds since the epoch; now unless told. */
  readonly startedAt?: number;
}

export interface Span {
  /** What is sent along so that others can join the trace; the parent's where nothing is recorded, `null` where there is none. */
  readonly traceparent: string | null;
  /** `fault` marks the span as failed and says why. Never throws. */
  end(result?: { readonly attributes?: Attributes; readonly fault?: string }): void;
  /** Work during which nobody else makes spans or headers of their own: the headers of an attempt are ours. */
  quietly<T>(work: () => Promise<T>): Promise<T>;
}

/** A port to whoever records spans. The one without a recorder hands the caller's `traceparent` on, and that is all. */
export interface Tracing {
  /** The `traceparent` of what is going on at this moment: the span that is open, or the request's header. */
  current(): string | null;
  start(span: SpanStart): Span;
}

/** Without OpenTelemetry: nothing is recorded, what a caller sent is passed on. */
export const createPassing = (current: () => string | null): Tracing => ({
  current,
  start: ({ parent }) => ({ traceparent: parent, end: () => undefined, quietly: (work) => work() }),
});

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return 'invalid';
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same attempts, each in a span whose `traceparent` goes to the receiver. No URL beyond its host, no bodies: both may hold secrets. */
export const traceAttempts =
  (attempt: MakeAttempt, tracing: Tracing): MakeAttempt =>
  async (subject) => {
    const { delivery, event, webhook } = subject;
    const url = webhook?.receivers.find(({ id }) => id === delivery.receiverId)?.url;
    const span = tracing.start({
      name: 'switchboard attempt',
      kind: 'client',
      parent: event?.traceparent ?? null,
      attributes: {
        'switchboard.event.id': delivery.eventId,
        'switchboard.delivery.id': delivery.id,
        'switchboard.webhook.id': delivery.webhookId,
        'switchboard.receiver.id': delivery.receiverId,
        'switchboard.attempt': delivery.attemptCount + 1,
        'http.request.method': 'POST',
        ...(url === undefined ? {} : { 'server.address': hostOf(url) }),
      },
    });
    try {
      const settlement = await span.quietly(() =>
        attempt({ ...subject, event: event && { ...event, traceparent: span.traceparent } })
      );
      const { outcome } = settlement.attempt;
      span.end({
        attributes: {
          'switchboard.outcome': outcome.kind,
          'switchboard.next': settlement.next.kind,
          ...('status' in outcome ? { 'http.response.status_code': outcome.status } : {}),
        },
        ...(outcome.kind === 'accepted' ? {} : { fault: 'status' in outcome ? `status ${outcome.status}` : outcome.kind }),
      });
      return settlement;
    } catch (error) {
      span.end({ fault: messageOf(error) });
      throw error;
    }
  };

/** The same routing, with a span for each event that belongs to a trace: made afterwards, because a batch is routed in one go. */
export const traceRouting =
  (route: DeliveryStore['route'], tracing: Tracing, now: () => number): DeliveryStore['route'] =>
  async (...asked) => {
    const startedAt = now();
    const routed = await route(...asked);
    for (const { event, deliveryCount } of routed) {
      if (event.traceparent === null) continue;
      const attributes = {
        'switchboard.event.id': event.id,
        'switchboard.event.type': event.type,
        'switchboard.delivery_count': deliveryCount,
      };
      tracing.start({ name: 'switchboard route', kind: 'internal', parent: event.traceparent, attributes, startedAt }).end();
    }
    return routed;
  };
