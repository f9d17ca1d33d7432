/**
 * `npm run bench`: runs the benchmarks one after another and prints the results as Markdown, for README.md.
 * `-- --short` for a small run, `-- --only <name>` for one of them (may be repeated).
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { prepareApp, preparePlugin } from '../test/support/prepare';
import { bullmq } from './bullmq';
import { drain } from './drain';
import { exports } from './exports';
import { fanOut } from './fan-out';
import { fleets } from './fleets';
import { latency } from './latency';
import { memory } from './memory';
import { publish } from './publish';
import { sending } from './sending';
import type { Benchmark } from './stage';
import { submissions } from './submissions';

const BENCHMARKS: readonly Benchmark[] = [publish, drain, fleets, latency, fanOut, memory, sending, bullmq, submissions, exports];

const load = (): string =>
  os
    .loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

const choose = (only: readonly string[] | undefined): readonly Benchmark[] => {
  const names = BENCHMARKS.map(({ name }) => name);
  for (const name of only ?? []) if (!names.includes(name)) throw new Error(`expected one of ${names.join(', ')}, got ${name}`);
  return only ? BENCHMARKS.filter(({ name }) => only.includes(name)) : BENCHMARKS;
};

const run = async () => {
  const { values } = parseArgs({ options: { short: { type: 'boolean' }, only: { type: 'string', multiple: true } } });
  const chosen = choose(values.only);
  // Already set to compare two states of the sources: the one measured is then the one given.
  process.env.SWITCHBOARD_TEST_PLUGIN ??= await preparePlugin();
  process.env.SWITCHBOARD_TEST_APP ??= await prepareApp();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  console.log(
    `${new Date().toISOString()} · Node ${process.version} · ${os.cpus().length} × ${os.cpus()[0]?.model.trim()} · load ${load()}${values.short ? ' · short' : ''}`
  );
  for (const { name, title, run: measure } of chosen) {
    const text = await measure({ isShort: values.short ?? false, say });
    console.log(`\n### ${title} (\`${name}\`)\n\n${text}\n\nLoad of the machine at the end: ${load()}.`);
  }
};

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  }
);
