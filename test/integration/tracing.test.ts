import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookDraft } from '../../shared/contracts/webhook';
import type { OutboundService } from '../../server/src/outbound/strapi/outbound.service';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

let site: RunningStrapi;
let receiver: Receiver;
let outbound: OutboundService;

beforeAll(async () => {
  receiver = await startReceiver();
  site = await startStrapi();
  outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
  await outbound.webhooks.create({
    name: 'Traced',
    receivers: [`${receiver.url}/traced?key=hidden`],
    events: [
      { type: 'entry.publish', uid: null },
      { type: 'trace.own', uid: null },
    ],
    retry: { kind: 'custom', delaysS: [1] },
  } as WebhookDraft);
});

afterAll(async () => {
  await site?.stop();
  await receiver?.close();
});

beforeEach(() => {
  receiver.behave([200]);
  receiver.forget();
});

const publish = async (headers: Readonly<Record<string, string>>): Promise<void> => {
  const response = await fetch(`${site.url}/api/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${site.restToken}`, ...headers },
    body: JSON.stringify({ data: { title: 'Traced' } }),
  });
  expect(response.status).toBe(201);
};

describe('without a recorder', () => {
  it("hands the publishing request's trace on to the receiver", async () => {
    await publish({ traceparent: TRACEPARENT });

    const request = await receiver.waitFor(({ path }) => path.startsWith('/traced'));
    expect(request.headers['traceparent']).toBe(TRACEPARENT);
    const [delivery] = (await outbound.deliveries.list({})).items;
    const view = await eventually(async () => {
      const found = await outbound.deliveries.get(delivery!.id);
      return found.state === 'delivered' ? found : null;
    });
    expect(view.attempts[0]!.request!.headers).toContainEqual({ name: 'traceparent', value: TRACEPARENT });
  });

  it.each(['not a trace', `${TRACEPARENT}-more`, `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `ff${TRACEPARENT.slice(2)}`])(
    'hands on nothing that is no trace: %s',
    async (traceparent) => {
      await publish({ traceparent });

      const request = await receiver.waitFor(({ path }) => path.startsWith('/traced'));
      expect(request.headers).not.toHaveProperty('traceparent');
    }
  );
});

describe('with OpenTelemetry', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

  beforeAll(() => provider.register());
  afterAll(async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
  });
  beforeEach(() => exporter.reset());

  const spansOf = (traceId: string, count: number): Promise<readonly ReadableSpan[]> =>
    eventually(
      () => {
        const spans = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
        return spans.length >= count ? spans : null;
      },
      { what: `${count} spans` }
    );

  it('records one trace from the span that is open, by the capture and the routing, to each attempt', async () => {
    receiver.behave([500, 200]);
    const root = trace.getTracer('test').startSpan('checkout');
    const { traceId, spanId } = root.spanContext();

    const { id } = await context.with(trace.setSpan(context.active(), root), () => outbound.emit({ type: 'trace.own', data: 1 }));
    root.end();
    const spans = await spansOf(traceId, 5);

    const named = (name: string) => spans.filter((span) => span.name === `switchboard ${name}`);
    const [capture] = named('capture');
    const [route] = named('route');
    const attempts = named('attempt');
    expect(capture!.parentSpanContext?.spanId).toBe(spanId);
    expect([route!, ...attempts].map((span) => span.parentSpanContext?.spanId)).toEqual(
      Array(3).fill(capture!.spanContext().spanId)
    );
    expect(attempts.map(({ attributes }) => attributes)).toMatchObject([
      { 'switchboard.event.id': id, 'switchboard.attempt': 1, 'http.response.status_code': 500, 'switchboard.next': 'retry' },
      { 'switchboard.event.id': id, 'switchboard.attempt': 2, 'http.response.status_code': 200, 'switchboard.next': 'done' },
    ]);
    expect(attempts.map(({ status }) => status)).toEqual([{ code: 2, message: 'status 500' }, { code: 0 }]);
    // Each request names the span of its own attempt, so that the receiver's spans hang below it.
    expect(receiver.requests.map(({ headers }) => headers['traceparent'])).toEqual(
      attempts.map((span) => `00-${traceId}-${span.spanContext().spanId}-01`)
    );
    // A receiver URL may hold a secret in its path or query.
    expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toMatch(/hidden|\/traced/);
  });

  it("goes on with the publishing request's trace", async () => {
    await publish({ traceparent: TRACEPARENT });

    const spans = await spansOf(TRACE_ID, 3);
    const capture = spans.find(({ name }) => name === 'switchboard capture');
    expect(capture?.parentSpanContext).toMatchObject({ spanId: '00f067aa0ba902b7', isRemote: true });
  });

  it('keeps to the decision of the caller not to sample', async () => {
    const quiet = `${TRACEPARENT.slice(0, -2)}00`;

    await publish({ traceparent: quiet });

    const request = await receiver.waitFor(({ path }) => path.startsWith('/traced'));
    expect(request.headers['traceparent']).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`));
    expect(exporter.getFinishedSpans().filter((span) => span.name.startsWith('switchboard'))).toEqual([]);
  });
});
