import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from './stage';

/** `send.ts` as a process of its own: our sender next to axios with its stock adapter and to bare undici. */
export const sending: Benchmark = {
  name: 'send',
  title: 'The sender by itself',
  async run({ isShort, say }) {
    say('send: three senders by turns');
    const env = { ...process.env, ...(isShort ? { REQUESTS: '1000', ROUNDS: '2' } : {}) };
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, 'bench-send.cjs')], { env });
    return `\`\`\`\n${stdout.trimEnd()}\n\`\`\``;
  },
};
