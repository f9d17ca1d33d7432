import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuard } from '../../../server/src/http/guard';
import { createSender, type SenderOptions } from '../../../server/src/http/send';
import { startReceiver } from '../../support/receiver';
import { startRawReceiver } from './raw-receiver';

const file = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
/** A throw-away pair, self-signed, for hook.test and *.hook.test. */
const CERT = file('hook.test.cert.pem');
const KEY = file('hook.test.key.pem');

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

const startTls = async () => {
  const names: (string | false | null)[] = [];
  const requests: string[] = [];
  let connectionCount = 0;
  const sockets = new Set<TLSSocket>();
  const server = tls.createServer({ cert: CERT, key: KEY }, (socket) => {
    names.push(socket.servername);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      requests.push(chunk.toString());
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
  });
  server.on('tlsClientError', () => {});
  server.on('connection', () => {
    connectionCount += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const receiver = {
    port: (server.address() as AddressInfo).port,
    names,
    requests,
    get connectionCount() {
      return connectionCount;
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
  open.push(receiver);
  return receiver;
};

const sender = (options: Partial<SenderOptions> = {}) => {
  const made = createSender({
    guard: createGuard({ allow: ['127.0.0.1'] }),
    maxLoggedBytes: 100,
    resolve: async () => ['127.0.0.1'],
    ca: [CERT],
    ...options,
  });
  open.push(made);
  return made;
};
const post = (url: string) => ({ url, headers: {}, body: Buffer.from('{}'), timeoutMs: 5_000 });

describe('TLS', () => {
  it('keeps the name for SNI, the certificate and the Host header, on the checked address', async () => {
    const receiver = await startTls();
    const url = `https://a.hook.test:${receiver.port}/x`;
    const { send } = sender();

    expect(await send(post(url))).toMatchObject({ kind: 'answered', status: 200 });
    expect(await send(post(url))).toMatchObject({ kind: 'answered', status: 200 });

    expect(receiver.names).toEqual(['a.hook.test']); // one connection, used twice
    expect(receiver.requests[0]).toContain(`host: a.hook.test:${receiver.port}\r\n`);
  });

  it('never shares a connection between names, though they have one address', async () => {
    const receiver = await startTls();
    const { send } = sender();

    await send(post(`https://a.hook.test:${receiver.port}/`));
    await send(post(`https://b.hook.test:${receiver.port}/`));

    expect(receiver.names).toEqual(['a.hook.test', 'b.hook.test']);
  });

  it.each([
    ['names somebody else', 'other.test', [CERT]],
    ['names no address', '127.0.0.1', [CERT]],
    ['is signed by nobody known', 'hook.test', undefined],
  ])('refuses a certificate that %s, before anything is sent', async (_, host, ca) => {
    const receiver = await startTls();

    const reply = await sender(ca ? { ca } : { ca: [] }).send(post(`https://${host}:${receiver.port}/`));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'tls' });
    expect(receiver.requests).toEqual([]);
  });

  it('does not listen to NODE_TLS_REJECT_UNAUTHORIZED', async () => {
    const receiver = await startTls();
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await sender({ ca: [] }).send(post(`https://hook.test:${receiver.port}/`))).toMatchObject({ reason: 'tls' });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it('needs a receiver that speaks it', async () => {
    const receiver = await startReceiver();
    open.push(receiver);

    expect(await sender().send(post(`https://hook.test:${receiver.port}/`))).toMatchObject({ kind: 'unreachable', reason: 'tls' });
    expect(receiver.requests).toEqual([]);
  });

  it('has the total deadline over its handshake', async () => {
    const silent = await startRawReceiver(() => {});
    open.push(silent);

    const reply = await sender().send({ ...post(`https://hook.test:${silent.port}/`), timeoutMs: 200 });

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
    expect(reply.durationMs).toBeLessThan(1_200);
    await silent.waitUntilClosed();
  });

  it('has the guard before its handshake', async () => {
    const receiver = await startTls();

    const reply = await sender({ guard: createGuard({ allow: [] }) }).send(post(`https://hook.test:${receiver.port}/`));

    expect(reply).toMatchObject({ kind: 'forbidden', address: '127.0.0.1' });
    expect(receiver.connectionCount).toBe(0);
  });
});
