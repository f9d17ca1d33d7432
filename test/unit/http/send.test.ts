import { getEventListeners } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuard } from '../../../server/src/http/guard';
import { createSender, type Reply, type Sender, type SenderOptions, type SendRequest } from '../../../server/src/http/send';
import { eventually } from '../../support/eventually';
import { startReceiver } from '../../support/receiver';
import { pour, startRawReceiver, type Script } from './raw-receiver';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});
const kept = <T extends { close(): Promise<void> }>(thing: T): T => {
  open.push(thing);
  return thing;
};

const LIMIT = 1_000;
const sender = (options: Partial<SenderOptions> = {}): Sender =>
  kept(createSender({ guard: createGuard({ allow: ['127.0.0.0/8', '::1'] }), maxLoggedBytes: LIMIT, ...options }));
const raw = async (script: Script) => kept(await startRawReceiver(script));
const receiver = async () => kept(await startReceiver());
const post = (url: string, more: Partial<SendRequest> = {}): SendRequest => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"a":1}'),
  timeoutMs: 5_000,
  ...more,
});
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('a request', () => {
  it('carries the exact bytes with their length, and the headers as given', async () => {
    const target = await receiver();
    const body = Buffer.from([0, 255, 254, 10, 13, 32, 128]);
    const headers = { 'X-Strapi-Event': 'entry.publish', 'webhook-id': 'evt_1', get: 'a', common: 'b', 'content-type': 'text/x' };

    const reply = await sender().send(post(`${target.url}/a%20b?c=d&e=%2f#fragment`, { headers, body }));

    expect(reply).toMatchObject({ kind: 'answered', status: 200, isTruncated: false });
    const [request] = target.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/a%20b?c=d&e=%2f', body });
    expect(request!.headers).toMatchObject({
      'content-length': '7',
      'accept-encoding': 'identity',
      host: `127.0.0.1:${target.port}`,
      get: 'a',
      common: 'b',
    });
    expect(request!.rawHeaders).toContain('X-Strapi-Event');
    expect(request!.headers).not.toHaveProperty('transfer-encoding');
    expect(request!.headers).not.toHaveProperty('user-agent');
  });

  it('adds nothing to the headers beyond what HTTP needs', async () => {
    const target = await receiver();
    await sender().send(post(target.url, { headers: {} }));

    expect(Object.keys(target.requests[0]!.headers).sort()).toEqual([
      'accept-encoding',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });

  it('may be empty', async () => {
    const target = await receiver();

    expect(await sender().send(post(target.url, { body: Buffer.alloc(0) }))).toMatchObject({ kind: 'answered', status: 200 });
    expect(target.requests[0]!.headers['content-length']).toBe('0');
  });

  it.each([
    ['a line break in a value', { 'x-a': 'b\r\nx-evil: 1' }],
    ['a line break in a name', { 'x-a\r\nx-evil': '1' }],
    ['NUL', { 'x-a': 'b\0' }],
    ['a character beyond Latin-1', { 'x-a': '世' }],
    ['an empty name', { '': 'b' }],
    ['a host of its own', { Host: 'elsewhere.test' }],
    ['a length of its own', { 'Content-Length': '3' }],
    ['chunks', { 'Transfer-Encoding': 'chunked' }],
    ['an upgrade', { upgrade: 'h2c' }],
    ['a name that would be lost', { constructor: 'a' }],
  ])('is not sent with %s', async (_, headers) => {
    const target = await receiver();

    const reply = await sender().send(post(target.url, { headers: headers as unknown as Record<string, string> }));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'protocol' });
    expect(target.connectionCount).toBe(0);
  });

  it('ignores proxies of the environment', async () => {
    const [target, proxy] = [await receiver(), await receiver()];
    const before = { ...process.env };
    Object.assign(process.env, { http_proxy: proxy.url, HTTP_PROXY: proxy.url, https_proxy: proxy.url, ALL_PROXY: proxy.url });
    try {
      expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered' });
    } finally {
      process.env = before;
    }
    expect(proxy.connectionCount).toBe(0);
  });

  it.each([300, 301, 302, 303, 305, 307, 308])('is not sent again to where a %i points', async (status) => {
    const [target, elsewhere] = [await receiver(), await receiver()];
    target.behave([{ kind: 'answer', status, headers: { location: elsewhere.url } }]);

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered', status });
    expect(elsewhere.connectionCount).toBe(0);
  });
});

describe('an answer', () => {
  it('keeps headers in their order, with repetitions and case', async () => {
    const target = await raw((socket) =>
      socket.write('HTTP/1.1 201 Made\r\nSet-Cookie: a\r\nX-B: 1\r\nset-cookie: b\r\ncontent-length: 2\r\n\r\nok')
    );

    expect(await sender().send(post(target.url))).toMatchObject({
      kind: 'answered',
      status: 201,
      headers: [
        ['Set-Cookie', 'a'],
        ['X-B', '1'],
        ['set-cookie', 'b'],
        ['content-length', '2'],
      ],
      body: Buffer.from('ok'),
    });
  });

  it.each([200, 204, 304, 400, 410, 429, 500, 599])('of %i is an answer', async (status) => {
    const target = await receiver();
    target.behave([status]);

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered', status });
  });

  it('may be exactly as long as what is kept', async () => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, body: 'x'.repeat(LIMIT) }]);

    expect(await sender().send(post(target.url))).toMatchObject({
      kind: 'answered',
      body: Buffer.alloc(LIMIT, 'x'),
      isTruncated: false,
    });
  });

  it('is cut one byte later, and counts by its status', async () => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 202, body: 'x'.repeat(LIMIT + 1) }]);

    expect(await sender().send(post(target.url))).toMatchObject({
      kind: 'answered',
      status: 202,
      body: Buffer.alloc(LIMIT, 'x'),
      isTruncated: true,
    });
  });

  it('may be kept not at all', async () => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, body: 'x' }]);

    expect(await sender({ maxLoggedBytes: 0 }).send(post(target.url))).toMatchObject({ body: Buffer.alloc(0), isTruncated: true });
  });

  it('ends with the connection where it says so', async () => {
    const target = await raw((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nold style'));

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered', status: 200, body: Buffer.from('old style') });
  });

  it('may come before early hints have ended', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    const target = await raw((socket) => socket.write(hint + hint + OK));

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered', status: 200, body: Buffer.from('ok') });
  });

  it.each([
    ['gzip', zlib.gzipSync('hello')],
    ['deflate', zlib.deflateSync('hello')],
    ['br', zlib.brotliCompressSync('hello')],
  ])('is inflated when it comes as %s although nobody asked', async (coding, body) => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, headers: { 'content-encoding': coding }, body }]);

    expect(await sender().send(post(target.url))).toMatchObject({ body: Buffer.from('hello'), isTruncated: false });
  });

  it.each([
    ['gzip', Buffer.from('not gzip at all')],
    ['zstd', Buffer.from('unknown')],
    ['gzip, gzip', zlib.gzipSync(zlib.gzipSync('twice'))],
  ])('is kept as it came when it cannot be read as %s', async (coding, body) => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, headers: { 'content-encoding': coding }, body }]);

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'answered', status: 200, body, isTruncated: false });
  });

  it.each([
    ['gzip', zlib.gzipSync(Buffer.alloc(50_000_000))],
    ['br', zlib.brotliCompressSync(Buffer.alloc(50_000_000))],
    ['deflate', zlib.deflateSync(Buffer.alloc(50_000_000))],
  ])('is inflated no further than it is kept: a %s bomb', async (coding, bomb) => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, headers: { 'content-encoding': coding }, body: bomb }]);
    // All of a bomb fits into what is read: what must stop is the inflating.
    const limit = bomb.length + 1;
    const before = process.memoryUsage();

    const reply = await sender({ maxLoggedBytes: limit }).send(post(target.url));

    expect(reply).toMatchObject({ kind: 'answered', status: 200, isTruncated: true });
    expect(reply.kind === 'answered' && reply.body.equals(Buffer.alloc(limit))).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(10_000_000);
  });
});

describe('a receiver that', () => {
  const TIMEOUT = 200;
  /** A deadline kept late is a deadline missed; the rest is room for a busy machine. */
  const BOUND = TIMEOUT + 1_000;
  const HEAD = 'HTTP/1.1 200 OK\r\n';
  const longHeader = `x-long: ${'x'.repeat(1_000)}\r\n`;

  it.each<[string, Script]>([
    ['hangs before the head', () => {}],
    [
      'drips the head',
      (socket) => {
        socket.write(HEAD);
        pour(socket, 'x-a: b\r\n', 20);
      },
    ],
    [
      'drips single bytes of one header',
      (socket) => {
        socket.write(`${HEAD}x-a: `);
        pour(socket, 'b', 20);
      },
    ],
    [
      'drips the body',
      (socket) => {
        socket.write(`${HEAD}content-length: 900\r\n\r\n`);
        pour(socket, '.', 20);
      },
    ],
    [
      'drips chunks',
      (socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
        pour(socket, '1\r\n.\r\n', 20);
      },
    ],
    ['hangs in the middle of the body', (socket) => socket.write(`${HEAD}content-length: 900\r\n\r\nabc`)],
    [
      'never ends a chunk extension',
      (socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n1;`);
        pour(socket, 'x'.repeat(100), 20);
      },
    ],
  ])('%s costs its time and no more', async (_, script) => {
    const target = await raw(script);

    const reply = await sender().send(post(target.url, { timeoutMs: TIMEOUT }));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
    expect(reply.durationMs).toBeGreaterThanOrEqual(TIMEOUT - 5);
    expect(reply.durationMs).toBeLessThan(BOUND);
    await target.waitUntilClosed();
  });

  it('does not read a large request costs its time and no more', async () => {
    const sockets: net.Socket[] = [];
    const server = net.createServer({ pauseOnConnect: true }, (socket) => sockets.push(socket.on('error', () => socket.destroy())));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    kept({ close: () => new Promise((done) => void server.close(() => done())) });
    const { port } = server.address() as net.AddressInfo;

    const reply = await sender().send(post(`http://127.0.0.1:${port}/`, { timeoutMs: TIMEOUT, body: Buffer.alloc(20_000_000) }));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
    expect(reply.durationMs).toBeLessThan(BOUND);
    // A paused socket does not notice that the other side is gone.
    for (const socket of sockets) socket.resume();
    await eventually(() => sockets.every(({ destroyed }) => destroyed), { what: 'the sender to hang up' });
  });

  it.each<[string, Script]>([
    ['says how much', (socket) => socket.write(`${HEAD}content-length: 5000000000\r\n\r\n`)],
    ['chunks', (socket) => socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`)],
    ['goes on until it closes', (socket) => socket.write(`${HEAD}connection: close\r\n\r\n`)],
  ])('answers with gigabytes and %s is cut off after what is kept', async (_, head) => {
    const target = await raw((socket, request, number) => {
      head(socket, request, number);
      const chunk = Buffer.alloc(65_536, 'x');
      pour(socket, Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')]));
    });

    const reply = await sender().send(post(target.url));

    expect(reply).toMatchObject({ kind: 'answered', status: 200, isTruncated: true });
    expect(reply.kind === 'answered' && reply.body.length).toBe(LIMIT);
    await target.waitUntilClosed();
    // What the two kernels buffer between them; far from gigabytes.
    expect(target.bytesWritten()).toBeLessThan(30_000_000);
  });

  it.each<[string, Script]>([
    ['writes no HTTP', (socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n')],
    ['writes an odd status', (socket) => socket.write('HTTP/1.1 abc\r\n\r\n')],
    ['sends two lengths', (socket) => socket.write(`${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\nok!`)],
    [
      'sends a length and chunks',
      (socket) => socket.write(`${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
    ],
    ['sends a bad chunk size', (socket) => socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`)],
    [
      'sends endless headers',
      (socket) => {
        socket.write(HEAD);
        pour(socket, longHeader);
      },
    ],
    [
      'sends one endless header',
      (socket) => {
        socket.write(`${HEAD}x-long: `);
        pour(socket, 'x'.repeat(1_000));
      },
    ],
    [
      'sends endless trailers',
      (socket) => {
        socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n0\r\n`);
        pour(socket, longHeader);
      },
    ],
    ['floods with interim answers', (socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['says continue although nobody waits', (socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n`)],
    ['changes the protocol', (socket) => socket.write('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')],
  ])('%s is told from one that answers', async (_, script) => {
    const target = await raw(script);

    const reply = await sender().send(post(target.url));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'protocol' });
    await target.waitUntilClosed();
  });

  it.each<[string, Script]>([
    ['before the head', (socket) => socket.end()],
    ['in the middle of the head', (socket) => socket.end(`${HEAD}x-a: b\r\n`)],
    ['in the middle of the body', (socket) => socket.end(`${HEAD}content-length: 10\r\n\r\nabc`)],
    [
      'in the middle of the body, as announced',
      (socket) => socket.end(`${HEAD}connection: close\r\ncontent-length: 10\r\n\r\nabc`),
    ],
    [
      'in the middle of a chunk, as announced',
      (socket) => socket.end(`${HEAD}connection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab`),
    ],
    ['in the middle of a chunk', (socket) => socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\n5\r\nab`)],
    ['with a reset', (socket) => socket.resetAndDestroy()],
  ])('closes early, %s, is reported as a reset and gets the request once', async (_, script) => {
    const target = await raw(script);

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'unreachable', reason: 'reset' });
    expect(target.requests).toHaveLength(1);
    await target.waitUntilClosed();
  });

  it('does not listen refuses', async () => {
    const target = await startRawReceiver(() => {});
    await target.close();

    expect(await sender().send(post(target.url))).toMatchObject({ kind: 'unreachable', reason: 'refused' });
  });

  it('has no name in DNS is reported as such', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND gone.test'), { code: 'ENOTFOUND' }));

    expect(await sender({ resolve }).send(post('http://gone.test/'))).toMatchObject({ kind: 'unreachable', reason: 'dns' });
    expect(await sender({ resolve: async () => [] }).send(post('http://gone.test/'))).toMatchObject({
      kind: 'unreachable',
      reason: 'dns',
    });
  });

  it('has a silent name server costs its time and no more', async () => {
    const reply = await sender({ resolve: () => new Promise(() => {}) }).send(post('http://silent.test/', { timeoutMs: TIMEOUT }));

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
    expect(reply.durationMs).toBeLessThan(BOUND);
  });

  it('listens at one of its addresses only is found', async () => {
    const target = await receiver();
    const resolve = async () => ['127.0.0.77', '127.0.0.1'];

    expect(await sender({ resolve }).send(post(`http://two.test:${target.port}/`))).toMatchObject({
      kind: 'answered',
      status: 200,
    });
    expect(target.requests[0]!.headers.host).toBe(`two.test:${target.port}`);
  });
});

describe('connections', () => {
  it('are kept for the next request to the same origin', async () => {
    const target = await receiver();
    const { send } = sender();

    for (let i = 0; i < 5; i += 1) expect(await send(post(target.url))).toMatchObject({ kind: 'answered' });
    expect(target.connectionCount).toBe(1);
  });

  it('carry one request at a time', async () => {
    const target = await receiver();
    const { send } = sender();
    target.behave([{ kind: 'slow', ms: 50, status: 200 }]);

    await Promise.all(Array.from({ length: 10 }, () => send(post(target.url))));
    expect(target.connectionCount).toBe(10);
  });

  it('that the receiver closed between requests are made anew', async () => {
    const target = await raw((socket) => {
      socket.write(OK);
      setTimeout(() => socket.end(), 10);
    });
    const { send } = sender();

    for (let i = 0; i < 3; i += 1) {
      expect(await send(post(target.url))).toMatchObject({ kind: 'answered', status: 200 });
      await target.waitUntilClosed();
    }
    expect(target.connectionCount).toBe(3);
    expect(target.requests).toHaveLength(3);
  });

  it('that the receiver closes on a reused connection are a reset, and the request is not repeated', async () => {
    let count = 0;
    const target = await raw((socket) => (++count === 2 ? socket.destroy() : socket.write(OK)));
    const { send } = sender();

    expect(await send(post(target.url))).toMatchObject({ kind: 'answered' });
    expect(await send(post(target.url))).toMatchObject({ kind: 'unreachable', reason: 'reset' });
    expect(await send(post(target.url))).toMatchObject({ kind: 'answered' });
    expect(target.requests).toHaveLength(3);
  });

  it('closed with each answer do no harm', async () => {
    const target = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok'));
    const { send } = sender();

    for (let i = 0; i < 20; i += 1) expect(await send(post(target.url))).toMatchObject({ kind: 'answered' });
    expect(target.connectionCount).toBe(20);
    await target.waitUntilClosed();
  });

  it('are not poisoned by an answer that nobody asked for', async () => {
    const target = await raw((socket, _request, number) => {
      socket.write(OK);
      if (number === 1) socket.write('HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n');
    });
    const { send } = sender();

    expect(await send(post(target.url))).toMatchObject({ kind: 'answered', status: 200 });
    expect(await send(post(target.url))).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('stay below the limit when many receivers are idle', async () => {
    const targets = await Promise.all(Array.from({ length: 6 }, receiver));
    const { send } = sender({ maxIdle: 2 });
    for (const { url } of targets) await send(post(url));
    for (const { url } of targets.slice(-2)) await send(post(url)); // still open
    for (const { url } of targets.slice(0, 1)) await send(post(url)); // closed long ago

    expect(targets.map(({ connectionCount }) => connectionCount)).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('are all gone after close, and no further ones are made', async () => {
    let count = 0;
    const target = await raw((socket) => (++count === 1 ? socket.write(OK) : undefined));
    const mine = sender();
    await mine.send(post(target.url));
    const waiting = [mine.send(post(target.url)), mine.send(post(target.url))];
    await eventually(() => target.requests.length === 3);

    await mine.close();

    for (const reply of await Promise.all(waiting)) expect(reply).toMatchObject({ kind: 'postponed' });
    await target.waitUntilClosed();
    expect(await mine.send(post(target.url))).toMatchObject({ kind: 'postponed' });
    expect(target.connectionCount).toBe(2);
  });
});

describe('a signal', () => {
  it('ends a request that waits for its answer', async () => {
    const target = await raw(() => {});
    const controller = new AbortController();
    const waiting = sender().send(post(target.url, { signal: controller.signal, timeoutMs: 60_000 }));
    await eventually(() => target.requests.length === 1);

    controller.abort();

    expect(await waiting).toMatchObject({ kind: 'postponed' });
    await target.waitUntilClosed();
  });

  it('ends a request that waits for DNS', async () => {
    const controller = new AbortController();
    const resolve = () => {
      setImmediate(() => controller.abort());
      return new Promise<never>(() => {});
    };

    expect(await sender({ resolve }).send(post('http://a.test/', { signal: controller.signal }))).toMatchObject({
      kind: 'postponed',
    });
  });

  it('given as aborted sends nothing', async () => {
    const target = await receiver();

    expect(await sender().send(post(target.url, { signal: AbortSignal.abort() }))).toMatchObject({ kind: 'postponed' });
    expect(target.connectionCount).toBe(0);
  });

  it('may be shared by many requests without a warning or a listener left behind', async () => {
    const target = await receiver();
    const controller = new AbortController();
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    const { send } = sender();

    await Promise.all(Array.from({ length: 50 }, () => send(post(target.url, { signal: controller.signal }))));
    await new Promise((done) => setImmediate(done));

    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });
});

it('keeps no timer and no socket once it is closed', async () => {
  const agentless = http.createServer((_, response) => response.end('ok'));
  await new Promise<void>((done) => agentless.listen(0, '127.0.0.1', done));
  const { port } = agentless.address() as net.AddressInfo;
  const mine = sender();
  await Promise.all(Array.from({ length: 20 }, () => mine.send(post(`http://127.0.0.1:${port}/`, { timeoutMs: 60_000 }))));

  await mine.close();
  await new Promise<void>((done) => void agentless.close(() => done()));

  await eventually(() => !process.getActiveResourcesInfo().includes('TCPSocketWrap'), {
    timeoutMs: 3_000,
    what: 'the sockets to close',
  });
});

/** A receiver in a thread of its own: it says that a request has come, and answers after so long. */
const startThread = async (answerAfterMs: number): Promise<{ url: string; came: Promise<void>; close(): Promise<void> }> => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const server = require('node:http').createServer((request, response) => {
      parentPort.postMessage('came');
      setTimeout(() => response.end('ok'), workerData);
    });
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;
  const worker = new Worker(code, { eval: true, workerData: answerAfterMs });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  const came = new Promise<void>((resolve) => worker.once('message', () => resolve()));
  return { url: `http://127.0.0.1:${port}/`, came, close: async () => void (await worker.terminate()) };
};

/** Nothing happens in this process for so long, as when it gets no processor. */
const standStill = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('while this process stands still', () => {
  it.each([
    ['an answer that has come meanwhile is read', 0, 900],
    ['the receiver keeps the time that it has left', 1_000, 900],
  ])('%s', async (_what, answerAfterMs, stillMs) => {
    const target = kept(await startThread(answerAfterMs));
    const reply = sender().send(post(target.url, { timeoutMs: 700 }));
    await target.came;
    standStill(stillMs);

    expect(await reply).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('again and again, the receiver is given two seconds more at the most', async () => {
    const target = kept(await startThread(60_000));
    let reply: Reply | null = null;
    void sender()
      .send(post(target.url, { timeoutMs: 700 }))
      .then((given) => (reply = given));
    await target.came;
    let times = 0;
    for (; reply === null && times < 10; times += 1) {
      standStill(600);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }

    expect(reply).toMatchObject({ kind: 'unreachable', reason: 'timeout' });
    expect(times).toBeLessThan(6);
  }, 20_000);
});
