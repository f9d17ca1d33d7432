import type { FormField, PublicForm } from '../../../shared/contracts/form';
import { initialChoices } from '../../../shared/forms/options';
import type { FieldTypes } from '../../../shared/forms/field-type';
import { fieldsOf } from './field-types';

/** Raw answers by name, as the controls of a form give them: texts, and lists of texts. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

const initialOf = (field: FormField, types: FieldTypes, today: string): string | readonly string[] | null => {
  const type = types.get(field.type);
  if (!type?.answers) return null;
  const { kind, attributes } = type.control(field, today);
  const chosen = initialChoices(field);
  if (chosen.length > 0) return type.isList?.(field) ? chosen : (chosen[0] ?? null);
  if (kind === 'checkbox') return attributes?.checked ? String(attributes.value ?? 'true') : null;
  return typeof attributes?.value === 'string' && attributes.value !== '' ? attributes.value : null;
};

/** What stands in a form at first; `today` (YYYY-MM-DD) is the visitor's, for dates that are told from it. */
export const initialAnswers = (form: Pick<PublicForm, 'pages'>, types: FieldTypes, today: string): Answers => {
  const pairs = fieldsOf(form).map((field) => [field.key, initialOf(field, types, today)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string | readonly string[]] => pair[1] !== null));
};
