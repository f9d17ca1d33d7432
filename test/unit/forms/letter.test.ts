import { describe, expect, it } from 'vitest';
import type { MailNotice, SubmissionPayload } from '../../../shared/contracts/form';
import { visitorAddress, writeLetter } from '../../../server/src/forms/letter';

const notice = (part: Partial<MailNotice> = {}): MailNotice => ({
  id: 'not_1',
  name: 'To the editors',
  isEnabled: true,
  to: { kind: 'addresses', addresses: ['ed@example.com'] },
  replyToField: '',
  subject: 'New: {{form.title}} {{submission.id}}',
  body: 'From {{ name }} at {{form.title}}.\n\n{{summary}}',
  when: null,
  ...part,
});

const field = (key: string, value: SubmissionPayload['fields'][number]['value'], part: object = {}) => ({
  id: `fld_${key}`,
  key,
  label: `Label of ${key}`,
  type: 'text',
  value,
  ...part,
});

const payload = (fields: SubmissionPayload['fields'], isTest = false): SubmissionPayload => ({
  kind: 'form-submission',
  form: { id: 'frm1', key: 'contact', title: 'Contact', version: 3, locale: 'en' },
  submission: {
    id: 'sub1',
    createdAt: '2026-03-01T11:59:00.000Z',
    submittedAt: '2026-03-01T12:00:00.000Z',
    isFinalized: true,
    isTest,
    locale: 'en',
    user: null,
    pageUrl: null,
    referrer: null,
  },
  fields,
  consents: [],
});

const write = (part: Partial<MailNotice>, fields: SubmissionPayload['fields'], isTest = false) =>
  writeLetter(notice(part), payload(fields, isTest), 'ed@example.com');

describe('the letter of a notice', () => {
  it('fills its placeholders with answers in words', () => {
    const fields = [
      field('name', 'Ada'),
      field('topics', ['x', 'y'], { labels: ['Ex', 'Why'] }),
      field('empty', null),
      field('cv', [{ id: 'fil_1', name: 'cv.pdf', mime: 'application/pdf', size: 9 }], {
        type: 'file',
        files: [{ url: 'https://cms.example/f', expiresAt: '2026-04-01T00:00:00.000Z' }],
      }),
    ];

    const { subject, text } = write({}, fields);

    expect(subject).toBe('New: Contact sub1');
    expect(text).toBe(
      'From Ada at Contact.\n\nLabel of name: Ada\nLabel of topics: Ex, Why\nLabel of cv: cv.pdf: https://cms.example/f'
    );
  });

  it('looks for placeholders once: what a visitor writes is no template', () => {
    const { text } = write({ body: '{{name}} {{unknown}}|' }, [field('name', '{{secret}}'), field('secret', 'hidden')]);

    expect(text).toBe('{{secret}} |');
  });

  it('has no answers in its subject, whatever a version that was published before asks for', () => {
    const { subject } = write({ subject: 'New: {{name}} {{summary}} {{submission.page}}{{form.key}}' }, [field('name', 'Ada')]);

    expect(subject).toBe('New:   contact');
  });

  it('keeps line breaks and control characters out of the subject, and bounds it', () => {
    const { subject } = write({ subject: `New\r\nBcc: all@example.com\u0000\u2028${'x'.repeat(500)}` }, []);

    expect(subject).toMatch(/^New Bcc: all@example\.com x+$/);
    expect([...subject]).toHaveLength(200);
  });

  it('escapes answers in the HTML part', () => {
    const { html } = write({ body: '{{name}}\nend' }, [field('name', `<script>alert("x")</script>&'`)]);

    expect(html).toBe('<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;<br>end</p>');
  });

  it('takes Reply-To and the visitor’s address from e-mail fields only', () => {
    const fields = [field('email', 'ada@example.com', { type: 'email' }), field('name', 'eve@example.com')];
    const toVisitor = (key: string) => visitorAddress(notice({ to: { kind: 'field', field: key } }), payload(fields));

    expect(write({ replyToField: 'email' }, fields).replyTo).toBe('ada@example.com');
    expect(write({ replyToField: 'name' }, fields).replyTo).toBeNull();
    expect(write({}, fields).replyTo).toBeNull();
    expect(toVisitor('email')).toBe('ada@example.com');
    expect(toVisitor('name')).toBeNull();
  });

  it('says when it is about a test, and never has an empty subject', () => {
    expect(write({ subject: '{{nothing}}' }, [], true).subject).toBe('[Test] Contact');
  });
});
