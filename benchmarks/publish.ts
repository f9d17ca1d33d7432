import { median, ms, pairedRatio, percent, quantile, table } from './numbers';
import { startReceiver, startSite, stopSite, timed, type Benchmark, type SiteChild } from './stage';

const ARTICLE = 'api::article.article';

type Path = (site: SiteChild, documentId: string, title: string) => Promise<number>;

/** Three ways to publish. Each changes the title as well, as editors do. */
const PATHS: Readonly<Record<string, Path>> = {
  '`strapi.documents().publish`': (site, documentId, title) => site.call('publish', documentId, title),
  "the Content Manager's publish": ({ url, adminToken }, documentId, title) =>
    timed(adminToken, 'POST', `${url}/content-manager/collection-types/${ARTICLE}/${documentId}/actions/publish?locale=en`, {
      title,
    }),
  'REST `PUT ?status=published`': ({ url, restToken }, documentId, title) =>
    timed(restToken, 'PUT', `${url}/api/articles/${documentId}?locale=en&status=published`, { data: { title } }),
};

const VARIANTS = ['without the plugin', 'plugin, no webhook', 'plugin, one matching webhook'] as const;

const rotated = <T>(list: readonly T[], by: number): T[] => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];

/**
 * Three Strapi processes side by side, asked in turns within each round and in another order in every round, so that a busy machine hits all
 * alike. What a publish causes afterwards (routing, sending, settling) is over before the next one starts.
 */
export const publish: Benchmark = {
  name: 'publish',
  title: 'Latency of a publish',
  async run({ isShort, say }) {
    const rounds = isShort ? 15 : 150;
    const warmUp = isShort ? 5 : 20;
    const receiver = await startReceiver();
    const sites = await Promise.all([startSite({ plugins: { switchboard: { enabled: false } } }), startSite(), startSite()]);
    const subjects = await Promise.all(
      sites.map(async (site, i) => ({ site, name: VARIANTS[i]!, documentId: await site.call('makeArticle') }))
    );
    const sending = sites[2];
    await sending.call('addWebhook', {
      name: 'Benchmark',
      receivers: [receiver.url],
      events: [{ type: 'entry.publish', uid: ARTICLE }],
    });

    const rows: string[][] = [['path', 'variant', 'p50', 'p95', 'against no plugin (median of pairs)']];
    for (const [path, go] of Object.entries(PATHS)) {
      say(`publish: ${path}, ${rounds} rounds`);
      const taken = new Map<string, number[]>(VARIANTS.map((name) => [name, []]));
      for (let round = -warmUp; round < rounds; round += 1) {
        for (const { site, name, documentId } of rotated(subjects, round + warmUp)) {
          const durationMs = await go(site, documentId, `Title ${round}`);
          if (site === sending) await site.call('settled', 30_000);
          if (round >= 0) taken.get(name)!.push(durationMs);
        }
      }
      const base = taken.get(VARIANTS[0])!;
      for (const [name, values] of taken) {
        const ratio = values === base ? '' : percent(pairedRatio(values, base));
        rows.push([path, name, ms(median(values)), ms(quantile(values, 0.95)), ratio]);
      }
    }
    const { count, bytes } = await receiver.call('seen');
    await Promise.all([...sites.map(stopSite), receiver.end()]);
    const sizeKb = (bytes / count / 1_024).toFixed(1);
    return `${table(rows)}\n\n${rounds} rounds each; the webhook's body is ${sizeKb} kB.`;
  },
};
