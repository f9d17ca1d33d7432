import { spawn } from 'node:child_process';
import path from 'node:path';
import { mailsIn, prepare, removeApp, type AppOptions, type PreparedApp } from './app';
import { ROOT } from './cache';
import { eventually } from './eventually';
import { get, visit, type Site } from './site';

export interface StrapiProcess extends Site {
  readonly pid: number;
  readonly folder: string;
  /** Everything it has written so far. */
  log(): string;
  mails(): ReturnType<typeof mailsIn>;
  /** Sends a signal (SIGTERM unless told) and waits for the end; answers the exit code, `null` after a signal that killed it. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it if need be and removes its folder. */
  remove(): Promise<void>;
}

type Launched = Omit<StrapiProcess, keyof Site>;

/** A process of the prepared app; `isUp` tells when it can be used. Throws with its log when that takes longer than two minutes. */
const launch = async (
  app: PreparedApp,
  script: string,
  args: readonly string[],
  isUp: (said: string) => boolean | Promise<boolean>
): Promise<Launched> => {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: app.appDir,
    env: { ...process.env, NODE_ENV: 'development', ...app.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  // A test that fails must not leave a process behind.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);

  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (isRunning()) child.kill(signal);
    const code = await ended;
    process.off('exit', killAtExit);
    return code;
  };

  const patience = { timeoutMs: 120_000, what: 'the process to come up' };
  await eventually(async () => !isRunning() || (await isUp(said)), patience).catch(async (error: Error) => {
    await kill('SIGKILL');
    throw new Error(`${error.message}\n${said}`);
  });
  if (!isRunning()) throw new Error(`the process ended at once with ${child.exitCode}\n${said}`);
  return {
    pid: child.pid ?? 0,
    folder: app.folder,
    log: () => said,
    mails: () => mailsIn(app.folder),
    kill,
    async remove() {
      await kill('SIGKILL');
      await removeApp(app.folder);
    },
  };
};

/**
 * Starts the playground in a process of its own, which a test may kill. The options of `startStrapi`; give `folder` to start again
 * where a killed one stopped, or a second one beside it on the same database.
 */
export const spawnStrapi = async (options: AppOptions = {}): Promise<StrapiProcess> => {
  const app = await prepare(options);
  const script = path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js');
  const isUp = async () => (await get(`${app.url}/_health`)).status === 204;
  const launched = await launch(app, script, ['start'], isUp);
  return { ...(await visit(app.url)), ...launched };
};

/** Starts the playground as a worker without HTTP; `url` is where it would serve. */
export const spawnWorker = async (options: AppOptions = {}): Promise<Launched & { readonly url: string }> => {
  const app = await prepare({ ...options, env: { LOG_LEVEL: 'http', ...options.env } });
  const script = path.join(ROOT, 'bin/switchboard-work.js');
  return { url: app.url, ...(await launch(app, script, [], (said) => said.includes('working without HTTP'))) };
};
