import type { FormField, PublicForm } from '../../../../shared/contracts/form';
import type { FieldTypes } from '../../../../shared/forms/field-type';
import type { Speak } from '../texts/speak';
import type { MoreMarkup } from './more-markup';

/** A file as it is listed: chosen and still here, or stored with an earlier page. */
export interface ListedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** All that is drawn depends on this and nothing else. */
export interface View {
  readonly form: PublicForm;
  readonly types: FieldTypes;
  /** Draws what ordinary forms do without, where the form has something of that. */
  readonly more: MoreMarkup | null;
  readonly speak: Speak;
  /** Where pictures of the form are whose address is a path: the Strapi site. */
  readonly assets: string;
  /** Begins all ids, so that two forms on one page do not share any. */
  readonly prefix: string;
  /** Level of the form's own heading. */
  readonly level: number;
  /** With a script, pages and conditions work; without, everything is shown and the server judges alone. */
  readonly isScripted: boolean;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, readonly ListedFile[]>>;
  readonly visible: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** Sentences by field key; '' is the whole form. */
  readonly faults: ReadonlyMap<string, string>;
  /** YYYY-MM-DD, where the visitor is. */
  readonly today: string;
}

/** Id of a field's control, or of one of its parts (`hint`, `fault`, `counter`, the number of an option). */
export const idOf = ({ prefix }: Pick<View, 'prefix'>, field: Pick<FormField, 'key'>, part: string | number = ''): string =>
  `${prefix}-${field.key}${part === '' ? '' : `-${part}`}`;

const isText = (answer: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof answer);

/** The answer as the texts a control holds. What no control can give, as posts without any control may bring, is no answer. */
export const answersOf = ({ answers }: Pick<View, 'answers'>, { key }: Pick<FormField, 'key'>): readonly string[] => {
  const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
  return (Array.isArray(answer) ? (answer as readonly unknown[]) : [answer]).filter(isText).map(String);
};
