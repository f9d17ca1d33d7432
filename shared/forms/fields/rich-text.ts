import type { FieldDescription } from '../field-description';
import { value, type FieldType } from '../field-type';
import { textSetting } from '../settings';

/** Text between fields: paragraphs, lists, links, bold and italic, written in Markdown. */
export const richText: FieldType = {
  type: 'rich-text',
  answers: false,
  read: () => value(null),
  control: (field) => ({ kind: 'rich-text', text: textSetting(field, 'text') }),
};

export const richTextDescription: FieldDescription = {
  type: 'rich-text',
  group: 'layout',
  icon: 'MarkdownField',
  settings: [{ name: 'text', kind: 'markdown', default: '', max: 20_000, isTranslatable: true }],
  schema: () => ({ type: 'null' }),
};
