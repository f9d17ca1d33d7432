import { Box, Th, Typography, VisuallyHidden } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

import type { SubmissionColumn, SubmissionListItem } from '../../../../shared/contracts/form';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import type { SubmissionQuery } from '../submission-query';
import { useChangeSubmissionMutation } from '../submissions.api';
import { useColumnName } from '../useColumnName';
import { SelectionBar } from './SelectionBar';
import { rowLinkId, SubmissionRow } from './SubmissionRow';

interface SubmissionTableProps {
  readonly formId: string;
  readonly rows: readonly SubmissionListItem[];
  readonly columns: readonly SubmissionColumn[];
  readonly total: number;
  readonly query: SubmissionQuery;
}

const trayOf = ({ status, isStarred }: SubmissionQuery): 'spam' | 'starred' | 'other' =>
  status === 'spam' ? 'spam' : isStarred ? 'starred' : 'other';

/** Whoever closes a submission goes on at its row. */
const useReturn = () => {
  const { state } = useLocation() as { state: { closedId?: string } | null };
  const closedId = state?.closedId;
  useEffect(() => {
    if (closedId && document.activeElement === document.body) document.getElementById(rowLinkId(closedId))?.focus();
  }, [closedId]);
};

/** The inbox as Strapi's table. */
export const SubmissionTable = ({ formId, rows, columns, total, query }: SubmissionTableProps) => {
  const t = useTexts();
  const { can } = useAllowed('submissions');
  const { fail } = useNotices();
  const nameOf = useColumnName();
  const [change] = useChangeSubmissionMutation();
  useReturn();
  const isSelectable = can.update || can.delete;
  const { isOldestFirst: _order, page: _page, pageSize: _pageSize, formId: _formId, ...filter } = query;
  const headers = [
    { name: 'createdAt', label: t('submissions.column.time'), sortable: true },
    { name: 'status', label: t('submissions.column.status'), sortable: false },
  ];
  const star = async ({ id, isStarred }: SubmissionListItem) => {
    const answer = await change({ id, isStarred: !isStarred });
    if ('error' in answer) fail(answer.error);
  };
  return (
    // Another page or filter is another table: a selection must not outlive the rows it was made of.
    <Table.Root key={JSON.stringify(query)} rows={[...rows]} headers={headers}>
      <SelectionBar rows={rows} filter={{ formId, ...filter }} total={total} tray={trayOf(query)} can={can} />
      <Table.Content>
        <Table.Head>
          {isSelectable && <Table.HeaderCheckboxCell />}
          <Th>
            <VisuallyHidden>{t('submissions.column.star')}</VisuallyHidden>
          </Th>
          {headers.map((header) => (
            <Table.HeaderCell key={header.name} {...header} />
          ))}
          {columns.map((column) => (
            <Th key={column.key}>
              {/* A label may be a whole question. */}
              <Box maxWidth="20rem">
                <Typography variant="sigma" textColor="neutral600" ellipsis title={nameOf(column)} style={{ display: 'block' }}>
                  {nameOf(column)}
                </Typography>
              </Box>
            </Th>
          ))}
        </Table.Head>
        <Table.Body>
          {rows.map((submission) => (
            <SubmissionRow
              key={submission.id}
              submission={submission}
              columns={columns}
              query={query}
              canUpdate={can.update}
              isSelectable={isSelectable}
              onStar={() => void star(submission)}
            />
          ))}
        </Table.Body>
      </Table.Content>
    </Table.Root>
  );
};
