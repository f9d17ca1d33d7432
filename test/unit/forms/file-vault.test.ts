import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileRecord } from '../../../server/src/forms/ports';
import { createFileVault } from '../../../server/src/forms/strapi/file-vault';
import type { Strapi } from '../../../server/src/plugin';
import { eventually } from '../../support/eventually';

const PATIENCE_MS = 500;

let folder: string;
let bucket: http.Server;
let base: string;
const objects = new Map<string, Buffer>();
/** Ends an answer that has begun; set while one waits for it. */
let goOn: (() => void) | null = null;
let isSilent = false;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'switchboard-vault-'));
  bucket = http.createServer((request, response) => {
    const bytes = objects.get(request.url ?? '');
    if (isSilent) return;
    if (!bytes) return void response.writeHead(404).end();
    response.write(bytes.subarray(0, 1));
    goOn = () => response.end(bytes.subarray(1));
  });
  await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
  // The first one loads what fetch needs.
  await (await fetch(base)).text();
});
beforeEach(() => {
  objects.clear();
  goOn = null;
  isSilent = false;
});
afterAll(async () => {
  bucket.closeAllConnections();
  bucket.close();
  await rm(folder, { recursive: true, force: true });
});

/** A provider as those for object stores are: a folder in the key, private objects, links that are signed. */
const vaultAt = (name: string, isPrivate: boolean) => {
  const keyOf = (file: { path: string; hash: string; ext: string }) => `/${file.path}/${file.hash}${file.ext}`;
  const provider = {
    isPrivate: () => isPrivate,
    getSignedUrl: async (file: never) => ({ url: `${base}${keyOf(file)}` }),
    delete: async (file: never) => void objects.delete(keyOf(file)),
  };
  const upload = async (file: {
    path: string;
    hash: string;
    ext: string;
    url?: string;
    getStream: () => NodeJS.ReadableStream;
  }) => {
    objects.set(keyOf(file), await buffer(file.getStream()));
    file.url = isPrivate ? 'https://bucket.example.com/private' : `${base}${keyOf(file)}`;
  };
  const strapi = {
    plugin: () => ({ provider, service: () => ({ upload }) }),
    config: { get: (_key: string, fallback: unknown) => name ?? fallback },
    dirs: { static: { public: folder } },
  };
  return createFileVault(strapi as unknown as Strapi, PATIENCE_MS);
};

const put = async (vault: ReturnType<typeof vaultAt>): Promise<FileRecord> => {
  const file = path.join(folder, 'temporary');
  await writeFile(file, 'what a visitor sent');
  return { storage: await vault.put({ file, size: 19, place: vault.place() }) } as FileRecord;
};

describe('files at a provider of objects', () => {
  it.each([
    ['public', false],
    ['private', true],
  ])('lie in a folder of their own under names that say nothing, are read and removed (%s)', async (_what, isPrivate) => {
    const vault = vaultAt('aws-s3', isPrivate);

    const record = await put(vault);
    const [key] = [...objects.keys()];
    const reading = vault.open(record).then(buffer);
    await eventually(() => goOn, { what: 'the answer to begin' });
    goOn!();

    expect(key).toMatch(/^\/\.form-uploads\/[0-9a-f]{64}\.bin$/);
    expect((await reading).toString()).toBe('what a visitor sent');
    await vault.remove(record);
    expect(objects.size).toBe(0);
    await expect(vault.open(record)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('are read to their end, however long that takes', async () => {
    const vault = vaultAt('aws-s3', true);
    const record = await put(vault);

    const reading = vault.open(record).then(buffer);
    await eventually(() => goOn, { what: 'the answer to begin' });
    const began = performance.now();
    await eventually(() => performance.now() - began > 2 * PATIENCE_MS, { what: 'patience to be over' });
    goOn!();

    expect((await reading).toString()).toBe('what a visitor sent');
  });

  it('are not waited for where the provider says nothing', async () => {
    const vault = vaultAt('aws-s3', true);
    const record = await put(vault);
    isSilent = true;

    await expect(vault.open(record)).rejects.toThrow();
  });
});
