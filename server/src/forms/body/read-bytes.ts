import type { Readable } from 'node:stream';
import { bodyFault } from './body-fault';

export interface Reading {
  readonly maxBytes: number;
  readonly idleMs: number;
  readonly take: (chunk: Buffer) => void;
  /** Nobody wants the rest. */
  readonly signal?: AbortSignal;
}

/**
 * Hands on the chunks of a request until its end. Rejects with what to answer when there are more bytes than allowed, when they stop coming,
 * or when the sender went away. The rest of a refused body is not kept: see `discard`.
 */
export const readChunks = (stream: Readable, { maxBytes, idleMs, take, signal }: Reading): Promise<void> =>
  new Promise((resolve, reject) => {
    let size = 0;
    let timer: NodeJS.Timeout | undefined;
    const end = (error?: unknown): void => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      signal?.removeEventListener('abort', onGone);
      if (error === undefined) resolve();
      else reject(error);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(bodyFault('BODY_UNREADABLE', 'The body stopped coming before its end.')), idleMs);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) return end(bodyFault('BODY_TOO_LARGE', `Expected a body of at most ${maxBytes} bytes.`));
      wait();
      try {
        take(chunk);
      } catch (error) {
        end(error);
      }
    };
    const onEnd = (): void => end();
    const onGone = (): void => end(bodyFault('BODY_UNREADABLE', 'The body ended too early.'));
    if (stream.destroyed || stream.readableEnded) return onGone();
    signal?.addEventListener('abort', onGone);
    stream.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
    wait();
  });

/** A whole body in memory. */
export const readBytes = async (stream: Readable, maxBytes: number, idleMs: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  await readChunks(stream, { maxBytes, idleMs, take: (chunk) => void chunks.push(chunk) });
  return Buffer.concat(chunks);
};
