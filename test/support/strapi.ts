import { createRequire } from 'node:module';
import type { Core } from '@strapi/strapi';
import { mailsIn, prepare, removeApp, type AppOptions } from './app';
import { visit, type Site } from './site';

export interface StartOptions extends AppOptions {
  /** Runs before anything is registered. */
  readonly before?: (strapi: Core.Strapi) => void | Promise<void>;
  /** Runs between register and bootstrap, e.g. to add a document middleware inside ours. */
  readonly registered?: (strapi: Core.Strapi) => void | Promise<void>;
}

export interface RunningStrapi extends Site {
  readonly strapi: Core.Strapi;
  /** Give it to a later start to meet the same database again. */
  readonly folder: string;
  /** Mails sent so far. */
  mails(): ReturnType<typeof mailsIn>;
  /** Stops it. With `keep`, its folder stays for a later start. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

type StrapiModule = typeof import('@strapi/strapi');

// The ES module of Strapi imports folders, which Node refuses.
const loadStrapi = (): StrapiModule => createRequire(__filename)('@strapi/strapi') as StrapiModule;

const setVariables = (env: Readonly<Record<string, string>>) => {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
};

type Listener = (...args: unknown[]) => void;

/** Strapi adds signal listeners when it starts and removes all listeners of the process when it stops, the test runner's too. */
const rememberListeners = () => {
  const names = process.eventNames();
  const remembered = names.map((name) => [name, process.rawListeners(name as 'exit') as Listener[]] as const);
  return () => {
    process.removeAllListeners();
    for (const [name, listeners] of remembered) for (const listener of listeners) process.on(name as string, listener);
  };
};

/** A start that fails is to fail the test, not to end the process. */
const throwInsteadOfExit = (strapi: Core.Strapi) => {
  const fail = (error?: unknown): never => {
    throw error instanceof Error ? error : new Error(`Strapi stopped: ${String(error)}`);
  };
  Object.assign(strapi, { stopWithError: fail, stop: fail });
};

const listen = (strapi: Core.Strapi, port: number) =>
  new Promise<void>((resolve, reject) => {
    strapi.server.httpServer.once('error', reject);
    strapi.server.listen(port, '127.0.0.1', () => resolve());
  });

/**
 * Starts the playground with the plugin in this process, on a fresh SQLite database unless told otherwise, and logs in. About three
 * seconds. One at a time per process: Strapi is a global. Throws what the start throws.
 */
export const startStrapi = async (options: StartOptions = {}): Promise<RunningStrapi> => {
  const app = await prepare(options);
  const restoreVariables = setVariables(app.env);
  const restoreListeners = rememberListeners();
  const { appDir, distDir, folder, url, port } = app;
  const strapi = loadStrapi().createStrapi({ appDir, distDir, serveAdminPanel: options.withPanel ?? false, autoReload: false });
  throwInsteadOfExit(strapi);

  const stop = async ({ keep = false } = {}) => {
    try {
      await strapi.destroy();
    } finally {
      restoreListeners();
      restoreVariables();
      if (!keep) await removeApp(folder);
    }
  };

  try {
    await options.before?.(strapi);
    await strapi.register();
    await options.registered?.(strapi);
    await strapi.bootstrap();
    strapi.isLoaded = true;
    await listen(strapi, port);
    return { ...(await visit(url)), strapi, folder, mails: () => mailsIn(folder), stop };
  } catch (error) {
    // What the stop has to say about a half-started Strapi is not the news.
    await stop({ keep: options.folder !== undefined }).catch(() => undefined);
    throw error;
  }
};
