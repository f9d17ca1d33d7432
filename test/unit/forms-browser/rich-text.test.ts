import { describe, expect, it } from 'vitest';
import { toHtml } from '../../../packages/switchboard-forms/src/markup/node';
import { richText } from '../../../packages/switchboard-forms/src/markup/rich-text';

const html = (text: string) => toHtml(richText(text));

describe('a rich text', () => {
  it.each([
    ['paragraphs and breaks', 'One\ntwo\n\nthree', '<p>One<br>two</p><p>three</p>'],
    ['emphasis and code', '**bold** *soft* `x < y`', '<p><strong>bold</strong> <em>soft</em> <code>x &lt; y</code></p>'],
    ['lists', '- one\n- **two**', '<ul><li>one</li><li><strong>two</strong></li></ul>'],
    ['numbered lists', '1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
    ['headings below the page’s', '# Top\n\n## Below', '<h3>Top</h3><h4>Below</h4>'],
    ['escaped signs', '\\*not soft\\*', '<p>*not soft*</p>'],
    ['links', '[us](https://example.com/a)', '<p><a href="https://example.com/a" rel="noopener">us</a></p>'],
    ['links by mail', '[mail](mailto:a@example.com)', '<p><a href="mailto:a@example.com" rel="noopener">mail</a></p>'],
    ['paths of the same site', '[here](/privacy)', '<p><a href="/privacy" rel="noopener">here</a></p>'],
    ['nothing', '', ''],
  ])('has %s', (_what, text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', ' javascript:x'])(
    'makes no link to %s',
    (address) => {
      expect(html(`[click](${address})`)).not.toContain('<a');
    }
  );

  it('never takes a text for HTML', () => {
    expect(html('<img src=x onerror=alert(1)> **<b>**')).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; <strong>&lt;b&gt;</strong></p>'
    );
  });

  it('does not hang on what is never closed', () => {
    const text = '*'.repeat(5_000) + '['.repeat(5_000) + '`'.repeat(5_000);

    expect(html(text).length).toBeGreaterThan(5_000);
  });
});
