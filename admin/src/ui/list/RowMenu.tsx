import { Flex } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import { ActionMenu } from '../ActionMenu';
import { useTexts } from '../useTexts';

interface RowMenuProps {
  /** Of what stands in the row. */
  readonly name: string;
  /** Its `MenuItem`s. */
  readonly children: ReactNode;
}

/** The last cell of a row: what can be done with it. */
export const RowMenu = ({ name, children }: RowMenuProps) => {
  const t = useTexts();
  return (
    <Table.Cell>
      <Flex justifyContent="flex-end">
        <ActionMenu label={t('ui.actions-for', { name })} variant="ghost">
          {children}
        </ActionMenu>
      </Flex>
    </Table.Cell>
  );
};
