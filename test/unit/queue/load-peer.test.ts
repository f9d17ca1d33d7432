import { expect, it } from 'vitest';
import { loadPeer } from '../../../server/src/queue/drivers/load-peer';

it('names a package that is not there, and what to do', async () => {
  // A name in a variable: what is not there cannot be checked.
  const missing = 'bullmq-that-nobody-installed';

  await expect(loadPeer('bullmq', () => import(missing))).rejects.toThrow(/"bullmq" is not installed: npm install bullmq ioredis/);
});

it('lets any other fault of a package rise', async () => {
  const fault = new SyntaxError('Unexpected token');

  await expect(loadPeer('bullmq', () => Promise.reject(fault))).rejects.toBe(fault);
});
