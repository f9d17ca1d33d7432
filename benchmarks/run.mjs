/**
 * `npm run bench`: bundles the benchmarks and runs them. Words after `--` go to bench.ts: `--short`, `--only <name>` (may be repeated).
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
// Two folders below the root, as test/support expects of the code that it is bundled into.
const outdir = path.join(root, 'node_modules/.cache');
const entries = ['bench', 'site', 'receiver', 'send', 'bullmq-process', 'bullmq-loop'];

/** test/support starts our Strapi, and some of its files import the test runner, which cannot be loaded outside of one. */
const withoutTestRunner = {
  name: 'without-test-runner',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vitest$/ }, ({ path: name }) => ({ path: name, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export const describe = undefined, it = undefined;' }));
  },
};

await build({
  entryPoints: Object.fromEntries(entries.map((name) => [`bench-${name}`, path.join(root, 'benchmarks', `${name}.ts`)])),
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  plugins: [withoutTestRunner],
  sourcemap: 'inline',
  logLevel: 'warning',
});

const child = spawn(process.execPath, [path.join(outdir, 'bench-bench.cjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
