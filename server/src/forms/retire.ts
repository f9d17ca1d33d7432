import type { FormDefinition, FormVersion } from '../../../shared/contracts/form';
import type { FieldError } from '../kernel/errors';

type Retired = FormDefinition['retired'][number];

type Published = Pick<FormVersion, 'definition'>;

/** Whether a draft has fields that were not published in its latest version: only they could take the key of a field of an older one. */
export const bringsFields = (draft: FormDefinition, { definition }: Published): boolean => {
  const known = new Set(publishedFields(definition).map(({ id }) => id));
  return draft.pages.some(({ fields }) => fields.some(({ id }) => !known.has(id)));
};

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
 * Fields of versions before the latest that it does not know any more: they were dropped before anybody had answered, but whoever had one of those
 * versions open may have answered since. Where the latest version gives the key to another field already, nothing can be kept apart any more.
 */
const droppedFields = (past: readonly Retired[], older: readonly Published[]): readonly Retired[] => {
  const known = new Set(past.flatMap(({ id, key }) => [id, key]));
  return older
    .flatMap(({ definition }) => publishedFields(definition))
    .filter(({ id, key }) => {
      const isNew = !known.has(id) && !known.has(key);
      if (isNew) known.add(id).add(key);
      return isNew;
    });
};

/**
 * What the published past asks of a draft, once there are answers: keys stay, and what is gone is listed, so that its key is not used again (which
 * `checkDefinition` sees to). `older`: the versions before the latest, newest first, where the draft brings fields that the latest does not have.
 * Pure; the list that a client sends is not looked at.
 */
export const retire = (
  draft: FormDefinition,
  latest: Published | null,
  isAnswered: boolean,
  older: readonly Published[] = []
): Retirement => {
  if (!latest || (!isAnswered && latest.definition.retired.length === 0)) {
    return { definition: { ...draft, retired: [] }, faults: [], lockedKeys: [] };
  }
  const published = publishedFields(latest.definition);
  const past = isAnswered ? [...published, ...droppedFields(published, older)] : published;
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
