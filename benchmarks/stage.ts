import type { AppOptions } from '../test/support/app';
import { startChild, type Child } from './child';
import type { ReceiverCommands } from './receiver';
import type { SiteCommands } from './site';

/** How large a run is. */
export interface Size {
  /** Small enough for CI: shows that the benchmarks work, and orders of magnitude. */
  readonly isShort: boolean;
  /** One line about what is going on. */
  readonly say: (line: string) => void;
}

/** A benchmark: a name for `--only`, a title, and a run that answers Markdown. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  run(size: Size): Promise<string>;
}

export type SiteChild = Child<SiteCommands> & {
  readonly url: string;
  readonly adminToken: string;
  readonly restToken: string;
  /** Give it to another start to have a second process on the same database. */
  readonly folder: string;
};
export type ReceiverChild = Child<ReceiverCommands> & { readonly url: string; readonly port: number };

/** A Strapi on a fresh database, SQLite unless told, in a process of its own. */
export const startSite = async (options: AppOptions = {}, nodeOptions: readonly string[] = []): Promise<SiteChild> => {
  const child = await startChild<SiteCommands>('site', [...nodeOptions, ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [])]);
  return { ...child, ...(await child.call('start', options)) };
};

export const stopSite = async (site: SiteChild): Promise<void> => {
  await site.call('stop');
  await site.end();
};

/** Ends a process and leaves its database to the others. */
export const leaveSite = async (site: SiteChild): Promise<void> => {
  await site.call('stop', true);
  await site.end();
};

export const startReceiver = async (): Promise<ReceiverChild> => {
  const child = await startChild<ReceiverCommands>('receiver');
  const port = await child.call('start');
  return { ...child, port, url: `http://127.0.0.1:${port}` };
};

/** A request with a bearer token; answers how long it took until the whole answer was there, in milliseconds. */
export const timed = async (token: string, method: string, url: string, body: object): Promise<number> => {
  const startedAt = performance.now();
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text.slice(0, 500)}`);
  return performance.now() - startedAt;
};
