import type { FormField } from '../contracts/form';
import { compareDecimals, decimalMark, decimalPlaces, isOnStep, toDecimal } from './decimal';
import { outOfOrder, withoutUnset, type JsonSchema, type SettingFault } from './field-description';
import { fault, value, type Control, type Reading, type ReadTools } from './field-type';
import { decimalSetting, numberSetting, textSetting } from './settings';

/** How many digits may stand behind the point: as many as the step has, where none is set. */
export const decimalsOf = (field: FormField): number => {
  const digits = Math.max(0, ...['step', 'min'].map((name) => decimalPlaces(decimalSetting(field, name))));
  return Math.min(numberSetting(field, 'decimals', digits), 20);
};

/** People write the mark of their language; a form post says it as it was written. */
const inPoints = (raw: string, { isLenient, locale }: ReadTools): string =>
  isLenient && !raw.includes('.') && decimalMark(locale) === ',' ? raw.replace(',', '.') : raw;

/** A text where decimals are allowed, so that none is lost; a number where all are whole. JSON may say decimals either way. */
export const readNumber = (raw: unknown, field: FormField, tools: ReadTools): Reading => {
  const decimals = decimalsOf(field);
  const mayBeText = tools.isLenient || decimals > 0;
  const said = typeof raw === 'string' && mayBeText && raw.length <= 60 ? inPoints(raw, tools) : raw;
  const decimal = typeof said === 'number' || mayBeText ? toDecimal(said) : null;
  if (decimal === null) return fault('not-number');

  const [min, max, step] = ['min', 'max', 'step'].map((name) => decimalSetting(field, name)) as [string, string, string];
  if (decimalPlaces(decimal) > decimals) return decimals === 0 ? fault('not-whole') : fault('too-many-decimals', { decimals });
  if (min !== '' && compareDecimals(decimal, min) < 0) return fault('too-small', { min });
  if (max !== '' && compareDecimals(decimal, max) > 0) return fault('too-large', { max });
  if (step !== '' && !isOnStep(decimal, step, min || '0')) return fault('off-step', { step });
  // A text says its digits; of a JSON number that is so large, nobody knows any more what they were.
  if (decimals > 0 && typeof raw === 'string') return value(decimal);
  if (Math.abs(Number(decimal)) > MOST)
    return decimal.startsWith('-') ? fault('too-small', { min: -MOST }) : fault('too-large', { max: MOST });
  return value(decimals > 0 ? decimal : Number(decimal));
};

/** Beyond it whole numbers are rounded somewhere on their way. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Limits of a number as attributes of an input. */
export const numberAttributes = (field: FormField): NonNullable<Control['attributes']> => {
  const step = decimalSetting(field, 'step') || (decimalsOf(field) > 0 ? 'any' : '1');
  const set = { min: decimalSetting(field, 'min'), max: decimalSetting(field, 'max'), step, value: initialNumber(field) };
  return Object.fromEntries(Object.entries(set).filter(([, text]) => text !== ''));
};

const initialNumber = (field: FormField): string => decimalSetting(field, 'initial') || textSetting(field, 'initial');

/** What must hold between the limits of a number. */
export const checkNumbers = (field: FormField): readonly SettingFault[] => {
  const [min, max, step] = [decimalSetting(field, 'min'), decimalSetting(field, 'max'), decimalSetting(field, 'step')];
  return [
    ...(min !== '' && max !== '' && compareDecimals(max, min) < 0 ? [outOfOrder('max', 'min')] : []),
    ...(step !== '' && compareDecimals(step, '0') <= 0
      ? [{ setting: 'step', code: 'too-small', message: 'Expected a step greater than 0.' }]
      : []),
  ];
};

/** Decimals are texts, because JSON's numbers are not exact. */
export const numberSchema = (field: FormField, of: 'answers' | 'values'): JsonSchema => {
  const text = { type: 'string', pattern: '^[+-]?[0-9]{1,30}(\\.[0-9]{1,20})?$' };
  const limit = (name: string): number | null => (decimalSetting(field, name) === '' ? null : Number(decimalSetting(field, name)));
  const limits = withoutUnset({ minimum: limit('min'), maximum: limit('max') });
  if (decimalsOf(field) === 0) return { type: 'integer', ...limits };
  return of === 'values' ? text : { anyOf: [text, { type: 'number', ...limits }] };
};
