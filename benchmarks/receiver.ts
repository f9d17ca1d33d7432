import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './child';
import { instant } from './spent';

/** A receiver in a process of its own: reads each request to its end, answers 200, and counts. */
let server: http.Server | null = null;
let count = 0;
let bytes = 0;
let firstAt = 0;
let lastAt = 0;
/** When the event of each number came in for the first time, by the number in its body; only while asked for. */
let receivedAt: number[] | null = null;

const numberIn = (body: string): number => Number(/"number":(\d+)/.exec(body)?.[1] ?? NaN);

const start = (port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (receivedAt) chunks.push(chunk);
      });
      request.on('end', () => {
        if (receivedAt) receivedAt[numberIn(Buffer.concat(chunks).toString())] ??= instant();
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
  /** From now on it notes when each event came in. */
  note: () => {
    receivedAt = [];
  },
  /** What it noted, by the numbers of the events. */
  noted: () => receivedAt ?? [],
  /** Instants in milliseconds since the epoch; 0 before the first request. */
  seen: () => ({ count, bytes, firstAt, lastAt }),
};

export type ReceiverCommands = typeof commands;

serve(commands);
