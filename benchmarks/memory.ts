import { setTimeout as pause } from 'node:timers/promises';
import { megabytes, signed, table, whole } from './numbers';
import { startReceiver, startSite, stopSite, timed, type Benchmark } from './stage';

const RECEIVERS = 10;
const WARM_UP_EVENTS = 200;

/** What a backlog costs in memory: while its receivers are down, and while it drains after they came back. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'Memory with a backlog',
  async run({ isShort, say }) {
    const deliveryCount = isShort ? 5_000 : 100_000;
    const receiver = await startReceiver();
    const site = await startSite({}, ['--expose-gc']);
    const type = 'bench.memory';
    const receivers = Array.from({ length: RECEIVERS }, (_, i) => `${receiver.url}/r${i}`);
    await site.call('addWebhook', { name: 'Memory', receivers, events: [{ type, uid: null }] });
    // Idle is a process that has delivered before: its code is loaded and its caches are warm.
    await site.call('drain', type, WARM_UP_EVENTS, 60_000);
    const idle = await site.call('memory');
    await receiver.call('stop');

    say(`memory: ${whole(deliveryCount)} deliveries for receivers that are down`);
    await site.call('watchPeak');
    await site.call('emitAll', type, deliveryCount / RECEIVERS, 500);
    const startedAt = Date.now();
    for (;;) {
      const { pending = 0, claimed = 0 } = await site.call('counts');
      if (pending === deliveryCount && claimed === 0) break;
      if (Date.now() - startedAt > 300_000) throw new Error(`${pending} of ${deliveryCount} are pending after five minutes`);
      await pause(200);
    }
    const whileMaking = await site.call('peak');
    const pending = await site.call('memory');

    say('memory: draining');
    await receiver.call('start', receiver.port);
    await site.call('watchPeak');
    const drainStartedAt = Date.now();
    for (const { webhookId, receiverId } of await site.call('receivers')) {
      await timed(site.adminToken, 'POST', `${site.url}/switchboard/webhooks/${webhookId}/receivers/${receiverId}/enable`, {});
    }
    // What was tried once while the receivers were down has its own retry time, minutes away; the backlog is what was not.
    for (;;) {
      const { delivered = 0 } = await site.call('counts');
      if (delivered >= WARM_UP_EVENTS * RECEIVERS + deliveryCount * 0.99) break;
      if (Date.now() - drainStartedAt > 600_000) throw new Error(`${delivered} are delivered after ten minutes`);
      await pause(200);
    }
    const drainS = (Date.now() - drainStartedAt) / 1_000;
    const whileDraining = await site.call('peak');
    const after = await site.call('memory');
    await stopSite(site);
    await receiver.end();

    const row = (name: string, rss: number, heap?: number) => [
      name,
      megabytes(rss),
      signed(rss - idle.rss),
      heap === undefined ? '' : megabytes(heap),
    ];
    const rows = [
      ['', 'RSS', 'above idle', 'heap in use'],
      row('idle, after a garbage collection', idle.rss, idle.heap),
      row('peak while the backlog is made', whileMaking),
      row(`${whole(deliveryCount)} pending, after a garbage collection`, pending.rss, pending.heap),
      row('peak while draining', whileDraining),
      row('drained, after a garbage collection', after.rss, after.heap),
    ];
    return `${table(rows)}\n\nDrained in ${drainS.toFixed(1)} s: ${whole(deliveryCount / drainS)} per second.`;
  },
};
