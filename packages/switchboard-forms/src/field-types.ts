import type { FormField, PublicForm } from '../../../shared/contracts/form';
import { value, type Control, type FieldType, type FieldTypes } from '../../../shared/forms/field-type';
import { joinFieldTypes } from '../../../shared/forms/field-types';
import { checkboxes } from '../../../shared/forms/fields/checkboxes';
import { consent } from '../../../shared/forms/fields/consent';
import { email } from '../../../shared/forms/fields/email';
import { heading } from '../../../shared/forms/fields/heading';
import { hidden } from '../../../shared/forms/fields/hidden';
import { imageChoice } from '../../../shared/forms/fields/image-choice';
import { longText } from '../../../shared/forms/fields/long-text';
import { phone } from '../../../shared/forms/fields/phone';
import { radio } from '../../../shared/forms/fields/radio';
import { richText } from '../../../shared/forms/fields/rich-text';
import { select } from '../../../shared/forms/fields/select';
import { text } from '../../../shared/forms/fields/text';
import { yesNo } from '../../../shared/forms/fields/yes-no';

/** What ordinary forms are made of. The other built-in types are in `more.ts`, for forms that have one of them. */
export const ORDINARY: readonly FieldType[] = [
  text,
  longText,
  email,
  phone,
  radio,
  select,
  checkboxes,
  imageChoice,
  yesNo,
  consent,
  hidden,
  heading,
  richText,
];

const TEXT: Control = { kind: 'input', attributes: { type: 'text' } };

/** A type that only the server knows: drawn as the server says, any answer goes, and the server judges it. */
const foreign = (type: string, controls: PublicForm['controls'] = {}): FieldType => {
  const control = ({ key }: FormField): Control => controls[key] ?? TEXT;
  return {
    type,
    answers: true,
    isList: (field) => control(field).kind === 'checkboxes' || control(field).attributes?.['multiple'] === true,
    read: (raw) => value(Array.isArray(raw) ? raw.map(String) : String(raw)),
    control,
  };
};

/** The types of a form's fields: the built-in ones, the site's own, and a stand-in for each that this page does not know. */
export const typesOf = (
  form: Pick<PublicForm, 'pages' | 'controls'>,
  more: readonly FieldType[],
  own: readonly FieldType[] = []
): FieldTypes => {
  const known = joinFieldTypes([...ORDINARY, ...more], own);
  const names = fieldsOf(form).map(({ type }) => type);
  return new Map([...names.map((name) => [name, foreign(name, form.controls)] as const), ...known]);
};

/** Whether a form has fields of other types than ordinary ones. */
export const needsMore = (form: Pick<PublicForm, 'pages'>): boolean =>
  !fieldsOf(form).every((field) => ORDINARY.some(({ type }) => type === field.type));

/** All fields, in order. */
export const fieldsOf = ({ pages }: Pick<PublicForm, 'pages'>): readonly FormField[] => pages.flatMap(({ fields }) => fields);
