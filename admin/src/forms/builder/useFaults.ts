import { useCallback, useMemo } from 'react';

import type { Draft } from '../draft/draft';
import { fieldById } from '../draft/fields';
import { isSamePart, type Part, type PlacedFault } from './faults';
import { useBuilder } from './useBuilder';

const memberOf = (value: unknown, key: string | undefined): unknown =>
  typeof value === 'object' && value !== null && key !== undefined ? (value as Record<string, unknown>)[key] : undefined;

const partOf = ({ definition, ...form }: Draft, part: Part): unknown => {
  switch (part.kind) {
    case 'field':
      return fieldById(definition, part.id);
    case 'page':
      return definition.pages.find(({ id }) => id === part.id);
    case 'settings':
      return definition.settings;
    case 'translations':
      return definition.translations;
    case 'form':
      return form;
  }
};

/** The value that a fault is about, as far down as somebody edits it in one place. */
const valueAt = (draft: Draft, { part, path }: PlacedFault): unknown => {
  const [first, second] = path.split('.');
  const value = partOf(draft, part);
  if (first === '' || first === undefined) return value;
  const member = memberOf(value, first);
  return part.kind === 'field' && first === 'settings' ? memberOf(member, second) : member;
};

/** Faults that still hold: what was said about a value is over once the value is another one, or gone. */
export const useFaults = () => {
  const { draft, faults } = useBuilder();
  const current = useMemo(
    () =>
      faults.found.filter(
        (fault) => partOf(draft, fault.part) !== undefined && Object.is(valueAt(faults.draft, fault), valueAt(draft, fault))
      ),
    [draft, faults]
  );
  const of = useCallback((part: Part) => current.filter((fault) => isSamePart(fault.part, part)), [current]);
  return { faults: current, of };
};

/** The first sentence about one value, or anywhere inside of it. */
export const useFaultAt = (part: Part, path: string, { isDeep = false } = {}): string | undefined => {
  const { of } = useFaults();
  return of(part).find((fault) => fault.path === path || (isDeep && fault.path.startsWith(`${path}.`)))?.message;
};
