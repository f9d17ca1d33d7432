import {
  BlocksField,
  BooleanField,
  DateField,
  EmailField,
  EnumerationField,
  MarkdownField,
  MediaField,
  NumberField,
  TextField,
} from '@strapi/icons/symbols';
import {
  BulletList,
  Calendar,
  CheckCircle,
  Clock,
  EyeStriked,
  HeadingTwo,
  Images,
  Link,
  PaintBrush,
  Paragraph,
  Phone,
  PuzzlePiece,
  Shield,
  SlidersHorizontal,
  Star,
} from '@strapi/icons';
import type { ComponentType, SVGProps } from 'react';

import type { FieldSettings } from '../../../shared/contracts/form';
import {
  BUILT_IN,
  checkedFieldType,
  createFieldDescriptions,
  createFieldTypes,
  type FieldDescription,
  type SettingDefinition,
} from '../../../shared/forms';
import { OWN_FIELD_TYPES } from './own-field-types';

const OWN = OWN_FIELD_TYPES.map(checkedFieldType);

/** The types of fields that the builder knows. */
export const FIELD_DESCRIPTIONS = createFieldDescriptions(OWN);
/** What they do with answers. */
export const FIELD_TYPES = createFieldTypes(OWN);

const SYMBOLS: Readonly<Record<string, ComponentType<SVGProps<SVGSVGElement>>>> = {
  BlocksField,
  BooleanField,
  DateField,
  EmailField,
  EnumerationField,
  MarkdownField,
  MediaField,
  NumberField,
  TextField,
};
const ICONS: Readonly<Record<string, ComponentType<SVGProps<SVGSVGElement>>>> = {
  BulletList,
  Calendar,
  CheckCircle,
  Clock,
  EyeStriked,
  HeadingTwo,
  Images,
  Link,
  PaintBrush,
  Paragraph,
  Phone,
  Shield,
  SlidersHorizontal,
  Star,
};

/** The picture of a type. Symbols bring their own frame and colours, icons are drawn into one. */
export const iconOf = (type: string): { readonly Icon: ComponentType<SVGProps<SVGSVGElement>>; readonly isSymbol: boolean } => {
  const name = FIELD_DESCRIPTIONS.get(type)?.icon ?? '';
  const symbol = SYMBOLS[name];
  return symbol ? { Icon: symbol, isSymbol: true } : { Icon: ICONS[name] ?? PuzzlePiece, isSymbol: false };
};

/** Whether the type asks for anything; headings and texts do not. */
export const isAnswering = (type: string): boolean => FIELD_TYPES.get(type)?.answers ?? true;

const BUILT_IN_NAMES = new Set(BUILT_IN.map(({ type }) => type));
/** Whether the panel has texts for the type. */
export const isBuiltIn = (type: string): boolean => BUILT_IN_NAMES.has(type);

const RULES = new Set([
  'minLength',
  'maxLength',
  'pattern',
  'min',
  'max',
  'step',
  'decimals',
  'minChosen',
  'maxChosen',
  'allowedDomains',
  'blockedDomains',
  'accept',
  'maxFiles',
  'maxSizeMb',
  'isInternational',
  'stepMinutes',
]);
/** Types whose ends are what they are, not a rule about answers. */
const SCALES = new Set(['range', 'rating']);

/** Whether a setting is a rule that answers must keep; the others say what the field is. */
export const isRule = (type: string, { name }: SettingDefinition): boolean => RULES.has(name) && !SCALES.has(type);

const has = (...types: readonly string[]) => {
  const set = new Set(types);
  return (type: string): boolean => set.has(type);
};

export const hasPlaceholder = has('text', 'long-text', 'email', 'url', 'phone', 'number', 'select');
export const hasAutocomplete = has('text', 'long-text', 'email', 'url', 'phone', 'number', 'date', 'select');
/** Visitors see nothing of it. */
export const isInvisible = has('hidden');

/** Settings that mean something as the others are. */
export const settingsThatCount = ({ settings }: FieldDescription, values: FieldSettings): readonly SettingDefinition[] =>
  settings.filter(({ onlyWith }) => !onlyWith || onlyWith.is.includes(values[onlyWith.setting]));

const CODES_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  text: ['too-short', 'too-long', 'pattern'],
  'long-text': ['too-short', 'too-long', 'pattern'],
  email: ['not-email', 'domain-refused'],
  url: ['not-url'],
  phone: ['not-phone'],
  number: ['not-number', 'too-small', 'too-large'],
  date: ['too-early', 'too-late'],
  time: ['too-early', 'too-late'],
  'date-time': ['too-early', 'too-late'],
  checkboxes: ['too-few', 'too-many'],
  'image-choice': ['too-few', 'too-many'],
  file: ['file-type', 'file-too-large', 'too-many-files'],
};
/** Sentences of a project's own type by code, in English: the builder shows what stands there if nothing is written. */
export const ownSentencesOf = (type: string): Readonly<Record<string, string>> => FIELD_TYPES.get(type)?.sentences?.['en'] ?? {};

/** Faults of a type for which editors may have words of their own; `invalid` stands for all that are not named. */
export const messageCodesOf = (type: string): readonly string[] => [
  'required',
  ...(CODES_BY_TYPE[type] ?? Object.keys(ownSentencesOf(type))),
  'invalid',
];
