import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { artifact, ROOT } from '../support/cache';
import { eventually } from '../support/eventually';

const STRAPI = '5.54.0';
const SQLITE_BINDING = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

const PACKED = [
  'server',
  'admin',
  'shared',
  'packages',
  'bin',
  'docs',
  'package.json',
  'tsconfig.json',
  'strapi-server.js',
  'strapi-admin.js',
];
const PAPERS = ['README.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'];

const QUIET = {
  STRAPI_TELEMETRY_DISABLED: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
};

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  // What Vitest set for itself is not the app's.
  const { NODE_ENV: _nodeEnv, VITEST: _vitest, ...own } = process.env;
  return { ...own, ...QUIET, ...more };
};

/** Runs a command to its end and answers what it said; throws that when it fails. */
export const sh = (command: string, args: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const child = spawn(command, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      process.stderr.write(
        `${path.basename(command)} ${args.slice(0, 2).join(' ')}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s\n`
      );
      if (code === 0) resolve(said);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}\n${said}`));
    });
  });

/** What `npm publish` would upload: made by `npm pack`, which runs the real build first. */
export const packPlugin = async (): Promise<string> => {
  const folder = await artifact({
    kind: 'package',
    from: [...PACKED, ...PAPERS],
    make: async (draft) => void (await sh('npm', ['pack'], draft)),
  });
  const tarball = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm pack made no tarball in ${folder}`);
  return path.join(folder, tarball);
};

/**
 * An app as `create-strapi-app` makes it, outside of the repository, so that nothing can be found by walking up, with the packed plugin
 * installed by npm. Only the compiled part of better-sqlite3 is taken from here: compiling it again takes over a minute.
 */
export const makeApp = async (tarball: string): Promise<string> => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-fresh-'));
  const flags = [
    '--typescript',
    '--use-npm',
    '--no-run',
    '--no-install',
    '--no-git-init',
    '--no-example',
    '--skip-db',
    '--skip-cloud',
  ];
  await sh('npx', ['--yes', `create-strapi-app@${STRAPI}`, 'app', ...flags], home);
  const app = path.join(home, 'app');
  await sh('npm', ['install', tarball, '--ignore-scripts'], app);
  fs.cpSync(path.join(ROOT, SQLITE_BINDING), path.join(app, SQLITE_BINDING));
  return app;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export interface StartedApp {
  readonly url: string;
  stop(): Promise<number | null>;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** `strapi start` in that app. */
export const startApp = async (app: string): Promise<StartedApp> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['node_modules/@strapi/strapi/bin/strapi.js', 'start'], {
    cwd: app,
    env: environment({ PORT: String(port), HOST: '127.0.0.1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    if (!hasEnded(child)) child.kill('SIGTERM');
    const code = await ended;
    process.off('exit', killAtExit);
    return code;
  };
  const isUp = async () => hasEnded(child) || (await fetch(`${url}/_health`)).status === 204;

  try {
    await eventually(isUp, { timeoutMs: 120_000, everyMs: 200, what: 'the app to come up' });
    if (hasEnded(child)) throw new Error(`the app ended with ${child.exitCode}`);
    return { url, stop };
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${said}`, { cause: error });
  }
};
