import { spawn } from 'node:child_process';
import path from 'node:path';
import { mailsIn, prepare, removeApp, type AppOptions } from './app';
import { ROOT } from './cache';
import { eventually } from './eventually';
import { visit, type Site } from './site';

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

/**
 * Starts the playground in a process of its own, which a test may kill. The options of `startStrapi`; give `folder` to start again
 * where a killed one stopped. Throws with its log when it does not come up within a minute.
 */
export const spawnStrapi = async (options: AppOptions = {}): Promise<StrapiProcess> => {
  const app = await prepare(options);
  const script = path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js');
  const child = spawn(process.execPath, [script, 'start'], {
    cwd: app.appDir,
    env: { ...process.env, NODE_ENV: 'development', ...app.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  // A test that fails must not leave a Strapi behind.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);

  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (isRunning()) child.kill(signal);
    const code = await ended;
    process.off('exit', killAtExit);
    return code;
  };
  const isUp = async () => {
    if (!isRunning()) return true;
    return (await fetch(`${app.url}/_health`)).status === 204;
  };

  await eventually(isUp, { timeoutMs: 60_000, what: 'Strapi to come up' }).catch(async (error: Error) => {
    await kill('SIGKILL');
    throw new Error(`${error.message}\n${said}`);
  });
  if (!isRunning()) throw new Error(`Strapi ended at once with ${child.exitCode}\n${said}`);
  return {
    ...(await visit(app.url)),
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
