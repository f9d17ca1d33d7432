import { ValidationError, type AnySchema, type TestContext } from 'yup';
import { EXTRA_SIGNATURES, FORMAT_KINDS, MASK, RETRY_PRESETS, type WebhookInput } from '../../../shared/contracts/webhook';
import { isHeaderName, isHeaderValue } from '../http/header-rules';
import { PluginError } from '../kernel/errors';
import {
  caseOf,
  expected,
  expectedBoolean,
  expectedNumber,
  expectedOneOf,
  expectedSecret,
  expectedText,
  expectedWhole,
  faultsOf,
  isRecord,
  listOf,
  nullOr,
  recordOf,
  unionOf,
} from '../kernel/expected';
import { conditionSchema, isFieldPath } from './condition.schema';
import { crossFaults } from './cross-faults';
import { FORMATS } from './format/format';
import { isReservedHeader } from './reserved-headers';
import { FORM_PREFIX } from './sight';
import { completeDraft } from './webhook-draft';

/** Says whether a URL may be called, and if not, why, in a sentence: the address guard's courtesy at save. */
export type JudgeUrl = (text: string) => { readonly kind: 'allowed' } | { readonly kind: 'forbidden'; readonly because: string };

const LONGEST_URL = 2_048;
const WEEK_S = 7 * 86_400;

// Both linear; the lengths are checked beside them.
const EVENT_TYPE = /^(?:\*|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:\.\*)?)$/;
const UID_PATTERN = /^(?:\*|[a-z0-9-]+::(?:\*|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)|form:[a-z][a-z0-9-]{0,63})$/;

const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length <= longest;

const urlSchema = (judgeUrl: JudgeUrl): AnySchema =>
  expected(`a URL of at most ${LONGEST_URL.toLocaleString('en-US')} characters`, (value) => isText(value, LONGEST_URL)).test(
    'judged',
    function checkUrl(value: unknown) {
      if (!isText(value, LONGEST_URL)) return true;
      const verdict = judgeUrl(value);
      return verdict.kind === 'allowed' || this.createError({ message: verdict.because });
    }
  );

const formatSchema = unionOf(Object.fromEntries(FORMAT_KINDS.map((kind) => [kind, caseOf(FORMATS[kind].settings)])));

const idSchema = expected('an id, or empty text to ask for one', (value) => isText(value, 64) && /^[A-Za-z0-9_:-]*$/.test(value));

const typeSchema = expected(
  'an event type such as `entry.publish`, `entry.*` or `*`',
  (value) => isText(value, 100) && EVENT_TYPE.test(value)
);

const uidSchema = expected(
  'a content type such as `api::article.article`, `api::*`, `*`, a form such as `form:contact`, or null',
  (value) => value === null || (isText(value, 200) && UID_PATTERN.test(value))
);

/** Why a type cannot have this uid; `null` when it can. */
const misplaced = (type: string, uid: string): string | null => {
  if (type === '*') return null;
  if (type.startsWith('form.')) {
    return uid === '*' || uid.startsWith(FORM_PREFIX)
      ? null
      : `Expected a form such as \`form:contact\`, or null for all: \`${type}\` is about forms.`;
  }
  if (!type.startsWith('entry.')) return `Expected null: \`${type}\` is about no content type.`;
  return uid.startsWith(FORM_PREFIX) ? `Expected a content type: \`${type}\` is not about forms.` : null;
};

const eventSchema = recordOf({ type: typeSchema, uid: uidSchema }).test('uid', function checkUid(pattern: unknown) {
  if (!isRecord(pattern) || typeof pattern['type'] !== 'string' || typeof pattern['uid'] !== 'string') return true;
  const message = misplaced(pattern['type'], pattern['uid']);
  return message === null || this.createError({ path: `${this.path}.uid`, message });
});

const isName = (value: unknown): value is string => isText(value, 100) && isHeaderName(value);

const isValue = (value: unknown): boolean => isText(value, 8_192) && isHeaderValue(value) && value === value.trim();

/** A masked value stands for the one that is stored. */
const headerValueSchema = expectedSecret(
  'one line of Latin-1 text without spaces around it, at most 8,192 characters',
  (value) => value === MASK || isValue(value)
);

const headerNameSchema = expected('a header name such as `X-Api-Key`', isName).test(
  'reserved',
  function checkReserved(value: unknown) {
    if (!isName(value) || !isReservedHeader(value)) return true;
    return this.createError({
      message: `Expected a header of your own, got \`${value}\`, which is set by Switchboard or by HTTP itself.`,
    });
  }
);

const secretText = (longest: number): AnySchema =>
  expectedSecret(`text of 1 to ${longest.toLocaleString('en-US')} characters`, (value) => isText(value, longest) && value !== '');

const authSchema = (judgeUrl: JudgeUrl): AnySchema =>
  unionOf({
    none: caseOf(),
    basic: caseOf({
      username: expected(
        'a user name of 1 to 200 characters without a colon',
        (value) => isText(value, 200) && /^[^:]+$/.test(value)
      ),
      password: expectedSecret('a password of at most 1,000 characters', (value) => isText(value, 1_000)),
    }),
    bearer: caseOf({
      token: expectedSecret(
        'a token of 1 to 8,000 printable characters without spaces',
        (value) => value === MASK || (isText(value, 8_000) && /^[\x21-\x7e]+$/.test(value))
      ),
    }),
    header: caseOf({ name: headerNameSchema, value: headerValueSchema }),
    oauth2: caseOf({
      tokenUrl: urlSchema(judgeUrl),
      clientId: expectedText(1, 500),
      clientSecret: secretText(2_000),
      scope: expectedText(0, 1_000),
      audience: expectedText(0, 1_000),
    }),
  });

const retrySchema = unionOf({
  ...Object.fromEntries(Object.keys(RETRY_PRESETS).map((kind) => [kind, caseOf()])),
  custom: caseOf({ delaysS: listOf(expectedNumber(1, WEEK_S, ' of seconds'), 1, 20, 'delays') }),
});

const orderSchema = unionOf({
  none: caseOf(),
  'per-document': caseOf(),
  'latest-only': caseOf(),
  'quiet-period': caseOf({ seconds: expectedWhole(1, 86_400, ' of seconds') }),
});

const payloadSchema = unionOf({
  all: caseOf(),
  ids: caseOf(),
  fields: caseOf({ fields: listOf(expected('a field such as `title` or `category.slug`', isFieldPath), 1, 200, 'fields') }),
});

function checkBetween(this: TestContext, value: unknown): true | ValidationError {
  const faults = isRecord(value) ? crossFaults(value) : [];
  return (
    faults.length === 0 ||
    new ValidationError(
      faults.map(({ path, message }) => this.createError({ path, message })),
      value,
      ''
    )
  );
}

const webhookSchema = (judgeUrl: JudgeUrl): AnySchema =>
  recordOf({
    name: expectedText(1, 120),
    description: expectedText(0, 1_000),
    isEnabled: expectedBoolean(),
    receivers: listOf(
      recordOf({ id: idSchema, url: urlSchema(judgeUrl), format: nullOr(formatSchema) }),
      1,
      10_000,
      'receiver URLs'
    ),
    events: listOf(eventSchema, 1, 500, 'events'),
    condition: conditionSchema,
    payload: payloadSchema,
    format: formatSchema,
    headers: listOf(recordOf({ name: headerNameSchema, value: headerValueSchema, isSecret: expectedBoolean() }), 0, 50, 'headers'),
    auth: authSchema(judgeUrl),
    extraSignatures: listOf(expectedOneOf(EXTRA_SIGNATURES), 0, EXTRA_SIGNATURES.length, 'signature styles'),
    retry: retrySchema,
    timeoutMs: expectedWhole(1_000, 60_000, ' of milliseconds'),
    maxConcurrency: expectedWhole(1, 100),
    maxPerSecond: nullOr(expectedNumber(0.1, 1_000)),
    order: orderSchema,
    submissions: recordOf({ names: expectedOneOf(['keys', 'labels']), files: expectedOneOf(['links', 'links-with-names']) }),
    asksFirst: nullOr(
      recordOf({ deadlineMs: expectedWhole(200, 5_000, ' of milliseconds'), whenSilent: expectedOneOf(['accept', 'refuse']) })
    ),
  }).test('between', checkBetween);

export interface ParseOptions {
  /** `createGuard(…).judgeUrl`. */
  readonly judgeUrl: JudgeUrl;
}

/**
 * Reads what a person, a program (`WebhookDraft`) or `config/plugins` wrote, with defaults filled in. Throws `INVALID_INPUT` with every fault
 * at its field, a sentence each; no sentence repeats a secret.
 */
export const parseWebhook = (input: unknown, { judgeUrl }: ParseOptions): WebhookInput => {
  const whole = completeDraft(input);
  const faults = faultsOf(webhookSchema(judgeUrl), whole);
  if (faults.length > 0) throw new PluginError('INVALID_INPUT', faults);
  return whole as WebhookInput;
};
