import type { FormDefinition, FormField } from '../contracts/form';
import type { FieldDescriptions, JsonSchema } from './field-description';
import type { FieldTypes } from './field-type';

type OfWhat = 'answers' | 'values';

/** A schema that takes null too. */
const orNull = (schema: JsonSchema): JsonSchema => {
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const choices = Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {};
  return { ...schema, type: [schema['type'], 'null'], ...choices };
};

/** Keys of fields that every visitor sees, whatever the answers: no condition, page or jump keeps them away. */
const alwaysSeen = ({ pages }: Pick<FormDefinition, 'pages'>): ReadonlySet<string> => {
  const seen = new Set<string>();
  for (const page of pages) {
    if (page.visibility === null) for (const field of page.fields) if (field.visibility === null) seen.add(field.key);
    // Whatever comes after a jump may be jumped over.
    if (page.jumps.length > 0) break;
  }
  return seen;
};

/**
 * JSON Schema (2020-12) of a form's answers as JSON clients send them, or of the values that are made of them and travel on. It says what is
 * certain without knowing the other answers: conditions and editors' patterns are left to the server.
 */
export const jsonSchema = (
  definition: Pick<FormDefinition, 'pages'>,
  {
    types,
    descriptions,
    of = 'answers',
  }: { readonly types: FieldTypes; readonly descriptions: FieldDescriptions; readonly of?: OfWhat }
): JsonSchema => {
  const seen = alwaysSeen(definition);
  const fields = definition.pages.flatMap((page) => page.fields).filter((field) => types.get(field.type)?.answers === true);
  const mustAnswer = (field: FormField): boolean => field.isRequired && field.type !== 'hidden' && seen.has(field.key);
  const schemaOf = (field: FormField): JsonSchema => {
    const schema = descriptions.get(field.type)?.schema(field, of) ?? {};
    const texts = { ...(field.label ? { title: field.label } : {}), ...(field.hint ? { description: field.hint } : {}) };
    return { ...texts, ...(mustAnswer(field) ? schema : orNull(schema)) };
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.key, schemaOf(field)])),
    required: fields.filter((field) => (of === 'values' ? seen.has(field.key) : mustAnswer(field))).map((field) => field.key),
    additionalProperties: false,
  };
};
