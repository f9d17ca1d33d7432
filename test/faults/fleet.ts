import type { Knex } from 'knex';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';
import type { WebhookCreated } from '../../shared/contracts/webhook';
import { databaseIn, makeApp, removeApp, type AppOptions } from '../support/app';
import { connectTo } from '../support/databases';
import { eventually } from '../support/eventually';
import type { Site } from '../support/site';
import { openOn, variablesFor } from './own-database';
import { spawnStrapi, spawnWorker, type StrapiProcess } from '../support/strapi-process';

export type Worker = Awaited<ReturnType<typeof spawnWorker>>;

/** The shortest lease there is, and pauses that a test can wait for. */
export const CONFIG = {
  delivery: { leaseMarginMs: 5_000 },
  breaker: { failureThreshold: 20, firstPauseS: 1, longestPauseS: 2 },
};

/** The same without pauses for receivers that fail. */
export const NEVER_PAUSED = { ...CONFIG, breaker: { ...CONFIG.breaker, failureThreshold: 1_000 } };

/** A second apart, and more of them than any receiver here refuses: a machine that is busy lets some requests run out of time. */
export const PATIENT_RETRIES = { kind: 'custom', delaysS: Array<number>(10).fill(1) };

/** The longest a delivery of a vanished process waits until it is taken back: timeout, margin, and the look for it every five seconds. */
export const leaseMs = (timeoutMs: number): number => timeoutMs + CONFIG.delivery.leaseMarginMs + 5_000;

export interface Publisher {
  /** Publishes articles, some at a time, and answers how many the site said are stored. */
  (count: number): Promise<number>;
}

/** Publishes through the content API. What the site refuses (a database that is away) counts as not published. */
export const publisherOf = (site: Site, atOnce = 8): Publisher => {
  let number = 0;
  const publishOne = async (): Promise<boolean> => {
    number += 1;
    const body = { data: { title: `Number ${number}` } };
    const answer = await site.rest('POST', '/api/articles', body).catch(() => null);
    return answer?.status === 201;
  };
  return async (count) => {
    let left = count;
    let stored = 0;
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        if (await publishOne()) stored += 1;
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
    return stored;
  };
};

/** Makes a webhook for published articles; throws when the site refuses. */
export const addWebhook = async (site: Pick<Site, 'admin'>, draft: object): Promise<WebhookCreated> => {
  const { status, body } = await site.admin<{ data: WebhookCreated }>('POST', '/switchboard/webhooks', {
    name: 'Fault',
    events: [{ type: 'entry.publish', uid: 'api::article.article' }],
    ...draft,
  });
  if (status !== 201) throw new Error(`the webhook was refused: ${status} ${JSON.stringify(body)}`);
  return body.data;
};

/** Deliveries that have not ended, and events without deliveries. */
export const openCount = async (knex: Knex): Promise<number> => {
  // In this order: an event that is routed between the two looks would be in neither.
  const [events] = await knex('switchboard_events').whereNull('routed_at').count({ n: '*' });
  const [deliveries] = await knex('switchboard_deliveries').whereIn('state', ['held', 'pending', 'claimed']).count({ n: '*' });
  return Number(events!.n) + Number(deliveries!.n);
};

export const settled = (knex: Knex, timeoutMs: number) =>
  eventually(async () => (await openCount(knex)) === 0, { timeoutMs, everyMs: 100, what: 'every delivery to end' });

/** One Strapi that serves, and workers beside it, on a database of their own. */
export interface FaultFleet {
  readonly site: StrapiProcess;
  /** A pool of the test's own on their database. */
  readonly knex: Knex;
  addWorker(env?: AppOptions['env']): Promise<Worker>;
  /** Ends all processes and drops the database. */
  remove(): Promise<void>;
}

type Place = Required<Pick<AppOptions, 'database' | 'folder'>> & { readonly env: Readonly<Record<string, string>> };

/** Starts the one that serves, with `worker: false`, in a prepared place; `remove` is called for what is left of it. */
const startIn = async ({ env, ...place }: Place, knex: Knex, config: object, remove: () => Promise<void>): Promise<FaultFleet> => {
  const plugins = { switchboard: { config: { ...config, worker: false } } };
  const processes: Pick<StrapiProcess, 'kill'>[] = [];
  const removeAll = async (): Promise<void> => {
    await Promise.all(processes.map((one) => one.kill('SIGKILL')));
    await knex.destroy();
    await remove();
  };
  try {
    const site = await spawnStrapi({ ...place, env, plugins });
    processes.push(site);
    return {
      site,
      knex,
      addWorker: async (more = {}) => {
        const worker = await spawnWorker({ ...place, plugins, env: { ...env, LOG_LEVEL: 'info', ...more } });
        processes.push(worker);
        return worker;
      },
      remove: removeAll,
    };
  } catch (error) {
    await removeAll();
    throw error;
  }
};

/** A fleet on a database of the usual server. */
export const startFleet = async (database: Exclude<DatabaseClient, 'sqlite'>, config: object = CONFIG): Promise<FaultFleet> => {
  const folder = await makeApp({ database, schema: 'public' });
  return startIn({ database, folder, env: {} }, connectTo(databaseIn(folder)!), config, () => removeApp(folder));
};

/**
 * Strapi reads the entry again for its own webhooks after each commit, and leaves the promise alone: a database that goes away in between ends
 * the process. Somebody would start it again; here it goes on, because the engine is what is looked at.
 */
const OUTLIVES_STRAPIS_PROMISES = { NODE_OPTIONS: '--unhandled-rejections=warn' };

/** A fleet on a server of its own, which its test may stop. */
export const startFleetOn = async (kind: 'postgres' | 'mysql', port: number, config: object = CONFIG): Promise<FaultFleet> => {
  const folder = await makeApp({ database: 'sqlite' });
  // The variables below lead elsewhere than to the SQLite file that this folder would have.
  const env = { ...variablesFor(kind, port), ...OUTLIVES_STRAPIS_PROMISES };
  return startIn({ database: 'sqlite', folder, env }, await openOn(kind, port), config, () => removeApp(folder));
};
