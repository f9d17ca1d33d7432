import { describe, expect, it } from 'vitest';
import type { SubmissionPayload } from '../../../../shared/contracts/form';
import { WEBHOOK_DEFAULTS, type Format, type PayloadChoice, type SubmissionStyle } from '../../../../shared/contracts/webhook';
import { holds } from '../../../../server/src/outbound/condition';
import { formatBody } from '../../../../server/src/outbound/format/format';
import { choosePayload } from '../../../../server/src/outbound/payload';
import { buildRequest } from '../../../../server/src/outbound/request';
import { ownEvent, webhook } from '../bundles';

const field = (key: string, value: SubmissionPayload['fields'][number]['value'], part: object = {}) => ({
  id: `fld_${key}`,
  key,
  label: key,
  type: 'text',
  value,
  ...part,
});

const photo = { id: 'fil_1', name: 'CAJWHV7S.jpg', mime: 'image/jpeg', size: 1_843 };
const scan = { id: 'fil_2', name: 'scan.pdf', mime: 'application/pdf', size: 90 };

const payload = (part: Partial<SubmissionPayload> = {}): SubmissionPayload => ({
  kind: 'form-submission',
  form: { id: 'frm1', key: 'contact', title: 'Contact', version: 3, locale: 'en' },
  submission: {
    id: 'sub1',
    createdAt: '2026-03-01T11:59:00.000Z',
    submittedAt: '2026-03-01T12:00:00.000Z',
    isFinalized: true,
    isTest: false,
    locale: 'en',
    user: null,
    pageUrl: 'https://site.example/contact',
    referrer: null,
  },
  fields: [
    field('name', 'Penguin', { label: 'Your name' }),
    field('topics', ['x', 'y'], { label: 'Topics', type: 'checkboxes', labels: ['Ex', 'Why'] }),
    field('amount', '12.50', { label: 'Amount', type: 'number' }),
    field('tracking', null, { label: 'Hidden feed value', type: 'hidden' }),
    field('news', { granted: true, text: 'I agree', version: 2 }, { label: 'News', type: 'consent' }),
    field('photo', [photo, scan], {
      label: 'Your photo',
      type: 'file',
      files: [
        { url: 'https://cms.example/a', expiresAt: '2026-04-01T00:00:00.000Z' },
        { url: 'https://cms.example/b', expiresAt: '2026-04-01T00:00:00.000Z' },
      ],
    }),
    field('__field_fld_9', 'old', { id: 'fld_9', label: 'Gone' }),
  ],
  consents: [{ key: 'news', granted: true, text: 'I agree', version: 2, at: '2026-03-01T12:00:00.000Z' }],
  ...part,
});

const SYSTEM = [
  ['SYSTEMCOLUMN_FinalizedSubmission', true],
  ['SYSTEMCOLUMN_HostedPage', 'https://site.example/contact'],
  ['SYSTEMCOLUMN_Language', 'en'],
  ['SYSTEMCOLUMN_SubmitTime', '2026-03-01T12:00:00.000Z'],
  ['SYSTEMCOLUMN_SubmitUser', ''],
] as const;

const submitted = (own: SubmissionPayload = payload()) =>
  ownEvent(own, {
    type: 'form.submission.complete',
    subject: { uid: 'form:contact', model: 'form', documentId: 'sub1', locale: 'en', status: null },
  });

interface Choices {
  readonly own?: SubmissionPayload;
  readonly style?: Partial<SubmissionStyle>;
  readonly choice?: PayloadChoice;
}

const text = (format: Format, { own = payload(), style = {}, choice = { kind: 'all' } }: Choices = {}): string => {
  const event = submitted(own);
  const submissions = { ...WEBHOOK_DEFAULTS.submissions, ...style };
  return formatBody({
    format,
    event,
    payload: choosePayload(event, choice),
    webhook: { id: 'wh1', name: 'Site', submissions },
    attempt: 1,
  }).body.toString();
};

const json = (format: Format, choices?: Choices): unknown => JSON.parse(text(format, choices));

describe('a form submission', () => {
  it('is one flat object in `json`: answers in field order, then the system columns', () => {
    expect(Object.entries(json({ kind: 'json' }) as object)).toEqual([
      ['name', 'Penguin'],
      ['topics', ['x', 'y']],
      ['amount', '12.50'],
      ['tracking', null],
      ['news', true],
      ['photo', ['https://cms.example/a', 'https://cms.example/b']],
      ['__field_fld_9', 'old'],
      ...SYSTEM,
    ]);
  });

  it('is the same as an array of keys and values in `key-value`, null for an empty hidden field', () => {
    expect(json({ kind: 'key-value' })).toEqual(
      Object.entries(json({ kind: 'json' }) as object).map(([key, value]) => ({ key, value }))
    );
    expect(json({ kind: 'key-value' })).toContainEqual({ key: 'tracking', value: null });
  });

  it('goes as an HTML form would send it in `form-urlencoded`: one pair for each of several values', () => {
    const pairs = new URLSearchParams(text({ kind: 'form-urlencoded' }));

    expect(pairs.getAll('topics')).toEqual(['x', 'y']);
    expect(pairs.get('tracking')).toBe('');
    expect(pairs.get('SYSTEMCOLUMN_FinalizedSubmission')).toBe('true');
  });

  it('sends files as Episerver does where asked: link, `#@` and name, several in one text', () => {
    const body = json({ kind: 'json' }, { style: { files: 'links-with-names' } }) as Record<string, unknown>;
    const none = payload({ fields: [field('photo', null, { type: 'file' })] });

    expect(body['photo']).toBe('https://cms.example/a#@CAJWHV7S.jpg | https://cms.example/b#@scan.pdf');
    expect(json({ kind: 'json' }, { own: none, style: { files: 'links-with-names' } })).toMatchObject({ photo: null });
    expect(json({ kind: 'json' }, { own: none })).toMatchObject({ photo: null });
  });

  it('names files that have no link yet, when it is asked about first', () => {
    const own = payload({ fields: [field('photo', [photo, scan], { type: 'file' })] });

    expect(json({ kind: 'json' }, { own })).toMatchObject({ photo: ['CAJWHV7S.jpg', 'scan.pdf'] });
    expect(json({ kind: 'json' }, { own, style: { files: 'links-with-names' } })).toMatchObject({
      photo: '#@CAJWHV7S.jpg | #@scan.pdf',
    });
  });

  it('tells equal labels apart by a number, and never loses an answer', () => {
    const own = payload({
      fields: [
        field('a', '1', { label: 'Name' }),
        field('b', '2', { label: 'Name' }),
        field('c', '3', { label: 'Name (2)' }),
        field('d', '4', { label: ' ' }),
        field('e', '5', { label: 'SYSTEMCOLUMN_SubmitUser' }),
        field('f', '6', { label: '__proto__' }),
      ],
    });
    const body = text({ kind: 'json' }, { own, style: { names: 'labels' } });

    expect(body).toContain(
      '{"Name":"1","Name (2)":"2","Name (2) (2)":"3","d":"4","SYSTEMCOLUMN_SubmitUser (2)":"5","__proto__":"6",' +
        '"SYSTEMCOLUMN_FinalizedSubmission":true'
    );
  });

  it('is nested with form, consents and fields as they were asked in the other formats', () => {
    const nested = {
      form: { key: 'contact', version: 3 },
      submission: { id: 'sub1', isFinalized: true },
      data: { name: 'Penguin', photo: [{ url: 'https://cms.example/a' }, { url: 'https://cms.example/b' }] },
      consents: [{ key: 'news', text: 'I agree' }],
    };

    expect(json({ kind: 'envelope' })).toMatchObject({ type: 'form.submission.complete', data: nested });
    expect(json({ kind: 'cloudevents', mode: 'structured' })).toMatchObject({ subject: 'form:contact/sub1', data: nested });
    expect(json({ kind: 'aspnet' })).toMatchObject({ Notifications: [{ Action: 'form.submission.complete', ...nested }] });
    expect(
      text({ kind: 'template', body: '{{ form.title }}: {{ data.name }} ({{ fields[1].labels[1] }})', contentType: 'text/plain' })
    ).toBe('Contact: Penguin (Why)');
  });

  it('sends the chosen answers only, or none', () => {
    const chosen = json({ kind: 'json' }, { choice: { kind: 'fields', fields: ['amount', 'name'] } }) as object;
    const ids = json({ kind: 'envelope' }, { choice: { kind: 'ids' } }) as { data: object };

    expect(Object.keys(chosen)).toEqual(['name', 'amount', ...SYSTEM.map(([name]) => name)]);
    expect(ids.data).toMatchObject({ submission: { id: 'sub1' }, data: {}, consents: [], fields: [] });
  });

  it('is asked by conditions for its answers by key', () => {
    const is = (name: string, value: unknown) => ({ kind: 'compare', field: name, operator: 'is', value }) as const;

    expect(holds(is('name', 'Penguin'), submitted())).toBe(true);
    expect(holds(is('topics', 'y'), submitted())).toBe(true);
    expect(holds(is('name', 'Puffin'), submitted())).toBe(false);
    expect(holds(is('photo.name', 'scan.pdf'), submitted())).toBe(false);
  });
});

describe('the request about a form submission', () => {
  const request = (part: object, receiver: { url: string; format: Format | null }) =>
    buildRequest({
      webhook: webhook(),
      receiver,
      event: submitted(),
      deliveryId: 'dlv_1',
      attempt: 1,
      nowMs: 0,
      bearer: null,
      version: '0.1.0',
      ...part,
    });

  it('names form and submission in headers', () => {
    expect(request({}, { url: 'https://one.example', format: null }).headers).toMatchObject({
      'X-Switchboard-Form': 'contact',
      'X-Switchboard-Submission': 'sub1',
    });
  });

  it('follows the site’s default where the webhook says json, and the receiver URL where that says something', () => {
    const first = (part: object, format: Format | null) => request(part, { url: 'https://one.example', format }).body.toString()[0];

    expect(first({}, null)).toBe('{');
    expect(first({ submissionsAsPairs: true }, null)).toBe('[');
    expect(first({ submissionsAsPairs: true }, { kind: 'json' })).toBe('{');
    expect(first({ submissionsAsPairs: true, webhook: webhook({ format: { kind: 'envelope' } }) }, null)).toBe('{');
  });
});
