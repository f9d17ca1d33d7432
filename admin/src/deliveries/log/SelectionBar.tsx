import { Box, Button } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import { Table, useTable } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { DeliveryListItem } from '../../../../shared/contracts/delivery';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useActOnEachMutation } from '../deliveries.api';
import { isCancellable, isResendable } from '../parts/actionable';

interface SelectionBarProps {
  readonly rows: readonly DeliveryListItem[];
  readonly can: { readonly resend: boolean; readonly cancel: boolean };
  readonly onActed: () => void;
}

type Action = 'resend' | 'cancel';

const isFit: Record<Action, (state: DeliveryListItem['state']) => boolean> = { resend: isResendable, cancel: isCancellable };

/** What can be done with the selected rows, and how many of them it fits. */
export const SelectionBar = ({ rows, can, onActed }: SelectionBarProps) => {
  const t = useTexts();
  const { succeed, warn } = useNotices();
  const [actOnEach] = useActOnEachMutation();
  const [asked, setAsked] = useState<Action>('resend');
  const [isOpen, setIsOpen] = useState(false);
  const selectedRows = useTable('SelectionBar', (state) => state.selectedRows);
  const selectRow = useTable('SelectionBar', (state) => state.selectRow);
  // A row is selected as it looked then; what counts is its state now.
  const selected = rows.filter((row) => selectedRows.some(({ id }) => id === row.id));
  const idsFor = (action: Action) => selected.filter(({ state }) => isFit[action](state)).map(({ id }) => id);
  const ids = idsFor(asked);

  const run = async () => {
    const answer = await actOnEach({ action: asked, ids });
    const { done, failed } = 'data' in answer && answer.data ? answer.data : { done: 0, failed: ids.length };
    if (failed > 0) warn(t(`deliveries.${asked}.some-failed`, { done, failed }));
    else succeed(t(`deliveries.${asked}.many-done`, { count: done }));
    selectRow([]);
    onActed();
  };
  const ask = (action: Action) => {
    setAsked(action);
    setIsOpen(true);
  };
  if (selected.length === 0) return null;
  return (
    <Box paddingBottom={4}>
      <Table.ActionBar>
        {can.resend && (
          <Button
            size="S"
            variant="secondary"
            startIcon={<ArrowClockwise />}
            disabled={idsFor('resend').length === 0}
            onClick={() => ask('resend')}
          >
            {t('deliveries.resend')}
          </Button>
        )}
        {can.cancel && (
          <Button
            size="S"
            variant="danger-light"
            startIcon={<Cross />}
            disabled={idsFor('cancel').length === 0}
            onClick={() => ask('cancel')}
          >
            {t('deliveries.cancel')}
          </Button>
        )}
      </Table.ActionBar>
      <ConfirmAction
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onConfirm={run}
        title={t(`deliveries.${asked}.many-title`)}
        confirmLabel={t(`deliveries.${asked}.count`, { count: ids.length })}
        variant={asked === 'cancel' ? 'danger-light' : 'default'}
        isDisabled={ids.length === 0}
      >
        {t(`deliveries.${asked}.many-text`, { count: ids.length, left: selected.length - ids.length })}
      </ConfirmAction>
    </Box>
  );
};
