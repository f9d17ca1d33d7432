import { createRequire } from 'node:module';
import path from 'node:path';
import type { Strapi } from '../../plugin';
import { createPassing, formatTraceparent, parseTraceparent, type Attributes, type SpanStart, type Tracing } from '../tracing';

/** What we use of `@opentelemetry/api` 1.x, by its shape: the package is the operator's choice and may not be there. */
export interface OpenTelemetry {
  readonly ROOT_CONTEXT: OtelContext;
  readonly context: { active(): OtelContext; with<T>(context: OtelContext, work: () => T): T };
  readonly trace: {
    getTracer(name: string, version: string): { startSpan(name: string, options: object, context: OtelContext): OtelSpan };
    getSpanContext(context: OtelContext): OtelSpanContext | undefined;
    setSpan(context: OtelContext, span: OtelSpan): OtelContext;
    setSpanContext(context: OtelContext, spanContext: OtelSpanContext): OtelContext;
    isSpanContextValid(spanContext: OtelSpanContext): boolean;
  };
}

interface OtelContext {
  setValue(key: symbol, value: unknown): OtelContext;
}

interface OtelSpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote?: boolean;
}

interface OtelSpan {
  spanContext(): OtelSpanContext;
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { readonly code: number; readonly message?: string }): unknown;
  end(): void;
}

/** `SpanKind` and `SpanStatusCode` of the API; the numbers are part of its contract. */
const KINDS: Readonly<Record<SpanStart['kind'], number>> = { internal: 0, client: 2, producer: 3 };
const STATUS_ERROR = 2;

/** The SDK's own word for "no spans and no headers in here" (`suppressTracing` of @opentelemetry/core). */
const SUPPRESS = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** Spans by OpenTelemetry. Without an SDK behind the API nothing is recorded, and a caller's `traceparent` is passed on. */
export const createOtelTracing = (otel: OpenTelemetry, version: string, incoming: () => string | null): Tracing => {
  const tracer = () => otel.trace.getTracer('strapi-plugin-switchboard', version);

  const written = (given: OtelSpanContext | undefined): string | null =>
    given && otel.trace.isSpanContextValid(given)
      ? formatTraceparent({ traceId: given.traceId, spanId: given.spanId, flags: given.traceFlags })
      : null;

  const below = (parent: string | null): OtelContext => {
    const known = parseTraceparent(parent);
    if (!known) return otel.ROOT_CONTEXT;
    const { traceId, spanId, flags } = known;
    return otel.trace.setSpanContext(otel.ROOT_CONTEXT, { traceId, spanId, traceFlags: flags, isRemote: true });
  };

  return {
    current: () => written(otel.trace.getSpanContext(otel.context.active())) ?? incoming(),

    start({ name, kind, attributes, parent, startedAt }) {
      const options = { kind: KINDS[kind], attributes, ...(startedAt === undefined ? {} : { startTime: startedAt }) };
      const span = tracer().startSpan(name, options, below(parent));
      const inside = otel.trace.setSpan(otel.context.active(), span).setValue(SUPPRESS, true);
      return {
        traceparent: written(span.spanContext()) ?? parent,
        quietly: (work) => otel.context.with(inside, work),
        end({ attributes: more, fault } = {}) {
          if (more) span.setAttributes(more);
          if (fault !== undefined) span.setStatus({ code: STATUS_ERROR, message: fault });
          span.end();
        },
      };
    },
  };
};

/** Looks beside the app first, because that is where its SDK is registered from; then beside the plugin. `null` where there is none. */
export const loadOpenTelemetry = (appRoot: string, own: string | null): OpenTelemetry | null => {
  for (const from of [path.join(appRoot, 'package.json'), ...(own === null ? [] : [own])]) {
    try {
      return createRequire(from)('@opentelemetry/api') as OpenTelemetry;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return null;
};

/** The `traceparent` header of the request at hand, if it is one. */
const incomingOf = (strapi: Strapi) => (): string | null => {
  const known = parseTraceparent(strapi.requestContext.get()?.request?.headers?.['traceparent']);
  return known && formatTraceparent(known);
};

export const createTracing = (strapi: Strapi, version: string): Tracing => {
  // An ES module has no such name; then the app's copy is the only one to look for.
  const own = typeof __filename === 'string' ? __filename : null;
  const otel = loadOpenTelemetry(strapi.dirs.app.root, own);
  return otel ? createOtelTracing(otel, version, incomingOf(strapi)) : createPassing(incomingOf(strapi));
};
