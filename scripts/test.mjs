/**
 * `npm test`: installs what is missing, then lint, types and every test. Words after `--` go to Vitest (`npm test -- --project unit`).
 * The last line is `N passed, N failed`, counted; lint and each type check count as one.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { bin, run, step } from './run.mjs';

const CHECKS = [
  { what: 'lint', command: 'eslint', args: ['.', '--max-warnings', '0'] },
  { what: 'types of server, shared and tests', command: 'tsc', args: ['-p', '.'] },
  { what: 'types of admin', command: 'tsc', args: ['-p', 'admin', '--noEmit'] },
  { what: 'types of playground', command: 'tsc', args: ['-p', 'playground', '--noEmit'] },
];

/** Two at a time: each is one busy core. */
const runChecks = async () => {
  const waiting = [...CHECKS];
  const failures = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { what, command, args } = check;
      const { code, output } = await step(what, () => run(bin(command), args, { quietly: true }));
      if (code !== 0) failures.push(`\n✗ ${what}\n${output}`);
    }
  };
  await Promise.all([worker(), worker()]);
  for (const failure of failures) console.error(failure);
  return { passed: CHECKS.length - failures.length, failed: failures.length, skipped: 0 };
};

/** A file that could not even be loaded has no tests to count, and is one failure. */
const countTests = (report) => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests +
    report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  skipped: report.numPendingTests + report.numTodoTests,
});

/**
 * Groups of projects, and how many files of them run at once. The first wait for databases, leases and registries for much of their time, so two even on
 * two cores; a browser keeps them busy by itself.
 */
const PHASES = [
  { projects: ['unit', 'contract', 'integration', 'package', 'faults'], forks: Math.max(2, os.availableParallelism() - 1) },
  { projects: ['browser'], forks: 1 },
];

const wordsOf = ({ projects, forks }) => [...projects.map((name) => `--project=${name}`), `--poolOptions.forks.maxForks=${forks}`];

const runTests = async (words) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-report-'));
  const report = path.join(folder, 'vitest.json');
  const { code } = await run(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...words,
  ]);
  try {
    const counts = countTests(JSON.parse(fs.readFileSync(report, 'utf8')));
    // A set-up that failed, or an error outside of any test, fails the run though all tests passed.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

await ensureInstalled();
const words = process.argv.slice(2);
const parts = [await runChecks()];
for (const each of words.length > 0 ? [words] : PHASES.map(wordsOf)) parts.push(await runTests(each));
const total = (key) => parts.reduce((sum, part) => sum + part[key], 0);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
