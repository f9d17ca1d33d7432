import { setTimeout as pause } from 'node:timers/promises';
import { median, megabytes, ms, quantile, signed, table, whole } from './numbers';
import { startReceiver, startSite, stopSite, timed, type Benchmark, type SiteChild } from './stage';

const ARTICLE = 'api::article.article';

/** A busy editor: this long between two publishes. */
const PAUSE_MS = 500;

/** Publishes one after another until `isOver`; answers how long each took. */
const publishUntil = async (site: SiteChild, documentId: string, isOver: () => boolean): Promise<number[]> => {
  const taken: number[] = [];
  for (let n = 0; !isOver() || n < 5; n += 1) {
    const url = `${site.url}/content-manager/collection-types/${ARTICLE}/${documentId}/actions/publish?locale=en`;
    taken.push(await timed(site.adminToken, 'POST', url, { title: `Title ${n}` }));
    await pause(PAUSE_MS);
  }
  return taken;
};

/** One event for very many receiver URLs, while an editor goes on publishing an article that another webhook wants. */
export const fanOut: Benchmark = {
  name: 'fan-out',
  title: 'One event for 10,000 receiver URLs',
  async run({ isShort, say }) {
    const receiverCount = isShort ? 1_000 : 10_000;
    const [receiver, other] = [await startReceiver(), await startReceiver()];
    const site = await startSite({}, ['--expose-gc']);
    const documentId = await site.call('makeArticle');
    await site.call('addWebhook', { name: 'Editor', receivers: [other.url], events: [{ type: 'entry.publish', uid: ARTICLE }] });
    say(`fan-out: ${whole(receiverCount)} receivers`);
    const type = 'bench.fan-out';
    const receivers = Array.from({ length: receiverCount }, (_, i) => `${receiver.url}/receiver/${i}`);
    await site.call('addWebhook', { name: 'Fan-out', receivers, events: [{ type, uid: null }] });

    let left = isShort ? 10 : 30;
    const quiet = await publishUntil(site, documentId, () => (left -= 1) < 0);
    await site.call('settled', 60_000);
    const before = await site.call('memory');
    await site.call('watchPeak');
    let isOver = false;
    const busy = publishUntil(site, documentId, () => isOver);
    const startedAt = Date.now();
    await site.call('emitAll', type, 1, 1);
    for (;;) {
      const { count } = await receiver.call('seen');
      if (count >= receiverCount) break;
      if (Date.now() - startedAt > 300_000) throw new Error(`only ${count} of ${receiverCount} came in within five minutes`);
      await pause(20);
    }
    isOver = true;
    const during = await busy;
    await site.call('settled', 300_000);
    const settledMs = Date.now() - startedAt;
    const seen = await receiver.call('seen');
    const peak = await site.call('peak');
    await stopSite(site);
    await Promise.all([receiver.end(), other.end()]);
    return table([
      ['', ''],
      ['first receipt', ms(seen.firstAt - startedAt)],
      ['last receipt', ms(seen.lastAt - startedAt)],
      ['all settled and logged', `${ms(settledMs)} (${whole(receiverCount / (settledMs / 1_000))} per second)`],
      ['a publish before it, p50 / p95', `${ms(median(quiet))} / ${ms(quantile(quiet, 0.95))}`],
      ['a publish meanwhile, p50 / p95', `${ms(median(during))} / ${ms(quantile(during, 0.95))} (${during.length} of them)`],
      ['memory before it (RSS)', megabytes(before.rss)],
      ['peak memory (RSS)', `${megabytes(peak)} (${signed(peak - before.rss)})`],
    ]);
  },
};
