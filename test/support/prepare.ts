import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { artifact, ROOT, sourcesOf } from './cache';

const PLUGIN_SOURCES = ['server', 'admin', 'shared', 'package.json', 'tsconfig.json', 'strapi-server.js', 'strapi-admin.js'];

const bin = (name: string) => path.join(ROOT, 'node_modules/.bin', name);

/** Runs a build tool quietly; what it said comes out when it fails. */
const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code}\n${Buffer.concat(said).toString()}`));
    });
  });

const announce = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const startedAt = Date.now();
  process.stderr.write(`${what} …\n`);
  const result = await work();
  process.stderr.write(`${what}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
  return result;
};

/** The plugin as `npm run build` makes it, in a folder of its own. */
export const preparePlugin = () =>
  artifact({
    kind: 'plugin',
    from: PLUGIN_SOURCES,
    make: (folder) =>
      announce('building the plugin', async () => {
        try {
          await run(bin('strapi-plugin'), ['build'], folder);
        } catch (error) {
          // The admin bundle comes second, and a test of the server does without it.
          if (!fs.existsSync(path.join(folder, 'dist/server/index.js'))) throw error;
          process.stderr.write(`the admin bundle was not built: ${String(error)}\n`);
        }
      }),
  });

/** The playground with its TypeScript compiled, without an admin panel. */
export const prepareApp = async () => {
  const folder = await artifact({
    kind: 'app',
    from: ['playground'],
    make: (draft) => announce('compiling the playground', () => run(bin('tsc'), ['-p', '.'], path.join(draft, 'playground'))),
  });
  return path.join(folder, 'playground');
};

/** The playground with the admin panel, this plugin in it: about 35 s. */
export const preparePanel = async () => {
  const plugin = await preparePlugin();
  if (!fs.existsSync(path.join(plugin, 'dist/admin/index.mjs')))
    throw new Error('the admin bundle of the plugin was not built; see above');
  const folder = await artifact({
    kind: 'panel',
    from: ['playground', 'package-lock.json'],
    also: sourcesOf(['admin', 'shared', 'package.json'])
      .map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8'))
      .join('\0'),
    make: (draft) =>
      announce('building the admin panel', () =>
        run(bin('strapi'), ['build'], path.join(draft, 'playground'), {
          SWITCHBOARD_PATH: plugin,
          STRAPI_TELEMETRY_DISABLED: 'true',
        })
      ),
  });
  return path.join(folder, 'playground');
};
