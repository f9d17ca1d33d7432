import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository root. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const isWindows = process.platform === 'win32';

/** A command of node_modules/.bin. */
export const bin = (name) => path.join(ROOT, 'node_modules/.bin', isWindows ? `${name}.cmd` : name);

/**
 * Runs a command in the root, or in a folder of it, and answers its exit code. Its output goes where ours goes, or with `quietly` is kept and handed over.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quietly?: boolean }} options
 */
export const run = (command, args, { cwd = '.', env = {}, quietly = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: path.join(ROOT, cwd),
      env: { ...process.env, ...env },
      stdio: quietly ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: isWindows,
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });

/** Says what is under way and, when it is done, how long it took. In a terminal the seconds count. */
export const step = async (what, work) => {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
  const isTerminal = process.stderr.isTTY === true;
  process.stderr.write(isTerminal ? `  ${what} …` : `  ${what} …\n`);
  const timer = isTerminal ? setInterval(() => process.stderr.write(`\r  ${what} … ${seconds()}`), 1_000) : undefined;
  try {
    const result = await work();
    process.stderr.write(`${isTerminal ? '\r' : ''}  ${what}: ${seconds()}\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
};
