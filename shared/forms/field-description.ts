import type { FormField } from '../contracts/form';

/** A part of a JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** How a setting is edited. `texts`: a list of them; `options`: the choices; `option-values`: some of the choices; limits of dates may be told from today. */
export type SettingKind =
  | 'text'
  | 'long-text'
  | 'markdown'
  | 'url'
  | 'whole'
  | 'decimal'
  | 'boolean'
  | 'choice'
  | 'texts'
  | 'options'
  | 'option-values'
  | 'pattern'
  | 'date'
  | 'time'
  | 'date-time';

/** One setting of a type of field: draws its input in the builder, and says what is allowed. */
export interface SettingDefinition {
  readonly name: string;
  readonly kind: SettingKind;
  /** What a new field has; '' and null say "not set". */
  readonly default: string | number | boolean | null | readonly unknown[];
  /** Least and greatest number, or length of a text or list. */
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** Visitors read it: it may stand in every language. */
  readonly isTranslatable?: boolean;
  /** It means something only when another setting is one of these. */
  readonly onlyWith?: { readonly setting: string; readonly is: readonly unknown[] };
  /** Of a project's own type; the panel knows those of the built-in ones in its languages. */
  readonly label?: string;
}

/** What is wrong with a setting beyond its kind and limits. */
export interface SettingFault {
  readonly setting: string;
  readonly code: string;
  readonly message: string;
}

export const FIELD_GROUPS = ['text', 'number', 'date', 'choice', 'consent', 'file', 'hidden', 'layout'] as const;
/** Where the picker of the builder lists a type. */
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/** What builder, checks and schema need of a type of field; the judging of answers does not. */
export interface FieldDescription {
  readonly type: string;
  readonly group: FieldGroup;
  /** Name of an icon of `@strapi/icons` or `@strapi/icons/symbols`. */
  readonly icon: string;
  readonly settings: readonly SettingDefinition[];
  readonly checkSettings?: (field: FormField) => readonly SettingFault[];
  /** Of an answer as JSON clients send it, or of the value that is made of it; null is allowed beside it where the form allows it. */
  readonly schema: (field: FormField, of: 'answers' | 'values') => JsonSchema;
  /** Of a project's own type; see `SettingDefinition.label`. `hint` stands below it in the picker. */
  readonly label?: string;
  readonly hint?: string;
}

/** The descriptions of the types a form may use, by name. */
export type FieldDescriptions = ReadonlyMap<string, FieldDescription>;

/** Says that the lesser of two settings is the greater. */
export const outOfOrder = (setting: string, other: string): SettingFault => ({
  setting,
  code: 'out-of-order',
  message: `Expected \`${setting}\` not to be less than \`${other}\`.`,
});

/** Leaves out of a schema what is not set. */
export const withoutUnset = (schema: Readonly<Record<string, unknown>>): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined && value !== null && value !== ''));
