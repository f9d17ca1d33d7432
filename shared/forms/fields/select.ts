import { choiceSchema, choicesSchema, choiceSettings, checkChosen } from '../choice-description';
import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { choiceControl, readChoice, readChoices } from '../options';
import { isSet } from '../settings';

/** One choice, or several, from a list that opens. */
export const select: FieldType = {
  type: 'select',
  answers: true,
  isList: (field) => isSet(field, 'isMultiple'),
  read: (raw, field, tools) => (isSet(field, 'isMultiple') ? readChoices : readChoice)(raw, field, tools),
  control: (field) => ({
    ...choiceControl(field, 'select'),
    ...(isSet(field, 'isMultiple') ? { attributes: { multiple: true as const } } : {}),
  }),
};

export const selectDescription: FieldDescription = {
  type: 'select',
  group: 'choice',
  icon: 'BulletList',
  settings: /* @__PURE__ */ choiceSettings({ several: 'if-wanted' }),
  checkSettings: checkChosen,
  schema: (field, of) => (isSet(field, 'isMultiple') ? choicesSchema : choiceSchema)(field, of),
};
