import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { isSet, textSetting } from '../settings';
import { readText } from '../text';

/** Where the zero before a national number is part of it. */
const KEEPS_ZERO = ['39'];

/** With the country's code where one is given or set: `020 7946 0000` in 44 is `+442079460000`. */
const toInternational = (digits: string, callingCode: string): string => {
  if (digits.startsWith('+') || callingCode === '') return digits;
  return `+${callingCode}${KEEPS_ZERO.includes(callingCode) ? digits : digits.replace(/^0/, '')}`;
};

/** A phone number, kept without what people put between the digits; E.164 where its country is known. */
export const phone: FieldType = {
  type: 'phone',
  answers: true,
  read: (raw, field) => {
    const found = readText(typeof raw === 'string' ? raw.trim() : raw, 40);
    if (typeof found !== 'string') return found;
    // `+44 (0)20 …` says the zero for callers from the same country.
    const digits = found
      .replace(/^(\+[\d\s.-]+)\(0\)/, '$1')
      .replace(/[\s\u00a0().\-/‐‑–]/g, '')
      .replace(/^00/, '+');
    if (!/^\+?\d+$/.test(digits)) return fault('not-phone');
    const number = toInternational(digits, textSetting(field, 'callingCode'));
    if (!number.startsWith('+')) {
      if (isSet(field, 'isInternational')) return fault('not-international');
      return /^\d{3,15}$/.test(number) ? value(number) : fault('not-phone');
    }
    return /^\+[1-9]\d{6,14}$/.test(number) ? value(number) : fault('not-phone');
  },
  control: () => ({ kind: 'input', attributes: { type: 'tel' } }),
};

export const phoneDescription: FieldDescription = {
  type: 'phone',
  group: 'text',
  icon: 'Phone',
  settings: [
    { name: 'callingCode', kind: 'text', default: '', max: 3 },
    { name: 'isInternational', kind: 'boolean', default: false },
  ],
  checkSettings: (field) =>
    /^([1-9]\d{0,2})?$/.test(textSetting(field, 'callingCode'))
      ? []
      : [
          {
            setting: 'callingCode',
            code: 'not-a-calling-code',
            message: 'Expected a country calling code without `+`, such as `44`.',
          },
        ],
  schema: (_field, of) => ({ type: 'string', ...(of === 'values' ? { pattern: '^\\+?[0-9]{3,15}$' } : {}), maxLength: 40 }),
};
