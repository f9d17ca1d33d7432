import type { FieldDescription } from '../field-description';
import { isEmailAddress } from '../email-address';
import { fault, value, type FieldType } from '../field-type';
import { listSetting, textSetting } from '../settings';
import { folded, readText } from '../text';

/** One e-mail address, perhaps only of certain domains. */
export const email: FieldType = {
  type: 'email',
  answers: true,
  read: (raw, field) => {
    const found = readText(typeof raw === 'string' ? raw.trim() : raw, 254);
    if (typeof found !== 'string') return found;
    if (!isEmailAddress(found)) return fault('not-email');
    const domain = folded(found.slice(found.indexOf('@') + 1));
    const isListed = (name: string) =>
      listSetting(field, name).some((one) => domain === folded(one) || domain.endsWith(`.${folded(one)}`));
    const isRefused =
      isListed('blockedDomains') || (listSetting(field, 'allowedDomains').length > 0 && !isListed('allowedDomains'));
    return isRefused ? fault('domain-refused') : value(found);
  },
  control: (field) => ({
    kind: 'input',
    attributes: { type: 'email', autocapitalize: 'none', spellcheck: 'false', value: textSetting(field, 'initial') },
  }),
};

export const emailDescription: FieldDescription = {
  type: 'email',
  group: 'text',
  icon: 'EmailField',
  settings: [
    { name: 'allowedDomains', kind: 'texts', default: [], max: 100 },
    { name: 'blockedDomains', kind: 'texts', default: [], max: 1_000 },
    { name: 'initial', kind: 'text', default: '', max: 254 },
  ],
  schema: () => ({ type: 'string', format: 'email', maxLength: 254 }),
};
