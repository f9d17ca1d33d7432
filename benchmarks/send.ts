/**
 * How many requests a second go out through our sender, next to axios with its stock adapter and to bare undici: 2 kB posts to a server on the
 * loopback in a process of its own, 50 at a time, several rounds in turn so that a busy machine hurts all alike.
 *
 *   npx esbuild benchmarks/send.ts --bundle --platform=node --packages=external --outfile=node_modules/.cache/send.cjs && node node_modules/.cache/send.cjs
 */
import { fork } from 'node:child_process';
import http from 'node:http';
import axios from 'axios';
import { Agent } from 'undici';
import { createGuard } from '../server/src/http/guard';
import { createSender } from '../server/src/http/send';

const CONCURRENCY = 50;
const REQUESTS = Number(process.env.REQUESTS ?? 10_000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const BODY = Buffer.alloc(2_048, 'x');
const HEADERS = {
  'content-type': 'application/json',
  'webhook-id': 'evt_01KB0000000000000000000000',
  'webhook-timestamp': '1700000000',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  'user-agent': 'benchmark',
};

const serve = () => {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
  process.on('disconnect', () => process.exit());
};

type Contestant = { readonly name: string; readonly post: (url: string) => Promise<number>; readonly close: () => unknown };

const contestants = (): Contestant[] => {
  const sender = createSender({ guard: createGuard({ allow: ['127.0.0.1'] }), maxLoggedBytes: 16_384 });
  const httpAgent = new http.Agent({ keepAlive: true });
  const agent = new Agent();
  return [
    {
      name: 'our sender',
      post: async (url) => {
        const reply = await sender.send({ url, headers: HEADERS, body: BODY, timeoutMs: 10_000 });
        return reply.kind === 'answered' ? reply.status : 0;
      },
      close: () => sender.close(),
    },
    {
      name: 'axios, stock adapter',
      // What the stock adapter would need to behave, short of the guard and of a deadline over the body.
      post: async (url) => {
        const signal = AbortSignal.timeout(10_000);
        const options = { httpAgent, maxRedirects: 0, proxy: false, validateStatus: () => true, signal } as const;
        return (await axios.post(url, BODY, { ...options, headers: HEADERS, adapter: 'http', responseType: 'arraybuffer' })).status;
      },
      close: () => httpAgent.destroy(),
    },
    {
      name: 'bare undici, no guard, no deadline',
      post: async (url) => {
        const { origin, pathname } = new URL(url);
        const reply = await agent.request({ origin, path: pathname, method: 'POST', headers: HEADERS, body: BODY });
        await reply.body.arrayBuffer();
        return reply.statusCode;
      },
      close: () => agent.close(),
    },
  ];
};

const perSecond = async (post: Contestant['post'], url: string, count: number): Promise<number> => {
  let left = count;
  const startedAt = performance.now();
  const work = async () => {
    while (left-- > 0) if ((await post(url)) !== 200) throw new Error('expected every request to be answered with 200');
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return count / ((performance.now() - startedAt) / 1_000);
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const run = async () => {
  const child = fork(__filename, ['serve']);
  const port = await new Promise<number>((done) => child.once('message', (message) => done(message as number)));
  const url = `http://127.0.0.1:${port}/hook`;
  const all = contestants();
  const rates = new Map(all.map(({ name }) => [name, [] as number[]]));
  for (const { post } of all) await perSecond(post, url, REQUESTS / 5);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, post } of all) rates.get(name)!.push(await perSecond(post, url, REQUESTS));
  }
  const stock = median(rates.get('axios, stock adapter')!);
  for (const [name, values] of rates) {
    const rate = median(values);
    console.log(
      `${name.padEnd(36)} ${rate.toFixed(0).padStart(7)} requests/s (median of ${ROUNDS})  ×${(rate / stock).toFixed(2)}`
    );
  }
  await Promise.all(all.map(({ close }) => close()));
  child.disconnect();
};

if (process.argv[2] === 'serve') serve();
else void run();
