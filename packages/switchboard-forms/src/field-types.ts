import type { FormField, PublicForm } from '../../../shared/contracts/form';
import { value, type FieldType, type FieldTypes } from '../../../shared/forms/field-type';
import { createFieldTypes } from '../../../shared/forms/field-types';

/** A type that only the server knows: any text goes, and the server judges it. */
const foreign = (type: string): FieldType => ({
  type,
  answers: true,
  read: (raw) => value(typeof raw === 'string' ? raw : String(raw)),
  control: () => ({ kind: 'input', attributes: { type: 'text' } }),
});

/** The types of a form's fields: the built-in ones, the site's own, and a stand-in for each that this page does not know. */
export const typesOf = (form: Pick<PublicForm, 'pages'>, own: readonly FieldType[] = []): FieldTypes => {
  const known = createFieldTypes(own);
  const names = fieldsOf(form).map(({ type }) => type);
  return new Map([...names.map((name) => [name, foreign(name)] as const), ...known]);
};

/** All fields, in order. */
export const fieldsOf = ({ pages }: Pick<PublicForm, 'pages'>): readonly FormField[] => pages.flatMap(({ fields }) => fields);
