import { describe, expect, it } from 'vitest';
import { MASK, WEBHOOK_DEFAULTS, type Condition } from '../../../shared/contracts/webhook';
import { createGuard } from '../../../server/src/http/guard';
import { PluginError } from '../../../server/src/kernel/errors';
import { parseWebhook } from '../../../server/src/outbound/webhook.schema';

const { judgeUrl } = createGuard({ allow: [] });
const LEAST = { name: 'Site', receivers: ['https://one.example/hook'], events: ['entry.publish'] };

const parse = (part: object = {}) => parseWebhook({ ...LEAST, ...part }, { judgeUrl });

const faults = (input: unknown): Record<string, string> => {
  try {
    parseWebhook(input, { judgeUrl });
    return {};
  } catch (error) {
    if (!(error instanceof PluginError) || error.code !== 'INVALID_INPUT') throw error;
    return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]));
  }
};

const faultsOf = (part: object) => faults({ ...LEAST, ...part });

describe('the least a caller must say', () => {
  it('is name, receivers and events; the rest has defaults', () => {
    expect(parse()).toEqual({
      ...WEBHOOK_DEFAULTS,
      name: 'Site',
      receivers: [{ id: '', url: 'https://one.example/hook', format: null }],
      events: [{ type: 'entry.publish', uid: null }],
    });
  });

  it('leaves whole what is said in full', () => {
    const whole = {
      name: 'Shop',
      description: 'All of it',
      isEnabled: false,
      receivers: [{ id: 'rcv_1', url: 'https://one.example/', format: { kind: 'cloudevents', mode: 'binary' } }],
      events: [
        { type: 'entry.*', uid: 'api::article.article' },
        { type: '*', uid: '*' },
        { type: 'media.*', uid: null },
      ],
      condition: {
        kind: 'any',
        of: [
          { kind: 'compare', field: 'title', operator: 'changed' },
          { kind: 'not', of: { kind: 'compare', field: '$locale', operator: 'in', value: ['de', 'fr'] } },
        ],
      },
      payload: { kind: 'fields', fields: ['title', 'category.slug'] },
      format: { kind: 'template', body: '{{ entry.title }}', contentType: 'text/plain; charset=utf-8' },
      headers: [{ name: 'X-Site', value: 'blog', isSecret: true }],
      auth: { kind: 'oauth2', tokenUrl: 'https://id.example/token', clientId: 'a', clientSecret: 'b', scope: 'x', audience: '' },
      extraSignatures: ['github', 'aspnet'],
      retry: { kind: 'custom', delaysS: [1, 604_800] },
      timeoutMs: 60_000,
      maxConcurrency: 100,
      maxPerSecond: 0.1,
      order: { kind: 'quiet-period', seconds: 86_400 },
      submissions: { names: 'labels', files: 'links-with-names' },
      asksFirst: null,
    };

    expect(parse(whole)).toEqual(whole);
  });

  it('is missed with a sentence for each part', () => {
    expect(faults({})).toEqual({
      name: 'Expected text of 1 to 120 characters, got nothing.',
      receivers: 'Expected a list of 1 to 10,000 receiver URLs, got nothing.',
      events: 'Expected a list of 1 to 500 events, got nothing.',
    });
  });

  it.each([
    [null, 'null'],
    [undefined, 'nothing'],
    ['text', '"text"'],
    [[], '[]'],
    [5, '5'],
  ])('is an object, not %j', (input, got) => {
    expect(faults(input)).toEqual({ '': `Expected an object, got ${got}.` });
  });
});

describe('what is wrong gets a sentence at its field', () => {
  it.each<[object, string, string]>([
    [{ name: '' }, 'name', 'Expected text of 1 to 120 characters, got "".'],
    [{ name: '   ' }, 'name', 'Expected text of 1 to 120 characters, got "   ".'],
    [{ name: 'x'.repeat(121) }, 'name', `Expected text of 1 to 120 characters, got "${'x'.repeat(56)}….`],
    [{ description: 'x'.repeat(1_001) }, 'description', `Expected text of at most 1,000 characters, got "${'x'.repeat(56)}….`],
    [{ isEnabled: 'yes' }, 'isEnabled', 'Expected true or false, got "yes".'],
    [{ receivers: [] }, 'receivers', 'Expected a list of 1 to 10,000 receiver URLs, got 0.'],
    [{ receivers: ['nope'] }, 'receivers.0.url', 'Expected an absolute URL such as https://example.com/hook.'],
    [{ receivers: ['ftp://one.example/'] }, 'receivers.0.url', 'Expected a URL that starts with http:// or https://, got ftp:'],
    [{ receivers: [{ id: '' }] }, 'receivers.0.url', 'Expected a URL of at most 2,048 characters, got nothing.'],
    [
      { receivers: ['https://one.example/', 'https://ONE.example'] },
      'receivers.1.url',
      'Expected each URL once, got the one of receiver URL 1 again.',
    ],
    [
      {
        receivers: [
          { url: 'https://a.example', id: 'x' },
          { url: 'https://b.example', id: 'x' },
        ],
      },
      'receivers.1.id',
      'Expected each id once, got the one of receiver URL 1 again.',
    ],
    [
      { receivers: [{ url: 'https://a.example', format: { kind: 'cloudevents' } }] },
      'receivers.0.format.mode',
      'Expected `structured` or `binary`, got nothing.',
    ],
    [
      { receivers: [{ url: 'https://a.example', adress: 1 }] },
      'receivers.0.adress',
      'Unknown field `adress`; expected `id`, `url` or `format`.',
    ],
    [{ events: [] }, 'events', 'Expected a list of 1 to 500 events, got 0.'],
    [
      { events: ['entry publish'] },
      'events.0.type',
      'Expected an event type such as `entry.publish`, `entry.*` or `*`, got "entry publish".',
    ],
    [{ events: ['en*'] }, 'events.0.type', 'Expected an event type such as `entry.publish`, `entry.*` or `*`, got "en*".'],
    [
      { events: [{ type: 'entry.*', uid: 'article' }] },
      'events.0.uid',
      'Expected a content type such as `api::article.article`, `api::*`, `*`, a form such as `form:contact`, or null, got "article".',
    ],
    [{ events: [{ type: 'media.create', uid: '*' }] }, 'events.0.uid', 'Expected null: `media.create` is about no content type.'],
    [{ payload: { kind: 'some' } }, 'payload.kind', 'Expected `all`, `ids` or `fields`, got "some".'],
    [
      { payload: { kind: 'fields', fields: ['a..b'] } },
      'payload.fields.0',
      'Expected a field such as `title` or `category.slug`, got "a..b".',
    ],
    [{ payload: { kind: 'all', fields: [] } }, 'payload.fields', 'Unknown field `fields`; expected `kind`.'],
    [
      { format: { kind: 'xml' } },
      'format.kind',
      'Expected `json`, `key-value`, `form-urlencoded`, `envelope`, `cloudevents`, `aspnet` or `template`, got "xml".',
    ],
    [
      { format: 'json' },
      'format',
      'Expected an object whose `kind` is `json`, `key-value`, `form-urlencoded`, `envelope`, `cloudevents`, `aspnet` or `template`, got "json".',
    ],
    [
      { format: { kind: 'template', body: 'a\n {% fi %}', contentType: 'text/plain' } },
      'format.body',
      'Expected a Liquid template without mistakes, got one at line 2, column 2: tag "fi" not found.',
    ],
    [
      { format: { kind: 'template', body: ' ', contentType: 'text/plain' } },
      'format.body',
      'Expected a Liquid template of 1 to 50,000 characters.',
    ],
    [
      { format: { kind: 'template', body: 'x', contentType: 'text/plain\r\nX: 1' } },
      'format.contentType',
      'Expected a media type such as `application/json`, got "text/plain\\r\\nX: 1".',
    ],
    [{ headers: [{ name: 'a b', value: 'x' }] }, 'headers.0.name', 'Expected a header name such as `X-Api-Key`, got "a b".'],
    [
      {
        headers: [
          { name: 'X-A', value: 'x' },
          { name: 'x-a', value: 'y' },
        ],
      },
      'headers.1.name',
      'Expected each header once, got the one of header 1 again.',
    ],
    [
      { headers: [{ name: 'Authorization', value: 'x' }], auth: { kind: 'bearer', token: 't' } },
      'headers.0.name',
      'Expected another header: the authentication sets `Authorization` already.',
    ],
    [{ auth: { kind: 'digest' } }, 'auth.kind', 'Expected `none`, `basic`, `bearer`, `header` or `oauth2`, got "digest".'],
    [
      { auth: { kind: 'basic', username: 'a:b', password: 'x' } },
      'auth.username',
      'Expected a user name of 1 to 200 characters without a colon, got "a:b".',
    ],
    [
      { auth: { kind: 'oauth2', tokenUrl: 'https://127.0.0.1/', clientId: 'a', clientSecret: 'b' } },
      'auth.tokenUrl',
      'Expected a public address, got 127.0.0.1; `http.allowAddresses` in the configuration opens private ones.',
    ],
    [
      { auth: { kind: 'header', name: 'webhook-signature', value: 'x' } },
      'auth.name',
      'Expected a header of your own, got `webhook-signature`, which is set by Switchboard or by HTTP itself.',
    ],
    [{ extraSignatures: ['stripe'] }, 'extraSignatures.0', 'Expected `github` or `aspnet`, got "stripe".'],
    [{ retry: { kind: 'forever' } }, 'retry.kind', 'Expected `standard`, `quick`, `none` or `custom`, got "forever".'],
    [{ retry: { kind: 'custom', delaysS: [] } }, 'retry.delaysS', 'Expected a list of 1 to 20 delays, got 0.'],
    [
      { retry: { kind: 'custom', delaysS: [5, '10m'] } },
      'retry.delaysS.1',
      'Expected a number of seconds from 1 to 604,800, got "10m".',
    ],
    [{ timeoutMs: 999 }, 'timeoutMs', 'Expected a whole number of milliseconds from 1,000 to 60,000, got 999.'],
    [{ maxConcurrency: 101 }, 'maxConcurrency', 'Expected a whole number from 1 to 100, got 101.'],
    [{ maxPerSecond: 0 }, 'maxPerSecond', 'Expected a number from 0.1 to 1,000, got 0.'],
    [{ maxPerSecond: Number.NaN }, 'maxPerSecond', 'Expected a number from 0.1 to 1,000, got null.'],
    [
      { order: { kind: 'quiet-period', seconds: 0 } },
      'order.seconds',
      'Expected a whole number of seconds from 1 to 86,400, got 0.',
    ],
    [
      { events: [{ type: 'form.submission.*', uid: 'api::article.article' }] },
      'events.0.uid',
      'Expected a form such as `form:contact`, or null for all: `form.submission.*` is about forms.',
    ],
    [
      { events: [{ type: 'entry.*', uid: 'form:contact' }] },
      'events.0.uid',
      'Expected a content type: `entry.*` is not about forms.',
    ],
    [{ submissions: { names: 'ids', files: 'links' } }, 'submissions.names', 'Expected `keys` or `labels`, got "ids".'],
    [
      { asksFirst: { deadlineMs: 6_000, whenSilent: 'accept' }, events: [{ type: 'form.*', uid: null }] },
      'asksFirst.deadlineMs',
      'Expected a whole number of milliseconds from 200 to 5,000, got 6000.',
    ],
    [
      { asksFirst: { deadlineMs: 2_000, whenSilent: 'accept' }, events: [{ type: 'entry.publish', uid: null }] },
      'events.0.type',
      'Expected events of forms: the webhook is asked before a submission, got `entry.publish`.',
    ],
    [{ reciever: [] }, 'reciever', 'Unknown field `reciever`, did you mean `receivers`?'],
  ])('%j', (part, path, sentence) => {
    expect(faultsOf(part)).toEqual({ [path]: sentence });
  });

  it('all of it at once', () => {
    expect(Object.keys(faultsOf({ name: '', timeoutMs: 1, receivers: ['x', 'y'], order: null })).sort()).toEqual([
      'name',
      'order',
      'receivers.0.url',
      'receivers.1.url',
      'timeoutMs',
    ]);
  });

  it('without repeating a secret', () => {
    const said = JSON.stringify(
      faultsOf({
        headers: [{ name: 'X-A', value: 'hush\n', isSecret: true }],
        auth: { kind: 'bearer', token: 'hush hush' },
      })
    );

    expect(said).not.toContain('hush');
    expect(JSON.parse(said)).toHaveProperty(['auth.token']);
  });
});

describe('headers', () => {
  it.each([
    'Host',
    'content-length',
    'Content-Type',
    'Connection',
    'Transfer-Encoding',
    'webhook-id',
    'Webhook-Anything',
    'X-Switchboard-Attempt',
    'x-strapi-event',
    'X-Hub-Signature-256',
    'ms-signature',
    'ce-id',
  ])('that are not a webhook’s to set: %s', (name) => {
    expect(faultsOf({ headers: [{ name, value: 'x' }] })).toHaveProperty(['headers.0.name']);
  });

  it.each(['Authorization', 'User-Agent', 'X-Api-Key', 'Accept', 'Cookie'])('that are: %s', (name) => {
    expect(faultsOf({ headers: [{ name, value: 'x' }] })).toEqual({});
  });

  it.each(['a\r\nb', 'a\0b', 'a\u2028b', 'ünï €', ' x'])('hold one line of Latin-1: not %j', (value) => {
    expect(faultsOf({ headers: [{ name: 'X-A', value }] })).toHaveProperty(['headers.0.value']);
  });

  it('may come back masked', () => {
    const part = { headers: [{ name: 'X-A', value: MASK, isSecret: true }], auth: { kind: 'bearer', token: MASK } };

    expect(parse(part)).toMatchObject(part);
  });
});

describe('addresses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost:1337/',
    'http://[::1]/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest',
    'https://user:pass@one.example/',
    'javascript:alert(1)',
  ])('are judged when saved: %s', (url) => {
    expect(faultsOf({ receivers: [url] })).toHaveProperty(['receivers.0.url']);
  });

  it('ten thousand of them are read in good time', () => {
    const receivers = Array.from({ length: 10_000 }, (_, i) => `https://one.example/${i}`);
    const startedAt = performance.now();

    expect(parse({ receivers }).receivers).toHaveLength(10_000);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(faultsOf({ receivers: [...receivers, 'https://one.example/x'] })).toEqual({
      receivers: 'Expected a list of 1 to 10,000 receiver URLs, got 10,001.',
    });
  });
});

describe('conditions', () => {
  const leaf: Condition = { kind: 'compare', field: 'title', operator: 'is', value: 'x' };
  const nested = (depth: number): Condition => (depth === 1 ? leaf : { kind: 'not', of: nested(depth - 1) });

  it('have at most 8 levels and 100 parts', () => {
    const tooLarge = { condition: 'Expected a condition of at most 8 levels and 100 parts.' };

    expect(faultsOf({ condition: nested(8) })).toEqual({});
    expect(faultsOf({ condition: nested(9) })).toEqual(tooLarge);
    expect(faultsOf({ condition: { kind: 'all', of: Array.from({ length: 99 }, () => leaf) } })).toEqual({});
    expect(faultsOf({ condition: { kind: 'all', of: Array.from({ length: 100 }, () => leaf) } })).toEqual(tooLarge);
  });

  it('that never end are refused, not followed', () => {
    const endless: { kind: 'not'; of?: unknown } = { kind: 'not' };
    endless.of = endless;

    expect(faultsOf({ condition: endless })).toHaveProperty(['condition']);
    expect(
      faultsOf({ condition: JSON.parse(`${'{"kind":"not","of":'.repeat(5_000)}null${'}'.repeat(5_000)}`) as unknown })
    ).toHaveProperty(['condition']);
  });

  it.each<[object, string]>([
    [{ kind: 'compare', field: '', operator: 'is', value: 'x' }, 'condition.field'],
    [{ kind: 'compare', field: '$secret', operator: 'is', value: 'x' }, 'condition.field'],
    [{ kind: 'compare', field: 'title', operator: 'matches', value: 'x' }, 'condition.operator'],
    [{ kind: 'compare', field: 'title', operator: 'in', value: 'x' }, 'condition.value'],
    [{ kind: 'compare', field: 'title', operator: 'contains', value: '' }, 'condition.value'],
    [{ kind: 'compare', field: 'title', operator: 'is', value: { a: 1 } }, 'condition.value'],
    [{ kind: 'compare', field: 'title', operator: 'isEmpty', value: 'x' }, 'condition.value'],
    [{ kind: 'compare', field: '$locale', operator: 'changed' }, 'condition.field'],
    [{ kind: 'all', of: [] }, 'condition.of'],
    [{ kind: 'all', of: [leaf, { kind: 'not' }] }, 'condition.of.1.of'],
    [{ kind: 'xor', of: [] }, 'condition.kind'],
  ])('%j is wrong at %s', (condition, path) => {
    expect(Object.keys(faultsOf({ condition }))).toEqual([path]);
  });
});
