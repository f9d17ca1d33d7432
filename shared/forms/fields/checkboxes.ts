import { choicesSchema, choiceSettings, checkChosen } from '../choice-description';
import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { choiceControl, readChoices } from '../options';

/** Any number of choices, all in sight. */
export const checkboxes: FieldType = {
  type: 'checkboxes',
  answers: true,
  isList: () => true,
  read: readChoices,
  control: (field) => choiceControl(field, 'checkboxes'),
};

export const checkboxesDescription: FieldDescription = {
  type: 'checkboxes',
  group: 'choice',
  icon: 'CheckCircle',
  settings: /* @__PURE__ */ choiceSettings({ several: 'always' }),
  checkSettings: checkChosen,
  schema: choicesSchema,
};
