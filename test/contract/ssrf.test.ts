import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuard } from '../../server/src/http/guard';
import { createSender, type Sender, type SenderOptions } from '../../server/src/http/send';
import { startReceiver, type Receiver } from '../support/receiver';
import { FORBIDDEN_HOSTS, FORBIDDEN_URLS, REACHABLE_HOSTS } from './ssrf-corpus';

const closed = createGuard({ allow: [] });
const rows = (groups: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(groups).flatMap(([group, entries]) => entries.map((entry) => [group, entry] as const));

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});
const receiver = async (): Promise<Receiver> => {
  const made = await startReceiver();
  open.push(made);
  return made;
};
const sender = (options: Partial<SenderOptions> = {}): Sender => {
  const made = createSender({ guard: closed, maxLoggedBytes: 1_000, ...options });
  open.push(made);
  return made;
};
const post = (url: string) => ({ url, headers: {}, body: Buffer.from('{}'), timeoutMs: 5_000 });
const resolveTo = (...answers: (readonly string[])[]) => {
  let count = 0;
  return Object.assign(async () => answers[Math.min(count++, answers.length - 1)]!, { count: () => count });
};

describe('the guard refuses', () => {
  it.each(rows(FORBIDDEN_HOSTS))('%s: %s', (_, host) => {
    for (const scheme of ['http', 'https']) {
      expect(closed.judgeUrl(`${scheme}://${host}/`)).toMatchObject({
        kind: 'forbidden',
        because: expect.stringMatching(/^Expected /),
      });
    }
  });

  it.each(rows(FORBIDDEN_URLS))('%s: %j', (_, url) => {
    const judged = closed.judgeUrl(url);

    expect(judged).toMatchObject({ kind: 'forbidden', because: expect.stringMatching(/^Expected /) });
    expect(JSON.stringify(judged)).not.toContain('secret');
  });

  it.each([
    '',
    'x',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '010.0.0.1',
    '8.8.8',
    '8.8.8.8 ',
    ' 8.8.8.8',
    '8.8.8.8%1',
    '2606:4700::1%eth0',
    'fe80::1%lo',
  ])('an address that it cannot read strictly: %j', (address) => {
    expect(closed.judgeAddress(address, 'example.com')).toBe(false);
  });
});

describe('the guard lets through', () => {
  it.each(REACHABLE_HOSTS)('%s', (host) => {
    expect(closed.judgeUrl(`https://${host}/`)).toMatchObject({ kind: 'allowed' });
    expect(closed.judgeUrl(`http://${host}:8443/a?b=c#d`)).toMatchObject({ kind: 'allowed' });
    const { hostname } = new URL(`http://${host}`);
    const address = hostname.replace(/[[\]]/g, '');
    if (net.isIP(address)) expect(closed.judgeAddress(address, 'example.com')).toBe(true);
  });
});

describe('the allow-list', () => {
  const opens = (allow: readonly string[], host: string) => createGuard({ allow }).judgeUrl(`http://${host}/`).kind === 'allowed';

  it.each([
    ['10.0.0.0/8', '10.1.2.3'],
    ['10.0.0.1/8', '10.1.2.3'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.0.0.0/8', '[::ffff:10.1.2.3]'],
    ['::ffff:10.0.0.0/104', '10.1.2.3'],
    ['fd00::/8', '[fd00::1]'],
    ['[fd00::1]', '[fd00::1]'],
    ['::1', '[::1]'],
    ['127.0.0.0/8', 'localhost'],
    ['::1', 'localhost'],
    ['localhost', 'localhost'],
    ['*.localhost', 'a.localhost'],
    ['LOCALHOST', 'localhost.'],
    ['169.254.169.254', '169.254.169.254'],
    ['metadata.google.internal', 'metadata.google.internal'],
  ])('with %s opens %s', (entry, host) => {
    expect(opens([entry], host)).toBe(true);
    expect(opens([], host)).toBe(false);
  });

  it.each([
    ['10.0.0.0/8', '11.0.0.1', true],
    ['10.0.0.0/8', '192.168.0.1', false],
    ['10.1.2.3', '10.1.2.4', false],
    ['10.0.0.0/8', 'localhost', false],
    ['*.localhost', 'localhost', false],
    ['*.internal', '10.0.0.1', false],
    ['169.254.0.0/16', '169.254.169.254', false],
    ['0.0.0.0/0', '169.254.169.254', false],
    ['fd00::/8', '[fd00:ec2::254]', false],
    ['::/0', '[fd00:ec2::254]', false],
    ['64:ff9b::/96', '[64:ff9b::10.0.0.1]', false],
    ['64:ff9b::/96', '[64:ff9b::169.254.169.254]', false],
    ['64:ff9b::/96', '[64:ff9b::8.8.8.8]', true],
  ])('with %s leaves %s as it should: open is %s', (entry, host, expected) => {
    expect(opens([entry], host)).toBe(expected);
  });

  it('opens the addresses of a name, for that name only and never those of cloud metadata', () => {
    const guard = createGuard({ allow: ['db.example', '*.internal'] });

    expect(guard.judgeAddress('10.0.0.1', 'db.example')).toBe(true);
    expect(guard.judgeAddress('10.0.0.1', 'a.b.internal')).toBe(true);
    expect(guard.judgeAddress('10.0.0.1', 'internal')).toBe(false);
    expect(guard.judgeAddress('10.0.0.1', 'notdb.example')).toBe(false);
    expect(guard.judgeAddress('10.0.0.1', 'db.example.evil.test')).toBe(false);
    expect(guard.judgeAddress('169.254.169.254', 'metadata.google.internal')).toBe(false);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', '256.1.1.1', 'http://a', 'a b', '', '*', '*.*', 'a:80', '10.0.0.1-10.0.0.9', '127.1'])(
    'says what it expected instead of %j',
    (entry) => {
      expect(() => createGuard({ allow: [entry] })).toThrow(/expected each entry of the allow-list to be .* got/);
    }
  );
});

describe('the sender', () => {
  it.each(rows(FORBIDDEN_HOSTS).map(([, host]) => host))('opens no socket to %s', async (host) => {
    const resolve = resolveTo(['127.0.0.1']);

    expect(await sender({ resolve }).send(post(`http://${host}/`))).toMatchObject({ kind: 'forbidden' });
    expect(resolve.count()).toBe(0);
  });

  it('refuses a harmless name that leads inside', async () => {
    const target = await receiver();

    expect(await sender({ resolve: resolveTo(['127.0.0.1']) }).send(post(`http://localtest.me:${target.port}/`))).toMatchObject({
      kind: 'forbidden',
      address: '127.0.0.1',
    });
    expect(target.connectionCount).toBe(0);
  });

  it.each([
    ['public first', ['8.8.8.8', '127.0.0.1']],
    ['private first', ['127.0.0.1', '8.8.8.8']],
    ['private in the middle, as IPv6', ['2606:4700:4700::1111', '::1', '8.8.8.8']],
    ['an embedded one', ['8.8.8.8', '::ffff:127.0.0.1']],
    ['an unreadable one', ['8.8.8.8', '127.1']],
  ])('refuses a whole answer for one forbidden address: %s', async (_, addresses) => {
    const target = await receiver();

    expect(await sender({ resolve: resolveTo(addresses) }).send(post(`http://mixed.test:${target.port}/`))).toMatchObject({
      kind: 'forbidden',
    });
    expect(target.connectionCount).toBe(0);
  });

  it('dials what was checked, without asking DNS a second time', async () => {
    const target = await receiver();
    const resolve = resolveTo(['127.0.0.1'], ['10.0.0.1']);
    const guard = createGuard({ allow: ['127.0.0.1'] });

    expect(await sender({ guard, resolve }).send(post(`http://rebind.test:${target.port}/`))).toMatchObject({ kind: 'answered' });
    expect(resolve.count()).toBe(1);
  });

  it('refuses a name that is rebound between two requests', async () => {
    const target = await receiver();
    target.behave([{ kind: 'answer', status: 200, headers: { connection: 'close' } }]);
    const guard = createGuard({ allow: ['127.0.0.1'] });
    const { send } = sender({ guard, resolve: resolveTo(['127.0.0.1'], ['127.0.0.2']) });
    const url = `http://rebind.test:${target.port}/`;

    expect(await send(post(url))).toMatchObject({ kind: 'answered' });
    expect(await send(post(url))).toMatchObject({ kind: 'forbidden', address: '127.0.0.2' });
    expect(target.connectionCount).toBe(1);
  });

  it('never lends a connection of an allowed name to another name at the same address', async () => {
    const target = await receiver();
    const guard = createGuard({ allow: ['inside.test'] });
    const { send } = sender({ guard, resolve: resolveTo(['127.0.0.1']) });

    expect(await send(post(`http://inside.test:${target.port}/`))).toMatchObject({ kind: 'answered' });
    expect(await send(post(`http://outside.test:${target.port}/`))).toMatchObject({ kind: 'forbidden', address: '127.0.0.1' });
    expect(target.connectionCount).toBe(1);
  });

  it('checks the address of the connected socket before the server sees a byte', async () => {
    // A guard that changes its mind stands for a socket that ended elsewhere than it was sent.
    let seen = 0;
    const received: Buffer[] = [];
    const server = net.createServer((socket) => socket.on('data', (chunk) => received.push(chunk)).on('error', () => {}));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    open.push({ close: () => new Promise((done) => void server.close(() => done())) });
    const ended = new Promise<void>((done) => server.on('connection', (socket) => socket.on('close', () => done())));
    const guard = { ...createGuard({ allow: ['127.0.0.1'] }), judgeAddress: () => ++seen === 1 };

    const { port } = server.address() as AddressInfo;
    expect(await sender({ guard, resolve: resolveTo(['127.0.0.1']) }).send(post(`http://a.test:${port}/`))).toMatchObject({
      kind: 'forbidden',
      address: '127.0.0.1',
    });
    await ended;
    expect(received).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i to a forbidden address', async (status) => {
    const [target, inside] = [await receiver(), await receiver()];
    target.behave([{ kind: 'answer', status, headers: { location: `http://localhost:${inside.port}/` } }]);
    const guard = createGuard({ allow: ['outside.test'] });

    expect(
      await sender({ guard, resolve: resolveTo(['127.0.0.1']) }).send(post(`http://outside.test:${target.port}/`))
    ).toMatchObject({
      kind: 'answered',
      status,
    });
    expect(inside.connectionCount).toBe(0);
  });

  it('refuses many requests at once without an uncaught exception', async () => {
    const { send } = sender({ resolve: resolveTo(['8.8.8.8', '10.0.0.1']) });

    const replies = await Promise.all(Array.from({ length: 200 }, () => send(post('http://mixed.test/'))));
    expect(new Set(replies.map(({ kind }) => kind))).toEqual(new Set(['forbidden']));
  });
});
