import type { FieldDescription, FieldDescriptions } from './field-description';
import { checkboxesDescription } from './fields/checkboxes';
import { consentDescription } from './fields/consent';
import { dateDescription } from './fields/date';
import { dateTimeDescription } from './fields/date-time';
import { emailDescription } from './fields/email';
import { fileDescription } from './fields/file';
import { headingDescription } from './fields/heading';
import { hiddenDescription } from './fields/hidden';
import { imageChoiceDescription } from './fields/image-choice';
import { longTextDescription } from './fields/long-text';
import { numberDescription } from './fields/number';
import { phoneDescription } from './fields/phone';
import { radioDescription } from './fields/radio';
import { rangeDescription } from './fields/range';
import { ratingDescription } from './fields/rating';
import { richTextDescription } from './fields/rich-text';
import { selectDescription } from './fields/select';
import { textDescription } from './fields/text';
import { timeDescription } from './fields/time';
import { urlDescription } from './fields/url';
import { yesNoDescription } from './fields/yes-no';

/** Of the built-in types, in the order the picker shows them. Apart from `BUILT_IN`, so that sites do not load them. */
export const BUILT_IN_DESCRIPTIONS: readonly FieldDescription[] = [
  textDescription,
  longTextDescription,
  emailDescription,
  urlDescription,
  phoneDescription,
  numberDescription,
  rangeDescription,
  ratingDescription,
  dateDescription,
  timeDescription,
  dateTimeDescription,
  radioDescription,
  selectDescription,
  checkboxesDescription,
  imageChoiceDescription,
  yesNoDescription,
  consentDescription,
  fileDescription,
  hiddenDescription,
  headingDescription,
  richTextDescription,
];

/** The descriptions of the built-in types, and those of the project. */
export const createFieldDescriptions = (own: readonly FieldDescription[] = []): FieldDescriptions =>
  new Map([...BUILT_IN_DESCRIPTIONS, ...own].map((one) => [one.type, one]));
