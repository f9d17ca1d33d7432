import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './child';

/** A receiver in a process of its own: reads each request to its end, answers 200, and counts. */
let server: http.Server | null = null;
let count = 0;
let bytes = 0;
let firstAt = 0;
let lastAt = 0;

const start = (port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server = http.createServer((request, response) => {
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => {
        count += 1;
        lastAt = Date.now();
        firstAt ||= lastAt;
        response.end('ok');
      });
    });
    // Longer than any pause between two rounds.
    server.keepAliveTimeout = 60_000;
    server.once('error', reject).listen(port, '127.0.0.1', 4_096, () => resolve((server!.address() as AddressInfo).port));
  });

const commands = {
  /** Listens; answers the port, a free one unless told. */
  start,
  /** From now on connections are refused. */
  stop: () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve());
      server?.closeAllConnections();
    }),
  forget: () => {
    count = bytes = firstAt = lastAt = 0;
  },
  /** Instants in milliseconds since the epoch; 0 before the first request. */
  seen: () => ({ count, bytes, firstAt, lastAt }),
};

export type ReceiverCommands = typeof commands;

serve(commands);
