import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createResolve, type Resolve } from '../../../server/src/http/resolve';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

type Zone = Readonly<Record<string, readonly string[] | 'silent'>>;
const TYPES = { A: 1, AAAA: 28 };

const dataOf = (address: string): Buffer =>
  address.includes(':')
    ? Buffer.from(
        address
          .split(':')
          .map((group) => group.padStart(4, '0'))
          .join(''),
        'hex'
      ) // written out in full
    : Buffer.from(address.split('.').map(Number));

/** Answers one query from the zone, or says that there is no such name. */
const answer = (query: Buffer, zone: Zone): Buffer | null => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const known = zone[labels.join('.').toLowerCase()];
  if (known === 'silent') return null;
  const data = (known ?? [])
    .map(dataOf)
    .filter(({ length }) => (type === TYPES.A ? length === 4 : type === TYPES.AAAA && length === 16));
  const header = Buffer.from([query[0]!, query[1]!, 0x81, known ? 0x80 : 0x83, 0, 1, 0, data.length, 0, 0, 0, 0]);
  const records = data.map((bytes) => Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length]), bytes]));
  return Buffer.concat([header, query.subarray(12, at + 5), ...records]);
};

const startNameServer = async (zone: Zone): Promise<string> => {
  const socket: Socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const bytes = answer(query, zone);
    if (bytes) socket.send(bytes, from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  open.push(() => new Promise<void>((done) => void socket.close(() => done())));
  return `127.0.0.1:${(socket.address() as AddressInfo).port}`;
};

const hostsFile = async (text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
  open.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'hosts');
  await writeFile(path, text);
  return path;
};

const setUp = async (zone: Zone, hosts = '') => {
  const asked: string[] = [];
  const askSystem: Resolve = async (host) => {
    asked.push(host);
    return ['192.0.2.99'];
  };
  const resolve = createResolve({ servers: [await startNameServer(zone)], hostsFile: await hostsFile(hosts), askSystem });
  return { resolve, asked };
};

describe('a name', () => {
  it('has all its addresses, of both families, without the system being asked', async () => {
    const { resolve, asked } = await setUp({ 'both.test': ['192.0.2.1', '192.0.2.2', '2001:db8:0:0:0:0:0:1'] });

    expect([...(await resolve('both.test'))].sort()).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::1']);
    expect(asked).toEqual([]);
  });

  it('is as the hosts file says, whatever DNS would say', async () => {
    const { resolve, asked } = await setUp(
      { 'moved.test': ['192.0.2.1'] },
      '# moved.test\n192.0.2.50\tmoved.test alias # other.test\n2001:db8::50 Moved.Test\nbroken moved.test\n'
    );

    expect(await resolve('moved.test')).toEqual(['192.0.2.50', '2001:db8::50']);
    expect(await resolve('alias')).toEqual(['192.0.2.50']);
    expect(await resolve('other.test')).toEqual(['192.0.2.99']);
    expect(asked).toEqual(['other.test']);
  });

  it('is asked of the system where DNS does not know it', async () => {
    const { resolve, asked } = await setUp({});

    expect(await resolve('unknown.test')).toEqual(['192.0.2.99']);
    expect(asked).toEqual(['unknown.test']);
  });

  it('without a dot is the business of the system', async () => {
    const { resolve, asked } = await setUp({ redis: ['192.0.2.1'] });

    expect(await resolve('redis')).toEqual(['192.0.2.99']);
    expect(asked).toEqual(['redis']);
  });

  it('is asked once for all who want it at the same time, and again later', async () => {
    const { resolve, asked } = await setUp({});

    await Promise.all([resolve('a'), resolve('a'), resolve('a')]);
    expect(asked).toEqual(['a']);
    await resolve('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('whose name server is silent does not hold up the others', async () => {
    const { resolve, asked } = await setUp({
      ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`dead${i}.test`, 'silent' as const])),
      'alive.test': ['192.0.2.1'],
    });
    for (let i = 0; i < 20; i += 1) void resolve(`dead${i}.test`);

    expect(await resolve('alive.test')).toEqual(['192.0.2.1']);
    expect(asked).toEqual([]); // no silent name has come to its end yet
  });
});

it('asks the system for two names at a time', async () => {
  let running = 0;
  let most = 0;
  const goes: (() => void)[] = [];
  const askSystem: Resolve = async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((go) => goes.push(go));
    running -= 1;
    return ['192.0.2.1'];
  };
  const resolve = createResolve({ hostsFile: await hostsFile(''), askSystem });
  const all = Promise.all(Array.from({ length: 7 }, (_, i) => resolve(`name${i}`)));
  const pump = setInterval(() => goes.shift()?.(), 1);

  expect(await all).toHaveLength(7);
  clearInterval(pump);
  expect(most).toBe(2);
});

it('passes on why the system knows no address', async () => {
  const askSystem: Resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND gone'), { code: 'ENOTFOUND' }));

  await expect(createResolve({ hostsFile: await hostsFile(''), askSystem })('gone')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

it('knows this machine without any option', async () => {
  const addresses = await createResolve()('localhost');

  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.every((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
});
