import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { textSetting } from '../settings';
import { readText } from '../text';

/** Whether it is a web address that may be shown as a link: http or https, without a name and password in it. */
export const isWebAddress = (text: string): boolean => {
  if (/[\s\\"<>]/.test(text) || !/^https?:\/\//i.test(text)) return false;
  try {
    const { protocol, hostname, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === '';
  } catch {
    return false;
  }
};

/** `www.example.com` is what people write; a name without a dot is more likely a slip. */
const withScheme = (text: string): string => (/^[^/?#:@]{1,255}\.[^/?#:@.]{2,}(?:[/?#:]|$)/.test(text) ? `https://${text}` : text);

/** A web address. */
export const url: FieldType = {
  type: 'url',
  answers: true,
  read: (raw) => {
    const found = readText(typeof raw === 'string' ? raw.trim() : raw, 2_000);
    if (typeof found !== 'string') return found;
    const whole = withScheme(found);
    return isWebAddress(whole) ? value(whole) : fault('not-url');
  },
  control: (field) => ({
    kind: 'input',
    attributes: {
      type: 'text',
      inputmode: 'url',
      autocapitalize: 'none',
      spellcheck: 'false',
      value: textSetting(field, 'initial'),
    },
  }),
};

export const urlDescription: FieldDescription = {
  type: 'url',
  group: 'text',
  icon: 'Link',
  settings: [{ name: 'initial', kind: 'url', default: '', max: 2_000 }],
  schema: (_field, of) => ({ type: 'string', ...(of === 'values' ? { format: 'uri' } : {}), maxLength: 2_008 }),
};
