import type { FormDefinition, FormField, FormPage } from '../../../../shared/contracts/form';
import { newField as fieldOf, type FieldDescription } from '../../../../shared/forms';
import { forgetReferences, renameReferences } from './condition';
import { newId } from './ids';
import { suggestKey } from './keys';

/** Every field of the form, in the order in which visitors meet them. */
export const fieldsOf = ({ pages }: FormDefinition): readonly FormField[] => pages.flatMap(({ fields }) => fields);

/** One field by its id. */
export const fieldById = (definition: FormDefinition, id: string): FormField | undefined =>
  fieldsOf(definition).find((field) => field.id === id);

/** Keys that are not free: those of all fields, and of fields that are gone but have answers. */
export const takenKeys = (definition: FormDefinition, exceptId?: string): ReadonlySet<string> =>
  new Set([
    ...fieldsOf(definition).flatMap((field) => (field.id === exceptId ? [] : [field.key])),
    ...definition.retired.map(({ key }) => key),
  ]);

/** Where a field stands. */
export interface Place {
  readonly pageId: string;
  /** Position among the fields of the page, from 0. */
  readonly index: number;
}

/** Where a field stands now. */
export const placeOf = (definition: FormDefinition, id: string): Place | undefined => {
  for (const page of definition.pages) {
    const index = page.fields.findIndex((field) => field.id === id);
    if (index >= 0) return { pageId: page.id, index };
  }
  return undefined;
};

const withFields = (
  definition: FormDefinition,
  pageId: string,
  change: (fields: readonly FormField[]) => readonly FormField[]
): FormDefinition => ({
  ...definition,
  pages: definition.pages.map((page): FormPage => (page.id === pageId ? { ...page, fields: change(page.fields) } : page)),
});

/** Puts a field in its place; behind the last one where no index is given. */
export const insertField = (
  definition: FormDefinition,
  field: FormField,
  { pageId, index }: { pageId: string; index?: number }
): FormDefinition =>
  withFields(definition, pageId, (fields) => {
    const at = index ?? fields.length;
    return [...fields.slice(0, at), field, ...fields.slice(at)];
  });

/** A field that does not exist yet, with a key of its own. */
export const newField = (definition: FormDefinition, description: FieldDescription, label: string): FormField =>
  fieldOf(description, { id: newId('fld'), key: suggestKey(label, description.type, takenKeys(definition)), label });

/** Replaces a field; its references follow a key that changes. */
export const changeField = (definition: FormDefinition, next: FormField): FormDefinition => {
  const before = fieldById(definition, next.id);
  const place = placeOf(definition, next.id);
  if (!before || !place || Object.is(before, next)) return definition;
  const changed = withFields(definition, place.pageId, (fields) => fields.map((field) => (field.id === next.id ? next : field)));
  return before.key === next.key ? changed : renameReferences(changed, before.key, next.key);
};

/**
 * Gives a field another label. Until its first save its key goes with the label, unless somebody chose a key: then the key is another one
 * than the old label suggests.
 */
export const relabelField = (definition: FormDefinition, id: string, label: string, isNew: boolean): FormDefinition => {
  const field = fieldById(definition, id);
  if (!field) return definition;
  const taken = takenKeys(definition, id);
  const follows = isNew && field.key === suggestKey(field.label, field.type, taken);
  return changeField(definition, { ...field, label, key: follows ? suggestKey(label, field.type, taken) : field.key });
};

/** Takes a field out of one place and puts it into another; `index` counts without it. */
export const moveField = (definition: FormDefinition, id: string, to: Place): FormDefinition => {
  const field = fieldById(definition, id);
  const from = placeOf(definition, id);
  if (!field || !from || (from.pageId === to.pageId && from.index === to.index)) return definition;
  const without = withFields(definition, from.pageId, (fields) => fields.filter((other) => other.id !== id));
  return insertField(without, field, to);
};

/** Where one step up or down leads: over the edge of a page to the page beside it. `undefined` at the ends of the form. */
export const neighbourPlace = (definition: FormDefinition, id: string, by: -1 | 1): Place | undefined => {
  const place = placeOf(definition, id);
  const pageIndex = definition.pages.findIndex((page) => page.id === place?.pageId);
  const page = definition.pages[pageIndex];
  if (!place || !page) return undefined;
  const index = place.index + by;
  if (index >= 0 && index < page.fields.length) return { pageId: page.id, index };
  const beside = definition.pages[pageIndex + by];
  return beside && { pageId: beside.id, index: by === 1 ? 0 : beside.fields.length };
};

/** Whatever stands beside a field: the one after it, the one before it, or its page. */
export const besideField = (definition: FormDefinition, id: string): string | undefined => {
  const place = placeOf(definition, id);
  const fields = definition.pages.find((page) => page.id === place?.pageId)?.fields ?? [];
  return place && (fields[place.index + 1]?.id ?? fields[place.index - 1]?.id ?? place.pageId);
};

/** A second field like another one, right behind it. Answers the new field's id too, so that it can be shown. */
export const duplicateField = (
  definition: FormDefinition,
  id: string,
  label: string
): { readonly definition: FormDefinition; readonly id: string } | undefined => {
  const field = fieldById(definition, id);
  const place = placeOf(definition, id);
  if (!field || !place) return undefined;
  const copy = { ...field, id: newId('fld'), label, key: suggestKey(label, field.type, takenKeys(definition)) };
  return { definition: insertField(definition, copy, { pageId: place.pageId, index: place.index + 1 }), id: copy.id };
};

/** Removes a field and all that is said about it. One with answers is remembered, so that its key is never given to another question. */
export const removeField = (definition: FormDefinition, id: string, hasAnswers: boolean): FormDefinition => {
  const field = fieldById(definition, id);
  const place = placeOf(definition, id);
  if (!field || !place) return definition;
  const without = withFields(definition, place.pageId, (fields) => fields.filter((other) => other.id !== id));
  const { key, label, type } = field;
  const retired = hasAnswers ? [...without.retired, { id, key, label, type }] : without.retired;
  return forgetReferences({ ...without, retired }, key);
};
