import { Pagination } from '@strapi/strapi/admin';

import { DEFAULT_PAGE_SIZE, PAGE_SIZES, pageCountOf } from './list-query';

/** The pages of a list by their numbers; the URL says which one is shown, and how long a page is. */
export const ListPages = ({ total, pageSize }: { total: number; pageSize: number }) => (
  <Pagination.Root defaultPageSize={DEFAULT_PAGE_SIZE} pageCount={pageCountOf(total, pageSize)} total={total}>
    <Pagination.PageSize options={PAGE_SIZES.map(String)} />
    <Pagination.Links />
  </Pagination.Root>
);
