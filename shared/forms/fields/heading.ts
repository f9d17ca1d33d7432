import type { FieldDescription } from '../field-description';
import { value, type FieldType } from '../field-type';
import { textSetting } from '../settings';

/** A heading between fields; its words are the field's label. */
export const heading: FieldType = {
  type: 'heading',
  answers: false,
  read: () => value(null),
  control: (field) => ({ kind: 'heading', attributes: { level: textSetting(field, 'level') || '2' } }),
};

export const headingDescription: FieldDescription = {
  type: 'heading',
  group: 'layout',
  icon: 'HeadingTwo',
  settings: [{ name: 'level', kind: 'choice', default: '2', choices: ['2', '3', '4'] }],
  schema: () => ({ type: 'null' }),
};
