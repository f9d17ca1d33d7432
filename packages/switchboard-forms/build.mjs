/**
 * Builds the library: `dist/` here is what npm gets, `dist/forms/` of the plugin is what it serves at `/api/switchboard/forms.js`. With
 * `--served` only the latter, without types.
 */
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

const HERE = import.meta.dirname;
const OWN = path.join(HERE, 'dist');
const SERVED = path.resolve(HERE, '../../dist/forms');
const source = (name) => path.join(HERE, 'src', name);

/** The styles stand in a text of the program, where a minifier of programs does not look. */
const readStyles = async (file) => {
  const { STYLES } = await import(`data:text/javascript,${encodeURIComponent(fs.readFileSync(file, 'utf8'))}`);
  return transform(STYLES, { loader: 'css', minify: true, target: TARGET });
};

const TARGET = ['chrome123', 'firefox121', 'safari17.5'];

/** One bundle. */
export const bundle = (options) =>
  build({ bundle: true, minify: true, format: 'esm', target: TARGET, legalComments: 'none', ...options });

/** Parts that few forms need: files of their own, at addresses that do not change. */
const PARTS = ['more', 'captcha', 'proof-of-work'];

/** Each is a bundle of its own: what little it shares with the script is cheaper twice than as one more file that every page waits for. */
const apart = {
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\// }, ({ path: wanted, kind }) => {
      const isPart = kind === 'dynamic-import' && PARTS.includes(wanted.slice(2));
      return isPart ? { path: `./forms-${wanted.slice(2)}.js`, external: true } : undefined;
    }),
};

/** What the plugin serves, by name of the file; also measured by a test. */
export const bundleServed = async () => {
  const entries = [['switchboard-forms', 'define'], ...PARTS.map((name) => [`forms-${name}`, name])];
  const made = entries.map(async ([name, from]) => {
    const { outputFiles } = await bundle({ entryPoints: [source(`${from}.ts`)], plugins: [apart], write: false });
    return [`${name}.js`, await squeeze(outputFiles[0].text)];
  });
  return new Map(await Promise.all(made));
};

/** What every visitor of a form loads: terser takes four per cent more off than esbuild alone. */
const squeeze = async (code) => (await minify(code, { module: true, compress: { passes: 3 }, ecma: 2022 })).code;

const emitTypes = () => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', path.join(HERE, 'tsconfig.build.json')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
  for (const name of fs.readdirSync(path.join(OWN, 'types'), { recursive: true })) {
    if (name.endsWith('.d.ts')) nameWhole(path.join(OWN, 'types', name));
  }
};

/** Modules that Node resolves are named with their extension, or TypeScript takes all that comes from them for `any`. */
const nameWhole = (file) => {
  const whole = (specifier) => {
    const target = path.resolve(path.dirname(file), specifier);
    return `${specifier}${fs.existsSync(`${target}.d.ts`) ? '' : '/index'}.js`;
  };
  const code = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(
    file,
    code.replace(/((?:from|import)\s*\(?\s*')(\.[^']+)'/g, (_, before, named) => `${before}${whole(named)}'`)
  );
};

const buildServed = async () => {
  fs.rmSync(SERVED, { recursive: true, force: true });
  fs.mkdirSync(SERVED, { recursive: true });
  for (const [name, code] of await bundleServed()) fs.writeFileSync(path.join(SERVED, name), code);
  fs.writeFileSync(path.join(SERVED, 'switchboard-forms.css'), (await readStyles(source('styles.ts'))).code);
};

const buildPackage = async () => {
  fs.rmSync(OWN, { recursive: true, force: true });
  const shared = { outdir: OWN };
  const chunkNames = 'chunks/[name]-[hash]';
  await bundle({ ...shared, entryPoints: [source('index.ts')], splitting: true, chunkNames, sourcemap: true });
  // One copy of the library, whichever entries a site uses.
  await bundle({
    ...shared,
    entryPoints: [source('react.ts')],
    external: ['react', './index.js'],
    plugins: [ofIndex],
    sourcemap: true,
  });
  await bundle({ ...shared, entryPoints: [source('cli.ts')], platform: 'node', banner: { js: '#!/usr/bin/env node' } });
  for (const name of fs.readdirSync(SERVED)) fs.copyFileSync(path.join(SERVED, name), path.join(OWN, name));
  emitTypes();
};

/** Modules of the library, as the React component imports them, are in `index.js`. */
const ofIndex = {
  name: 'of index',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/element$/ }, () => ({ path: './index.js', external: true })),
};

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(HERE, 'build.mjs')) {
  await buildServed();
  if (!process.argv.includes('--served')) await buildPackage();
}
