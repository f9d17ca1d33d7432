import type { FieldValue, FormField, Locale } from '../contracts/form';
import { comparedText } from './condition';
import { isDate, toDateTime } from './local-date';
import { labelsOf } from './options';
import { optionsOf, textSetting } from './settings';

/** Words that values need in a language. */
export interface ValueTexts {
  readonly yes: string;
  readonly no: string;
  readonly granted: string;
  readonly refused: string;
}

const inLocale = (format: (locale: Locale | undefined) => string, locale: Locale): string => {
  try {
    return format(locale);
  } catch {
    // A locale that Intl cannot read is no reason to show nothing.
    return format('en');
  }
};

const dateAsText = (text: string, locale: Locale): string => {
  const hasTime = text.length > 10;
  const at = new Date(`${text}${hasTime ? '' : 'T00:00'}Z`);
  return inLocale(
    (one) =>
      new Intl.DateTimeFormat(one, { dateStyle: 'long', ...(hasTime ? { timeStyle: 'short' } : {}), timeZone: 'UTC' }).format(at),
    locale
  );
};

/** Grouped and with the decimal mark of the language; each digit as it was given. */
const numberAsText = (value: string | number, locale: Locale): string => {
  const decimals = String(value).split('.')[1]?.length ?? 0;
  if (String(value).length > 15) return String(value);
  return inLocale(
    (one) => Number(value).toLocaleString(one, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    locale
  );
};

const booleanAsText = (isYes: boolean, field: FormField, texts: ValueTexts): string =>
  isYes ? textSetting(field, 'yesLabel') || texts.yes : textSetting(field, 'noLabel') || texts.no;

/** A value in words: the labels of choices, dates and numbers as the language writes them, names of files. '' where nothing was answered. */
export const valueAsText = (
  value: FieldValue,
  { field, locale, texts }: { readonly field: FormField; readonly locale: Locale; readonly texts: ValueTexts }
): string => {
  if (value === null) return '';
  if (typeof value === 'boolean') return booleanAsText(value, field, texts);
  if (Array.isArray(value)) {
    const values = (value as readonly (string | { readonly name: string })[]).map((one) =>
      typeof one === 'string' ? one : one.name
    );
    return labelsOf(values, optionsOf(field)).join(', ');
  }
  if (typeof value === 'object') return (value as { granted: boolean }).granted ? texts.granted : texts.refused;
  const text = comparedText(value);
  if (field.type === 'number' || field.type === 'range') return withUnit(numberAsText(value, locale), field);
  if (field.type === 'date' || field.type === 'date-time')
    return isDate(text) || toDateTime(text) ? dateAsText(text, locale) : text;
  return labelsOf([text], optionsOf(field))[0] ?? text;
};

const withUnit = (text: string, field: FormField): string => `${text} ${textSetting(field, 'unit')}`.trim();
