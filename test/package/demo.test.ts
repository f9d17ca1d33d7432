import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { ROOT } from '../support/cache';

it('shows itself: every request of the demo comes, with a signature that holds', async () => {
  const child = spawn(process.execPath, ['scripts/demo.mjs', '--check'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));

  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/(\d+) of \1 expected requests came/) });
});
