import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { artifact, ROOT } from './cache';

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

type Half = 'server' | 'admin';

/** Leaves one entry in the copied package.json, without declarations: a test of the server need not wait for the admin bundle. */
const keepOnly = (half: Half, folder: string) => {
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as { exports: Record<string, Record<string, string>> };
  const { types: _types, ...entry } = manifest.exports[`./strapi-${half}`] ?? {};
  fs.writeFileSync(
    file,
    JSON.stringify({ ...manifest, exports: { './package.json': './package.json', [`./strapi-${half}`]: entry } })
  );
};

const prepareHalf = (half: Half) =>
  artifact({
    kind: half,
    from: [half, 'shared', 'packages', 'package.json', 'tsconfig.json', `strapi-${half}.js`],
    make: (folder) => {
      keepOnly(half, folder);
      return announce(`bundling the plugin's ${half}`, async () => {
        await run(bin('strapi-plugin'), ['build'], folder);
        // What the server serves to sites.
        if (half === 'server') await run(process.execPath, ['packages/switchboard-forms/build.mjs', '--served'], folder);
      });
    },
  });

/** The plugin's server, bundled as the build does it, in a folder that Strapi can load it from. */
export const preparePlugin = () => prepareHalf('server');

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
  const plugin = await prepareHalf('admin');
  const folder = await artifact({
    kind: 'panel',
    from: ['playground', 'package-lock.json'],
    also: path.basename(plugin),
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
