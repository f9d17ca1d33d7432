/**
 * `npm run test:faults`: every fault at full size, one after another, and a report of what was counted in test-results/faults.md and .json.
 * Plan an hour or more. Words after `--` go to Vitest (`npm run test:faults -- test/faults/kills.test.ts -t PostgreSQL`).
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { bin, ROOT } from './run.mjs';

const results = path.join(ROOT, 'test-results');
const parts = path.join(results, 'faults');

const readParts = () =>
  fs.existsSync(parts)
    ? fs
        .readdirSync(parts)
        .sort()
        .map((file) => JSON.parse(fs.readFileSync(path.join(parts, file), 'utf8')))
    : [];

const machine = () =>
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}`;

/** One table for each fault: a row is a number, a column where it was tried. */
const tableOf = (reports) => {
  const names = [...new Set(reports.flatMap(({ numbers }) => Object.keys(numbers)))];
  const rows = [
    ['', ...reports.map(({ on }) => on)],
    ['---', ...reports.map(() => '---:')],
    ...names.map((name) => [name, ...reports.map(({ numbers }) => numbers[name] ?? '')]),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};

const markdownOf = ({ ranAt, machine: where, isComplete, reports }) => {
  const faults = [...new Set(reports.map(({ fault }) => fault))];
  const sections = faults.map((fault) => `### ${fault}\n\n${tableOf(reports.filter((one) => one.fault === fault))}`);
  const verdict = isComplete ? 'Every expectation held.' : 'NOT every expectation held: see what the run said.';
  return [`${ranAt} · ${where}`, verdict, ...sections].join('\n\n') + '\n';
};

await ensureInstalled();
fs.rmSync(parts, { recursive: true, force: true });
const ranAt = new Date().toISOString();
// One at a time, or each would be measured under the load of the others.
const child = spawn(bin('vitest'), ['run', '--project', 'faults', '--no-file-parallelism', ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { ...process.env, FAULTS: 'long', FAULTS_REPORT: parts },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => {
  const report = { ranAt, machine: machine(), isComplete: code === 0, reports: readParts() };
  fs.mkdirSync(results, { recursive: true });
  fs.writeFileSync(path.join(results, 'faults.json'), `${JSON.stringify(report, null, 2)}\n`);
  fs.writeFileSync(path.join(results, 'faults.md'), markdownOf(report));
  console.log(`\n${markdownOf(report)}`);
  process.exit(code ?? 1);
});
