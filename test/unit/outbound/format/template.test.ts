import { describe, expect, it } from 'vitest';
import { WEBHOOK_DEFAULTS } from '../../../../shared/contracts/webhook';
import { FormatFault } from '../../../../server/src/outbound/format/define';
import { formatBody } from '../../../../server/src/outbound/format/format';
import { renderTemplate, templateFault, toJson } from '../../../../server/src/outbound/format/liquid';
import { TEMPLATE_PRESETS } from '../../../../server/src/outbound/format/template-presets';
import { choosePayload } from '../../../../server/src/outbound/payload';
import type { StoredEvent } from '../../../../server/src/outbound/event';
import { ARTICLE, event, mediaEvent, ownEvent, seeded } from '../bundles';

const render = (body: string, about: StoredEvent = event(), contentType = 'text/plain') =>
  formatBody({
    format: { kind: 'template', body, contentType },
    event: about,
    payload: choosePayload(about, { kind: 'all' }),
    webhook: { id: 'wh1', name: 'Site', submissions: WEBHOOK_DEFAULTS.submissions },
    attempt: 2,
  });

describe('a template', () => {
  it('sees the fields of the json format, the webhook and the attempt', () => {
    const body =
      '{{ event }} {{ uid }} {{ entry.title }} {{ locale }} {{ webhook.name }} {{ attempt }} {{ createdAt | date: "%Y-%m-%d %H:%M" }}';

    expect(render(body).body.toString()).toBe('entry.publish api::article.article Hello en Site 2 2026-03-01 12:00');
  });

  it('is sent under the content type that was chosen', () => {
    expect(render('x', event(), 'text/xml').contentType).toBe('text/xml');
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'entry.constructor',
    'entry.__proto__',
    'entry.title.constructor',
    'webhook.secrets',
  ])('sees nothing at %s', (path) => {
    expect(render(`[{{ ${path} }}]`).body.toString()).toBe('[]');
  });

  it('writes JSON that is safe in HTML and JavaScript too, and null for nothing', () => {
    expect(toJson('</script>&\u2028"\n')).toBe('"\\u003c/script\\u003e\\u0026\\u2028\\"\\n"');
    expect(render('{{ nope | json }}').body.toString()).toBe('null');
    expect(JSON.parse(render('{{ entry | json }}').body.toString())).toEqual({ id: 7, documentId: 'doc1', title: 'Hello' });
  });

  it.each(['jsonify', 'inspect'])('keeps the other JSON filters of Liquid: %s', (filter) => {
    expect(JSON.parse(render(`{{ entry.title | ${filter} }}`).body.toString())).toBe('Hello');
  });
});

describe('mistakes in a template', () => {
  it.each([
    ['{{ x', 'line 1, column 1: output "{{ x" not closed'],
    ['a\n  {% if x %}', 'line 2, column 3: tag {% if x %} not closed'],
    ['a\nb {% fi %}', 'line 2, column 3: tag "fi" not found'],
    ['{{ x | nope }}', 'line 1, column 1: undefined filter: nope'],
    ['{% include "a" %}', 'line 1, column 1: tag "include" not found'],
    ['{% render "a" %}', 'line 1, column 1: tag "render" not found'],
    ['{% layout "a" %}', 'line 1, column 1: tag "layout" not found'],
    ['{% block a %}{% endblock %}', 'line 1, column 1: tag "block" not found'],
  ])('are found before it is used: %j', (body, fault) => {
    expect(templateFault(body)).toBe(fault);
  });

  it('are none in a template that is fine', () => {
    expect(templateFault('{% for tag in entry.tags %}{{ tag.name | upcase }}{% else %}–{% endfor %}')).toBeNull();
  });
});

describe('a template that asks for too much', () => {
  const big = {
    text: 'a'.repeat(1_000_000),
    nasty: '<script '.repeat(100_000),
    dashes: '-'.repeat(1_000_000),
    list: Array.from({ length: 50_000 }, (_, i) => `b${i}`),
  };

  it.each([
    ['a long range', '{% for i in (1..1000000000) %}a{% endfor %}'],
    [
      'nested loops',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{{ k }}{% endfor %}{% endfor %}{% endfor %}',
    ],
    ['doubling text', '{% assign x = "aaaaaaaaaa" %}{% for i in (1..100) %}{% assign x = x | append: x %}{% endfor %}'],
    ['the same text again and again', '{% for i in (1..100000) %}{{ text }}{% endfor %}'],
    ['captured text again and again', '{% capture x %}{% for i in (1..100000) %}{{ text }}{% endfor %}{% endcapture %}{{ x }}'],
    ['much text between tags', `{% for i in (1..100000) %}${'a'.repeat(1_000)}{% endfor %}`],
    ['padding by a date', '{{ "now" | date: "%999999999Y" }}'],
    [
      'doubling captured text and writing it as JSON',
      `{% capture x %}{{ text }}{% endcapture %}${'{% capture x %}{{ x }}{{ x }}{% endcapture %}'.repeat(8)}{{ x | json }}`,
    ],
    [
      'a list of the same long text',
      `{% assign x = text | split: "#" %}${'{% assign x = x | concat: x %}'.repeat(8)}{{ x | json }}`,
    ],
    ['such a list, written out', `{% assign x = text | split: "#" %}${'{% assign x = x | concat: x %}'.repeat(8)}{{ x }}`],
    ['joining a list again and again', '{% for i in (1..100000) %}{% assign x = list | join: "," %}{% endfor %}'],
  ])('is stopped soon: %s', (_name, body) => {
    const startedAt = performance.now();

    expect(() => renderTemplate(body, big)).toThrow(FormatFault);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('does not write out first what is too long for it', () => {
    const body = `{% assign x = text | split: "#" %}${'{% assign x = x | concat: x %}'.repeat(8)}{{ x | json }}`;
    const before = process.memoryUsage().rss;

    expect(() => renderTemplate(body, big)).toThrow(FormatFault);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it.each([
    'strip_html',
    'escape',
    'escape_once',
    'newline_to_br',
    'strip_newlines',
    'strip',
    'normalize_whitespace',
    'number_of_words',
    'truncatewords: 3',
    'slugify',
    'url_encode',
    'url_decode',
    'cgi_escape',
    'uri_escape',
    'split: "-"',
    'replace: "-", "+"',
    'remove: "a"',
    'capitalize',
    'date: "%Y"',
    'plus: 1',
    'base64_encode',
    'base64_decode',
    'size',
    'json',
    'xml_escape',
    'array_to_sentence_string',
    'sort',
    'uniq',
    'where: "a"',
  ])('no filter is slow on nasty text: %s', (filter) => {
    for (const name of ['nasty', 'dashes', 'list']) {
      const startedAt = performance.now();
      try {
        renderTemplate(`{{ ${name} | ${filter} }}`, big);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatFault);
      }
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    }
  });

  it('says where it was stopped', () => {
    expect(() => renderTemplate('ok\n{% for i in (1..1000000000) %}{% endfor %}', {})).toThrow(
      'The template cannot be rendered: line 2, column 1: memory alloc limit exceeded'
    );
  });
});

describe('the presets', () => {
  const NASTY = [
    'plain',
    'with "quotes" and \\ backslash',
    'two\nlines\r\n\ttab',
    '😀 emoji and ünïcode',
    '</script><script>alert(1)</script>',
    '{{ entry }} {% raw %}',
    '\u0000\u001f\u2028\ud800',
    '',
  ];
  const about = (title: string): readonly StoredEvent[] => [
    event({}, { entry: { id: 1, documentId: 'doc1', title } }),
    event({ subject: { ...ARTICLE, locale: null, status: null } }, { entry: { id: 1, documentId: 'doc1', name: title } }),
    event({ isTruncated: true }, { entry: { id: 1, documentId: 'doc1', locale: 'en' } }),
    mediaEvent('media.delete'),
    ownEvent({ title }),
    ownEvent(null, { type: 'switchboard.receiver.gone' }),
  ];

  it('have names of their own', () => {
    expect(new Set(TEMPLATE_PRESETS.map(({ name }) => name)).size).toBe(TEMPLATE_PRESETS.length);
  });

  it.each(TEMPLATE_PRESETS.map((preset) => [preset.name, preset] as const))(
    '%s has no mistake and renders JSON for any title',
    (_name, preset) => {
      expect(templateFault(preset.body)).toBeNull();
      for (const one of NASTY.flatMap(about)) JSON.parse(render(preset.body, one, preset.contentType).body.toString());
    }
  );

  it.each(TEMPLATE_PRESETS.map((preset) => [preset.name, preset] as const))(
    '%s renders JSON for titles nobody thought of',
    (_name, preset) => {
      const chance = seeded(7);
      for (let i = 0; i < 200; i += 1) {
        const title = String.fromCharCode(...Array.from({ length: 20 }, () => Math.floor(chance() * (i % 2 ? 128 : 65_536))));
        JSON.parse(render(preset.body, event({}, { entry: { title } }), preset.contentType).body.toString());
      }
    }
  );

  it('put the title where people read it', () => {
    const rendered = (name: string) =>
      JSON.parse(
        render(
          TEMPLATE_PRESETS.find((preset) => preset.name === name)!.body,
          event({}, { entry: { title: 'A "B" <C>' } })
        ).body.toString()
      ) as never;

    expect(rendered('slack')).toMatchObject({ text: 'entry.publish: A "B" <C>' });
    expect(rendered('discord')).toMatchObject({ embeds: [{ title: 'entry.publish: A "B" <C>' }], allowed_mentions: { parse: [] } });
    expect(rendered('teams')).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(rendered('github-dispatch')).toMatchObject({ event_type: 'entry.publish', client_payload: { documentId: 'doc1' } });
  });

  it('keep to the limits of Slack and Discord with a long title', () => {
    const long = event({}, { entry: { title: 'x'.repeat(5_000) } });
    const rendered = (name: string) =>
      JSON.parse(render(TEMPLATE_PRESETS.find((preset) => preset.name === name)!.body, long).body.toString()) as unknown;

    expect((rendered('slack') as { blocks: [{ text: { text: string } }] }).blocks[0].text.text.length).toBeLessThanOrEqual(150);
    expect((rendered('discord') as { embeds: [{ title: string }] }).embeds[0].title.length).toBeLessThanOrEqual(256);
  });
});
