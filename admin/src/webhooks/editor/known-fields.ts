import { useMemo } from 'react';

import type { Catalog, EventPattern } from '../../../../shared/contracts';
import { coverageOf, isEntryPattern } from '../event-coverage';
import { useGetCatalogQuery } from '../webhooks.api';
import { useDraft } from './fields';

export interface KnownField {
  readonly name: string;
  readonly type: string;
}

/** Content types that the patterns are about; all of them while none is chosen. */
const wantedTypes = (catalog: Catalog, events: readonly EventPattern[]) => {
  const wanted = catalog.contentTypes.filter(({ uid }) =>
    catalog.entryTypes.some((type) => coverageOf(events, type, uid) !== 'none')
  );
  return wanted.length > 0 || events.some((pattern) => !isEntryPattern(pattern)) ? wanted : catalog.contentTypes;
};

/** Fields of the content types that the draft is about, each name once, for suggestions. */
export const useKnownFields = (): readonly KnownField[] => {
  const { data: catalog } = useGetCatalogQuery();
  const events = useDraft((draft) => draft.events);
  return useMemo(() => {
    if (!catalog) return [];
    const fields = wantedTypes(catalog, events).flatMap((contentType) => contentType.fields);
    return [...new Map(fields.map((field) => [field.name, field])).values()].sort((a, b) => a.name.localeCompare(b.name));
  }, [catalog, events]);
};
