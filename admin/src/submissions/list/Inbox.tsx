import { Button, Flex, LinkButton } from '@strapi/design-system';
import { ChartCircle, Download, Filter } from '@strapi/icons';
import { Layouts, SearchInput, useScopedPersistentState } from '@strapi/strapi/admin';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import type { InboxForm } from '../../../../shared/contracts/form';
import { insightsPath } from '../../forms/paths';
import { EmptyPage } from '../../ui/EmptyPage';
import { ListPages } from '../../ui/list/ListPages';
import { NothingFound } from '../../ui/list/NothingFound';
import { NotLoaded } from '../../ui/NotLoaded';
import { TitledPage } from '../../ui/TitledPage';
import { useAllowed } from '../../ui/useAllowed';
import { useIsTabVisible } from '../../ui/useIsTabVisible';
import { useTexts } from '../../ui/useTexts';
import { shownColumns } from '../columns';
import { Detail } from '../detail/Detail';
import { withOpen } from '../neighbours';
import { activeFields, hasPanelFilter, listParams, withoutFilters, type SubmissionQuery } from '../submission-query';
import { useListSubmissionsQuery } from '../submissions.api';
import type { Opened } from '../useOpened';
import { ColumnMenu } from './ColumnMenu';
import { ExportDialog } from './ExportDialog';
import { FilterPanel } from './FilterPanel';
import { FormChoice } from './FormChoice';
import { InboxFilterTags } from './InboxFilterTags';
import { MoreMenu } from './MoreMenu';
import { SideList } from './SideList';
import { StatusTabs } from './StatusTabs';
import { SubmissionTable } from './SubmissionTable';

/** How often new rows are looked for. */
export const POLL_MS = 15_000;

interface InboxProps {
  readonly forms: readonly InboxForm[];
  readonly form: InboxForm;
  readonly query: SubmissionQuery;
  readonly onChange: (query: SubmissionQuery) => void;
  /** What stands beside the list. */
  readonly openId: string | undefined;
  readonly opened: Opened;
}

/** The list stays in sight while the answers are scrolled. */
const Beside = styled.div`
  display: grid;
  grid-template-columns: minmax(26rem, 3fr) minmax(0, 7fr);
  gap: ${({ theme }) => theme.spaces[6]};
  align-items: start;

  > :first-child {
    position: sticky;
    top: 8rem;
  }
`;

const NothingHere = ({ query, onChange }: Pick<InboxProps, 'query' | 'onChange'>) => {
  const t = useTexts();
  const active = activeFields(query);
  if (active.length === 0) return <EmptyPage title={t('submissions.empty')} hint={t('submissions.empty-hint')} />;
  if (active.every((field) => field === 'status' || field === 'isStarred')) {
    return <EmptyPage title={t('submissions.tray-empty')} />;
  }
  return (
    <NothingFound
      title={t('submissions.nothing-found')}
      hint={t('submissions.nothing-found-hint')}
      onClear={() => onChange(withoutFilters(query))}
    />
  );
};

const useColumns = (formId: string) => {
  const [all, setAll] = useScopedPersistentState<Record<string, readonly string[]>>('SWITCHBOARD_SUBMISSION_COLUMNS', {});
  const choose = (next: readonly string[] | undefined) => {
    const { [formId]: _before, ...others } = all;
    setAll(next === undefined ? others : { ...others, [formId]: next });
  };
  return [all[formId], choose] as const;
};

/** What one form was sent: a table, or a narrow list with the open submission beside it. */
export const Inbox = ({ forms, form, query, onChange, openId, opened }: InboxProps) => {
  const t = useTexts();
  const { can } = useAllowed('submissions');
  const isVisible = useIsTabVisible();
  const [isOpen, setIsOpen] = useState(() => hasPanelFilter(query));
  const [isExporting, setIsExporting] = useState(false);
  const [chosen, choose] = useColumns(form.id);
  const { currentData, data, error, refetch } = useListSubmissionsQuery(listParams({ ...query, formId: form.id }), {
    pollingInterval: isVisible ? POLL_MS : 0,
    refetchOnMountOrArgChange: true,
  });
  const latest = currentData ?? data;
  const allColumns = latest?.columns ?? [];
  const columns = shownColumns(allColumns, chosen);

  const table = !currentData ? (
    <NotLoaded error={error} title={t('submissions.failed')} onRetry={refetch} />
  ) : currentData.total === 0 ? (
    <NothingHere query={query} onChange={onChange} />
  ) : (
    <>
      <SubmissionTable formId={form.id} rows={currentData.rows} columns={columns} total={currentData.total} query={query} />
      <ListPages total={currentData.total} pageSize={query.pageSize} />
    </>
  );

  const beside = (id: string) => {
    const rows = withOpen(latest?.rows ?? [], opened.isLeaving ? undefined : opened.submission, query.isOldestFirst);
    return (
      <Beside>
        <SideList rows={rows} columns={columns} openId={id} query={{ ...query, formId: form.id }} total={latest?.total ?? 0} />
        {opened.submission ? (
          <Detail submission={opened.submission} query={query} rows={rows} isLeaving={opened.isLeaving} />
        ) : (
          <NotLoaded error={opened.error} title={t('submissions.failed-one')} onRetry={opened.refetch} />
        )}
      </Beside>
    );
  };
  return (
    <TitledPage
      title={t('submissions.title')}
      subtitle={latest && t('submissions.subtitle', { count: latest.total })}
      primaryAction={
        <Flex gap={2}>
          <LinkButton tag={NavLink} variant="tertiary" startIcon={<ChartCircle />} to={insightsPath(form.id)}>
            {t('insights.title')}
          </LinkButton>
          {can.export && (
            <Button variant="secondary" startIcon={<Download />} onClick={() => setIsExporting(true)}>
              {t('submissions.export')}
            </Button>
          )}
          <MoreMenu canErase={can.erase} />
        </Flex>
      }
    >
      <Layouts.Action
        startActions={
          <>
            <FormChoice
              forms={forms}
              value={form.id}
              onChange={(formId) => onChange({ formId, isOldestFirst: false, page: 1, pageSize: query.pageSize })}
            />
            <SearchInput key={query.search} label={t('submissions.search')} placeholder={t('submissions.search-placeholder')} />
            <Button variant="tertiary" size="S" startIcon={<Filter />} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              {t('submissions.filter')}
            </Button>
          </>
        }
        endActions={<ColumnMenu columns={allColumns} chosen={chosen} onChange={choose} />}
        bottomActions={
          <Flex direction="column" alignItems="stretch" gap={3} width="100%">
            <StatusTabs query={query} unread={form.unread} onChange={onChange} />
            {isOpen ? (
              <FilterPanel query={query} form={form} columns={allColumns} onChange={onChange} />
            ) : (
              <InboxFilterTags query={query} columns={allColumns} onChange={onChange} />
            )}
          </Flex>
        }
      />
      <Layouts.Content>{openId === undefined ? table : beside(openId)}</Layouts.Content>
      <ExportDialog formId={form.id} query={query} isOpen={isExporting} onClose={() => setIsExporting(false)} />
    </TitledPage>
  );
};
