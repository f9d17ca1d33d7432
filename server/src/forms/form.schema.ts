import type { FormInput } from '../../../shared/contracts/form';
import { CONDITION_OPERATORS } from '../../../shared/contracts/form';
import { PluginError, type FieldError } from '../kernel/errors';
import {
  caseOf,
  chosenBy,
  expected,
  expectedBoolean,
  expectedOneOf,
  expectedText,
  expectedWhole,
  faultsOf,
  isRecord,
  listOf,
  nullOr,
  recordOf,
  unionOf,
} from '../kernel/expected';

const MOST_PAGES = 50;
const MOST_FIELDS_PER_PAGE = 100;
const MOST_FIELDS = 300;
const MOST_RULES = 20;
const MOST_LOCALES = 50;
const MOST_TEXTS = 5_000;
const DEEPEST = 12;

/** The key of a form: part of its address and of `form:<key>`. */
const FORM_KEY = /^[a-z][a-z0-9-]{0,63}$/;
const PAGE_ID = /^pag_[A-Za-z0-9]{1,36}$/;
const FIELD_ID = /^fld_[A-Za-z0-9]{1,36}$/;

const matching = (what: string, pattern: RegExp) => expected(what, (value) => typeof value === 'string' && pattern.test(value));

const condition = recordOf({
  combine: expectedOneOf(['all', 'any']),
  rules: listOf(
    recordOf({
      field: expectedText(0, 64),
      operator: expectedOneOf(CONDITION_OPERATORS),
      value: expected(
        'a text of at most 500 characters, a number, true, false or null',
        (value) =>
          value === null ||
          typeof value === 'boolean' ||
          (typeof value === 'number' && Number.isFinite(value)) ||
          (typeof value === 'string' && value.length <= 500)
      ),
    }),
    0,
    MOST_RULES,
    'rules'
  ),
});

const visibility = nullOr(recordOf({ effect: expectedOneOf(['show', 'hide']), when: condition }));

/** A record of texts by names of any kind. */
const texts = (most: number, longest: number) =>
  expected(
    `an object of at most ${most} texts of at most ${longest} characters`,
    (value) =>
      isRecord(value) &&
      Object.keys(value).length <= most &&
      Object.entries(value).every(([name, text]) => name.length <= 600 && typeof text === 'string' && text.length <= longest)
  );

const field = recordOf({
  id: matching('an id such as `fld_…`', FIELD_ID),
  key: expectedText(0, 64),
  type: expectedText(1, 64),
  label: expectedText(0, 1_000),
  hint: expectedText(0, 2_000),
  placeholder: expectedText(0, 500),
  isRequired: expectedBoolean(),
  settings: expected('an object', isRecord),
  messages: texts(50, 1_000),
  visibility,
  requiredWhen: nullOr(condition),
  width: expectedOneOf(['full', 'half']),
  autocomplete: expectedText(0, 100),
});

const page = recordOf({
  id: matching('an id such as `pag_…`', PAGE_ID),
  title: expectedText(0, 500),
  description: expectedText(0, 5_000),
  fields: listOf(field, 0, MOST_FIELDS_PER_PAGE, 'fields'),
  visibility,
  jumps: listOf(recordOf({ when: condition, to: expectedText(1, 40) }), 0, 20, 'jumps'),
});

const notice = recordOf({
  id: matching('an id such as `not_…`', /^not_[A-Za-z0-9]{1,36}$/),
  name: expectedText(0, 255),
  isEnabled: expectedBoolean(),
  to: unionOf({
    addresses: caseOf({ addresses: listOf(expectedText(1, 320), 0, 50, 'addresses') }),
    field: caseOf({ field: expectedText(0, 64) }),
  }),
  replyToField: expectedText(0, 64),
  subject: expectedText(0, 500),
  body: expectedText(0, 20_000),
  when: nullOr(condition),
});

const instant = nullOr(
  expected(
    'a date and time as in `2026-01-31T12:00:00Z`',
    (value) =>
      typeof value === 'string' &&
      value.length <= 40 &&
      /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value))
  )
);

/** As `expectedWhole`, or null where there is no limit. */
const limit = (to: number) => nullOr(expectedWhole(1, to));

const settings = recordOf({
  submitLabel: expectedText(0, 255),
  nextLabel: expectedText(0, 255),
  backLabel: expectedText(0, 255),
  success: unionOf({
    message: caseOf({ text: expectedText(0, 5_000) }),
    redirect: caseOf({ url: expectedText(0, 2_000) }),
  }),
  storesPartial: expectedBoolean(),
  opensAt: instant,
  closesAt: instant,
  closedMessage: expectedText(0, 2_000),
  maxSubmissions: limit(10_000_000),
  oncePer: expectedOneOf(['none', 'user', 'address']),
  spam: recordOf({
    honeypot: expectedBoolean(),
    minSeconds: expectedWhole(0, 3_600),
    proofOfWork: expectedBoolean(),
    captcha: expectedOneOf(['none', 'turnstile', 'hcaptcha', 'recaptcha']),
    perAddress: expectedWhole(0, 100_000),
    perForm: expectedWhole(0, 1_000_000),
  }),
  privacy: recordOf({ address: expectedOneOf(['none', 'anonymised', 'full']), keepsUserAgent: expectedBoolean() }),
  retention: recordOf({ completeDays: limit(36_500), partialDays: limit(36_500), spamDays: limit(36_500) }),
  notices: listOf(notice, 0, 20, 'notices'),
});

const locale = matching('a language such as `en` or `pt-BR`', /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/);

const translations = chosenBy((value) => {
  const locales = isRecord(value) ? Object.keys(value) : [];
  const isLocale = (name: string): boolean => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/.test(name);
  if (!isRecord(value) || locales.length > MOST_LOCALES || !locales.every(isLocale)) {
    return expected(`an object of texts by language, of at most ${MOST_LOCALES} languages`, () => false);
  }
  return recordOf(Object.fromEntries(locales.map((name) => [name, texts(MOST_TEXTS, 20_000)])));
});

const definition = recordOf({
  pages: listOf(page, 1, MOST_PAGES, 'pages'),
  settings,
  locale,
  translations,
  // Made by the server: what comes is looked at as a list and not believed.
  retired: expected('a list', (value) => value === undefined || Array.isArray(value)),
});

const form = recordOf({
  key: matching('lower-case letters, digits and hyphens, a letter first, at most 64 characters', FORM_KEY),
  title: expectedText(1, 255),
  description: expectedText(0, 5_000),
  definition,
});

/** A text that every database keeps and every reader can show: no NUL, no half of a surrogate pair. */
const isWhole = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

/** Where a value is not plain JSON of bounded depth with whole texts. */
const findBroken = (value: unknown, path: string, depth = 0): FieldError | null => {
  if (depth > DEEPEST) return { path, message: `Expected at most ${DEEPEST} levels.` };
  if (typeof value === 'string')
    return isWhole(value) ? null : { path, message: 'Expected a text without NUL and broken characters.' };
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, one] of Object.entries(value)) {
    const below = path === '' ? name : `${path}.${name}`;
    const broken = isWhole(name) ? findBroken(one, below, depth + 1) : { path, message: 'Expected names without NUL.' };
    if (broken) return broken;
  }
  return null;
};

const tooManyFields = (input: FormInput): readonly FieldError[] => {
  const count = input.definition.pages.reduce((sum, one) => sum + one.fields.length, 0);
  return count <= MOST_FIELDS
    ? []
    : [{ path: 'definition.pages', message: `Expected at most ${MOST_FIELDS} fields, got ${count}.` }];
};

/** What is wrong with the shape of what the builder sends, or with its bounds. */
export const faultsOfForm = (input: unknown): readonly FieldError[] => {
  const broken = findBroken(input, '');
  if (broken) return [broken];
  const faults = faultsOf(form, input);
  return faults.length > 0 ? faults : tooManyFields(input as FormInput);
};

/** Reads what the builder sends. What it means is judged by `checkDefinition`. Throws `INVALID_INPUT`. */
export const parseFormInput = (input: unknown): FormInput => {
  const faults = faultsOfForm(input);
  if (faults.length > 0) throw new PluginError('INVALID_INPUT', faults);
  return input as FormInput;
};
