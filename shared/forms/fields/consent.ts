import type { FieldValue } from '../../contracts/form';
import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { numberSetting, textSetting } from '../settings';
import { isWebAddress } from './url';
import { toBoolean } from './yes-no';

type Consent = Extract<FieldValue, { readonly granted: boolean }>;

const isConsent = (raw: unknown): raw is Consent =>
  typeof raw === 'object' && raw !== null && typeof (raw as Partial<Consent>).granted === 'boolean';

/** Agreement to a text. What is kept is the very text that was shown, with its version, also when it was not given. */
export const consent: FieldType = {
  type: 'consent',
  answers: true,
  readsMissing: true,
  read: (raw, field, { isLenient }) => {
    const shown = { text: textSetting(field, 'text'), version: numberSetting(field, 'version', 1) };
    if (raw === null) return value({ granted: false, ...shown });
    // Who answers with the whole consent says which text was read.
    if (isConsent(raw))
      return raw.version === shown.version ? value({ granted: raw.granted, ...shown }) : fault('outdated-consent');
    const granted = toBoolean(raw, isLenient);
    return granted === null ? fault('not-consent') : value({ granted, ...shown });
  },
  isEmpty: (value) => !(value as Consent | null)?.granted,
  control: () => ({ kind: 'checkbox', attributes: { value: 'true' } }),
};

export const consentDescription: FieldDescription = {
  type: 'consent',
  group: 'consent',
  icon: 'Shield',
  settings: [
    { name: 'text', kind: 'long-text', default: '', min: 1, max: 5_000, isTranslatable: true },
    { name: 'version', kind: 'whole', default: 1, min: 1, max: 1_000_000 },
    { name: 'linkUrl', kind: 'url', default: '', max: 2_000, isTranslatable: true },
    { name: 'linkLabel', kind: 'text', default: '', max: 200, isTranslatable: true },
  ],
  checkSettings: (field) => {
    const link = textSetting(field, 'linkUrl');
    return link === '' || isWebAddress(link) || /^\/(?![/\\])[^\s\\"<>]*$/.test(link)
      ? []
      : [{ setting: 'linkUrl', code: 'not-url', message: 'Expected an http(s) address or a path such as `/privacy`.' }];
  },
  schema: (_field, of) => {
    const whole = {
      type: 'object',
      properties: { granted: { type: 'boolean' }, text: { type: 'string' }, version: { type: 'integer' } },
      required: of === 'values' ? ['granted', 'text', 'version'] : ['granted', 'version'],
    };
    return of === 'values' ? whole : { anyOf: [{ type: 'boolean' }, whole] };
  },
};
