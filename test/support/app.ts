import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { DatabaseClient } from '../../server/src/outbound/drivers/database';
import { dropStrapiDatabase, makeStrapiDatabase, variablesOf, type StrapiDatabase } from './databases';
import { SUPER_ADMIN } from './site';

/** How a test wants its Strapi to be. */
export interface AppOptions {
  /** Variables for the playground's config files, e.g. `DATABASE_CLIENT`. */
  readonly env?: Readonly<Record<string, string>>;
  /** On which database; `TEST_DATABASE` (`sqlite`, `postgres` or `mysql`) unless told, and SQLite without it. */
  readonly database?: DatabaseClient;
  /** PostgreSQL only: where the tables live; `cms` unless told, because `public` is the easier case. */
  readonly schema?: string;
  /** Laid over `config/plugins` of the playground; JSON only: `{ switchboard: { config: { … } } }`. */
  readonly plugins?: Readonly<Record<string, { enabled?: boolean; config?: object }>>;
  /** The folder of an earlier run (`app.folder`), to start again on its database. */
  readonly folder?: string;
  /** With the admin panel (browser suites only). */
  readonly withPanel?: boolean;
}

export interface PreparedApp {
  readonly appDir: string;
  readonly distDir: string;
  /** Holds the SQLite file, uploads and mails of this app; in the system's temporary folder. */
  readonly folder: string;
  readonly url: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** No webhooks but those of the test, and receivers on the loopback. */
const withDefaults = (plugins: NonNullable<AppOptions['plugins']>) => ({
  ...plugins,
  switchboard: {
    ...plugins['switchboard'],
    config: { webhooks: {}, http: { allowAddresses: ['127.0.0.1'] }, ...plugins['switchboard']?.config },
  },
});

const preparedPath = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this suite needs test/support/setup.ts as its globalSetup`);
  return value;
};

const clientOf = (wanted: string): DatabaseClient => {
  if (wanted === 'sqlite' || wanted === 'postgres' || wanted === 'mysql') return wanted;
  throw new Error(`expected TEST_DATABASE to be sqlite, postgres or mysql, got "${wanted}"`);
};

const noteIn = (folder: string): string => path.join(folder, 'database.json');

/** The database of an app; its folder remembers it, so that a later start or a second process finds the same. */
export const databaseIn = (folder: string): StrapiDatabase | null =>
  fs.existsSync(noteIn(folder)) ? (JSON.parse(fs.readFileSync(noteIn(folder), 'utf8')) as StrapiDatabase) : null;

const databaseFor = async (folder: string, client: DatabaseClient, schema?: string): Promise<StrapiDatabase> => {
  const known = databaseIn(folder);
  if (known) return known;
  const made = client === 'sqlite' ? { client, name: '', schema: null } : await makeStrapiDatabase(client, schema);
  fs.writeFileSync(noteIn(folder), JSON.stringify(made));
  return made;
};

/** An app's folder with an empty database, for processes that start on it together. */
export const makeApp = async ({ database = 'sqlite', schema }: Pick<AppOptions, 'database' | 'schema'>): Promise<string> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-'));
  await databaseFor(folder, database, schema);
  return folder;
};

/** Removes all that an app left: its folder, and its database on a server. */
export const removeApp = async (folder: string): Promise<void> => {
  const database = databaseIn(folder);
  if (database) await dropStrapiDatabase(database);
  fs.rmSync(folder, { recursive: true, force: true });
};

/** What a Strapi of this test needs to start: a folder and a port of its own. */
export const prepare = async (options: AppOptions): Promise<PreparedApp> => {
  const { env, plugins = {}, folder, withPanel = false, schema } = options;
  const appDir = preparedPath(withPanel ? 'SWITCHBOARD_TEST_PANEL' : 'SWITCHBOARD_TEST_APP');
  const home = folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-'));
  fs.mkdirSync(path.join(home, 'public/uploads'), { recursive: true });
  const database = await databaseFor(home, clientOf(options.database ?? process.env.TEST_DATABASE ?? 'sqlite'), schema);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return {
    appDir,
    distDir: path.join(appDir, 'dist'),
    folder: home,
    url,
    port,
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      PUBLIC_DIR: path.join(home, 'public'),
      DATABASE_FILENAME: path.join(home, 'data.db'),
      MAIL_DIR: path.join(home, 'mail'),
      SWITCHBOARD_PATH: preparedPath('SWITCHBOARD_TEST_PLUGIN'),
      PLAYGROUND_ADMIN: `${SUPER_ADMIN.email}:${SUPER_ADMIN.password}`,
      PLAYGROUND_PLUGINS: JSON.stringify(withDefaults(plugins)),
      ADMIN_RATE_LIMIT: 'false',
      KEEP_ALIVE_TIMEOUT_MS: '300000',
      STARTUP_MESSAGE: 'false',
      STRAPI_TELEMETRY_DISABLED: 'true',
      LOG_LEVEL: 'error',
      ...variablesOf(database),
      ...env,
    },
  };
};

/** Mails that the site sent, oldest first. */
export const mailsIn = (folder: string): { to: string; subject: string; text?: string; html?: string }[] => {
  const drop = path.join(folder, 'mail');
  if (!fs.existsSync(drop)) return [];
  const files = fs.readdirSync(drop).sort();
  return files.map((file) => JSON.parse(fs.readFileSync(path.join(drop, file), 'utf8')));
};
