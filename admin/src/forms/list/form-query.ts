import type { FormListItem } from '../../../../shared/contracts/form';
import { findItems, type ListFacts, type ListQuery } from '../../ui/list/list-query';

/** Newest changes first: that is what somebody comes back for. */
export const DEFAULT_SORT = 'updatedAt:DESC';

const FACTS: ListFacts<FormListItem> = {
  name: ({ title }) => title.toLowerCase(),
  texts: ({ title, key }) => [title, key],
  filters: {
    status: ({ status }) => status,
    unread: ({ submissions }) => String(submissions.unread > 0),
  },
  ranks: {
    status: ({ status }) => status,
    submissions: ({ submissions }) => submissions.total,
    // Forms that nobody has seen have no rate; they stand below the worst.
    completion: ({ completion }) => completion ?? -1,
    lastAt: ({ submissions }) => submissions.lastAt ?? '',
    updatedAt: ({ updatedAt }) => updatedAt,
  },
};

/** All forms that the query finds, in its order. */
export const findForms = (forms: readonly FormListItem[], query: ListQuery): readonly FormListItem[] =>
  findItems(forms, query, FACTS);
