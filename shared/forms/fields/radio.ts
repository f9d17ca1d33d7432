import { choiceSchema, choiceSettings, checkChosen } from '../choice-description';
import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { choiceControl, readChoice } from '../options';

/** One choice of several, all in sight. */
export const radio: FieldType = {
  type: 'radio',
  answers: true,
  read: readChoice,
  control: (field) => choiceControl(field, 'radios'),
};

export const radioDescription: FieldDescription = {
  type: 'radio',
  group: 'choice',
  icon: 'EnumerationField',
  settings: /* @__PURE__ */ choiceSettings({ several: 'never' }),
  checkSettings: checkChosen,
  schema: choiceSchema,
};
