import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMultipartBody } from '../../../../server/src/forms/body/multipart-body';
import { createTempFolder } from '../../../../server/src/forms/body/temp-folder';
import { PluginError } from '../../../../server/src/kernel/errors';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-multipart-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const LARGE = 'a'.repeat(300_000);

const streamOf = (body: string | Buffer): Readable => {
  const bytes = Buffer.from(body as string);
  const count = Math.ceil(bytes.length / 60_000);
  return Readable.from(
    Array.from({ length: count }, (_, i) => bytes.subarray(i * 60_000, (i + 1) * 60_000)),
    { objectMode: false }
  );
};

const parse = async (
  body: string | Buffer | Readable,
  room = { files: 2, bytesPerFile: 400_000 },
  { boundary = 'x', idleMs = 2_000 } = {}
) => {
  const temp = createTempFolder(folder);
  const began: string[] = [];
  const stream = body instanceof Readable ? body : streamOf(body);
  try {
    return await parseMultipartBody(stream, `multipart/form-data; boundary=${boundary}`, {
      limits: { maxTextBytes: 100_000, maxRequestBytes: 2_000_000, idleMs },
      temp,
      roomFor: (field) => (field === 'cv' ? room : null),
      honeypot: 'fax-1',
      began: (file) => began.push(file),
    });
  } finally {
    await temp.remove(began);
  }
};

const codeOf = async (...given: Parameters<typeof parse>): Promise<string> =>
  parse(...given).then(
    () => 'none',
    (error: unknown) => (error instanceof PluginError ? error.code : String(error))
  );

const field = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, filename: string, bytes: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${bytes}\r\n`;
const END = '--x--\r\n';

describe('a multipart body', () => {
  it('becomes answers, envelope and files', async () => {
    const posted = await parse(
      field('name', 'Ada') +
        field('topics', 'a') +
        field('topics', 'b') +
        field('_token', 't') +
        field('fax-1', 'x') +
        file('cv', 'a.txt', 'text') +
        END
    );

    expect({ ...posted.answers }).toEqual({ name: 'Ada', topics: ['a', 'b'] });
    expect(posted.envelope).toMatchObject({ token: 't', honeypot: 'x' });
    expect(posted.files).toMatchObject([{ field: 'cv', name: 'a.txt', size: 4 }]);
  });

  it('has no file where a browser sends an empty part', async () => {
    expect((await parse(file('cv', '', '') + END)).files).toEqual([]);
  });

  it.each([
    ['has no disposition', `--x\r\nContent-Type: text/html\r\n\r\n${LARGE}\r\n${END}`],
    ['is an attachment', `--x\r\nContent-Disposition: attachment\r\n\r\n${LARGE}\r\n${END}`],
    ['has no headers', `--x\r\n\r\n${LARGE}\r\n${END}`],
    ['has a line break in its name', `--x\r\nContent-Disposition: form-data; name*=utf-8''a%0Ab\r\n\r\n${LARGE}\r\n${END}`],
    ['ends too early', file('cv', 'a.txt', LARGE)],
  ])('with a large part that %s is refused and waits for nobody', async (_what, body) => {
    expect(await codeOf(body)).toMatch(/^BODY_(UNREADABLE|TOO_LARGE)$/);
  });

  it('keeps its limits while it comes, and writes nothing beyond them', async () => {
    expect(await codeOf(file('cv', 'a.txt', LARGE) + END, { files: 1, bytesPerFile: 1_000 })).toBe('BODY_TOO_LARGE');
    expect(await codeOf(file('cv', 'a.txt', 'a') + file('cv', 'b.txt', 'b') + END, { files: 1, bytesPerFile: 1_000 })).toBe(
      'BODY_TOO_LARGE'
    );
    expect(await codeOf(field('name', LARGE) + END)).toBe('BODY_TOO_LARGE');
    expect(await codeOf(file('cv', 'a.txt', 'a'.repeat(2_100_000)) + END, { files: 1, bytesPerFile: 9_000_000 })).toBe(
      'BODY_TOO_LARGE'
    );
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['thousands of fields', Array.from({ length: 3_000 }, (_, i) => field(`f${i}`, '')).join('') + END],
    ['thousands of files', Array.from({ length: 3_000 }, () => file('cv', 'a.txt', '')).join('') + END],
    ['thousands of files for no field', Array.from({ length: 3_000 }, () => file('no', 'a.txt', 'a')).join('') + END],
    ['a part with a header of a megabyte', `--x\r\nH: ${'h'.repeat(1_000_000)}\r\n\r\n\r\n${END}`],
    ['a part whose headers never end', `--x\r\n${'H: h\r\n'.repeat(200_000)}`],
    ['no part at all, only what stands before one', '-'.repeat(1_900_000)],
    ['beginnings of boundaries', file('cv', 'a.txt', '\r\n--'.repeat(450_000))],
  ])('of %s is refused before it costs anything', async (_what, body) => {
    const began = performance.now();

    expect(await codeOf(body, { files: 50, bytesPerFile: 400_000 })).toMatch(/^BODY_(UNREADABLE|TOO_LARGE)$/);

    // Two megabytes; what is quadratic takes minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('searches for a long boundary in what nearly is one as fast as in anything else', async () => {
    const boundary = `${'a'.repeat(60)}b`;
    const began = performance.now();

    expect(await codeOf(`--${boundary}\r\n${'a'.repeat(1_900_000)}`, undefined, { boundary })).toBe('BODY_UNREADABLE');

    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('has texts in UTF-8, whatever its parts say about themselves', async () => {
    const part = (type: string, value: Buffer) =>
      Buffer.concat([
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="a"\r\n${type}\r\n\r\n`),
        value,
        Buffer.from(`\r\n${END}`),
      ]);

    for (const type of ['Content-Type: text/plain; charset=utf-7', 'Content-Transfer-Encoding: base64']) {
      const posted = await parse(part(type, Buffer.from('PHNjcmlwdD4= +ADw-')));
      expect({ ...posted.answers }).toEqual({ a: 'PHNjcmlwdD4= +ADw-' });
    }
    for (const charset of ['no-such', 'constructor', '__proto__', 'x'.repeat(1_000)])
      expect(await codeOf(part(`Content-Type: text/plain; charset=${charset}`, Buffer.from('a')))).toMatch(/^none$|^BODY_/);
  });

  it('that nobody goes on sending is given up, and what came of it removed', async () => {
    const silent = new PassThrough();
    silent.write(`${field('name', 'Ada')}--x\r\nContent-Disposition: form-data; name="cv"; filename="a.txt"\r\n\r\nhalf`);

    expect(await codeOf(silent, undefined, { idleMs: 50 })).toBe('BODY_UNREADABLE');

    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('whose sender goes away is given up at once, and what came of it removed', async () => {
    const cut = new PassThrough();
    cut.write(`--x\r\nContent-Disposition: form-data; name="cv"; filename="a.txt"\r\n\r\n${LARGE}`);
    const code = codeOf(cut);
    setImmediate(() => cut.destroy());

    expect(await code).toBe('BODY_UNREADABLE');

    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
