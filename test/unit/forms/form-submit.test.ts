import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJsonBody } from '../../../server/src/forms/body/json-body';
import { parseUrlencodedBody } from '../../../server/src/forms/body/pairs-body';
import { doorOf } from '../../../server/src/forms/body/read-body';
import { createTempFolder } from '../../../server/src/forms/body/temp-folder';
import { createCounters } from '../../../server/src/forms/counters';
import { fingerprintOf } from '../../../server/src/forms/fingerprint';
import { createKeys } from '../../../server/src/forms/keys';
import { chooseLocale } from '../../../server/src/forms/language';
import { makeOpenToken, readOpenToken, TOKEN_AGE_MS } from '../../../server/src/forms/open-token';
import { openingOf } from '../../../server/src/forms/opening';
import { payloadOf } from '../../../server/src/forms/payload-of';
import { EMPTY_ENVELOPE, type Posted } from '../../../server/src/forms/posted';
import { honeypotName } from '../../../server/src/forms/spam/honeypot';
import { createRateLimit, TooManySubmissions } from '../../../server/src/forms/spam/rate-limit';
import { judgeSpam, type Suspect } from '../../../server/src/forms/spam/verdict';
import type { Submission } from '../../../server/src/forms/submission';
import { consentsOf } from '../../../server/src/forms/submission-meta';
import { publicRoutes } from '../../../server/src/forms/strapi/public.routes';
import { readFileLink, signFileLink } from '../../../server/src/forms/upload/file-link';
import { judgeFile } from '../../../server/src/forms/upload/judge-file';
import { safeFileName } from '../../../server/src/forms/upload/safe-name';
import { sniffFile } from '../../../server/src/forms/upload/sniff';
import { addressKey, keptAddress } from '../../../server/src/forms/visitor-address';
import { describeOptions } from '../../../server/src/config/options';
import { parseConfig } from '../../../server/src/config/parse';
import { PluginError } from '../../../server/src/kernel/errors';
import { ROOT } from '../../support/cache';
import { definition, field, page, settings } from '../../support/forms';

const keys = createKeys(['new-secret', 'old-secret']);
const NOW = Date.parse('2026-02-12T09:30:00.000Z');

const posted = (more: Partial<Posted> = {}): Posted => ({ answers: {}, envelope: EMPTY_ENVELOPE, files: [], ...more });

describe('keys', () => {
  it('sign with the newest and verify with all, each for its purpose only', () => {
    const byOld = createKeys(['old-secret']).sign('file-link', 'text');

    expect(keys.verify('file-link', 'text', byOld)).toBe(true);
    expect(keys.verify('open-token', 'text', byOld)).toBe(false);
    expect(keys.verify('file-link', 'other', byOld)).toBe(false);
    expect(createKeys(['new-secret']).verify('file-link', 'text', byOld)).toBe(false);
  });
});

describe('the token of a form', () => {
  const made = makeOpenToken(keys, { formId: 'frm', version: 3, openedAt: NOW });
  const read = (token: string, now = NOW + 5_000, formId = 'frm') => readOpenToken(keys, token, { formId, now });

  it('says which version was opened and when', () => {
    expect(read(made)).toMatchObject({ kind: 'valid', version: 3, openedAt: NOW });
    expect(makeOpenToken(keys, { formId: 'frm', version: 3, openedAt: NOW })).not.toBe(made);
  });

  it.each([
    ['changed', `${made}x`],
    ['cut', made.slice(0, -3)],
    ['for another version', made.replace('frm.3', 'frm.4')],
    ['none', 'x'],
    ['only dots', '....'],
  ])('that is %s is forged', (_what, token) => {
    expect(read(token).kind).toBe('forged');
  });

  it('is of no use for another form, before it was made, or after its day', () => {
    expect(read(made, NOW, 'other').kind).toBe('forged');
    expect(read(made, NOW - 120_000).kind).toBe('forged');
    expect(read(made, NOW + TOKEN_AGE_MS + 1).kind).toBe('expired');
    expect(read('').kind).toBe('missing');
  });
});

describe('a verdict', () => {
  const spam = { ...settings().spam, honeypot: true, minSeconds: 3 };
  const opened = { kind: 'valid', formId: 'frm', version: 1, openedAt: NOW - 10_000, nonce: 'n' } as const;
  const suspect = (more: Partial<Suspect> = {}): Suspect => ({
    settings: spam,
    honeypot: '',
    token: opened,
    now: NOW,
    proofOfWork: null,
    captcha: null,
    ...more,
  });
  const off = { ...spam, honeypot: false, minSeconds: 0 };

  it.each<[string, Partial<Suspect>, object]>([
    ['a person', {}, { kind: 'clean' }],
    ['a filled trap', { honeypot: 'x' }, { kind: 'spam', reasons: ['honeypot'] }],
    ['blanks in the trap', { honeypot: '  ' }, { kind: 'clean' }],
    ['who is too fast', { token: { ...opened, openedAt: NOW - 2_999 } }, { kind: 'spam', reasons: ['too-fast'] }],
    ['who took just long enough', { token: { ...opened, openedAt: NOW - 3_000 } }, { kind: 'clean' }],
    ['who left the token out', { token: { kind: 'missing' } }, { kind: 'spam', reasons: ['no-token'] }],
    ['who forged it', { token: { kind: 'forged' } }, { kind: 'spam', reasons: ['forged-token'] }],
    ['who left the page open', { token: { kind: 'expired' } }, { kind: 'again', code: 'token-expired' }],
    ['both at once', { honeypot: 'x', token: { kind: 'missing' } }, { kind: 'spam', reasons: ['honeypot', 'no-token'] }],
    ['a plain form without a token where no time is set', { settings: off, token: { kind: 'missing' } }, { kind: 'clean' }],
    ['a filled trap where none is set', { settings: off, honeypot: 'x' }, { kind: 'clean' }],
    ['who solved nothing', { proofOfWork: false }, { kind: 'again', code: 'proof-of-work' }],
    ['whom the service refused', { captcha: false }, { kind: 'again', code: 'captcha' }],
    ['a bot that solved nothing', { honeypot: 'x', captcha: false }, { kind: 'spam', reasons: ['honeypot'] }],
  ])('of %s', (_who, more, verdict) => {
    expect(judgeSpam(suspect(more))).toEqual(verdict);
  });

  it('has a trap for each form whose name can be the key of no field', () => {
    expect(honeypotName(keys, 'a')).not.toBe(honeypotName(keys, 'b'));
    expect(honeypotName(keys, 'a')).not.toMatch(/^[a-z][a-z0-9_]{0,63}$/);
  });
});

describe('a rate limit', () => {
  it('asks the database no more for who is over it, until the window ends', async () => {
    let now = NOW;
    const asked: string[] = [];
    const limit = createRateLimit(
      {
        count: async ({ key }) => {
          asked.push(key);
          return { count: asked.length, endsInMs: 1_500 };
        },
      },
      () => now
    );
    const hit = () => limit({ formId: 'frm', limits: { perAddress: 1, perForm: 0 }, address: 'a' });

    await hit();
    await expect(hit()).rejects.toThrow(TooManySubmissions);
    await expect(hit()).rejects.toMatchObject({ status: 429, retryAfterS: 2 });
    expect(asked).toHaveLength(2);
    now += 1_500;
    await expect(hit()).rejects.toThrow(TooManySubmissions);
    expect(asked).toHaveLength(3);
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::'],
    ['fe80::1%eth0', 'fe80::'],
    ['nonsense', undefined],
    ['', undefined],
  ])('%s is kept as %s', (address, kept) => {
    expect(keptAddress(address, 'anonymised')).toBe(kept);
    expect(keptAddress(address, 'none')).toBeUndefined();
  });

  it('counts by its household, and its key says nothing about it', () => {
    expect(addressKey(keys, '2001:db8::1', 'f')).toBe(addressKey(keys, '2001:db8::ffff:1', 'f'));
    expect(addressKey(keys, '2001:db8::1', 'f')).not.toBe(addressKey(keys, '2001:db8:0:1::1', 'f'));
    expect(addressKey(keys, '203.0.113.7', 'f')).not.toBe(addressKey(keys, '203.0.113.8', 'f'));
    expect(addressKey(keys, '203.0.113.7', 'f')).not.toBe(addressKey(keys, '203.0.113.7', 'g'));
    expect(addressKey(keys, '::ffff:203.0.113.7', 'f')).toBe(addressKey(keys, '203.0.113.7', 'f'));
  });
});

describe('the name of a file', () => {
  it.each([
    ['cv.pdf', 'cv.pdf'],
    ['C:\\Users\\ada\\cv.PDF', 'cv.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['evil.php.jpg', 'evil_php.jpg'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['a\0b\r\n"<>|:*?.txt', 'ab.txt'],
    ['.htaccess', 'file.htaccess'],
    ['   ', 'file'],
    ['con.txt', '_con.txt'],
    ['Zürich Ž 図.png', 'Zürich Ž 図.png'],
    ['a.tar.gz', 'a_tar.gz'],
    [`${'n'.repeat(300)}.png`, `${'n'.repeat(100)}.png`],
    ['-rf.txt', 'rf.txt'],
  ])('%j is shown as %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });
});

describe('a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-sniff-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const judge = async (name: string, bytes: Buffer | string, extensions = [name.split('.').at(-1)!]) => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, bytes);
    const verdict = judgeFile({ name, size: Buffer.byteLength(bytes) }, await sniffFile(file), { extensions, maxBytes: 10_000 });
    return verdict.kind === 'good' ? verdict.mime : verdict.code;
  };
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64'
  );
  const PDF = '%PDF-1.7\n1 0 obj\n';

  it.each<[string, string, Buffer | string, string]>([
    ['a picture', 'a.png', PNG, 'image/png'],
    ['a document', 'a.pdf', PDF, 'application/pdf'],
    ['a text', 'a.txt', 'Zürich\r\n', 'text/plain'],
    ['a table', 'a.csv', 'a;b\n1;2', 'text/csv'],
    ['a text with a mark of its order of bytes', 'a.txt', '\uFEFFtext', 'text/plain'],
    ['a picture by another name', 'a.pdf', PNG, 'file-type'],
    ['a document that is none', 'a.pdf', 'text', 'file-type'],
    ['a picture that calls itself a text', 'a.txt', PNG, 'file-type'],
    ['HTML that calls itself a text', 'a.txt', ' <html>', 'file-type'],
    ['HTML behind a mark of its order of bytes', 'a.txt', '\uFEFF<script>', 'file-type'],
    ['a script with its interpreter', 'a.txt', '#!/bin/sh', 'file-type'],
    ['bytes that call themselves a text', 'a.csv', 'a\0b', 'file-type'],
    ['SVG, also where a form allows it', 'a.svg', '<svg/>', 'file-type'],
    ['HTML, also where a form allows it', 'a.html', '<p>', 'file-type'],
    ['a program, also where a form allows it', 'a.exe', 'MZ', 'file-type'],
    ['what has no extension', 'a', PNG, 'file-type'],
    ['nothing', 'a.txt', '', 'file-empty'],
    ['too much', 'a.txt', 'a'.repeat(10_001), 'file-too-large'],
  ])('that is %s', async (_what, name, bytes, expected) => {
    expect(await judge(name, bytes)).toBe(expected);
  });

  it('that a field does not take is refused, whatever it is', async () => {
    expect(await judge('a.png', PNG, ['pdf'])).toBe('file-type');
  });

  it('has a link that ends, and that nobody can lengthen', () => {
    const { signed } = signFileLink(keys, 'fil_1', NOW + 1_000);

    expect(readFileLink(keys, signed, NOW)).toBe('fil_1');
    expect(readFileLink(keys, signed, NOW + 1_000)).toBeNull();
    const [id, , signature] = signed.split('.') as [string, string, string];
    expect(readFileLink(keys, `${id}.${(NOW + 9_999_999).toString(36)}.${signature}`, NOW)).toBeNull();
    expect(readFileLink(keys, 'nonsense', NOW)).toBeNull();
  });

  it('that a process left behind when it died is swept, and those under way are not', async () => {
    const temp = createTempFolder(path.join(folder, 'temp'));
    const [old, fresh] = [await temp.newPath(), await temp.newPath()];
    for (const file of [old, fresh]) fs.writeFileSync(file, 'x');
    fs.utimesSync(old, new Date(NOW - 7_200_000), new Date(NOW - 7_200_000));
    fs.utimesSync(fresh, new Date(NOW), new Date(NOW));

    await temp.sweep(NOW);

    expect([fs.existsSync(old), fs.existsSync(fresh)]).toEqual([false, true]);
  });
});

describe('a body', () => {
  const refusal = (work: () => unknown): string => {
    try {
      work();
      return 'none';
    } catch (error) {
      return error instanceof PluginError ? error.code : String(error);
    }
  };
  const limits = { maxTextBytes: 1_000, maxRequestBytes: 5_000, idleMs: 1_000 };
  const head = (contentType: string, contentLength = '', contentEncoding = '') =>
    refusal(() => doorOf({ contentType, contentLength, contentEncoding }, limits));

  it('is judged by its head first', () => {
    expect(doorOf({ contentType: 'Application/JSON; Charset="UTF-8"', contentLength: '10', contentEncoding: '' }, limits)).toBe(
      'json'
    );
    expect(head('text/plain')).toBe('BODY_TYPE_UNKNOWN');
    expect(head('constructor')).toBe('BODY_TYPE_UNKNOWN');
    expect(head('application/json; charset=latin1')).toBe('BODY_TYPE_UNKNOWN');
    expect(head('application/json', '', 'gzip')).toBe('BODY_TYPE_UNKNOWN');
    expect(head('application/json', '1001')).toBe('BODY_TOO_LARGE');
    expect(head('application/json', '1e99')).toBe('BODY_TOO_LARGE');
    expect(head('multipart/form-data; boundary=x', '1001')).toBe('none');
  });

  const json = (text: string) => refusal(() => parseJsonBody(Buffer.from(text)));
  const nested = (levels: number) => `{"answers":{"a":${'['.repeat(levels)}1${']'.repeat(levels)}}}`;

  it('of JSON is bounded in depth, keys and lists', () => {
    expect(json(nested(3))).toBe('none');
    expect(json(nested(4))).toBe('BODY_UNREADABLE');
    expect(json(nested(100_000))).toBe('BODY_UNREADABLE');
    const keysOf = (count: number) =>
      JSON.stringify({ answers: Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])) });
    expect(json(keysOf(499))).toBe('none');
    expect(json(keysOf(500))).toBe('BODY_UNREADABLE');
    expect(json(JSON.stringify({ answers: { a: Array(200).fill(1) } }))).toBe('none');
    expect(json(JSON.stringify({ answers: { a: Array(201).fill(1) } }))).toBe('BODY_UNREADABLE');
  });

  it('of JSON has nothing inherited and no NUL', () => {
    const { answers } = parseJsonBody(Buffer.from('{"answers":{"__proto__":{"x":1},"a":"b\\u0000c"}}'));

    expect(Object.keys(answers)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(answers)).toBeNull();
    expect(answers['a']).toBe('bc');
  });

  it('of JSON that is not UTF-8, or slips in its envelope, is refused', () => {
    expect(refusal(() => parseJsonBody(Buffer.from([0x7b, 0xff, 0x7d])))).toBe('BODY_UNREADABLE');
    expect(json('{"answers":{},"honypot":""}')).toBe('BODY_UNREADABLE');
    expect(json('{"answers":{},"token":1}')).toBe('BODY_UNREADABLE');
    expect(json(`{"answers":{},"token":"${'x'.repeat(1_001)}"}`)).toBe('BODY_UNREADABLE');
  });

  it('of a form tells answers from the rest, and widgets from both', () => {
    const { answers, envelope } = parseUrlencodedBody(
      Buffer.from('name=Ada&topic=a&topic=b&_token=t&_key=k&fax-1=x&cf-turnstile-response=c&_captcha=&altcha=p&_other=1'),
      'fax-1'
    );

    expect({ ...answers }).toEqual({ name: 'Ada', topic: ['a', 'b'], _other: '1' });
    expect(envelope).toMatchObject({ token: 't', idempotencyKey: 'k', honeypot: 'x', captcha: 'c', proofOfWork: 'p' });
  });

  it('of a form is counted before it is taken apart', () => {
    expect(refusal(() => parseUrlencodedBody(Buffer.from('&'.repeat(1_000_000)), ''))).toBe('BODY_UNREADABLE');
    expect(refusal(() => parseUrlencodedBody(Buffer.from('a=%zz&%ff=%c3%28&==&'), ''))).toBe('none');
  });
});

describe('a fingerprint', () => {
  it('goes by answers, files, page and language, in whatever order, and not by proofs', () => {
    const of = (more: Partial<Posted>) => fingerprintOf(keys, posted(more));
    const one = of({ answers: { a: 1, b: { c: [1, 2], d: 2 } } });

    expect(of({ answers: { b: { d: 2, c: [1, 2] }, a: 1 } })).toBe(one);
    expect(of({ answers: { a: 1, b: { c: [2, 1], d: 2 } } })).not.toBe(one);
    expect(of({ answers: { a: '1', b: { c: [1, 2], d: 2 } } })).not.toBe(one);
    const proofs = { ...EMPTY_ENVELOPE, token: 't', captcha: 'c', proofOfWork: 'p', idempotencyKey: 'k' };
    expect(of({ envelope: proofs })).toBe(of({}));
    expect(of({ envelope: { ...EMPTY_ENVELOPE, page: 'p' } })).not.toBe(of({}));
    const file = { field: 'cv', name: 'a', path: '/tmp/1', size: 1, digest: 'x' };
    expect(of({ files: [file] })).toBe(of({ files: [{ ...file, path: '/tmp/2' }] }));
    expect(of({ files: [file] })).not.toBe(of({ files: [{ ...file, digest: 'y' }] }));
  });
});

describe('opening', () => {
  const at = (more: Parameters<typeof settings>[0], count = 0) => openingOf(settings(more), NOW, count).kind;
  const [before, after] = [new Date(NOW - 1).toISOString(), new Date(NOW + 1).toISOString()];

  it('goes by dates and places', () => {
    expect(at({})).toBe('open');
    expect(at({ opensAt: after })).toBe('not-yet');
    expect(at({ opensAt: before, closesAt: after })).toBe('open');
    expect(at({ closesAt: new Date(NOW).toISOString() })).toBe('closed');
    expect(at({ maxSubmissions: 2 }, 1)).toBe('open');
    expect(at({ maxSubmissions: 2 }, 2)).toBe('closed');
    expect(at({ maxSubmissions: 0 })).toBe('closed');
  });
});

describe('languages', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['fr', 'en'],
    ['', 'en'],
  ])('asked for %j it is shown in %s', (wanted, locale) => {
    expect(chooseLocale(['en', 'de', 'pt-BR'], wanted)).toBe(locale);
  });
});

describe('counters', () => {
  const counting = () => {
    const written: unknown[] = [];
    let isBroken = false;
    let now = NOW;
    const counters = createCounters(
      {
        add: async (...row) => {
          if (isBroken) throw new Error('gone');
          written.push(row);
        },
      },
      () => now
    );
    return { counters, written, breaks: (is: boolean) => (isBroken = is), wait: (ms: number) => (now += ms) };
  };
  const shown = { formId: 'frm', definition: definition([page([field('a')], { id: 'pag_1' })]) };

  it('gather in memory, and lose nothing when the database is away for a while', async () => {
    const { counters, written, breaks } = counting();
    counters.see(shown, { kind: 'view' }, 'a');
    counters.completed('frm');
    breaks(true);
    await expect(counters.flush()).rejects.toThrow('gone');
    counters.see(shown, { kind: 'view' }, 'b');
    breaks(false);

    await counters.flush();
    await counters.flush();

    expect(written).toEqual([['frm', '2026-02-12', '', { views: 2, completions: 1 }]]);
  });

  it('grow with no page that the form does not have, and hear nobody more than thirty times a minute', async () => {
    const { counters, written, wait } = counting();
    for (let i = 0; i < 100; i += 1) {
      counters.see(shown, { kind: 'page', page: `pag_${i}` }, `visitor ${i}`);
      counters.see(shown, { kind: 'start' }, 'bot');
    }
    wait(60_000);
    counters.see(shown, { kind: 'start' }, 'bot');

    await counters.flush();

    expect(written).toEqual(
      expect.arrayContaining([
        ['frm', '2026-02-12', 'pag_1', { reached: 1 }],
        ['frm', '2026-02-12', '', { starts: 31 }],
      ])
    );
    expect(written).toHaveLength(2);
  });
});

describe('a payload', () => {
  const options = [
    { value: 'r', label: 'Red' },
    { value: 'b', label: 'Blue' },
  ];
  const fields = [
    field('name', { id: 'fld_name', label: 'Name' }),
    field('old', { id: 'fld_old' }),
    field('colours', { id: 'fld_colours', type: 'checkboxes', settings: { options } }),
    field('cv', { id: 'fld_cv', type: 'file' }),
    field('unseen', { id: 'fld_unseen' }),
  ];
  const version = {
    formId: 'frm',
    formKey: 'contact',
    number: 2,
    title: 'Contact',
    description: '',
    definition: definition([page(fields)]),
    publishedAt: NOW,
  };
  const cv = { id: 'fil_1', name: 'cv.pdf', mime: 'application/pdf', size: 9 };
  const submission: Submission = {
    id: 'sub_01KH9PZ2Q4E7M0V9S8XJ5T3C6A',
    formId: 'frm',
    version: 2,
    locale: 'de',
    state: 'complete',
    status: 'new',
    isStarred: false,
    isTest: false,
    values: { name: 'Ada', old: null, colours: ['b', 'own'], cv: [cv] },
    consents: [],
    meta: { pageUrl: 'https://example.com/' },
    notes: [],
    user: null,
    page: null,
    resumeHash: null,
    eventIds: [],
    changedAt: NOW,
    completedAt: NOW,
  };
  const linkOf = () => ({ url: 'https://cms/1', expiresAt: 'then' });

  it('has the fields that were in sight, in order, with labels and links; what is gone since comes last, by its id', () => {
    const live = definition([page(fields.filter(({ key }) => key !== 'old'))]);
    const payload = payloadOf({ submission, version, live, linkOf });

    expect(payload.fields.map(({ key, value }) => [key, value])).toEqual([
      ['name', 'Ada'],
      ['colours', ['b', 'own']],
      ['cv', [cv]],
      ['__field_fld_old', null],
    ]);
    expect(payload.fields[1]!.labels).toEqual(['Blue', 'own']);
    expect(payload.fields[2]!.files).toEqual([linkOf()]);
    expect(payload.form).toEqual({ id: 'frm', key: 'contact', title: 'Contact', version: 2, locale: 'en' });
    expect(payload.submission).toMatchObject({
      isFinalized: true,
      locale: 'de',
      submittedAt: '2026-02-12T09:30:00.000Z',
      referrer: null,
    });
  });

  it('has no links before anything is stored', () => {
    const payload = payloadOf({ submission, version, live: version.definition, linkOf: null });

    expect(payload.fields.find(({ key }) => key === 'cv')).not.toHaveProperty('files');
  });

  it('keeps the instant at which a consent was given in just these words', () => {
    const given = { granted: true, text: 'I agree', version: 1 };
    const before = [{ key: 'news', ...given, at: 'then' }];

    expect(consentsOf({ news: given }, before, 'now')).toEqual(before);
    expect(consentsOf({ news: { ...given, version: 2 } }, before, 'now')).toMatchObject([{ at: 'now', version: 2 }]);
  });
});

describe('the account with a captcha service', () => {
  it('is filled up with defaults, and its secret is shown nowhere', () => {
    const config = parseConfig({ forms: { captcha: { turnstile: { siteKey: 'site', secret: 'very-secret' } } } });

    expect(config.forms.captcha.turnstile).toEqual({
      siteKey: 'site',
      secret: 'very-secret',
      hostnames: [],
      minScore: 0.5,
      verifyUrl: null,
    });
    expect(JSON.stringify(describeOptions(config))).not.toContain('very-secret');
    const wrong = () =>
      parseConfig({ forms: { captcha: { hcaptcha: { siteKey: '', secret: 'has spaces', verifyUrl: 'ftp://x' } } } });
    expect(wrong).toThrow(/siteKey[^]*secret[^]*verifyUrl/);
    expect(wrong).not.toThrow(/has spaces/);
  });
});

describe('docs/form-api.md', () => {
  it('has each call', () => {
    const text = fs.readFileSync(path.join(ROOT, 'docs/form-api.md'), 'utf8');
    const missing = publicRoutes
      .map(({ method, path: where }) => `${method} ${where}`)
      .filter((call) => !new RegExp(`\`${call.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[?\`]`).test(text));

    expect(missing).toEqual([]);
  });
});
