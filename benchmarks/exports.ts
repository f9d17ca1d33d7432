import { field, form } from '../test/support/forms';
import { publishForm } from './forms';
import { megabytes, signed, table, whole } from './numbers';
import { startSite, stopSite, type Benchmark, type SiteChild } from './stage';

const FORMATS = ['csv', 'xlsx', 'json'] as const;

interface Read {
  readonly bytes: number;
  readonly seconds: number;
  readonly firstByteMs: number;
}

const ask = async ({ url, adminToken }: SiteChild, formId: string, format: string): Promise<AsyncIterable<Uint8Array>> => {
  const answer = await fetch(`${url}/switchboard/submissions/export?formId=${formId}&format=${format}`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  if (!answer.ok) throw new Error(`export: ${answer.status} ${await answer.text()}`);
  return answer.body as unknown as AsyncIterable<Uint8Array>;
};

/** Downloads an export as the admin panel does, and keeps none of it. */
const download = async (site: SiteChild, formId: string, format: string): Promise<Read> => {
  const startedAt = performance.now();
  let [bytes, firstByteMs] = [0, 0];
  for await (const chunk of await ask(site, formId, format)) {
    if (bytes === 0) firstByteMs = performance.now() - startedAt;
    bytes += chunk.length;
  }
  return { bytes, firstByteMs, seconds: (performance.now() - startedAt) / 1_000 };
};

const inUse = async (site: SiteChild): Promise<number> => {
  const { heap, external } = await site.call('memory');
  return heap + external;
};

/** The most bytes in use at twenty moments of an export of that size, each after a collection: what it holds, without what waits to be collected. */
const held = async (site: SiteChild, formId: string, format: string, size: number): Promise<number> => {
  const moments = 20;
  let [bytes, seen, most] = [0, 0, 0];
  for await (const chunk of await ask(site, formId, format)) {
    bytes += chunk.length;
    if (bytes < ((seen + 1) * size) / (moments + 1)) continue;
    seen += 1;
    most = Math.max(most, await inUse(site));
  }
  return most;
};

/** Ten times as many submissions in the same memory: what is made is on its way before the next rows are read. */
export const exports: Benchmark = {
  name: 'exports',
  title: 'Exporting submissions',
  async run({ isShort, say }) {
    const counts = isShort ? [500, 5_000] : [10_000, 100_000];
    const site = await startSite({ plugins: { switchboard: { config: { worker: false } } } }, ['--expose-gc']);
    const fields = [field('name'), field('email', { type: 'email' }), field('message', { type: 'long-text' })];
    const rows: string[][] = [];
    for (const count of counts) {
      const { id, key } = await publishForm(site, form(`letters-${count}`, fields));
      say(`exports: ${whole(count)} submissions`);
      await site.call('fillForm', id, key, count);
      for (const format of FORMATS) {
        // Once before, so that what is loaded only once is no part of it.
        if (count === counts[0]) await download(site, id, format);
        const idle = await site.call('memory');
        await site.call('watchPeak');
        const { bytes, seconds, firstByteMs } = await download(site, id, format);
        const peak = await site.call('peak');
        const before = await inUse(site);
        const most = await held(site, id, format, bytes);
        rows.push([
          format,
          whole(count),
          megabytes(bytes),
          `${seconds.toFixed(1)} s`,
          `${whole(count / seconds)} /s`,
          `${whole(firstByteMs)} ms`,
          signed(peak - idle.rss),
          signed(most - before),
        ]);
      }
    }
    await stopSite(site);
    const head = ['format', 'submissions', 'size', 'took', 'rows', 'first byte', 'peak RSS above idle', 'held above idle'];
    return `${table([head, ...rows])}\n\nThree fields, some 500 bytes each row, on ${process.env.TEST_DATABASE ?? 'sqlite'}.`;
  },
};
