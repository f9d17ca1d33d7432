import { describe, expect, it } from 'vitest';
import { MASK } from '../../../shared/contracts/webhook';
import { CONFIG_DEFAULTS } from '../../../server/src/config/config';
import { describeOptions } from '../../../server/src/config/options';
import { ConfigError, parseConfig } from '../../../server/src/config/parse';
import { generateSecret } from '../../../server/src/signing/secret';

const SECRET = generateSecret('symmetric').value;
const SHOP = { receivers: ['https://shop.example/hook'], events: ['entry.publish'], secret: SECRET };

const complaint = (input: unknown): string => {
  try {
    parseConfig(input);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message;
  }
};

const containsArray = (value: unknown): boolean =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && Object.values(value).some(containsArray));

describe('the defaults', () => {
  it('hold where the operator says nothing', () => {
    const config = parseConfig(undefined);

    expect(config).toMatchObject(CONFIG_DEFAULTS);
    expect(config.http.allowAddresses).toEqual([]);
    expect(config.notices.emails).toEqual([]);
    expect(parseConfig({})).toEqual(config);
    expect(parseConfig(CONFIG_DEFAULTS)).toEqual(config);
  });

  it('contain no array, which Strapi would merge by index', () => {
    expect(containsArray(CONFIG_DEFAULTS)).toBe(false);
  });
});

describe('what the operator says', () => {
  it('holds, and leaves its neighbours alone', () => {
    const config = parseConfig({
      worker: false,
      retention: { days: 7 },
      delivery: { maxInFlight: 50 },
      http: { allowAddresses: ['10.0.0.0/8', 'intra.example', '*.internal'] },
    });

    expect(config).toMatchObject({
      worker: false,
      retention: { days: 7 },
      delivery: { maxInFlight: 50, batchSize: 200 },
      http: { allowAddresses: ['10.0.0.0/8', 'intra.example', '*.internal'], maxLoggedBytes: 16_384 },
    });
  });

  it('that is left undefined, as by a missing variable, is the default', () => {
    expect(parseConfig({ worker: undefined, retention: { days: undefined } })).toEqual(parseConfig({}));
  });

  it.each<[unknown, string]>([
    ['text', 'Expected an object, got "text".'],
    [{ retention: { dais: 3 } }, '- `retention.dais`: Unknown option `dais`, did you mean `days`?'],
    [{ retentoin: {} }, '- `retentoin`: Unknown option `retentoin`, did you mean `retention`?'],
    [{ retention: { days: 0 } }, '- `retention.days`: Expected a whole number from 1 to 3,650, got 0.'],
    [{ retention: { days: '30' } }, '- `retention.days`: Expected a whole number from 1 to 3,650, got "30".'],
    [{ retention: null }, '- `retention`: Expected an object, got null.'],
    [{ worker: 'yes' }, '- `worker`: Expected true or false, got "yes".'],
    [
      { http: { allowAddresses: ['10.0.0.0/99'] } },
      '- `http.allowAddresses.0`: Expected an IP address, a CIDR range, a host name or `*.suffix`, got "10.0.0.0/99".',
    ],
    [
      { http: { allowAddresses: '10.0.0.1' } },
      '- `http.allowAddresses`: Expected a list of at most 1,000 addresses, got "10.0.0.1".',
    ],
    [{ notices: { emails: ['nobody'] } }, '- `notices.emails.0`: Expected an e-mail address, got "nobody".'],
    [{ logs: { attempts: 'some' } }, '- `logs.attempts`: Expected `all`, `failed` or `none`, got "some".'],
    [
      { breaker: { firstPauseS: 60, longestPauseS: 30 } },
      '- `breaker.longestPauseS`: Expected it to be no less than `breaker.firstPauseS`.',
    ],
    [{ webhooks: [] }, '- `webhooks`: Expected an object of webhooks by key, got [].'],
  ])('%j is complained of in a sentence', (input, sentence) => {
    expect(complaint(input)).toContain(sentence);
  });

  it('is complained of all at once', () => {
    expect(complaint({ worker: 1, retention: { days: 0 }, capture: { actor: 0 } }).split('\n')).toHaveLength(4);
  });
});

describe('declared webhooks', () => {
  const declared = (webhook: object) => parseConfig({ webhooks: { shop: webhook } }).webhooks['shop']!;

  it('are read like any other, named by their key where they have no name', () => {
    expect(declared(SHOP).input).toMatchObject({
      name: 'shop',
      isEnabled: true,
      format: { kind: 'json' },
      events: [{ type: 'entry.publish', uid: null }],
    });
    expect(declared({ ...SHOP, name: 'The shop' }).input.name).toBe('The shop');
  });

  it('have receivers whose ids outlive a restart and belong to key and URL', () => {
    const id = (key: string, url: string) =>
      parseConfig({ webhooks: { [key]: { ...SHOP, receivers: [url] } } }).webhooks[key]!.input.receivers[0]!.id;

    expect(id('shop', 'https://shop.example/a')).toMatch(/^rcv_[0-9A-F]{26}$/);
    expect(id('shop', 'https://shop.example/a')).toBe(id('shop', 'https://shop.example/a'));
    expect(
      new Set([id('shop', 'https://shop.example/a'), id('shop', 'https://shop.example/b'), id('blog', 'https://shop.example/a')])
        .size
    ).toBe(3);
  });

  it('have one secret, or several while receivers change over', () => {
    const other = generateSecret('ed25519').value;

    expect(declared({ ...SHOP, secret: SECRET }).secrets).toEqual([SECRET]);
    expect(declared({ ...SHOP, secret: [SECRET, other] }).secrets).toEqual([SECRET, other]);
  });

  it('may call what the same configuration opens, and nothing else that is closed', () => {
    const webhooks = { shop: { ...SHOP, receivers: ['http://10.0.0.5/hook'] } };

    expect(complaint({ webhooks })).toContain('- `webhooks.shop.receivers.0.url`: Expected a public address, got 10.0.0.5');
    expect(complaint({ webhooks, http: { allowAddresses: ['10.0.0.0/24'] } })).toBe('');
  });

  it.each<[string, unknown, string]>([
    ['Bad Key', SHOP, '- `webhooks.Bad Key`: Expected a key of lower-case letters, digits and hyphens, at most 50 characters.'],
    ['shop', null, '- `webhooks.shop`: Expected an object, got null.'],
    ['shop', { ...SHOP, receivers: [] }, '- `webhooks.shop.receivers`: Expected a list of 1 to 10,000 receiver URLs, got 0.'],
    ['shop', { ...SHOP, evnets: [] }, '- `webhooks.shop.evnets`: Unknown field `evnets`, did you mean `events`?'],
    [
      'shop',
      { ...SHOP, secret: 'short' },
      '- `webhooks.shop.secret.0`: Expected a secret such as `whsec_…` (24 to 64 bytes in base64) or `whsk_…`.',
    ],
    ['shop', { ...SHOP, secret: undefined }, '- `webhooks.shop.secret`: Expected a secret to sign with, got none'],
    ['shop', { ...SHOP, secret: '' }, '- `webhooks.shop.secret`: Expected a secret to sign with, got none'],
    ['shop', { ...SHOP, secret: [] }, '- `webhooks.shop.secret`: Expected a secret to sign with, got none'],
    ['__proto__', SHOP, '- `webhooks.__proto__`: Expected a key of lower-case letters, digits and hyphens, at most 50 characters.'],
  ])('with key %s and value %j: %s', (key, webhook, sentence) => {
    expect(complaint({ webhooks: Object.fromEntries([[key, webhook]]) })).toContain(sentence);
  });

  it('do not put their secrets into a complaint', () => {
    const said = complaint({
      webhooks: {
        shop: {
          ...SHOP,
          timeoutMs: 1,
          secret: 'whsec_hush',
          headers: [{ name: 'X-A', value: 'hush\n' }],
          auth: { kind: 'bearer', token: 'hush hush' },
        },
      },
    });

    expect(said).toContain('webhooks.shop.timeoutMs');
    expect(said).not.toContain('hush');
  });
});

describe('the options as the settings page shows them', () => {
  it('say key, value and whether it is the default', () => {
    const options = describeOptions(parseConfig({ retention: { days: 7 }, notices: { emails: ['a@b.example', 'c@d.example'] } }));

    expect(options).toContainEqual({ key: 'retention.days', value: '7', isDefault: false });
    expect(options).toContainEqual({ key: 'delivery.maxInFlight', value: '500', isDefault: true });
    expect(options).toContainEqual({ key: 'notices.emails', value: 'a@b.example, c@d.example', isDefault: false });
    expect(options).toContainEqual({ key: 'http.allowAddresses', value: '', isDefault: true });
    expect(options).toContainEqual({ key: 'webhooks', value: '', isDefault: true });
  });

  it('are all default where nothing was said', () => {
    expect(describeOptions(parseConfig({})).every(({ isDefault }) => isDefault)).toBe(true);
  });

  it('say that there is a token, and not which', () => {
    const options = describeOptions(parseConfig({ metrics: { token: 'hush-0123456789abcdef' } }));

    expect(JSON.stringify(options)).not.toContain('hush');
    expect(options).toContainEqual({ key: 'metrics.token', value: MASK, isDefault: false });
  });

  it('show of declared webhooks the keys alone', () => {
    const options = describeOptions(
      parseConfig({ webhooks: { shop: { ...SHOP, secret: SECRET, auth: { kind: 'bearer', token: 'hush' } } } })
    );

    expect(options).toContainEqual({ key: 'webhooks', value: 'shop', isDefault: false });
    expect(JSON.stringify(options)).not.toContain(SECRET);
    expect(JSON.stringify(options)).not.toContain('hush');
  });
});

describe('the queue', () => {
  const bullmq = (connection: unknown, rest: object = {}) => ({ queue: { driver: 'bullmq', connection, ...rest } });

  it('is a URL or options of ioredis, whichever is at hand', () => {
    for (const connection of ['rediss://ada:hush@cache.example:6380/1', { host: 'cache.example', password: 'hush', tls: {} }]) {
      expect(parseConfig(bullmq(connection)).queue).toEqual({ driver: 'bullmq', connection, prefix: 'switchboard' });
    }
  });

  it('needs a connection with BullMQ, and none without', () => {
    expect(complaint(bullmq(undefined))).toContain('`queue.connection`: Expected the URL of a Redis');
    expect(complaint({ queue: { connection: 'redis://localhost' } })).toBe('');
  });

  it.each(['hush:6379', 'https://ada:hush@cache.example', { host: 'cache', keyPrefix: 'hush' }, ['hush'], ''])(
    'is refused without being repeated: %j',
    (connection) => {
      const said = complaint(bullmq(connection));

      expect(said).toContain('`queue.connection`: Expected the URL of a Redis such as');
      expect(said).not.toContain('hush');
    }
  );

  it('is refused with another driver or an unusable prefix', () => {
    expect(complaint({ queue: { driver: 'redis' } })).toContain('`queue.driver`: Expected `database` or `bullmq`, got "redis".');
    for (const prefix of ['', 'two words', 'x'.repeat(101), 7]) {
      expect(complaint(bullmq('redis://localhost', { prefix }))).toContain('`queue.prefix`');
    }
  });

  it('is shown without who we are to Redis', () => {
    const shown = [
      describeOptions(parseConfig(bullmq('redis://ada:hush@cache.example:6380/1'))),
      describeOptions(parseConfig(bullmq({ host: 'cache.example', port: 6380, db: 1, password: 'hush', tls: { key: 'hush' } }))),
    ];

    expect(JSON.stringify(shown)).not.toContain('hush');
    expect(shown[0]).toContainEqual({ key: 'queue.connection', value: `redis://${MASK}@cache.example:6380/1`, isDefault: false });
    expect(shown[1]).toContainEqual({ key: 'queue.connection', value: `rediss://${MASK}@cache.example:6380/1`, isDefault: false });
  });
});

describe('the token for metrics', () => {
  it.each(['short', '', 'with a space in the middle', 7, 'x'.repeat(201)])('is refused without being repeated: %j', (token) => {
    const said = complaint({ metrics: { token } });

    expect(said).toContain('`metrics.token`: Expected a token of 16 to 200 visible characters without spaces.');
    if (typeof token === 'string' && token !== '') expect(said).not.toContain(token);
  });

  it('may be missing, as by a missing variable', () => {
    expect(parseConfig({ metrics: { token: undefined } }).metrics).toEqual({ token: null, perWebhook: false });
  });
});
