import type { FormListItem } from '../../../../shared/contracts/form';
import { compareRanks, type ListFilter, type ListQuery } from '../../ui/list-query';

/** Newest changes first: that is what somebody comes back for. */
export const DEFAULT_SORT = 'updatedAt:DESC';

const FACTS: Readonly<Record<string, (form: FormListItem) => string>> = {
  status: (form) => form.status,
  unread: (form) => String(form.submissions.unread > 0),
};

const passes = (form: FormListItem, { name, operator, value }: ListFilter): boolean => {
  const fact = FACTS[name]?.(form);
  if (fact === undefined) return true;
  return operator === '$ne' ? fact !== value : fact === value;
};

const RANKS: Readonly<Record<string, (form: FormListItem) => string | number>> = {
  title: (form) => form.title.toLowerCase(),
  status: (form) => form.status,
  submissions: (form) => form.submissions.total,
  // Forms that nobody has seen have no rate; they stand below the worst.
  completion: (form) => form.completion ?? -1,
  lastAt: (form) => form.submissions.lastAt ?? '',
  updatedAt: (form) => form.updatedAt,
};

/** All forms that the query finds, in its order; the page is cut from them afterwards. */
export const findForms = (forms: readonly FormListItem[], query: ListQuery): readonly FormListItem[] => {
  const rank = RANKS[query.sort.by] ?? RANKS.updatedAt ?? (() => 0);
  const sign = query.sort.isDescending ? -1 : 1;
  const text = query.search.toLowerCase().trim();
  return forms
    .filter(({ title, key }) => `${title}\n${key}`.toLowerCase().includes(text))
    .filter((form) => query.filters.every((filter) => passes(form, filter)))
    .sort((a, b) => sign * compareRanks(rank(a), rank(b)) || a.title.localeCompare(b.title));
};
