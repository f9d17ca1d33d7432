import net, { type Socket } from 'node:net';
import { eventually } from '../../support/eventually';

/** What a receiver does with one connection: called with each request that came in whole (head and body by its content-length). */
export type Script = (socket: Socket, request: Buffer, connectionNumber: number) => void;

export interface RawReceiver {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly Buffer[];
  readonly connectionCount: number;
  /** Bytes written to all connections so far. */
  bytesWritten(): number;
  /** Waits until the sender has hung up on every connection. */
  waitUntilClosed(): Promise<void>;
  close(): Promise<void>;
}

const HEAD_END = '\r\n\r\n';

/** Length of the first whole request in these bytes, or 0. */
const requestLength = (bytes: Buffer): number => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return 0;
  const bodyLength = Number(/content-length: (\d+)/i.exec(bytes.subarray(0, headEnd).toString('latin1'))?.[1] ?? 0);
  const length = headEnd + HEAD_END.length + bodyLength;
  return bytes.length >= length ? length : 0;
};

/** A TCP server on the loopback that breaks HTTP as it is told. */
export const startRawReceiver = async (script: Script): Promise<RawReceiver> => {
  const requests: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  let bytes = 0;
  const server = net.createServer((socket) => {
    const number = ++connectionCount;
    let received = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      bytes += socket.bytesWritten;
      sockets.delete(socket);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (let length = requestLength(received); length > 0; length = requestLength(received)) {
        const request = received.subarray(0, length);
        received = received.subarray(length);
        requests.push(request);
        script(socket, request, number);
      }
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    requests,
    get connectionCount() {
      return connectionCount;
    },
    bytesWritten: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytes),
    waitUntilClosed: async () => {
      await eventually(() => sockets.size === 0, { timeoutMs: 5_000, everyMs: 5, what: 'the sender to hang up' });
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

/** Writes `chunk` again and again, as fast as the other side takes it or every `everyMs`, until it hangs up. */
export const pour = (socket: Socket, chunk: string | Buffer, everyMs?: number): void => {
  if (everyMs !== undefined) {
    const timer = setInterval(() => socket.write(chunk), everyMs);
    socket.on('close', () => clearInterval(timer));
    return;
  }
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
};
