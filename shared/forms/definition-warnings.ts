import type { FieldOption, FormDefinition } from '../contracts/form';
import type { PlacedField } from './check-condition';
import { quoted, type DefinitionFault } from './definition-fault';
import type { FieldDescriptions } from './field-description';
import { fileLimits } from './fields/file';
import { optionsOf } from './settings';
import { textsOf } from './texts';

type Warn = (path: string, code: string, message: string) => void;

const twins = <T>(list: readonly T[], nameOf: (one: T) => string): readonly (readonly [T, number])[] => {
  const seen = new Set<string>();
  return list.flatMap((one, index): (readonly [T, number])[] => {
    const name = nameOf(one).trim().toUpperCase();
    const isTwin = name !== '' && seen.has(name);
    seen.add(name);
    return isTwin ? [[one, index]] : [];
  });
};

const warnOfFields = (fields: readonly PlacedField[], warn: Warn): void => {
  const asked = fields.filter(({ type, field }) => type.answers && field.type !== 'hidden');
  if (asked.length === 0) warn('pages', 'nothing-asked', 'Nothing is asked in this form yet.');
  for (const [{ field, path }] of twins(asked, ({ field }) => field.label))
    warn(
      `${path}.label`,
      'same-label',
      `Another field is called ${quoted(field.label)} too; receivers that go by labels tell them apart by a number.`
    );
  for (const { field, path } of asked) {
    if (field.label.trim() === '')
      warn(`${path}.label`, 'no-label', 'Without a label nobody knows what to answer, least of all with a screen reader.');
    for (const [option, index] of twins<FieldOption>(optionsOf(field), ({ label }) => label))
      warn(`${path}.settings.options.${index}.label`, 'same-label', `Two choices are called ${quoted(option.label)}.`);
    optionsOf(field).forEach(({ image }, index) => {
      if (image?.alt.trim() === '')
        warn(`${path}.settings.options.${index}.image.alt`, 'no-text-alternative', 'The picture has no text alternative.');
    });
    if (field.type === 'file' && fileLimits(field).maxBytes > 50_000_000)
      warn(`${path}.settings.maxSizeMb`, 'large-files', 'Visitors on slow lines will not finish uploads of this size.');
  }
  for (const { field, path } of fields) {
    if (field.type === 'hidden' && (field.isRequired || field.requiredWhen))
      warn(`${path}.isRequired`, 'never-required', 'A hidden field is never required: visitors could not fill it in.');
  }
};

const warnOfPages = ({ pages }: FormDefinition, warn: Warn): void => {
  pages.forEach(({ fields, jumps }, index) => {
    if (fields.length === 0) warn(`pages.${index}.fields`, 'empty-page', 'This page has no fields.');
    const always = jumps.findIndex(({ when }) => when.rules.length === 0);
    if (always >= 0 && always < jumps.length - 1)
      warn(
        `pages.${index}.jumps.${always + 1}`,
        'never-reached',
        'The jump before it holds always, so that this one is never asked.'
      );
  });
};

const warnOfNotices = ({ settings }: FormDefinition, warn: Warn): void => {
  settings.notices.forEach(({ isEnabled, to }, index) => {
    if (isEnabled && to.kind === 'addresses' && to.addresses.length === 0)
      warn(`settings.notices.${index}.to.addresses`, 'nobody', 'This mail has no addresses and is sent to nobody.');
  });
};

const warnOfTranslations = (definition: FormDefinition, descriptions: FieldDescriptions, warn: Warn): void => {
  const known = new Set(textsOf({ title: '-', description: '-', definition }, descriptions).map(({ path }) => path));
  for (const [locale, texts] of Object.entries(definition.translations)) {
    const gone = Object.keys(texts).filter((path) => !known.has(path));
    if (gone.length > 0)
      warn(
        `translations.${locale}`,
        'unused-translation',
        `${gone.length} of these texts belong to nothing any more, such as \`${gone[0]!.slice(0, 80)}\`.`
      );
  }
};

/** What an editor should look at, though it may be meant. */
export const warningsOf = (
  definition: FormDefinition,
  fields: readonly PlacedField[],
  descriptions: FieldDescriptions
): readonly DefinitionFault[] => {
  const warnings: DefinitionFault[] = [];
  const warn: Warn = (path, code, message) => void warnings.push({ path, code, message });
  warnOfFields(fields, warn);
  warnOfPages(definition, warn);
  warnOfNotices(definition, warn);
  warnOfTranslations(definition, descriptions, warn);
  return warnings;
};
