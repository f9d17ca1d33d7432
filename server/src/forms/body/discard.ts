import type { Readable } from 'node:stream';

/** So much of a refused body is still taken in and thrown away, so that its sender gets to read why. Then the line is cut. */
const MOST_BYTES = 16 * 1_048_576;
const LONGEST_MS = 10_000;

/** Throws away what is left of a body that nobody reads any more. */
export const discardRest = (stream: Readable): void => {
  if (stream.readableEnded || stream.destroyed) return;
  let left = MOST_BYTES;
  const timer = setTimeout(() => stream.destroy(), LONGEST_MS);
  timer.unref();
  stream
    .on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) stream.destroy();
    })
    .on('error', () => undefined)
    .on('close', () => clearTimeout(timer))
    .on('end', () => clearTimeout(timer))
    .resume();
};
