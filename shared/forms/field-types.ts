import type { FieldType, FieldTypes } from './field-type';
import { checkboxes } from './fields/checkboxes';
import { email } from './fields/email';
import { imageChoice } from './fields/image-choice';
import { longText } from './fields/long-text';
import { radio } from './fields/radio';
import { select } from './fields/select';
import { text } from './fields/text';

/** The types every form may use. */
export const BUILT_IN: readonly FieldType[] = [text, longText, email, radio, select, checkboxes, imageChoice];

/** The built-in types, and those of the project. */
export const createFieldTypes = (own: readonly FieldType[] = []): FieldTypes => {
  const types = new Map(BUILT_IN.map((type) => [type.type, type]));
  for (const type of own) {
    if (types.has(type.type)) throw new Error(`There is a type of field \`${type.type}\` already; give yours another name.`);
    types.set(type.type, type);
  }
  return types;
};
