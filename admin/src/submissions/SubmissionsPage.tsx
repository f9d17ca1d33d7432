import { Button, Flex, LinkButton } from '@strapi/design-system';
import { ChartCircle, Download, Filter } from '@strapi/icons';
import { Layouts, Page, Pagination, SearchInput, useScopedPersistentState } from '@strapi/strapi/admin';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import type { FormListItem } from '../../../shared/contracts/form';
import { Failure } from '../deliveries/parts/Failure';
import { useListFormsQuery } from '../forms/forms.api';
import { formsPath, insightsPath } from '../forms/paths';
import { EmptyPage } from '../ui/EmptyPage';
import { useAllowed } from '../ui/useAllowed';
import { useIsTabVisible } from '../ui/useIsTabVisible';
import { useTexts } from '../ui/useTexts';
import { shownColumns } from './columns';
import { ColumnMenu } from './list/ColumnMenu';
import { ExportDialog } from './list/ExportDialog';
import { FilterPanel } from './list/FilterPanel';
import { FormChoice } from './list/FormChoice';
import { MoreMenu } from './list/MoreMenu';
import { StatusTabs } from './list/StatusTabs';
import { SubmissionTable } from './list/SubmissionTable';
import { activeFields, DEFAULT_PAGE_SIZE, listParams, PAGE_SIZES, type SubmissionQuery } from './submission-query';
import { useListSubmissionsQuery } from './submissions.api';
import { useSubmissionQuery } from './useSubmissionQuery';

/** How often new rows are looked for. */
const POLL_MS = 15_000;

/** The rarer filters; the trays and the search are always in sight. */
const isRare = (field: string): boolean => !['status', 'isStarred', 'search'].includes(field);

interface InboxProps {
  readonly forms: readonly FormListItem[];
  readonly form: FormListItem;
  readonly query: SubmissionQuery;
  readonly onChange: (query: SubmissionQuery) => void;
}

const Inbox = ({ forms, form, query, onChange }: InboxProps) => {
  const t = useTexts();
  const { can } = useAllowed('submissions');
  const isVisible = useIsTabVisible();
  const [isOpen, setIsOpen] = useState(() => activeFields(query).some(isRare));
  const [isExporting, setIsExporting] = useState(false);
  const [chosen, setChosen] = useScopedPersistentState<Record<string, readonly string[]>>('SWITCHBOARD_SUBMISSION_COLUMNS', {});
  const { currentData, data, error, refetch } = useListSubmissionsQuery(listParams({ ...query, formId: form.id }), {
    pollingInterval: isVisible ? POLL_MS : 0,
    refetchOnMountOrArgChange: true,
  });
  const columns = (currentData ?? data)?.columns ?? [];
  const active = activeFields(query);
  const isTrayOnly = active.length > 0 && active.every((field) => field === 'status' || field === 'isStarred');
  const clear = () => onChange({ formId: form.id, isOldestFirst: query.isOldestFirst, page: 1, pageSize: query.pageSize });

  const body = !currentData ? (
    error ? (
      <Failure error={error} title={t('submissions.failed')} onRetry={() => void refetch()} />
    ) : (
      <Page.Loading />
    )
  ) : currentData.total === 0 ? (
    active.length === 0 ? (
      <EmptyPage title={t('submissions.empty')} hint={t('submissions.empty-hint')} />
    ) : isTrayOnly ? (
      <EmptyPage title={t('submissions.tray-empty')} />
    ) : (
      <EmptyPage
        title={t('submissions.nothing-found')}
        hint={t('submissions.nothing-found-hint')}
        action={
          <Button variant="secondary" onClick={clear}>
            {t('submissions.filter.clear')}
          </Button>
        }
      />
    )
  ) : (
    <>
      <SubmissionTable
        formId={form.id}
        rows={currentData.rows}
        columns={shownColumns(columns, chosen[form.id])}
        total={currentData.total}
        query={query}
      />
      <Pagination.Root
        defaultPageSize={DEFAULT_PAGE_SIZE}
        pageCount={Math.max(1, Math.ceil(currentData.total / query.pageSize))}
        total={currentData.total}
      >
        <Pagination.PageSize options={PAGE_SIZES.map(String)} />
        <Pagination.Links />
      </Pagination.Root>
    </>
  );
  return (
    <>
      <Layouts.Header
        title={t('submissions.title')}
        subtitle={currentData && t('submissions.subtitle', { count: currentData.total })}
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
      />
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
        endActions={
          <ColumnMenu
            columns={columns}
            chosen={chosen[form.id]}
            onChange={(next) => {
              const { [form.id]: _before, ...others } = chosen;
              setChosen(next === undefined ? others : { ...others, [form.id]: next });
            }}
          />
        }
        bottomActions={
          <Flex direction="column" alignItems="stretch" gap={3} width="100%">
            <StatusTabs query={query} onChange={onChange} />
            {isOpen && <FilterPanel query={query} newestVersion={form.version} onChange={onChange} />}
          </Flex>
        }
      />
      <Layouts.Content>{body}</Layouts.Content>
      <ExportDialog formId={form.id} query={query} isOpen={isExporting} onClose={() => setIsExporting(false)} />
    </>
  );
};

/** What visitors sent, form by form. */
export const SubmissionsPage = () => {
  const t = useTexts();
  const { query, change } = useSubmissionQuery();
  const [lastFormId, setLastFormId] = useScopedPersistentState<string>('SWITCHBOARD_LAST_FORM', '');
  const { data: forms, isLoading, error, refetch } = useListFormsQuery();

  const wanted = query.formId ?? lastFormId;
  const form = forms?.find(({ id }) => id === wanted) ?? (query.formId === null ? forms?.[0] : undefined);
  const open = (next: SubmissionQuery) => {
    if (next.formId) setLastFormId(next.formId);
    change(next);
  };
  if (isLoading) return <Page.Loading />;
  return (
    <Page.Main>
      <Page.Title>{t('submissions.title')}</Page.Title>
      {form && forms ? (
        <Inbox key={form.id} forms={forms} form={form} query={query} onChange={open} />
      ) : (
        <>
          <Layouts.Header title={t('submissions.title')} />
          <Layouts.Content>
            {error ? (
              <Failure error={error} title={t('submissions.failed')} onRetry={() => void refetch()} />
            ) : (
              <EmptyPage
                title={t(forms?.length ? 'submissions.no-such-form' : 'submissions.no-forms')}
                hint={t(forms?.length ? 'submissions.no-such-form-hint' : 'submissions.no-forms-hint')}
                action={
                  <LinkButton tag={NavLink} variant="secondary" to={formsPath}>
                    {t('submissions.to-forms')}
                  </LinkButton>
                }
              />
            )}
          </Layouts.Content>
        </>
      )}
    </Page.Main>
  );
};
