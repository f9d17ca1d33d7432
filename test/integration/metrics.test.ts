import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebhookDraft } from '../../shared/contracts/webhook';
import type { OutboundService } from '../../server/src/outbound/strapi/outbound.service';
import { eventually } from '../support/eventually';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const TOKEN = 'scrape-0123456789abcdef';
const WHERE = '/api/switchboard/metrics';

let site: RunningStrapi;
let receiver: Receiver;
let outbound: OutboundService;

beforeAll(async () => {
  receiver = await startReceiver();
  site = await startStrapi({ plugins: { switchboard: { config: { metrics: { token: TOKEN }, delivery: { shutdownMs: 500 } } } } });
  outbound = site.strapi.plugin('switchboard').service('outbound') as OutboundService;
});

afterAll(async () => {
  await site?.stop();
  await receiver?.close();
});

const scrape = async (token: string | null = TOKEN): Promise<{ status: number; type: string | null; text: string }> => {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(site.url + WHERE, { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** The value of one series; `undefined` where there is none. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

const apiToken = async (type: 'custom' | 'read-only', permissions: readonly string[] | null): Promise<string> => {
  const wanted = { name: `metrics-${Math.random()}`, description: '', type, lifespan: null, permissions };
  const { body } = await site.admin<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', wanted);
  return body.data.accessKey;
};

describe('the metrics', () => {
  it('are open to the configured token and to API tokens that may', async () => {
    const may = await apiToken('custom', ['plugin::switchboard.monitoring.metrics']);

    expect((await scrape(TOKEN)).status).toBe(200);
    expect((await scrape(site.restToken)).status).toBe(200);
    expect((await scrape(may)).status).toBe(200);
  });

  it('are closed to all others, whatever the public role may do', async () => {
    const publicRole = await site.strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
    await site.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: 'plugin::switchboard.monitoring.metrics', role: publicRole.id } });
    const other = await apiToken('custom', ['plugin::switchboard.monitoring.health']);

    expect((await scrape(null)).status).toBe(401);
    expect((await scrape(`${TOKEN}x`)).status).toBe(401);
    expect((await scrape(TOKEN.slice(0, -1))).status).toBe(401);
    expect((await scrape(site.adminToken)).status).toBe(401);
    expect((await scrape(other)).status).toBe(403);
    expect((await scrape(await apiToken('read-only', null))).status).toBe(403);
  });

  it('lets the configured token open nothing else', async () => {
    const response = await fetch(`${site.url}/api/articles`, { headers: { authorization: `Bearer ${TOKEN}` } });

    expect([401, 403]).toContain(response.status);
  });

  it('come as Prometheus wants them', async () => {
    const { type, text } = await scrape();

    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.endsWith('\n')).toBe(true);
    const LINE = /^(# (HELP|TYPE) switchboard_\w+ .*|switchboard_\w+(\{(\w+="[^"\n]*",?)+\})? (-?\d+(\.\d+)?(e[+-]?\d+)?|\+Inf))$/;
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((line) => !LINE.test(line))
    ).toEqual([]);
  });

  it('count what happened on the road of an event', async () => {
    const before = (await scrape()).text;
    receiver.behave([500, 200]);
    const type = 'metrics.counted';
    await outbound.webhooks.create({
      name: 'Counted',
      receivers: [`${receiver.url}/counted`],
      events: [{ type, uid: null }],
      retry: { kind: 'custom', delaysS: [1] },
    } as WebhookDraft);

    await outbound.emit({ type, data: 1 });

    const after = await eventually(
      async () => {
        const { text } = await scrape();
        const series = 'switchboard_deliveries_total{state="delivered"}';
        return valueOf(text, series)! > valueOf(before, series)! ? text : null;
      },
      { what: 'the delivery to be counted' }
    );
    const risen = (series: string) => valueOf(after, series)! - valueOf(before, series)!;
    expect(risen('switchboard_events_captured_total')).toBe(1);
    expect(risen('switchboard_events_routed_total')).toBe(1);
    expect(risen('switchboard_deliveries_created_total')).toBe(1);
    expect(risen('switchboard_attempts_total{outcome="rejected"}')).toBe(1);
    expect(risen('switchboard_attempts_total{outcome="accepted"}')).toBe(1);
    expect(risen('switchboard_request_duration_seconds_count')).toBe(2);
    expect(risen('switchboard_delivery_lag_seconds_count')).toBe(1);
    // It came with the second attempt, at least 0.8 seconds after the first.
    expect(risen('switchboard_delivery_lag_seconds_sum')).toBeGreaterThan(0.5);
    expect(valueOf(after, 'switchboard_attempts_in_flight')).toBe(0);
    expect(after).not.toContain(receiver.url);
    expect(after).not.toContain('webhook=');
  });

  it('show what waits, and forget nothing of it between two readings', async () => {
    receiver.behave([{ kind: 'hang' }]);
    const type = 'metrics.waiting';
    const webhook = await outbound.webhooks.create({
      name: 'Waiting',
      receivers: [`${receiver.url}/waiting`],
      events: [{ type, uid: null }],
      timeoutMs: 30_000,
      maxConcurrency: 1,
    } as WebhookDraft);
    await outbound.emit({ type, data: 1 });
    await outbound.emit({ type, data: 2 });

    const text = await eventually(
      async () => {
        const scraped = (await scrape()).text;
        return valueOf(scraped, 'switchboard_open_deliveries{state="pending"}') === 1 ? scraped : null;
      },
      { what: 'one to be sent and one to wait', timeoutMs: 20_000, everyMs: 200 }
    );

    expect(valueOf(text, 'switchboard_open_deliveries{state="claimed"}')).toBe(1);
    expect(valueOf(text, 'switchboard_attempts_in_flight')).toBe(1);
    expect(valueOf(text, 'switchboard_receivers{state="healthy"}')).toBe(2);
    expect(valueOf(text, 'switchboard_database_up')).toBe(1);
    expect(valueOf(text, 'switchboard_worker_enabled')).toBe(1);
    expect(valueOf(text, 'switchboard_last_round_age_seconds')).toBeLessThan(5);
    // It waits for its receiver, and no worker is late.
    expect(valueOf(text, 'switchboard_backlog_age_seconds')).toBeLessThan(5);

    const [waiting] = (await outbound.deliveries.list({ states: ['pending'] })).items;
    await outbound.deliveries.cancel(waiting!.id);
    expect(valueOf((await scrape()).text, 'switchboard_deliveries_total{state="cancelled"}')).toBe(1);
    await outbound.webhooks.remove(webhook.id);
    expect(valueOf((await scrape()).text, 'switchboard_deliveries_total{state="cancelled"}')).toBe(2);
  });
});
