import type { FieldOption } from '../contracts/form';
import { toDecimal } from './decimal';
import { listed, quoted, type Report } from './definition-fault';
import type { SettingDefinition, SettingKind } from './field-description';
import { isOption } from './settings';
import { isDateLimit, toDateTime, toTime } from './local-date';
import { HEAVIEST_PATTERN, LONGEST_PATTERN, weightOf } from './pattern-weight';

/** What a setting must be, in words, or null when it is that. */
type Check = (value: unknown, setting: SettingDefinition, compiles: (pattern: string) => boolean) => string | null;

const isText = (value: unknown, max = 5_000): value is string => typeof value === 'string' && value.length <= max;

const text: Check = (value, { min = 0, max = 5_000 }) => {
  if (isText(value, max) && value.trim().length >= min) return null;
  return min > 0 ? `a text of 1 to ${max} characters` : `a text of at most ${max} characters`;
};

const where =
  (what: string, isGood: (text: string) => boolean): Check =>
  (value) =>
    value === '' || (isText(value) && isGood(value)) ? null : what;

const within = ({ min = -Infinity, max = Infinity }: SettingDefinition, number: number): boolean => number >= min && number <= max;

const range = ({ min, max }: SettingDefinition): string => (min === undefined || max === undefined ? '' : ` from ${min} to ${max}`);

const CHECKS: Readonly<Record<SettingKind, Check>> = {
  text,
  'long-text': text,
  markdown: text,
  url: text,
  whole: (value, setting) =>
    Number.isSafeInteger(value) && within(setting, value as number) ? null : `a whole number${range(setting)}`,
  decimal: (value, setting) => {
    const decimal = toDecimal(value);
    return decimal !== null && within(setting, Number(decimal)) ? null : `a number${range(setting)}`;
  },
  boolean: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  choice: (value, { choices = [] }) => (choices.includes(value as string) ? null : listed(choices)),
  texts: (value, { max = 100 }) =>
    Array.isArray(value) && value.length <= max && value.every((one) => isText(one, 255)) ? null : `a list of at most ${max} texts`,
  'option-values': (value, { max = 500 }) =>
    Array.isArray(value) && value.length <= max && value.every((one) => isText(one, 200))
      ? null
      : 'a list of values of the choices',
  options: (value, { min = 0, max = 500 }) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(isGoodOption)
      ? null
      : `a list of ${min} to ${max} choices, each with a value and a label of at most 200 and 500 characters`,
  pattern: (value, { max = LONGEST_PATTERN }, compiles) => (value === '' ? null : whatPattern(value, compiles, max)),
  date: /* @__PURE__ */ where('a date such as `2026-01-31`, `today` or `today+14d`', isDateLimit),
  time: /* @__PURE__ */ where('a time such as `09:30`', (value) => toTime(value) !== null),
  'date-time': /* @__PURE__ */ where(
    'a date such as `2026-01-31`, with or without a time as in `2026-01-31T09:30`, or `today+14d`',
    (value) => isDateLimit(value) || toDateTime(value) !== null
  ),
};

/** What a pattern must be, in words, or null when it is that. */
export const whatPattern = (value: unknown, compiles: (pattern: string) => boolean, max = LONGEST_PATTERN): string | null => {
  if (!isText(value, max)) return `a regular expression of at most ${max} characters`;
  if (weightOf(value) > HEAVIEST_PATTERN)
    return `a regular expression that repeats less: written out, this one has more than ${HEAVIEST_PATTERN} steps`;
  return compiles(value) ? null : 'a regular expression without look-around and back-references';
};

const isGoodOption = (option: unknown): option is FieldOption =>
  isOption(option) &&
  option.value.length <= 200 &&
  option.value.trim() !== '' &&
  option.label.length <= 500 &&
  (option.image === undefined || isImage(option.image));

// Pictures come from the same site or by http(s); `//host` would be neither.
const isImage = ({ url, alt }: NonNullable<FieldOption['image']>): boolean =>
  url.length <= 2_000 && /^(?:https?:\/\/|\/(?![/\\]))[^\s\\"<>]+$/i.test(url) && alt.length <= 500;

/** One value or label twice, told at its place. */
const checkTwins = (options: readonly FieldOption[], path: string, report: Report): void => {
  const seen = new Set<string>();
  options.forEach(({ value }, index) => {
    const name = value.normalize('NFC');
    if (seen.has(name))
      report(
        `${path}.${index}.value`,
        'duplicate-option',
        `Expected each choice to have a value of its own, got ${quoted(value)} twice.`
      );
    if (value.startsWith('__'))
      report(`${path}.${index}.value`, 'reserved-value', 'Expected a value that does not begin with `__`.');
    seen.add(name);
  });
};

/** Judges the settings of a field by their definitions. What is not set is good; what no definition names is not. */
export const checkSettings = (
  settings: Readonly<Record<string, unknown>>,
  definitions: readonly SettingDefinition[],
  { path, report, compiles }: { readonly path: string; readonly report: Report; readonly compiles: (pattern: string) => boolean }
): void => {
  for (const name of Object.keys(settings)) {
    if (!definitions.some((one) => one.name === name))
      report(`${path}.${name.slice(0, 60)}`, 'unknown-setting', `This type of field has no setting ${quoted(name)}.`);
  }
  for (const setting of definitions) {
    const value = Object.prototype.hasOwnProperty.call(settings, setting.name) ? settings[setting.name] : undefined;
    const isUnset =
      value === undefined || value === null || (value === '' && setting.min === undefined && setting.kind !== 'choice');
    const isMissing = isUnset && (setting.min ?? 0) > 0 && (setting.kind === 'options' || setting.kind === 'long-text');
    if (isUnset && !isMissing) continue;
    const wanted = CHECKS[setting.kind](value ?? '', setting, compiles);
    if (wanted !== null) report(`${path}.${setting.name}`, 'bad-setting', `Expected ${wanted}, got ${quoted(value)}.`);
    else if (setting.kind === 'options') checkTwins(value as FieldOption[], `${path}.${setting.name}`, report);
  }
};
