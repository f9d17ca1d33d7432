import type { FormInput } from '../shared/contracts/form';
import { field, form } from '../test/support/forms';
import { publishForm } from './forms';
import { median, table, whole } from './numbers';
import { startReceiver, startSite, stopSite, timed, type Benchmark, type SiteChild } from './stage';

const CONCURRENCY = 8;

/** The same four values, for a form and for a content type of the playground that has them. */
const valuesOf = (n: number) => ({ name: `Product ${n}`, sku: `SKU-${n}`, stock: n % 100, price: '12.50' });

const FORM: FormInput = form('products', [
  field('name', { isRequired: true }),
  field('sku', { isRequired: true }),
  field('stock', { type: 'number' }),
  field('price', { type: 'number', settings: { decimals: 2 } }),
]);

let made = 0;

/** Sends as many as asked, a few at a time; answers how many a second were stored. */
const rate = async (count: number, send: (n: number) => Promise<unknown>): Promise<number> => {
  let left = count;
  const startedAt = performance.now();
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await send((made += 1));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return count / ((performance.now() - startedAt) / 1_000);
};

const submit = ({ url }: SiteChild, n: number) =>
  timed('', 'POST', `${url}/api/switchboard/forms/products/submissions`, { answers: valuesOf(n), idempotencyKey: `n${n}` });

const create = ({ url, restToken }: SiteChild, n: number) => timed(restToken, 'POST', `${url}/api/products`, { data: valuesOf(n) });

/** Three Strapi processes asked in turns: the same values through REST, and as submissions with their events. */
export const submissions: Benchmark = {
  name: 'submissions',
  title: 'Storing form submissions',
  async run({ isShort, say }) {
    const rounds = isShort ? 3 : 10;
    const count = isShort ? 100 : 400;
    const receiver = await startReceiver();
    const storing = { plugins: { switchboard: { config: { worker: false } } } };
    const sites = await Promise.all([startSite({ plugins: { switchboard: { enabled: false } } }), startSite(storing), startSite()]);
    const [plain, quiet, sending] = sites;
    for (const site of [quiet, sending]) {
      await publishForm(site, FORM);
      await site.call('addWebhook', {
        name: 'Benchmark',
        receivers: [receiver.url],
        events: [{ type: 'form.submission.complete', uid: null }],
      });
    }
    const ways = [
      ['REST create, without the plugin', (n: number) => create(plain, n)],
      ['submission with its event', (n: number) => submit(quiet, n)],
      ['submission with its event, delivered meanwhile', (n: number) => submit(sending, n)],
    ] as const;

    const rates = ways.map((): number[] => []);
    for (let round = -1; round < rounds; round += 1) {
      say(`submissions: round ${round} of ${rounds}`);
      for (const [i, [, send]] of ways.entries()) {
        const found = await rate(count, send);
        if (send === ways[2]![1]) await sending.call('settled', 60_000);
        if (round >= 0) rates[i]!.push(found);
      }
    }
    await Promise.all([...sites.map(stopSite), receiver.end()]);
    const base = median(rates[0]!);
    const rows = ways.map(([name], i) => {
      const found = median(rates[i]!);
      return [name, `${whole(found)} /s`, i === 0 ? '' : `×${(found / base).toFixed(2)}`];
    });
    const head = ['way', 'stored', 'against REST'];
    return `${table([head, ...rows])}\n\n${rounds} rounds of ${count} each, ${CONCURRENCY} at a time, four values, on ${process.env.TEST_DATABASE ?? 'sqlite'}; medians.`;
  },
};
