import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
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

const parse = async (body: string, room = { files: 2, bytesPerFile: 400_000 }) => {
  const temp = createTempFolder(folder);
  const began: string[] = [];
  const chunks = (body.match(/[^]{1,60000}/g) ?? []).map((text) => Buffer.from(text));
  try {
    return await parseMultipartBody(Readable.from(chunks, { objectMode: false }), 'multipart/form-data; boundary=x', {
      limits: { maxTextBytes: 100_000, maxRequestBytes: 2_000_000, idleMs: 2_000 },
      temp,
      roomFor: (field) => (field === 'cv' ? room : null),
      honeypot: 'fax-1',
      began: (file) => began.push(file),
    });
  } finally {
    await temp.remove(began);
  }
};

const codeOf = async (body: string, room?: { files: number; bytesPerFile: number }): Promise<string> =>
  parse(body, room).then(
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
});
