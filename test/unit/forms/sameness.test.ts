import { expect, it } from 'vitest';
import { createKeys } from '../../../server/src/forms/keys';
import type { ReadToken } from '../../../server/src/forms/open-token';
import { EMPTY_ENVELOPE } from '../../../server/src/forms/posted';
import { samenessOf } from '../../../server/src/forms/sameness';

const keys = createKeys(['secret']);
/** Of a page that was built once for all its visitors. */
const token: ReadToken = { kind: 'valid', formId: 'frm', version: 1, openedAt: 0, nonce: 'nonce' };

const keyOf = (address: string, answers: Readonly<Record<string, unknown>>, idempotencyKey = ''): string | undefined =>
  samenessOf(keys, {
    formId: 'frm',
    posted: { answers, envelope: { ...EMPTY_ENVELOPE, idempotencyKey }, files: [] },
    token,
    resumeToken: null,
    address,
  })?.mark.key;

it('takes a double click for one submission, and two visitors with the same answers for two', () => {
  const once = keyOf('192.0.2.1', { vote: 'yes' });

  expect(keyOf('192.0.2.1', { vote: 'yes' })).toBe(once);
  expect(keyOf('192.0.2.1', { vote: 'no' })).not.toBe(once);
  expect(keyOf('192.0.2.2', { vote: 'yes' })).not.toBe(once);
});

it('goes by the idempotency key alone where there is one: visitors move between networks', () => {
  expect(keyOf('192.0.2.1', { vote: 'yes' }, 'key')).toBe(keyOf('198.51.100.7', { vote: 'yes' }, 'key'));
});
