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

/** For sorting by texts or numbers. */
export const compareRanks = (a: string | number, b: string | number): number =>
  typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b) : Number(a) - Number(b);
