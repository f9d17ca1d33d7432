import http from 'node:http';
import net from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definition, field, form, page, settings } from '../support/forms';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { ownUploadFolder } from '../support/temp-folder';
import { eventually } from '../support/eventually';
import { visitor } from './form-submit-bench';

/** `FORM_FUZZ=20000 FORM_FUZZ_SEED=7` for a long night. */
const COUNT = Number(process.env.FORM_FUZZ ?? 1_200);
const SEED = Number(process.env.FORM_FUZZ_SEED ?? 1);
const AT_ONCE = 8;
/** Generous: the machine may be busy. Nothing may take as long as the silence that the server puts up with. */
const DEADLINE_MS = 15_000;
const EXPECTED = [200, 201, 204, 303, 400, 404, 405, 409, 413, 415, 422, 429];

const { leftBehind, remove: removeUploadFolder } = ownUploadFolder();
let app: RunningStrapi;
let site: ReturnType<typeof visitor>;
let formId: string;
let pageIds: readonly string[];

beforeAll(async () => {
  app = await startStrapi();
  site = visitor(app);
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ];
  const pages = [
    page([
      field('text', { settings: { pattern: '^(a+)+$', maxLength: 50 } }),
      field('email', { type: 'email' }),
      field('number', { type: 'number', settings: { decimals: 2, min: '-5', max: '5' } }),
      field('range', { type: 'range', settings: { min: '0', max: '10', step: '1' } }),
      field('date', { type: 'date' }),
      field('time', { type: 'time' }),
      field('moment', { type: 'date-time' }),
      field('url', { type: 'url' }),
      field('phone', { type: 'phone' }),
    ]),
    page([
      field('radio', { type: 'radio', settings: { options, allowsOther: true } }),
      field('boxes', { type: 'checkboxes', settings: { options } }),
      field('yes', { type: 'yes-no' }),
      field('consent', { type: 'consent', settings: { text: 'I agree' } }),
      field('rating', { type: 'rating' }),
      field('hidden', { type: 'hidden', settings: { source: 'url-parameter', parameter: 'q' } }),
      field('file', { type: 'file', settings: { accept: ['png', 'txt'], maxFiles: 2, maxSizeMb: 0.1 } }),
      field('secret', {
        isRequired: true,
        visibility: {
          effect: 'show',
          when: { combine: 'all', rules: [{ field: 'text', operator: 'matches', value: '(x+x+)+y' }] },
        },
      }),
    ]),
  ];
  const spam = { ...settings().spam, honeypot: true };
  const made = await site.publish(
    form('fuzz', [], { definition: definition(pages, { settings: settings({ storesPartial: true, spam }) }) })
  );
  formId = made.id;
  pageIds = pages.map(({ id }) => id);
});
afterAll(async () => {
  await app?.stop();
  removeUploadFolder();
});

/** Chance that repeats itself: mulberry32. */
const createChance = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { next, below, pick, bytes: (length: number) => Buffer.from(Array.from({ length }, () => below(256))) };
};

type Chance = ReturnType<typeof createChance>;

interface Attack {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const KEYS = [
  'text',
  'email',
  'number',
  'range',
  'date',
  'time',
  'moment',
  'url',
  'phone',
  'radio',
  'radio.other',
  'boxes',
  'yes',
  'consent',
  'rating',
  'hidden',
  'file',
  'secret',
  '__proto__',
  'constructor',
  'toString',
  '',
  '_key',
  '_page',
  '_token',
  'a'.repeat(300),
];

const TEXTS = [
  '',
  ' ',
  '\0',
  '\u202e',
  '\ud800',
  '😀'.repeat(40),
  'a'.repeat(45) + '!',
  'xxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  '1e999',
  '0x10',
  '-0',
  '2026-02-30',
  '25:61',
  'javascript:alert(1)',
  `a@${'a.'.repeat(60)}`,
  '=1+1',
  '__other',
  'null',
  '[object Object]',
  '%00',
  '../../etc/passwd',
  "'; drop table users; --",
  '{{7*7}}',
  '<script>',
];

const value = (chance: Chance, depth = 0): unknown => {
  const kinds: readonly (() => unknown)[] = [
    () => chance.pick(TEXTS),
    () => chance.pick(TEXTS) + chance.pick(TEXTS),
    () => chance.pick([0, -0, 1e308, -1, 0.1, 2 ** 53, NaN, true, false, null]),
    () => 'x'.repeat(chance.below(3_000)),
    () => Array.from({ length: chance.below(depth > 2 ? 2 : 5) }, () => (depth > 5 ? 1 : value(chance, depth + 1))),
    () =>
      Object.fromEntries(
        Array.from({ length: chance.below(4) }, () => [chance.pick(KEYS), depth > 5 ? 1 : value(chance, depth + 1)])
      ),
    () => ({ granted: chance.pick([true, 'yes', null]), version: chance.pick([1, 2, 'x']), id: chance.pick(TEXTS) }),
    () => Array(chance.pick([1, 201, 1_000])).fill(chance.pick(TEXTS)),
  ];
  return chance.pick(kinds)();
};

/** Changes, cuts, doubles or strews in bytes. Sometimes leaves all as it is. */
const spoil = (chance: Chance, given: Buffer): Buffer => {
  const bytes = Buffer.from(given);
  switch (chance.below(6)) {
    case 0:
      return bytes.subarray(0, chance.below(bytes.length + 1));
    case 1:
      for (let i = 0; i < 1 + chance.below(10) && bytes.length > 0; i += 1) bytes[chance.below(bytes.length)] = chance.below(256);
      return bytes;
    case 2:
      return Buffer.concat([bytes, bytes.subarray(chance.below(bytes.length + 1))]);
    case 3: {
      const at = chance.below(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), chance.bytes(chance.below(60)), bytes.subarray(at)]);
    }
    default:
      return bytes;
  }
};

const jsonBody = (chance: Chance): Buffer => {
  const answers = Object.fromEntries(Array.from({ length: chance.below(8) }, () => [chance.pick(KEYS), value(chance)]));
  const parts: Record<string, unknown> = { answers: chance.below(10) === 0 ? value(chance) : answers };
  for (const name of [
    'token',
    'idempotencyKey',
    'locale',
    'page',
    'honeypot',
    'proofOfWork',
    'captcha',
    'pageUrl',
    'referrer',
    'other',
  ])
    if (chance.below(6) === 0) parts[name] = chance.below(3) === 0 ? value(chance) : chance.pick([...TEXTS, ...pageIds]);
  const text = JSON.stringify(parts) ?? 'null';
  return Buffer.from(chance.below(20) === 0 ? '['.repeat(chance.below(100_000)) + text : text);
};

const formBody = (chance: Chance): Buffer => {
  if (chance.below(10) === 0) return Buffer.from('&'.repeat(chance.below(5_000)) + '%'.repeat(chance.below(50)));
  const pairs = Array.from(
    { length: chance.below(20) },
    () =>
      `${encodeURIComponent(chance.pick(KEYS))}=${chance.pick(['', '%', '%zz', '%c3%28', 'a', 'true', '+', encodeURIComponent('😀')])}`
  );
  return Buffer.from(pairs.join(chance.pick(['&', '&&', ';'])));
};

const multipartBody = (chance: Chance, boundary: string): Buffer => {
  const end = chance.pick(['\r\n', '\r\n', '\r\n', '\n']);
  const parts = Array.from({ length: chance.below(6) }, () => {
    const isFile = chance.below(2) === 0;
    const name = chance.pick(KEYS.slice(0, -1));
    const file = isFile
      ? `; filename="${chance.pick(['a.png', 'a.txt', '', '../../x.txt', 'a.svg', '\\"', 'a.txt.exe', 'é.txt', `${'n'.repeat(400)}.txt`])}"`
      : '';
    const head = chance.pick([
      `Content-Disposition: form-data; name="${name}"${file}`,
      `content-disposition: form-data; name=${name}${file}`,
      `Content-Disposition: attachment`,
      `Content-Disposition: form-data; name*=utf-8''%ff${file}`,
      `X-Long: ${'x'.repeat(chance.below(20_000))}`,
      '',
    ]);
    const type =
      chance.below(2) === 0
        ? `${end}Content-Type: ${chance.pick(['image/png', 'text/html; charset=utf-16', 'x', 'multipart/mixed; boundary=y'])}`
        : '';
    const content = chance.pick([
      Buffer.from('text'),
      Buffer.alloc(0),
      chance.bytes(200),
      Buffer.alloc(150_000, 97),
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    ]);
    return Buffer.concat([Buffer.from(`--${boundary}${end}${head}${type}${end}${end}`), content, Buffer.from(end)]);
  });
  return Buffer.concat([...parts, Buffer.from(`--${boundary}${chance.pick(['--', '--', '', '-'])}${end}`)]);
};

const makeAttack = (chance: Chance): Attack => {
  const boundary = chance.pick(['x', 'x', '----WebKitFormBoundaryabc', 'a'.repeat(80)]);
  const [type, body] = chance.pick<() => readonly [string, Buffer]>([
    () => ['application/json', jsonBody(chance)],
    () => ['application/x-www-form-urlencoded', formBody(chance)],
    () => [`multipart/form-data; boundary=${boundary}`, multipartBody(chance, boundary)],
    () => [
      chance.pick([
        'text/plain',
        '',
        'application/json; charset=latin1',
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'application/json;;;',
        '\t',
      ]),
      chance.bytes(chance.below(300)),
    ],
  ])();
  const place = chance.pick([
    '/fuzz/submissions',
    '/fuzz/submissions',
    '/fuzz/submissions',
    `/fuzz/submissions/${encodeURIComponent(chance.pick(TEXTS).replace(/[\ud800-\udfff]/g, ''))}`,
    '/fuzz/seen',
    '/%00/submissions',
    '/%ff/submissions',
    `/${'k'.repeat(200)}/submissions`,
    '/fuzz',
    '/fuzz?locale[]=x&locale[a]=b',
    '/fuzz/page?locale=%F0%9F%98%80',
    '/files/fil_1.2.3',
    '/files/%2e%2e%2f',
  ]);
  const headers: Record<string, string> = { 'content-type': type };
  if (chance.below(4) === 0) headers['accept'] = chance.pick(['text/html', 'text/html,*/*;q=0.8', 'x', '']);
  if (chance.below(8) === 0) headers['idempotency-key'] = chance.pick(['k', '"k"', ' ', 'é', 'x'.repeat(500)]);
  if (chance.below(10) === 0) headers['content-encoding'] = chance.pick(['gzip', 'identity', 'br']);
  if (chance.below(10) === 0) headers['authorization'] = chance.pick(['Bearer', 'Bearer x', 'Basic eA==', 'Bearer a.b.c']);
  if (chance.below(20) === 0) headers['x-forwarded-for'] = chance.pick(['not an address', '::ffff:1.2.3.4', 'fe80::1%eth0']);
  const method =
    place.includes('?') || place.startsWith('/files') || place === '/fuzz'
      ? 'GET'
      : /submissions\/./.test(place)
        ? chance.pick(['PATCH', 'GET'])
        : 'POST';
  return { method, path: place, headers, body: method === 'GET' ? Buffer.alloc(0) : spoil(chance, body) };
};

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

const perform = ({ method, path: where, headers, body }: Attack): Promise<number> =>
  new Promise((resolve, reject) => {
    const length = method === 'GET' ? {} : { 'content-length': String(body.length) };
    const request = http.request(`${app.url}/api/switchboard/forms${where}`, {
      method,
      agent,
      headers: { ...headers, ...length },
      timeout: DEADLINE_MS,
    });
    request
      .on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
      .on('timeout', () => request.destroy(new Error('no answer in time')))
      .on('error', reject)
      .end(body);
  });

const heapInUse = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
};

const storm = async (chance: Chance, count: number): Promise<Map<number, number>> => {
  const statuses = new Map<number, number>();
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const attack = makeAttack(chance);
      const status = await perform(attack).catch((error: Error) => {
        throw new Error(
          `${error.message} (${JSON.stringify({ ...attack, body: attack.body.toString('base64').slice(0, 2_000) })})`
        );
      });
      if (!EXPECTED.includes(status))
        throw new Error(`${status} for ${JSON.stringify({ ...attack, body: attack.body.toString('base64').slice(0, 2_000) })}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return statuses;
};

it(
  `answers ${COUNT} malformed requests with a status that says why, never with 500, and keeps nothing of them`,
  { timeout: 600_000 },
  async () => {
    const chance = createChance(SEED);
    await storm(chance, COUNT / 4);
    const before = heapInUse();

    const statuses = await storm(chance, COUNT);

    const after = heapInUse();
    // All kinds of answers came up, or the chance would test one of them only.
    expect([201, 400, 404, 413, 415, 422].filter((status) => !statuses.has(status))).toEqual([]);
    expect(leftBehind()).toEqual([]);
    // What a request leaves in memory for good would be in there a thousand times.
    expect(after - before).toBeLessThan(40 * 1_048_576);
    expect((await site.post('fuzz', { answers: { text: 'aaa' } })).status).toBe(201);
  }
);

it('puts up with senders that go away in the middle of a body, and removes what they left', async () => {
  const { hostname, port } = new URL(app.url);
  const head = (type: string, length: number) =>
    `POST /api/switchboard/forms/fuzz/submissions HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
  const file = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${'a'.repeat(50_000)}`;
  const bodies = [head('application/json', 1_000) + '{"answers":', head('multipart/form-data; boundary=x', 90_000) + file];
  const rowsBefore = await site.rows(formId);

  for (const text of [...bodies, ...bodies]) {
    await new Promise<void>((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(text, () => setImmediate(() => socket.destroy())));
      socket.on('close', () => resolve()).on('error', () => undefined);
    });
  }

  await eventually(() => leftBehind().length === 0 || null, { what: 'the temporary folder to be empty' });
  expect(await site.rows(formId)).toHaveLength(rowsBefore.length);
  expect((await site.post('fuzz', { answers: {} })).status).toBe(201);
});

/** What comes back for bytes on a bare socket: the first line, or `cut`. Rejects when nothing does. */
const onSocket = (bytes: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    socket
      .setTimeout(DEADLINE_MS, () => socket.destroy(new Error('no answer in time')))
      .on('data', (chunk: Buffer) => {
        resolve(chunk.toString('latin1').split('\r\n')[0]!);
        socket.destroy();
      })
      .on('error', (error) => ((error as NodeJS.ErrnoException).code === 'ECONNRESET' ? resolve('cut') : reject(error)))
      .on('close', () => resolve('cut'));
  });

const rawPost = (lines: readonly string[], body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(['POST /api/switchboard/forms/fuzz/submissions HTTP/1.1', 'Host: x', ...lines, '', ''].join('\r\n')),
    Buffer.from(body as string),
  ]);
const withLength = (type: string, body: string | Buffer, more: readonly string[] = []): Buffer =>
  rawPost([`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body as string)}`, ...more], body);
const JSON_TYPE = 'application/json';
const MULTIPART_TYPE = 'multipart/form-data; boundary=x';
const partOf = (disposition: string, more: string, content: string): string =>
  `--x\r\nContent-Disposition: ${disposition}\r\n${more}\r\n${content}\r\n`;

it.each([
  [
    'a hundred thousand lists in one another',
    () => withLength(JSON_TYPE, `{"answers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  ],
  ['a hundred thousand objects', () => withLength(JSON_TYPE, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  ['a number of half a million digits', () => withLength(JSON_TYPE, `{"answers":{"number":${'9'.repeat(500_000)}}}`)],
  ['UTF-16', () => withLength(JSON_TYPE, Buffer.from('{"answers":{}}', 'utf16le'))],
  ['two content types', () => withLength(JSON_TYPE, '{"answers":{"zz":1}}', ['Content-Type: text/plain'])],
  ['two charsets', () => withLength(`${JSON_TYPE}; charset=utf-8; charset=utf-16`, '{"answers":{"zz":1}}')],
  ['a length and chunks', () => withLength(JSON_TYPE, '{"answers":{}}', ['Transfer-Encoding: chunked'])],
  ['a negative length', () => rawPost([`Content-Type: ${JSON_TYPE}`, 'Content-Length: -1'], '{}')],
  ['chunks that are none', () => rawPost([`Content-Type: ${JSON_TYPE}`, 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n')],
  ['a line break in a header', () => withLength(JSON_TYPE, '{"answers":{"zz":1}}', ['Idempotency-Key: a\nX-Injected: b'])],
  ['five hundred files', () => withLength(MULTIPART_TYPE, partOf('form-data; name="file"; filename="a.txt"', '', 'a').repeat(500))],
  ['ten thousand headers', () => withLength(MULTIPART_TYPE, partOf('form-data; name="zz"', 'H: h\r\n'.repeat(10_000), 'a'))],
  ['a boundary of eight thousand', () => withLength(`multipart/form-data; boundary=${'b'.repeat(8_000)}`, 'a')],
  [
    'multipart in multipart',
    () =>
      withLength(
        MULTIPART_TYPE,
        `${partOf('form-data; name="zz"', 'Content-Type: multipart/mixed; boundary=y\r\n', '--y\r\n\r\na\r\n--y--')}--x--`
      ),
  ],
  [
    'a program in a name with a NUL',
    () => withLength(MULTIPART_TYPE, `${partOf('form-data; name="file"; filename="a.exe\0.png"', '', 'MZ')}--x--`),
  ],
])('refuses %s, keeps nothing of it and goes on', async (_what, bytes) => {
  const rowsBefore = (await site.rows(formId)).length;

  expect(await onSocket(bytes())).toMatch(/^(HTTP\/1\.1 4\d\d .*|cut)$/);

  await eventually(() => leftBehind().length === 0 || null, { what: 'the temporary folder to be empty' });
  expect(await site.rows(formId)).toHaveLength(rowsBefore);
  expect((await site.send('GET', '/fuzz')).status).toBe(200);
});

it('cuts off a body that never ends', async () => {
  const chunk = Buffer.alloc(1_048_576, 97);
  const ended = await new Promise<number | 'cut'>((resolve) => {
    const request = http.request(`${app.url}/api/switchboard/forms/fuzz/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    let sent = 0;
    const more = (): void => {
      if (request.destroyed) return;
      sent += 1;
      // A bound of the test's own: far more than the server takes.
      if (sent > 200) request.end();
      else if (request.write(chunk)) setImmediate(more);
      else request.once('drain', more);
    };
    request
      .on('error', () => resolve('cut'))
      .on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
    more();
  });

  expect([413, 'cut']).toContain(ended);
});
