import { Th, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';

import { useTexts } from '../useTexts';

interface ListHeadProps {
  readonly headers: readonly { readonly name: string; readonly label: string; readonly sortable?: boolean }[];
  /** Something can be done with many at once. */
  readonly isSelectable?: boolean;
  /** Each row ends in a `RowMenu`. */
  readonly hasMenus?: boolean;
}

/** The names of a list's columns. */
export const ListHead = ({ headers, isSelectable = false, hasMenus = false }: ListHeadProps) => {
  const t = useTexts();
  return (
    <Table.Head>
      {isSelectable && <Table.HeaderCheckboxCell />}
      {headers.map((header) => (
        <Table.HeaderCell key={header.name} {...header} />
      ))}
      {hasMenus && (
        <Th>
          <VisuallyHidden>{t('ui.actions')}</VisuallyHidden>
        </Th>
      )}
    </Table.Head>
  );
};
