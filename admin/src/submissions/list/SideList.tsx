import { Badge, Box, Flex, IconButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import type { SubmissionColumn, SubmissionListItem } from '../../../../shared/contracts/form';
import { pageCountOf } from '../../ui/list/list-query';
import { RelativeTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';
import { submissionPath } from '../paths';
import { StarMark } from '../StarMark';
import type { SubmissionQuery } from '../submission-query';
import { valueText } from '../value-text';

interface SideListProps {
  readonly rows: readonly SubmissionListItem[];
  readonly columns: readonly SubmissionColumn[];
  readonly openId: string;
  readonly query: SubmissionQuery;
  readonly total: number;
}

const RowLink = styled(Link)`
  display: block;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  border-inline-start: 3px solid transparent;
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  text-decoration: none;

  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &:focus-visible {
    outline-offset: -2px;
  }
  &[aria-current] {
    border-inline-start-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** The first two of the columns that are chosen which it answers: who it is, more often than not. */
const useFirstAnswers = (columns: readonly SubmissionColumn[]) => {
  const t = useTexts();
  const words = { yes: t('submissions.yes'), no: t('submissions.no') };
  return ({ values }: SubmissionListItem): readonly string[] =>
    columns
      .map(({ key, labels }) => valueText(values[key], words, labels))
      .filter((text) => text !== '')
      .slice(0, 2);
};

const SideRow = ({
  row,
  answers,
  isOpen,
  to,
}: {
  row: SubmissionListItem;
  answers: readonly string[];
  isOpen: boolean;
  to: string;
}) => {
  const t = useTexts();
  const item = useRef<HTMLLIElement>(null);
  const { status, isStarred, isTest, state, createdAt } = row;
  const isNew = status === 'new';
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <li ref={item}>
      <RowLink to={to} aria-current={isOpen ? 'true' : undefined}>
        <Flex justifyContent="space-between" gap={3}>
          <Typography tag="bdi" ellipsis fontWeight={isNew ? 'bold' : 'regular'} textColor="neutral800">
            {answers[0] ?? '–'}
          </Typography>
          <Typography variant="pi" textColor="neutral600" style={{ flexShrink: 0 }}>
            <RelativeTime at={createdAt} />
          </Typography>
        </Flex>
        <Flex justifyContent="space-between" gap={3} minHeight="2rem">
          <Typography tag="bdi" variant="pi" ellipsis textColor="neutral600">
            {answers[1] ?? ''}
          </Typography>
          <Flex gap={2} shrink={0}>
            {state === 'partial' && <Badge size="S">{t('submissions.state.partial')}</Badge>}
            {isTest && <Badge size="S">{t('submissions.test')}</Badge>}
            {isStarred && <StarMark $isSet width="1.2rem" height="1.2rem" aria-label={t('submissions.starred')} role="img" />}
          </Flex>
        </Flex>
        {isNew && <VisuallyHidden>{t('submissions.status.new')}</VisuallyHidden>}
      </RowLink>
    </li>
  );
};

const SidePages = ({ openId, query, total }: Pick<SideListProps, 'openId' | 'query' | 'total'>) => {
  const t = useTexts();
  const navigate = useNavigate();
  const last = pageCountOf(total, query.pageSize);
  const go = (page: number) => navigate(submissionPath(openId, { ...query, page }));
  if (last === 1) return null;
  return (
    <Flex justifyContent="space-between" padding={2} paddingLeft={4}>
      <Typography variant="pi" textColor="neutral600">
        {t('submissions.side.page', { page: query.page, last })}
      </Typography>
      <Flex gap={1}>
        <IconButton
          variant="ghost"
          label={t('submissions.side.back')}
          disabled={query.page <= 1}
          onClick={() => go(query.page - 1)}
        >
          <ChevronLeft />
        </IconButton>
        <IconButton
          variant="ghost"
          label={t('submissions.side.on')}
          disabled={query.page >= last}
          onClick={() => go(query.page + 1)}
        >
          <ChevronRight />
        </IconButton>
      </Flex>
    </Flex>
  );
};

/** The list as it stands beside the submission that is open. */
export const SideList = ({ rows, columns, openId, query, total }: SideListProps) => {
  const t = useTexts();
  const answersOf = useFirstAnswers(columns);
  return (
    <Box tag="nav" aria-label={t('submissions.side')} background="neutral0" borderColor="neutral150" shadow="tableShadow" hasRadius>
      <Box overflow="auto" style={{ maxHeight: 'calc(100dvh - 16rem)' }}>
        <Flex tag="ul" direction="column" alignItems="stretch">
          {rows.map((row) => (
            <SideRow
              key={row.id}
              row={row}
              answers={answersOf(row)}
              isOpen={row.id === openId}
              to={submissionPath(row.id, query)}
            />
          ))}
        </Flex>
      </Box>
      <SidePages openId={openId} query={query} total={total} />
    </Box>
  );
};
