import type { FieldType, FieldTypes } from './field-type';
import { checkboxes } from './fields/checkboxes';
import { consent } from './fields/consent';
import { date } from './fields/date';
import { dateTime } from './fields/date-time';
import { email } from './fields/email';
import { file } from './fields/file';
import { heading } from './fields/heading';
import { hidden } from './fields/hidden';
import { imageChoice } from './fields/image-choice';
import { longText } from './fields/long-text';
import { number } from './fields/number';
import { phone } from './fields/phone';
import { radio } from './fields/radio';
import { range } from './fields/range';
import { rating } from './fields/rating';
import { richText } from './fields/rich-text';
import { select } from './fields/select';
import { text } from './fields/text';
import { time } from './fields/time';
import { url } from './fields/url';
import { yesNo } from './fields/yes-no';

/** The types every form may use. */
export const BUILT_IN: readonly FieldType[] = [
  text,
  longText,
  email,
  url,
  phone,
  number,
  range,
  rating,
  date,
  time,
  dateTime,
  radio,
  select,
  checkboxes,
  imageChoice,
  yesNo,
  consent,
  file,
  hidden,
  heading,
  richText,
];

/** The built-in types, and those of the project. */
export const createFieldTypes = (own: readonly FieldType[] = []): FieldTypes => joinFieldTypes(BUILT_IN, own);

/** Built-in types by name, and those of the project, whose names must be others. */
export const joinFieldTypes = (builtIn: readonly FieldType[], own: readonly FieldType[]): FieldTypes => {
  const types = new Map(builtIn.map((type) => [type.type, type]));
  for (const type of own) {
    if (types.has(type.type)) throw new Error(`There is a type of field \`${type.type}\` already; give yours another name.`);
    types.set(type.type, type);
  }
  return types;
};
