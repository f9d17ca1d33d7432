import type { PublicForm } from '../../../shared/contracts/form';

type Schema = Readonly<Record<string, unknown>>;

const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ');
const inBrackets = (type: string): string => (type.includes(' | ') ? `(${type})` : type);

const NAME = /^[A-Za-z_$][\w$]*$/;
const propertyName = (name: string): string => (NAME.test(name) ? name : JSON.stringify(name));
const sentence = (text: unknown): string => String(text).replaceAll('*/', '* /').replace(/\s+/g, ' ');

const objectOf = (schema: Schema, indent: string): string => {
  const properties = Object.entries(asSchema(schema.properties));
  if (properties.length === 0) return 'Record<string, never>';
  const required = asList(schema.required);
  const inner = `${indent}  `;
  const lines = properties.map(([name, value]) => {
    const said = asSchema(value).title ?? asSchema(value).description;
    const comment = said ? `${inner}/** ${sentence(said)} */\n` : '';
    return `${comment}${inner}readonly ${propertyName(name)}${required.includes(name) ? '' : '?'}: ${typeOf(value, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
};

const namedType = (name: unknown, schema: Schema, indent: string): string => {
  if (name === 'array') return `readonly ${inBrackets(typeOf(schema.items, indent))}[]`;
  if (name === 'object') return objectOf(schema, indent);
  if (name === 'integer') return 'number';
  return ['string', 'number', 'boolean', 'null'].includes(String(name)) ? String(name) : 'unknown';
};

/** TypeScript for a JSON Schema, as far as forms use it. */
const typeOf = (value: unknown, indent: string): string => {
  const schema = asSchema(value);
  const either = [...asList(schema.anyOf), ...asList(schema.oneOf)];
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map((one) => JSON.stringify(one)));
  if (either.length > 0) return union(either.map((one) => typeOf(one, indent)));
  return union((Array.isArray(schema.type) ? schema.type : [schema.type]).map((name) => namedType(name, schema, indent)));
};

const pascal = (key: string): string => key.replace(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Declares the type of a form's answers, from the JSON Schema that the public API gives with it. */
export const answersType = (form: Pick<PublicForm, 'key' | 'title' | 'version' | 'schema'>, name?: string): string =>
  `/** Answers to the form “${sentence(form.title)}” (${form.key}), version ${form.version}. */\nexport interface ${name ?? `${pascal(form.key)}Answers`} ${objectOf(form.schema, '')}\n`;
