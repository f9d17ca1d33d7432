import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Connections that are open through it, frozen ones included. */
  readonly connectionCount: number;
  /**
   * The connections there are pass no byte from now on, in either direction, and none of their ends hears that the other closed: half-open,
   * for ever. With `alsoNew`, those that are opened until `thaw` as well.
   */
  freeze(options?: { alsoNew: boolean }): void;
  /** New connections pass again; frozen ones stay as they are. */
  thaw(): void;
  close(): Promise<void>;
}

/** A way to a server on this machine that can be cut without either end noticing. */
export const startTcpProxy = async (targetPort: number): Promise<TcpProxy> => {
  const pairs = new Set<{ isFrozen: boolean; readonly ends: readonly [Socket, Socket] }>();
  let isCut = false;

  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const pair = { isFrozen: isCut, ends: [near, far] as const };
    pairs.add(pair);
    const link = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => void (pair.isFrozen || to.write(bytes)));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        if (pair.isFrozen) return;
        pairs.delete(pair);
        to.destroy();
      });
    };
    link(near, far);
    link(far, near);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    get connectionCount() {
      return pairs.size;
    },
    freeze({ alsoNew } = { alsoNew: false }) {
      isCut = alsoNew;
      for (const pair of pairs) pair.isFrozen = true;
    },
    thaw() {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { ends } of pairs) for (const end of ends) end.destroy();
      }),
  };
};
