import type { FormDefinition, FormVersion } from '../../../shared/contracts/form';
import type { FieldError } from '../kernel/errors';

type Retired = FormDefinition['retired'][number];

/** A field that was published: in the latest version, or retired before. */
const publishedFields = ({ pages, retired }: Pick<FormDefinition, 'pages' | 'retired'>): readonly Retired[] => [
  ...pages.flatMap((page) => page.fields).map(({ id, key, label, type }) => ({ id, key, label, type })),
  ...retired,
];

export interface Retirement {
  /** The definition with the list of retired fields as it has to be. */
  readonly definition: FormDefinition;
  readonly faults: readonly FieldError[];
  /** Keys that may not change any more. */
  readonly lockedKeys: readonly string[];
}

/**
 * What the published past asks of a draft, once there are answers: keys stay, and what is gone is listed, so that its key is not used again (which
 * `checkDefinition` sees to). Pure; the list that a client sends is not looked at.
 */
export const retire = (draft: FormDefinition, latest: Pick<FormVersion, 'definition'> | null, isAnswered: boolean): Retirement => {
  if (!latest || (!isAnswered && latest.definition.retired.length === 0)) {
    return { definition: { ...draft, retired: [] }, faults: [], lockedKeys: [] };
  }
  const past = publishedFields(latest.definition);
  const keyOf = new Map(past.map(({ id, key }) => [id, key]));
  const placed = draft.pages.flatMap((page, pageIndex) =>
    page.fields.map((field, index) => ({ field, path: `definition.pages.${pageIndex}.fields.${index}.key` }))
  );
  const faults = placed.flatMap(({ field, path }) => {
    const key = keyOf.get(field.id) ?? field.key;
    if (key === field.key) return [];
    return [{ path, message: `Expected the key \`${key}\`: there are answers under it, so that it cannot change any more.` }];
  });
  const present = new Set(placed.map(({ field }) => field.id));
  return {
    definition: { ...draft, retired: past.filter(({ id }) => !present.has(id)) },
    faults,
    lockedKeys: past.filter(({ id }) => present.has(id)).map(({ key }) => key),
  };
};
