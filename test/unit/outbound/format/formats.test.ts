import { HTTP, type CloudEvent } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { FORMAT_KINDS, WEBHOOK_DEFAULTS, type Format } from '../../../../shared/contracts/webhook';
import type { StoredEvent } from '../../../../server/src/outbound/event';
import { aspnetText } from '../../../../server/src/outbound/format/aspnet';
import { FORMATS, formatBody } from '../../../../server/src/outbound/format/format';
import { choosePayload } from '../../../../server/src/outbound/payload';
import { msSignature } from '../../../../server/src/signing/aspnet';
import { vectors } from '../../../fixtures/signatures/vectors.json';
import { ARTICLE, event, mediaEvent, ownEvent } from '../bundles';

const write = (format: Format, about: StoredEvent, attempt = 1) =>
  formatBody({
    format,
    event: about,
    payload: choosePayload(about, { kind: 'all' }),
    webhook: { id: 'wh1', name: 'Site', submissions: WEBHOOK_DEFAULTS.submissions },
    attempt,
  });

const text = (format: Format, about: StoredEvent): string => write(format, about).body.toString();
const json = (format: Format, about: StoredEvent): unknown => JSON.parse(text(format, about));

const changed = { title: { from: 'Old', to: 'Hello' } };
const actor = { kind: 'admin', id: '1', name: 'Ada' } as const;

describe('json', () => {
  it('is an entry event as Strapi sends it, and more beside it', () => {
    expect(text({ kind: 'json' }, event({}, { changed }))).toBe(
      '{"event":"entry.publish","createdAt":"2026-03-01T12:00:00.000Z","model":"article","uid":"api::article.article",' +
        '"entry":{"id":7,"documentId":"doc1","title":"Hello"},"documentId":"doc1","locale":"en","status":"published",' +
        '"changed":{"title":{"from":"Old","to":"Hello"}},"id":"evt_01KBZZZZZZ0000000000000001"}'
    );
  });

  it('works for a receiver written for Strapi’s own webhooks', () => {
    // As such receivers read it: https://docs.strapi.io/cms/backend-customization/webhooks
    interface StrapiBody {
      readonly event: string;
      readonly createdAt: string;
      readonly model?: string;
      readonly uid?: string;
      readonly entry?: { readonly id: number; readonly title: string };
      readonly media?: { readonly id: number; readonly name: string };
    }
    const receive = (body: string): string => {
      const { event: type, createdAt, model, uid, entry, media } = JSON.parse(body) as StrapiBody;
      if (Number.isNaN(Date.parse(createdAt))) throw new Error('no date');
      return entry ? `${type} ${model} ${uid} ${entry.id} ${entry.title}` : `${type} ${media?.id} ${media?.name}`;
    };

    expect(receive(text({ kind: 'json' }, event()))).toBe('entry.publish article api::article.article 7 Hello');
    expect(receive(text({ kind: 'json' }, mediaEvent()))).toBe('media.create 3 cat.jpg');
  });

  it('is a media event under `media`, without fields of an entry', () => {
    expect(json({ kind: 'json' }, mediaEvent())).toEqual({
      event: 'media.create',
      createdAt: '2026-03-01T12:00:00.000Z',
      media: { id: 3, documentId: 'file1', name: 'cat.jpg', url: '/uploads/cat.jpg' },
      id: 'evt_01KBZZZZZZ0000000000000001',
    });
  });

  it('is an own event under `data`, with what it is about', () => {
    expect(json({ kind: 'json' }, ownEvent({ total: 9 }))).toEqual({
      event: 'order.paid',
      createdAt: '2026-03-01T12:00:00.000Z',
      data: { total: 9 },
      id: 'evt_01KBZZZZZZ0000000000000001',
    });
    expect(json({ kind: 'json' }, ownEvent({ total: 9 }, { subject: ARTICLE }))).toMatchObject({
      data: { total: 9 },
      uid: ARTICLE.uid,
      documentId: 'doc1',
    });
  });

  it('names the actor and the truncation where there is one', () => {
    expect(json({ kind: 'json' }, event({ isTruncated: true }, { actor }))).toMatchObject({ actor, truncated: true });
    expect(Object.keys(json({ kind: 'json' }, event()) as object)).not.toContain('truncated');
  });

  it('says the same on every attempt', () => {
    expect(write({ kind: 'json' }, event(), 3)).toEqual(write({ kind: 'json' }, event(), 1));
  });
});

describe('envelope', () => {
  it('is what Standard Webhooks recommends', () => {
    expect(json({ kind: 'envelope' }, event({}, { changed }))).toEqual({
      type: 'entry.publish',
      timestamp: '2026-03-01T12:00:00.000Z',
      data: {
        model: 'article',
        uid: 'api::article.article',
        entry: { id: 7, documentId: 'doc1', title: 'Hello' },
        documentId: 'doc1',
        locale: 'en',
        status: 'published',
        changed,
      },
    });
  });

  it('carries what an own event carries as it is', () => {
    expect(json({ kind: 'envelope' }, ownEvent([1, 2]))).toEqual({
      type: 'order.paid',
      timestamp: '2026-03-01T12:00:00.000Z',
      data: [1, 2],
    });
  });
});

describe('key-value and form-urlencoded', () => {
  const entry = {
    id: 7,
    title: 'A & B = "ü"',
    views: 0,
    isHot: false,
    cover: null,
    tags: [{ name: 'red' }, { name: 'blue' }],
    none: [],
    meta: {},
  };

  it('are pairs in field order, flattened by path', () => {
    expect(json({ kind: 'key-value' }, event({}, { entry }))).toEqual([
      { key: 'event', value: 'entry.publish' },
      { key: 'createdAt', value: '2026-03-01T12:00:00.000Z' },
      { key: 'model', value: 'article' },
      { key: 'uid', value: 'api::article.article' },
      { key: 'entry.id', value: 7 },
      { key: 'entry.title', value: 'A & B = "ü"' },
      { key: 'entry.views', value: 0 },
      { key: 'entry.isHot', value: false },
      { key: 'entry.cover', value: null },
      { key: 'entry.tags.0.name', value: 'red' },
      { key: 'entry.tags.1.name', value: 'blue' },
      { key: 'entry.none', value: null },
      { key: 'entry.meta', value: null },
      { key: 'documentId', value: 'doc1' },
      { key: 'locale', value: 'en' },
      { key: 'status', value: 'published' },
      { key: 'id', value: 'evt_01KBZZZZZZ0000000000000001' },
    ]);
  });

  it('hold the same pairs', () => {
    const pairs = json({ kind: 'key-value' }, event({}, { entry })) as { key: string; value: unknown }[];
    const form = new URLSearchParams(text({ kind: 'form-urlencoded' }, event({}, { entry })));

    expect([...form]).toEqual(pairs.map(({ key, value }) => [key, value === null ? '' : String(value)]));
    expect(form.get('entry.title')).toBe('A & B = "ü"');
  });

  it('name their content type', () => {
    expect(write({ kind: 'key-value' }, event()).contentType).toBe('application/json; charset=utf-8');
    expect(write({ kind: 'form-urlencoded' }, event()).contentType).toBe('application/x-www-form-urlencoded; charset=utf-8');
  });
});

describe('cloudevents', () => {
  const read = (mode: 'structured' | 'binary', about: StoredEvent) => {
    const { body, contentType, headers } = write({ kind: 'cloudevents', mode }, about);
    const one = HTTP.toEvent({
      headers: { ...headers, 'content-type': contentType },
      body: body.toString(),
    }) as CloudEvent<unknown>;
    one.validate();
    return one;
  };

  it.each(['structured', 'binary'] as const)('is read by the official library in %s mode', (mode) => {
    expect(read(mode, event())).toMatchObject({
      specversion: '1.0',
      id: 'evt_01KBZZZZZZ0000000000000001',
      source: '/strapi/switchboard',
      type: 'entry.publish',
      subject: 'api::article.article/doc1',
      time: '2026-03-01T12:00:00.000Z',
      data: { uid: 'api::article.article', entry: { title: 'Hello' } },
    });
  });

  it.each(['structured', 'binary'] as const)('says the same in both modes: %s', (mode) => {
    for (const about of [mediaEvent(), ownEvent({ total: 9 }), ownEvent({ total: 9 }, { subject: ARTICLE })]) {
      const { datacontenttype: _, ...attributes } = read(mode, about).toJSON() as Record<string, unknown>;
      const { datacontenttype: __, ...expected } = read('structured', about).toJSON() as Record<string, unknown>;

      expect(attributes).toEqual(expected);
    }
  });

  it('is a CloudEvent by its content type only where the body is one', () => {
    expect(write({ kind: 'cloudevents', mode: 'structured' }, event())).toMatchObject({
      contentType: 'application/cloudevents+json; charset=utf-8',
      headers: {},
    });
    expect(write({ kind: 'cloudevents', mode: 'binary' }, event())).toMatchObject({
      contentType: 'application/json',
      headers: { 'ce-specversion': '1.0', 'ce-type': 'entry.publish' },
    });
  });

  it('encodes in headers what a header cannot carry', () => {
    const { headers } = write(
      { kind: 'cloudevents', mode: 'binary' },
      event({ subject: { ...ARTICLE, documentId: 'a "b" 50% €\r\n' } })
    );

    expect(headers['ce-subject']).toBe('api::article.article/a%20%22b%22%2050%25%20%E2%82%AC%0D%0A');
  });
});

describe('aspnet', () => {
  const vector = vectors.find(({ id }) => id === 'ms-signature-1')!;

  it('writes the published vector to the byte, and signs it the same', () => {
    const body = Buffer.from(
      aspnetText({
        Id: '1234567890',
        Attempt: 1,
        Properties: { p1: 'pv1' },
        Notifications: [
          { Action: 'a1', d1: 'dv1' },
          { Action: 'a1', d2: 'http://localhost' },
        ],
      })
    );

    expect(body.toString('base64')).toBe(vector.body);
    expect(msSignature(body, vector.secret)).toBe((vector.headers as Record<string, unknown>)['ms-signature']);
  });

  it('carries the action with the fields of the data beside it', () => {
    expect(json({ kind: 'aspnet' }, event())).toEqual({
      Id: expect.stringMatching(/^[0-9a-f]{32}$/),
      Attempt: 1,
      Properties: { WebHookId: 'wh1', WebHookName: 'Site' },
      Notifications: [
        {
          Action: 'entry.publish',
          createdAt: '2026-03-01T12:00:00.000Z',
          model: 'article',
          uid: 'api::article.article',
          entry: { id: 7, documentId: 'doc1', title: 'Hello' },
          documentId: 'doc1',
          locale: 'en',
          status: 'published',
        },
      ],
    });
  });

  it('lets a field called Action win, and puts what has no fields under data', () => {
    const [first] = (json({ kind: 'aspnet' }, ownEvent({ Action: 'mine' })) as { Notifications: object[] }).Notifications;
    const [second] = (json({ kind: 'aspnet' }, ownEvent('text')) as { Notifications: object[] }).Notifications;

    expect(first).toMatchObject({ Action: 'mine' });
    expect(second).toMatchObject({ Action: 'order.paid', data: 'text' });
  });

  it('keeps the id and counts the attempts', () => {
    const attempts = [1, 2, 3].map(
      (attempt) => JSON.parse(write({ kind: 'aspnet' }, event(), attempt).body.toString()) as { Id: string; Attempt: number }
    );

    expect(new Set(attempts.map(({ Id }) => Id)).size).toBe(1);
    expect(attempts.map(({ Attempt }) => Attempt)).toEqual([1, 2, 3]);
    expect((json({ kind: 'aspnet' }, event({ id: 'evt_other' })) as { Id: string }).Id).not.toBe(attempts[0]!.Id);
  });

  it('breaks lines with CRLF, and leaves line breaks within values alone', () => {
    const body = text({ kind: 'aspnet' }, ownEvent({ note: 'a\nb\r\nc' }));

    expect(
      body
        .split('\n')
        .slice(0, -1)
        .every((line) => line.endsWith('\r'))
    ).toBe(true);
    expect((JSON.parse(body) as { Notifications: { note: string }[] }).Notifications[0]!.note).toBe('a\nb\r\nc');
  });
});

describe('every format', () => {
  const SAMPLES: Record<string, Format> = {
    ...Object.fromEntries(FORMAT_KINDS.map((kind) => [kind, { kind } as Format])),
    cloudevents: { kind: 'cloudevents', mode: 'structured' },
    template: { kind: 'template', body: '{{ entry | json }}', contentType: 'application/json' },
  };

  it('is registered under its own kind', () => {
    expect(Object.entries(FORMATS).map(([kind, format]) => [kind, format.kind])).toEqual(FORMAT_KINDS.map((kind) => [kind, kind]));
  });

  it.each(Object.entries(SAMPLES))('%s survives nasty content', (_kind, format) => {
    const entry = JSON.parse('{"__proto__":1,"toString":2,"title":"\\u0000\\ud83d\\ude00 \\ud800 </script>\\r\\n"}') as Record<
      string,
      unknown
    >;

    expect(write(format, event({}, { entry })).body.length).toBeGreaterThan(0);
    expect(write(format, ownEvent(null)).body.length).toBeGreaterThan(0);
  });
});
