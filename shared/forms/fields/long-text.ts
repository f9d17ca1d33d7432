import { withoutUnset, type FieldDescription } from '../field-description';
import { type FieldType } from '../field-type';
import { numberSetting, textSetting } from '../settings';
import { readText } from '../text';
import { checkLengths, judgeText, textSettings } from './text';

const MOST = 50_000;

/** Several lines of text. Line breaks of every kind are kept as one line feed, so that all count them alike. */
export const longText: FieldType = {
  type: 'long-text',
  answers: true,
  read: (raw, field, tools) => {
    const max = Math.min(numberSetting(field, 'maxLength', 5_000), MOST);
    const text = typeof raw === 'string' && raw.length <= max * 3 ? raw.replace(/\r\n?/g, '\n') : raw;
    const found = readText(text, max);
    return typeof found === 'string' ? judgeText(found, field, tools) : found;
  },
  control: (field) => ({
    kind: 'textarea',
    attributes: { rows: numberSetting(field, 'rows', 5), value: textSetting(field, 'initial') },
  }),
};

export const longTextDescription: FieldDescription = {
  type: 'long-text',
  group: 'text',
  icon: 'Paragraph',
  settings: /* @__PURE__ */ textSettings(MOST, [{ name: 'rows', kind: 'whole', default: 5, min: 2, max: 30 }]),
  checkSettings: checkLengths,
  schema: (field) =>
    withoutUnset({
      type: 'string',
      minLength: numberSetting(field, 'minLength', null),
      maxLength: Math.min(numberSetting(field, 'maxLength', 5_000), MOST),
    }),
};
