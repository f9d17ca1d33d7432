/** What a list shows; read from the URL, where Strapi's own parts write it. */
export interface ListQuery {
  readonly search: string;
  readonly filters: readonly ListFilter[];
  readonly sort: { readonly by: string; readonly isDescending: boolean };
  readonly page: number;
  readonly pageSize: number;
}

export interface ListFilter {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

/** The query as Strapi's search field, filters, table headers and pagination write it. */
export interface RawQuery {
  _q?: string;
  sort?: string;
  page?: string;
  pageSize?: string;
  filters?: { $and?: Record<string, Record<string, string>>[] };
}

/** How many rows a page may have. */
export const PAGE_SIZES = [20, 50, 100] as const;
export const DEFAULT_PAGE_SIZE = 20;

const positive = (text: string | undefined, otherwise: number): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
};

/** Reads Strapi's query; without a sort, the given one holds (`name:ASC`). */
export const readListQuery = (query: RawQuery, defaultSort = 'name:ASC'): ListQuery => {
  const [by = 'name', direction = 'ASC'] = (query.sort ?? defaultSort).split(':');
  const conditions = Array.isArray(query.filters?.$and) ? query.filters.$and : [];
  return {
    search: query._q ?? '',
    filters: conditions.flatMap((condition) =>
      Object.entries(condition).flatMap(([name, operators]) =>
        Object.entries(operators).map(([operator, value]) => ({ name, operator, value }))
      )
    ),
    sort: { by, isDescending: direction === 'DESC' },
    page: positive(query.page, 1),
    pageSize: positive(query.pageSize, DEFAULT_PAGE_SIZE),
  };
};

/** What a list can be searched, filtered and sorted by. */
export interface ListFacts<Item> {
  /** In small letters; the order where nothing else is asked for, and among what ranks alike. */
  readonly name: (item: Item) => string;
  /** Where a search looks. */
  readonly texts: (item: Item) => readonly string[];
  readonly filters: Readonly<Record<string, (item: Item) => string>>;
  readonly ranks: Readonly<Record<string, (item: Item) => string | number>>;
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);

/** All items that the query finds, in its order; a page is cut from them afterwards. */
export const findItems = <Item>(
  items: readonly Item[],
  { search, filters, sort }: ListQuery,
  facts: ListFacts<Item>
): readonly Item[] => {
  const wanted = search.toLowerCase().trim();
  const isFound = (item: Item) => facts.texts(item).some((text) => text.toLowerCase().includes(wanted));
  const passes = (item: Item) =>
    filters.every(({ name, operator, value }) => {
      const fact = facts.filters[name]?.(item);
      return fact === undefined || (operator === '$ne' ? fact !== value : fact === value);
    });
  const rank = facts.ranks[sort.by] ?? facts.name;
  const sign = sort.isDescending ? -1 : 1;
  return items
    .filter((item) => isFound(item) && passes(item))
    .sort((a, b) => sign * compare(rank(a), rank(b)) || facts.name(a).localeCompare(facts.name(b)));
};

export const pageCountOf = (total: number, pageSize: number): number => Math.max(1, Math.ceil(total / pageSize));

/** The rows of the page that the query asks for; the last ones where there are fewer pages. */
export const pageOf = <Item>(found: readonly Item[], { page, pageSize }: ListQuery): readonly Item[] => {
  const end = Math.min(page, pageCountOf(found.length, pageSize)) * pageSize;
  return found.slice(end - pageSize, end);
};
