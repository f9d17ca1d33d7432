const isIndex = (segment: string): boolean => /^\d{1,9}$/.test(segment);

const step = (value: unknown, segment: string): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && !isIndex(segment)) return value.flatMap((element) => step(element, segment));
  // Own properties only: a path comes from a person and must not reach `constructor` or `__proto__`.
  return Object.hasOwn(value, segment) ? [(value as Record<string, unknown>)[segment]] : [];
};

/**
 * All values at a path of own properties. A list on the way stands for each of its elements (`tags.name`), an index picks one (`tags.0`).
 * Nothing there: an empty list.
 */
export const valuesAt = (root: unknown, segments: readonly string[]): readonly unknown[] =>
  segments.reduce<readonly unknown[]>((values, segment) => values.flatMap((value) => step(value, segment)), [root]);
