import { Box, Button, Flex } from '@strapi/design-system';
import { Table, useTable } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { SubmissionFilter, SubmissionListItem } from '../../../../shared/contracts/form';
import { ConfirmAction } from '../../ui/ConfirmAction';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useActOnSubmissionsMutation, type BulkAction } from '../submissions.api';

interface SelectionBarProps {
  readonly rows: readonly SubmissionListItem[];
  /** The whole list that the rows are a page of. */
  readonly filter: SubmissionFilter;
  readonly total: number;
  readonly tray: 'spam' | 'starred' | 'other';
  readonly can: { readonly update: boolean; readonly delete: boolean };
}

/** What is of use in each tray. */
const CHANGES: Readonly<Record<SelectionBarProps['tray'], readonly BulkAction[]>> = {
  spam: ['not-spam'],
  starred: ['read', 'unread', 'unstar', 'archive', 'spam'],
  other: ['read', 'unread', 'star', 'archive', 'spam'],
};

/** Says what deleting takes along; the others can be taken back. */
const ASKED: readonly BulkAction[] = ['delete', 'not-spam'];

/** What can be done with the selected rows, or with all of the list once a whole page is selected. */
export const SelectionBar = ({ rows, filter, total, tray, can }: SelectionBarProps) => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const [act, { isLoading }] = useActOnSubmissionsMutation();
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const [isAll, setIsAll] = useState(false);
  const selectedRows = useTable('SelectionBar', (state) => state.selectedRows);
  const selectRow = useTable('SelectionBar', (state) => state.selectRow);
  const ids = rows.filter(({ id }) => selectedRows.some((row) => row.id === id)).map(({ id }) => id);
  if (ids.length === 0) return null;

  const isPage = ids.length === rows.length && total > rows.length;
  const isWhole = isAll && isPage;
  const count = isWhole ? total : ids.length;

  const run = async (action: BulkAction) => {
    // One call looks at ten thousand at most; the next goes on where it ended.
    let done = 0;
    let rest: SubmissionFilter | null = filter;
    while (rest) {
      const answer: Awaited<ReturnType<typeof act>> = await act(isWhole ? { action, filter: rest } : { action, ids });
      if ('error' in answer) return fail(answer.error);
      done += answer.data.count;
      rest = answer.data.to === null ? null : { ...rest, to: answer.data.to };
    }
    succeed(t('submissions.bulk.done', { count: done }));
    selectRow([]);
    setIsAll(false);
  };
  const start = (action: BulkAction) => (ASKED.includes(action) ? setAsked(action) : void run(action));

  const actions: readonly BulkAction[] = [...(can.update ? CHANGES[tray] : []), ...(can.delete ? (['delete'] as const) : [])];
  return (
    <Box paddingBottom={4}>
      <Table.ActionBar>
        <Flex gap={2} wrap="wrap">
          {actions.map((action) => (
            <Button
              key={action}
              size="S"
              variant={action === 'delete' ? 'danger-light' : 'secondary'}
              loading={isLoading && asked === null}
              onClick={() => start(action)}
            >
              {t(`submissions.bulk.${action}`)}
            </Button>
          ))}
          {isPage && (
            <Button size="S" variant="ghost" aria-pressed={isAll} onClick={() => setIsAll(!isAll)}>
              {t(isAll ? 'submissions.bulk.only-page' : 'submissions.bulk.all', { count: total })}
            </Button>
          )}
        </Flex>
      </Table.ActionBar>
      <ConfirmAction
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => (asked ? run(asked) : undefined)}
        title={t(asked === 'not-spam' ? 'submissions.not-spam.title' : 'submissions.delete.title', { count })}
        confirmLabel={t(asked === 'not-spam' ? 'submissions.bulk.not-spam' : 'submissions.bulk.delete')}
        variant={asked === 'not-spam' ? 'default' : 'danger-light'}
      >
        {t(asked === 'not-spam' ? 'submissions.not-spam.text' : 'submissions.delete.text', { count })}
      </ConfirmAction>
    </Box>
  );
};
