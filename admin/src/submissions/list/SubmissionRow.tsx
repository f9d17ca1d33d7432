import { Badge, Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import type { MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import type { SubmissionColumn, SubmissionListItem } from '../../../../shared/contracts/form';
import { RelativeTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { submissionPath } from '../paths';
import { StarMark } from '../StarMark';
import { StatusBadge } from '../StatusBadge';
import type { SubmissionQuery } from '../submission-query';
import { valueText } from '../value-text';

const stop = (event: MouseEvent) => event.stopPropagation();

/** The first cell leads to the submission: what the keyboard and a screen reader find, and what opens in a new tab. */
const TimeLink = styled(Link)`
  color: ${({ theme }) => theme.colors.neutral800};
  text-decoration: none;

  &:hover,
  &:focus-visible {
    color: ${({ theme }) => theme.colors.primary600};
    text-decoration: underline;
  }
`;

interface SubmissionRowProps {
  readonly submission: SubmissionListItem;
  readonly columns: readonly SubmissionColumn[];
  readonly query: SubmissionQuery;
  readonly canUpdate: boolean;
  readonly isSelectable: boolean;
  readonly onStar: () => void;
}

const Answer = ({ submission, column }: Pick<SubmissionRowProps, 'submission'> & { column: SubmissionColumn }) => {
  const t = useTexts();
  const words = { yes: t('submissions.yes'), no: t('submissions.no') };
  const text = valueText(submission.values[column.key], words, column.labels);
  return (
    <Box maxWidth="20rem">
      <Typography ellipsis tag="bdi" style={{ display: 'block' }} title={text} fontWeight={boldWhenNew(submission)}>
        {text || '–'}
      </Typography>
    </Box>
  );
};

/** The id of the link in the first cell of a row. */
export const rowLinkId = (id: string): string => `open-${id}`;

const boldWhenNew = ({ status }: SubmissionListItem) => (status === 'new' ? 'bold' : 'regular');

/** One submission of the inbox: unread ones stand out. */
export const SubmissionRow = ({ submission, columns, query, canUpdate, isSelectable, onStar }: SubmissionRowProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { id, isStarred, isTest, state, status, createdAt } = submission;
  const path = submissionPath(id, query);
  return (
    <Table.Row onClick={() => navigate(path)} style={{ cursor: 'pointer' }}>
      {isSelectable && <Table.CheckboxCell id={id} />}
      <Table.Cell>
        <Flex onClick={stop}>
          <IconButton
            variant="ghost"
            label={t(isStarred ? 'submissions.unstar' : 'submissions.star')}
            disabled={!canUpdate}
            onClick={onStar}
          >
            <StarMark $isSet={isStarred} />
          </IconButton>
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Typography fontWeight={boldWhenNew(submission)}>
          <TimeLink id={rowLinkId(id)} to={path} onClick={stop}>
            <RelativeTime at={createdAt} />
          </TimeLink>
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Flex gap={2}>
          <StatusBadge status={status} />
          {state === 'partial' && <Badge size="S">{t('submissions.state.partial')}</Badge>}
          {isTest && <Badge size="S">{t('submissions.test')}</Badge>}
        </Flex>
      </Table.Cell>
      {columns.map((column) => (
        <Table.Cell key={column.key}>
          <Answer submission={submission} column={column} />
        </Table.Cell>
      ))}
    </Table.Row>
  );
};
