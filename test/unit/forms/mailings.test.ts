import { describe, expect, it } from 'vitest';
import type { MailNotice } from '../../../shared/contracts/form';
import { createFieldTypes } from '../../../shared/forms';
import type { NewVersion } from '../../../server/src/forms/ports';
import { createMailings } from '../../../server/src/forms/mailings';

const notice = (part: Partial<MailNotice> = {}): MailNotice => ({
  id: 'not_1',
  name: 'Editors',
  isEnabled: true,
  to: { kind: 'addresses', addresses: ['a@example.com', 'b@example.com'] },
  replyToField: '',
  subject: 'New',
  body: '{{summary}}',
  when: null,
  ...part,
});

const version = (number: number, notices: readonly MailNotice[]): NewVersion =>
  ({
    formId: 'frm1',
    formKey: 'contact',
    number,
    title: 'Contact',
    description: '',
    publishedAt: 0,
    definition: { settings: { notices } },
  }) as unknown as NewVersion;

const event = (email: string | null) =>
  ({
    data: {
      own: {
        kind: 'form-submission',
        form: { title: 'Contact' },
        submission: { isTest: false, submittedAt: '2026-01-31T12:00:00.000Z' },
        fields: [{ id: 'fld_1', key: 'email', label: 'E-mail', type: 'email', value: email }],
      },
    },
  }) as never;

const mailings = (live: { current: readonly NewVersion[] }) =>
  createMailings({
    live: {
      heads: async () => live.current.map(({ formId, number }) => ({ formId, number })),
      versions: async () => live.current,
    },
    types: createFieldTypes(),
    matches: () => false,
  });

describe('the mailings of published forms', () => {
  it('are webhooks that want complete submissions of their form, one receiver URL for each address', async () => {
    const [webhook] = await mailings({ current: [version(1, [notice(), notice({ id: 'not_2', isEnabled: false })])] }).read();

    expect(webhook).toMatchObject({
      id: 'form:frm1:not_1',
      name: 'Contact: Editors',
      events: [{ type: 'form.submission.complete', uid: 'form:contact' }],
      receivers: [{ url: 'mailto:a@example.com' }, { url: 'mailto:b@example.com' }],
    });
  });

  it('are the same list until another version is live, and keep their receivers’ ids then', async () => {
    const live = { current: [version(1, [notice()])] };
    const made = mailings(live);
    const first = await made.read();

    expect(await made.read()).toBe(first);
    live.current = [version(2, [notice({ subject: 'Other' })])];
    const second = await made.read();
    expect(second).not.toBe(first);
    expect(second[0]!.receivers).toEqual(first[0]!.receivers);
  });

  it('write to the visitor only where there is an address, and only when the condition holds', async () => {
    const to = { kind: 'field', field: 'email' } as const;
    const when = { combine: 'all', rules: [{ field: 'email', operator: 'equals', value: 'yes@example.com' }] } as const;
    const [visitor, conditional] = await mailings({
      current: [version(1, [notice({ to }), notice({ id: 'not_2', when })])],
    }).read();

    expect(visitor!.mailing!.isFor(event(null))).toBe(false);
    expect(visitor!.mailing!.isFor(event('ada@example.com'))).toBe(true);
    expect(visitor!.mailing!.write(event('ada@example.com'), visitor!.receivers[0]!)).toMatchObject({ to: 'ada@example.com' });
    expect(conditional!.mailing!.isFor(event('no@example.com'))).toBe(false);
    expect(conditional!.mailing!.isFor(event('yes@example.com'))).toBe(true);
  });

  it('tell what a publication changes', () => {
    const made = mailings({ current: [] });
    const before = version(1, [notice(), notice({ id: 'not_2' })]);

    const { now, goneIds } = made.changes(before, version(2, [notice()]));

    expect(now.map(({ id }) => id)).toEqual(['form:frm1:not_1']);
    expect(goneIds).toEqual(['form:frm1:not_2']);
    expect(made.changes(before, null)).toEqual({ now: [], goneIds: ['form:frm1:not_1', 'form:frm1:not_2'] });
  });
});
