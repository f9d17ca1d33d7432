import type { FieldValue, FormField, PublicForm, Values } from '../../../shared/contracts/form';
import { allowsOther, OTHER_VALUE, otherKey } from '../../../shared/forms/options';
import { optionsOf } from '../../../shared/forms/settings';
import { fieldsOf } from './field-types';
import type { Answers } from './initial-answers';

const textOf = (value: FieldValue | undefined): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'granted' in value) return value.granted ? 'true' : '';
  return String(value);
};

/** A choice of the visitor's own is the option "something else" and the words beside it. */
const withOther = (field: FormField, value: readonly string[]): Answers => {
  const known = new Set(optionsOf(field).map((option) => option.value));
  const own = allowsOther(field) ? value.find((one) => one !== '' && !known.has(one)) : undefined;
  const chosen = value.map((one) => (one === own ? OTHER_VALUE : one));
  return { [field.key]: chosen, ...(own === undefined ? {} : { [otherKey(field.key)]: own }) };
};

/** Stored values as the controls of the form hold them; files are not among them. */
export const rawAnswers = (form: Pick<PublicForm, 'pages'>, values: Values): Answers => {
  const one = (field: FormField): Answers => {
    const value = values[field.key];
    const list = (Array.isArray(value) ? (value as readonly FieldValue[]) : [value as FieldValue]).map(textOf);
    const raw = withOther(field, list);
    return Array.isArray(value) ? raw : { ...raw, [field.key]: raw[field.key]?.[0] ?? '' };
  };
  return Object.assign(
    {},
    ...fieldsOf(form)
      .filter(({ key }) => Object.hasOwn(values, key))
      .map(one)
  ) as Answers;
};
