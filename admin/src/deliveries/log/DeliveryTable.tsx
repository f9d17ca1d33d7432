import { Table, useIsDesktop, useTable } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { DeliveryListItem } from '../../../../shared/contracts/delivery';
import { ListHead } from '../../ui/list/ListHead';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import type { LogQuery } from '../log-query';
import { useDeliveryActions } from '../parts/useDeliveryActions';
import { DeliveryRow } from './DeliveryRow';
import { SelectionBar } from './SelectionBar';
import { SkeletonRows } from './SkeletonRows';

const COLUMNS = ['state', 'event', 'receiver', 'attempts', 'answer', 'created'] as const;
const COMPACT_COLUMNS = ['state', 'delivery'] as const;

interface DeliveryTableProps {
  readonly rows: readonly DeliveryListItem[];
  readonly query: LogQuery;
  readonly isLoading: boolean;
  readonly onActed: () => void;
}

const Body = ({ children }: { children: ReactNode }) => {
  const isLoading = useTable('Body', (state) => state.isLoading);
  const columns = useTable('Body', (state) => state.colCount);
  return isLoading ? <SkeletonRows columns={columns} /> : <Table.Body>{children}</Table.Body>;
};

/** The log as Strapi's table: rows open the delivery, a selection brings up what can be done with it. */
export const DeliveryTable = ({ rows, query, isLoading, onActed }: DeliveryTableProps) => {
  const t = useTexts();
  const actions = useDeliveryActions();
  const webhooks = useAllowed('webhooks');
  const isDesktop = useIsDesktop();
  const isSelectable = actions.can.resend || actions.can.cancel;
  const columns = isDesktop ? COLUMNS : COMPACT_COLUMNS;
  const headers = [...columns, ...(isSelectable ? ['actions' as const] : [])].map((name) => ({
    name,
    label: t(`deliveries.column.${name}`),
  }));
  return (
    // Another page or filter is another table: a selection must not outlive the rows it was made of.
    <Table.Root key={JSON.stringify(query)} rows={[...rows]} headers={headers} isLoading={isLoading}>
      <SelectionBar rows={rows} can={actions.can} onActed={onActed} />
      <Table.Content>
        <ListHead headers={headers} isSelectable={isSelectable} />
        <Body>
          {rows.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              query={query}
              isSelectable={isSelectable}
              isCompact={!isDesktop}
              canOpenWebhook={webhooks.can.read}
              actions={actions}
            />
          ))}
        </Body>
      </Table.Content>
    </Table.Root>
  );
};
