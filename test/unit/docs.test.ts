import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CONFIG_DEFAULTS } from '../../server/src/config/config';
import { describeOptions } from '../../server/src/config/options';
import { ConfigError, parseConfig } from '../../server/src/config/parse';
import { ERRORS } from '../../server/src/kernel/errors';
import { FIRST_TABLES, FORM_TABLES, INSTANCES } from '../../server/src/outbound/drivers/database/tables';
import { ENTRY_TYPES, MEDIA_TYPES, OWN_TYPES } from '../../server/src/outbound/event';
import { formatBody } from '../../server/src/outbound/format/format';
import { TEMPLATE_PRESETS } from '../../server/src/outbound/format/template-presets';
import { choosePayload } from '../../server/src/outbound/payload';
import { buildRequest } from '../../server/src/outbound/request';
import { delaysOf } from '../../server/src/outbound/retry-policy';
import { FORM_TABLE } from '../../server/src/forms/strapi/content-types/form/schema';
import { SUBMISSION_TABLE } from '../../server/src/forms/strapi/content-types/submission/schema';
import { formRoutes } from '../../server/src/forms/strapi/form.routes';
import { submissionRoutes } from '../../server/src/forms/strapi/submission.routes';
import { adminRoutes } from '../../server/src/outbound/strapi/controllers';
import { WEBHOOK_TABLE } from '../../server/src/outbound/strapi/content-types/webhook/schema';
import { parseWebhook } from '../../server/src/outbound/webhook.schema';
import { generateSecret } from '../../server/src/signing/secret';
import { ACTIONS, actionId } from '../../shared/permissions';
import { DELIVERY_STATES, UNREACHABLE_REASONS } from '../../shared/contracts/delivery';
import {
  FORMAT_KINDS,
  OPERATORS,
  RECEIVER_STATES,
  RETRY_PRESETS,
  WEBHOOK_DEFAULTS,
  type Format,
} from '../../shared/contracts/webhook';
import { ROOT } from '../support/cache';
import { event, webhook } from './outbound/bundles';

const DOCS = fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...DOCS.map((name) => `docs/${name}`)];

const read = (page: string): string => fs.readFileSync(path.join(ROOT, page), 'utf8').replaceAll('\r\n', '\n');

const withoutCode = (text: string): string => text.replace(/^```[^]*?^```$/gm, '');

const headings = (text: string): string[] => [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title ?? '');

/** As GitHub and npm make an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** The part of a page below a heading, up to the next one of any level. */
const section = (page: string, heading: string): string => {
  const [, text] = new RegExp(`^#+ ${heading}\\n([^]*?)(?=^#+ |$(?![^]))`, 'm').exec(read(page)) ?? [];
  if (text === undefined) throw new Error(`${page} has no heading "${heading}"`);
  return text;
};

interface Block {
  /** What stands behind the fence: `json`, `js verify-v1`. */
  readonly info: string;
  readonly code: string;
}

const blocks = (text: string): Block[] =>
  [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info = '', code = '']) => ({ info, code: code.replace(/\n$/, '') }));

const block = (page: string, info: string): string => {
  const found = blocks(read(page)).find((one) => one.info === info);
  if (!found) throw new Error(`${page} has no block "${info}"`);
  return found.code;
};

/** Rows of the tables in a text, their cells without back-ticks. */
const rows = (text: string): string[][] =>
  withoutCode(text)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim())
    );

/** All that stands between back-ticks in a text. */
const names = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name ?? '');

const unquoted = (cell: string): string => cell.replace(/^`([^`]*)`$/, '$1');

const missing = (wanted: readonly string[], text: string): string[] => {
  const given = new Set(names(text));
  return wanted.filter((name) => !given.has(name));
};

describe('links', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    const targets = [...withoutCode(read(page)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target]) => target ?? '');

    const broken = targets.filter((target) => {
      const [file = '', anchor] = target.split('#');
      const there = file === '' ? page : path.join(path.dirname(page), file);
      if (!fs.existsSync(path.join(ROOT, there))) return true;
      return anchor !== undefined && !headings(read(there)).map(anchorOf).includes(anchor);
    });

    expect(broken).toEqual([]);
  });

  it('lead from the README to each page', () => {
    const readme = read('README.md');

    expect(DOCS.filter((name) => !readme.includes(`(docs/${name})`))).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  it('has a heading for each code and none that is no code', () => {
    const codes = headings(read('docs/errors.md')).filter((heading) => /^[A-Z_]+$/.test(heading));

    expect(codes).toEqual(Object.keys(ERRORS));
  });

  it.each(Object.entries(ERRORS))('gives %s its status', (code, { status }) => {
    expect(section('docs/errors.md', code).trim()).toMatch(new RegExp(`^${status}\\. `));
  });

  it('shows a mistake in the configuration as it is said', () => {
    const [written] = blocks(section('docs/errors.md', 'A start that fails'));
    const said = () => {
      try {
        return parseConfig({ timeoutMs: 5_000 });
      } catch (error) {
        return (error as Error).message;
      }
    };

    expect(said()).toBe(written?.code);
  });
});

describe('docs/configuration.md', () => {
  const options = new Map(
    rows(section('docs/configuration.md', 'All options'))
      .slice(1)
      .map(([name = '', fallback = '', allowed = '']) => [unquoted(name), { fallback: unquoted(fallback), allowed }])
  );
  const inForce = describeOptions(parseConfig({}));
  const nested = (name: string, value: unknown): object =>
    name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

  it('has each option and no other', () => {
    expect([...options.keys()].sort()).toEqual(inForce.map(({ key }) => key).sort());
  });

  it.each(inForce.map(({ key, value }) => [key, value] as const))('gives %s its default', (key, value) => {
    const written = options.get(key)?.fallback.replace(/^'(.*)'$/, '$1');

    expect(written).toBe(value !== '' ? value : key === 'webhooks' ? '{}' : '[]');
  });

  const bounds = [...options].flatMap(([name, { allowed }]) => {
    const [, from, to] = /^([\d,]+) to ([\d,]+)$/.exec(allowed) ?? [];
    return from && to ? [[name, Number(from.replaceAll(',', '')), Number(to.replaceAll(',', ''))] as const] : [];
  });

  it('gives bounds to each number', () => {
    const numbers = Object.entries(CONFIG_DEFAULTS).flatMap(([part, below]) =>
      Object.entries(below as object).flatMap(([name, value]) => (typeof value === 'number' ? [`${part}.${name}`] : []))
    );

    expect(bounds.map(([name]) => name).sort()).toEqual(numbers.sort());
  });

  it.each(bounds)('bounds %s by %d and %d', (name, from, to) => {
    // The longest pause may not be shorter than the first.
    const beside = (value: number) =>
      name === 'breaker.firstPauseS'
        ? { breaker: { firstPauseS: value, longestPauseS: 86_400 } }
        : name === 'breaker.longestPauseS'
          ? { breaker: { firstPauseS: 1, longestPauseS: value } }
          : nested(name, value);

    expect(() => [parseConfig(beside(from)), parseConfig(beside(to))]).not.toThrow();
    expect(() => parseConfig(beside(from - 1))).toThrow(ConfigError);
    expect(() => parseConfig(beside(to + 1))).toThrow(ConfigError);
  });

  it('names the choices of logs.attempts', () => {
    for (const choice of names(options.get('logs.attempts')?.allowed ?? '')) {
      expect(parseConfig({ logs: { attempts: choice } }).logs.attempts).toBe(choice);
    }
    expect(names(options.get('logs.attempts')?.allowed ?? '')).toHaveLength(3);
  });
});

/** `env` of Strapi's config files, where nothing is set but secrets. */
const secretOr = (name: string, fallback = name) => (/SECRET$/.test(name) ? generateSecret('symmetric').value : fallback);
const env = Object.assign(secretOr, {
  bool: (_name: string, fallback: boolean) => fallback,
});

describe('examples of config/plugins', () => {
  const examples = PAGES.flatMap((page) =>
    blocks(read(page))
      .filter(({ code }) => code.startsWith('// config/plugins.ts'))
      .map(({ code }) => [page, code] as const)
  );

  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('of %s are valid', (_page, code) => {
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const made = { exports: {} as { default?: (tools: object) => { switchboard: { config: object } } } };
    new Function('module', 'exports', outputText)(made, made.exports);

    expect(() => parseConfig(made.exports.default?.({ env }).switchboard.config)).not.toThrow();
  });
});

describe('docs/webhooks.md', () => {
  const judgeUrl = () => ({ kind: 'allowed' }) as const;

  it('has each setting with its default', () => {
    const settings = rows(section('docs/webhooks.md', 'All settings'))
      .slice(1)
      .map(([name = '', fallback = '']) => [unquoted(name), unquoted(fallback)]);

    const required = ['name', 'receivers', 'events'].map((name) => [name, 'required']);
    const others = Object.entries(WEBHOOK_DEFAULTS).map(([name, value]) => [name, JSON.stringify(value)]);
    const compact = settings.map(([name, fallback = '']) => [
      name,
      fallback === 'required' ? fallback : JSON.stringify(JSON.parse(fallback)),
    ]);
    expect(compact.sort()).toEqual([...required, ...others].sort());
  });

  it('says that a declared webhook needs a secret', () => {
    const declared = { receivers: ['https://example.com'], events: ['*'] };
    const start = (secret: unknown) => parseConfig({ webhooks: { site: { ...declared, secret } } });
    const made = generateSecret('symmetric').value;

    expect(() => start(undefined)).toThrow(ConfigError);
    expect(() => start(Array(6).fill(made))).toThrow(ConfigError);
    expect(start(Array(5).fill(made)).webhooks['site']?.secrets).toHaveLength(5);
  });

  it('has each operator', () => {
    expect(missing(OPERATORS, section('docs/webhooks.md', 'Conditions'))).toEqual([]);
  });

  it('shows conditions, payloads, orders and patterns that can be saved', () => {
    const base = { name: 'Site', receivers: ['https://example.com'], events: ['entry.publish'] };
    const objects = (heading: string) =>
      names(section('docs/webhooks.md', heading))
        .filter((code) => code.startsWith('{'))
        .map((code) => JSON.parse(code) as unknown);
    const drafts = [
      { condition: JSON.parse(block('docs/webhooks.md', 'json condition')) as unknown },
      ...objects('Payload').map((payload) => ({ payload })),
      ...objects('Order').map((order) => ({ order })),
    ];

    expect(drafts).toHaveLength(8);
    for (const draft of drafts) expect(() => parseWebhook({ ...base, ...draft }, { judgeUrl })).not.toThrow();
  });

  it('has each kind of auth', () => {
    expect(missing(['none', 'basic', 'bearer', 'header', 'oauth2'], section('docs/webhooks.md', 'Authentication'))).toEqual([]);
  });
});

describe('docs/events.md', () => {
  it('has each type', () => {
    expect(missing([...ENTRY_TYPES, ...MEDIA_TYPES, ...OWN_TYPES], read('docs/events.md'))).toEqual([]);
  });
});

describe('docs/formats.md', () => {
  const TEMPLATE = block('docs/formats.md', 'liquid');
  const sample = event(
    { id: 'evt_01KH9PZ2Q4E7M0V9S8XJ5T3C6A', occurredAt: Date.parse('2026-02-12T09:30:00.000Z') },
    {
      entry: {
        id: 42,
        documentId: 'k3v9x0d2q7m1',
        title: 'Harbour opens',
        locale: 'en',
        tags: [{ id: 8, documentId: 't8', name: 'city' }],
      },
      changed: { title: { from: 'Harbour to open', to: 'Harbour opens' } },
    }
  );
  const published = { ...sample, subject: sample.subject && { ...sample.subject, documentId: 'k3v9x0d2q7m1' } };
  const make = (format: Format) =>
    formatBody({
      event: published,
      payload: choosePayload(published, { kind: 'all' }),
      webhook: { id: 'wh_01KH9PZ2Q4E7M0V9S8XJ5T3C6B', name: 'Site', submissions: WEBHOOK_DEFAULTS.submissions },
      attempt: 1,
      format,
    });
  const text = (format: Format) => make(format).body.toString();
  const printed = (heading: string, info: string) => blocks(section('docs/formats.md', heading)).filter((one) => one.info === info);

  it('has a heading for each kind, in the order of the panel', () => {
    expect(headings(read('docs/formats.md')).slice(1)).toEqual([...FORMAT_KINDS]);
  });

  it.each(['json', 'key-value', 'envelope'] as const)('shows %s as it is made, to the byte but for spaces', (kind) => {
    const [{ code } = { code: '' }] = printed(kind, 'json');

    expect(JSON.stringify(JSON.parse(code))).toBe(text({ kind }));
  });

  it('shows form-urlencoded to the byte', () => {
    expect(printed('form-urlencoded', 'text')[0]?.code).toBe(text({ kind: 'form-urlencoded' }));
  });

  it('shows both modes of cloudevents', () => {
    const [structured, binary] = printed('cloudevents', 'json').map(({ code }) => JSON.stringify(JSON.parse(code)));
    const headers = Object.entries(make({ kind: 'cloudevents', mode: 'binary' }).headers).map(
      ([name, value]) => `${name}: ${value}`
    );

    expect(structured).toBe(text({ kind: 'cloudevents', mode: 'structured' }));
    expect(binary).toBe(text({ kind: 'cloudevents', mode: 'binary' }));
    expect(printed('cloudevents', 'text')[0]?.code.split('\n')).toEqual(headers);
  });

  it('shows aspnet, whose spaces and line ends are described', () => {
    const [{ code } = { code: '' }] = printed('aspnet', 'json');

    expect(JSON.stringify(JSON.parse(code), null, 2).replaceAll('\n', '\r\n')).toBe(text({ kind: 'aspnet' }));
  });

  it('shows what a template makes, to the byte', () => {
    const made = text({ kind: 'template', contentType: 'application/json', body: TEMPLATE });

    expect(printed('template', 'text')[0]?.code).toBe(made);
  });

  it('gives each format its content type', () => {
    const [, ...given] = rows(read('docs/formats.md'));
    const fixed = given.filter(([format]) => !format?.includes('"template"'));

    expect(fixed).toHaveLength(7);
    for (const [format = '', contentType = ''] of fixed) {
      expect(unquoted(contentType)).toBe(make(JSON.parse(unquoted(format)) as Format).contentType);
    }
  });

  it('names the presets', () => {
    expect(TEMPLATE_PRESETS.filter(({ label }) => !read('docs/formats.md').includes(label))).toEqual([]);
  });
});

describe('docs/receiving.md', () => {
  const body = '{"title":"Zürich"}';
  const symmetric = generateSecret('symmetric');
  const old = generateSecret('symmetric');
  const pair = generateSecret('ed25519');
  const secret = (id: string, { value }: { value: string }, kind: 'symmetric' | 'ed25519', expiresAt: number | null = null) => ({
    id,
    kind,
    value,
    createdAt: 0,
    expiresAt,
  });
  const request = buildRequest({
    webhook: webhook({
      extraSignatures: ['github', 'aspnet'],
      format: { kind: 'template', body, contentType: 'text/plain' },
      secrets: [
        secret('new', symmetric, 'symmetric'),
        secret('old', old, 'symmetric', Date.now() + 60_000),
        secret('pair', pair, 'ed25519'),
      ],
    }),
    receiver: { url: 'https://example.com', format: null },
    event: event({ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }),
    deliveryId: 'dlv_1',
    attempt: 1,
    nowMs: Date.now(),
    bearer: null,
    version: '0.1.0',
  });
  // As a server hands them over.
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));

  it('has the headers of a request, and no others but that of tests', () => {
    const listed = rows(section('docs/receiving.md', 'Headers'))
      .slice(1)
      .map(([name = '']) => unquoted(name));

    expect(listed.filter((name) => name !== 'X-Switchboard-Test').sort()).toEqual(Object.keys(request.headers).sort());
  });

  interface Case {
    readonly given: object;
    readonly text: string;
    readonly key: string;
  }

  const stale = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) };
  const cases = (
    keys: readonly string[],
    wrongKey: string,
    isTimed: boolean
  ): readonly (Case & { readonly isGenuine: boolean })[] => [
    ...keys.map((key) => ({ given: headers, text: body, key, isGenuine: true })),
    { given: headers, text: `${body} `, key: keys[0] ?? '', isGenuine: false },
    { given: headers, text: body, key: wrongKey, isGenuine: false },
    { given: {}, text: body, key: keys[0] ?? '', isGenuine: false },
    { given: stale, text: body, key: keys[0] ?? '', isGenuine: !isTimed },
  ];

  const stranger = generateSecret('symmetric').value;
  const shared = cases([symmetric.value, old.value], stranger, true);
  const bodyOnly = cases([symmetric.value], stranger, false);
  const byKeyPair = cases([pair.publicKey ?? ''], generateSecret('ed25519').publicKey ?? '', true);

  const inNode = (code: string, list: readonly Case[]): unknown => {
    const ask = `console.log(JSON.stringify(${JSON.stringify(list)}.map(({ given, text, key }) => isGenuine(given, Buffer.from(text), key))));`;
    return JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', `${code}\n${ask}`], { cwd: ROOT, encoding: 'utf8' })
    );
  };

  it.each([
    ['js verify-v1', shared],
    ['js verify-library', shared],
    ['js verify-v1a', byKeyPair],
    ['js verify-github', bodyOnly],
    ['js verify-aspnet', bodyOnly],
  ])('verifies with "%s" what is genuine and nothing else', (info, list) => {
    expect(inNode(block('docs/receiving.md', info), list)).toEqual(list.map(({ isGenuine }) => isGenuine));
  });

  const hasPython = spawnSync('python3', ['--version']).status === 0;

  it.skipIf(!hasPython)('verifies with Python (python3 is needed)', () => {
    const ask = `
import json, sys
print(json.dumps([is_genuine(one["given"], one["text"].encode(), one["key"]) for one in json.load(sys.stdin)]))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', `${block('docs/receiving.md', 'python verify-v1')}\n${ask}`], {
      input: JSON.stringify(shared),
      encoding: 'utf8',
    });

    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(shared.map(({ isGenuine }) => isGenuine));
  });
});

describe('docs/delivery.md', () => {
  it('has each state, outcome and reason', () => {
    const outcomes = ['accepted', 'rejected', 'unreachable', 'forbidden', 'lost', 'postponed'];

    expect(
      missing([...DELIVERY_STATES, ...RECEIVER_STATES, ...UNREACHABLE_REASONS, ...outcomes], read('docs/delivery.md'))
    ).toEqual([]);
  });

  it('gives the presets their delays and attempts', () => {
    const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };
    const toMs = (text: string): number => {
      const [amount = '', unit = ''] = text.split(' ');
      return Number(amount) * (SECONDS[unit] ?? NaN) * 1_000;
    };
    const presets = rows(section('docs/delivery.md', 'Retries')).map(([kind = '', ...rest]) => [unquoted(kind), ...rest]);

    for (const kind of Object.keys(RETRY_PRESETS) as (keyof typeof RETRY_PRESETS)[]) {
      const [, delays = '', attempts] = presets.find(([name]) => name === kind) ?? [];
      const written = delays === '' ? [] : delays.split(', ').map(toMs);
      expect(written).toEqual(delaysOf({ kind }));
      expect(Number(attempts)).toBe(written.length + 1);
    }
  });
});

describe('docs/operations.md', () => {
  it('has each table', () => {
    const tables = [
      ...[...FIRST_TABLES, INSTANCES, ...FORM_TABLES].map(({ name }) => `switchboard_${name}`),
      'switchboard_migrations',
      WEBHOOK_TABLE,
      FORM_TABLE,
      SUBMISSION_TABLE,
    ];
    const listed = rows(section('docs/operations.md', 'Tables'))
      .slice(1)
      .map(([name = '']) => unquoted(name));

    expect(listed.sort()).toEqual(tables.sort());
  });
});

describe('docs/permissions.md', () => {
  it('has each permission and no other', () => {
    const listed = rows(read('docs/permissions.md'))
      .slice(1)
      .map(([name = '']) => unquoted(name));

    expect(listed).toEqual([...ACTIONS]);
  });

  it('gives each the name it has where roles are edited', () => {
    const source = fs.readFileSync(path.join(ROOT, 'server/src/outbound/strapi/permissions.ts'), 'utf8');
    const shown = new Map(
      [...source.matchAll(/'([a-z.]+)': \['([^']+)', '([^']+)'\]/g)].map(([, uid, group, name]) => [uid, `${group}: ${name}`])
    );

    for (const [name = '', label] of rows(read('docs/permissions.md')).slice(1)) expect(label).toBe(shown.get(unquoted(name)));
  });
});

describe('docs/api.md', () => {
  it('has each route with its permission', () => {
    const listed = rows(section('docs/api.md', 'Admin API'))
      .slice(1)
      .map(([route = '', permission = '']) => `${unquoted(route)} ${actionId(unquoted(permission) as (typeof ACTIONS)[number])}`);
    const routes = [...adminRoutes, ...formRoutes, ...submissionRoutes].map(({ method, path: where, config }) => {
      const [, asked] = config.policies as [string, { config: { actions: readonly string[] } }];
      return `${method} ${where} ${asked.config.actions[0]}`;
    });

    expect(listed.sort()).toEqual(routes.sort());
  });
});

describe('docs/mcp.md', () => {
  it('has each tool', () => {
    const source = fs.readFileSync(path.join(ROOT, 'server/src/outbound/strapi/mcp.ts'), 'utf8');
    const tools = [...source.matchAll(/name: '(switchboard_\w+)'/g)].map(([, name]) => name);
    const listed = rows(read('docs/mcp.md'))
      .slice(1)
      .map(([name = '']) => unquoted(name));

    expect(listed).toEqual(tools);
  });
});

describe('words of the panel', () => {
  const STRAPI = ['Settings', 'Administration panel', 'Roles', '(role)', 'Plugins'];
  const shown = JSON.parse(fs.readFileSync(path.join(ROOT, 'admin/src/translations/en.json'), 'utf8')) as Record<string, string>;
  const texts = [...STRAPI, ...Object.values(shown)];
  /** As a whole text, or as a branch of one: `{isFiltered, select, true {Resend all that match} …}`. */
  const isShown = (word: string): boolean => texts.some((text) => text === word || text.includes(`{${word}}`));

  it.each(['README.md', ...DOCS.map((name) => `docs/${name}`)])('in bold in %s are the words that it shows', (page) => {
    const bold = [...withoutCode(read(page)).matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, words = '']) => words.split('→'));

    expect(bold.map((word) => word.trim().replace(/\s+/g, ' ').replace(/\.$/, '')).filter((word) => !isShown(word))).toEqual([]);
  });
});
