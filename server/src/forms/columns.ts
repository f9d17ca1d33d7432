import type { FormField, FormVersion, SubmissionColumn } from '../../../shared/contracts/form';
import { answerKindOf, optionsOf, type FieldTypes } from '../../../shared/forms';

/** A column over all versions: one field by its id, as the newest version that has it names it. */
export interface FieldColumn extends SubmissionColumn {
  readonly id: string;
  /** The field as it was in a version, by the version's number. */
  readonly byVersion: ReadonlyMap<number, FormField>;
}

/**
 * The columns of a form's submissions: fields of the newest version in their order, then those that are gone. `versions` newest first. What
 * asks nothing has none. Pure.
 */
export const columnsOf = (versions: readonly FormVersion[], types: FieldTypes): readonly FieldColumn[] => {
  const columns = new Map<string, { field: FormField; isRetired: boolean; byVersion: Map<number, FormField> }>();
  versions.forEach(({ number, definition }, age) => {
    for (const field of definition.pages.flatMap((page) => page.fields)) {
      if (types.get(field.type)?.answers === false) continue;
      const column = columns.get(field.id) ?? { field, isRetired: age > 0, byVersion: new Map() };
      column.byVersion.set(number, field);
      columns.set(field.id, column);
    }
  });
  return [...columns.values()].map(({ field, isRetired, byVersion }) => ({
    id: field.id,
    key: field.key,
    label: field.label,
    type: field.type,
    answerKind: answerKindOf(field, types.get(field.type)),
    isRetired,
    byVersion,
  }));
};

/** What the values of a choice read; versions come newest first, so that old words fill in only what is gone. */
const labelsOf = (versions: Iterable<FormField>): Pick<SubmissionColumn, 'labels'> => {
  const options = [...versions].flatMap(optionsOf).reverse();
  return options.length > 0 ? { labels: Object.fromEntries(options.map(({ value, label }) => [value, label])) } : {};
};

/** Columns by key, as the inbox shows them: of two fields with one key (nobody had answered the first) the newer. */
export const columnsByKey = (columns: readonly FieldColumn[]): readonly SubmissionColumn[] => {
  const byKey = new Map<string, SubmissionColumn>();
  for (const { key, label, type, answerKind, isRetired, byVersion } of columns) {
    if (!byKey.has(key)) byKey.set(key, { key, label, type, answerKind, isRetired, ...labelsOf(byVersion.values()) });
  }
  return [...byKey.values()];
};
