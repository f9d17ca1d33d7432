import { choiceSchema, choicesSchema, choiceSettings, checkChosen } from '../choice-description';
import type { FieldDescription } from '../field-description';
import type { FieldType } from '../field-type';
import { choiceControl, readChoice, readChoices } from '../options';
import { isSet, optionsOf } from '../settings';

/** One choice, or several, of pictures. */
export const imageChoice: FieldType = {
  type: 'image-choice',
  answers: true,
  isList: (field) => isSet(field, 'isMultiple'),
  read: (raw, field, tools) => (isSet(field, 'isMultiple') ? readChoices : readChoice)(raw, field, tools),
  control: (field) => choiceControl(field, isSet(field, 'isMultiple') ? 'checkboxes' : 'radios', 'images'),
};

export const imageChoiceDescription: FieldDescription = {
  type: 'image-choice',
  group: 'choice',
  icon: 'Images',
  settings: /* @__PURE__ */ choiceSettings({ several: 'if-wanted' }),
  checkSettings: (field) => [
    ...checkChosen(field),
    ...optionsOf(field).flatMap(({ image }, index) =>
      image ? [] : [{ setting: `options.${index}.image`, code: 'missing', message: 'Expected a picture for each choice.' }]
    ),
  ],
  schema: (field, of) => (isSet(field, 'isMultiple') ? choicesSchema : choiceSchema)(field, of),
};
