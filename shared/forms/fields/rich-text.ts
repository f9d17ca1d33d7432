import type { FieldDescription } from '../field-description';
import { value, type FieldType } from '../field-type';

/** Text between fields: paragraphs, lists, links, bold and italic, written in Markdown. */
export const richText: FieldType = {
  type: 'rich-text',
  answers: false,
  read: () => value(null),
  control: () => ({ kind: 'rich-text' }),
};

export const richTextDescription: FieldDescription = {
  type: 'rich-text',
  group: 'layout',
  icon: 'MarkdownField',
  settings: [{ name: 'text', kind: 'markdown', default: '', max: 20_000, isTranslatable: true }],
  schema: () => ({ type: 'null' }),
};
