import { Button, Flex, LinkButton } from '@strapi/design-system';
import { ChartCircle, Filter } from '@strapi/icons';
import { Layouts, Page, useScopedPersistentState } from '@strapi/strapi/admin';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import type { FormListItem } from '../../../shared/contracts/form';
import { Failure } from '../deliveries/parts/Failure';
import { TextFilter } from '../deliveries/log/TextFilter';
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
import { Pages } from './list/Pages';
import { StatusTabs } from './list/StatusTabs';
import { SubmissionTable } from './list/SubmissionTable';
import { personPath, purgesPath } from './paths';
import { activeFields, listParams, withFilter, type SubmissionQuery } from './submission-query';
import { useListSubmissionsQuery } from './submissions.api';
import { useSubmissionQuery } from './useSubmissionQuery';

/** How often new rows are looked for. */
const POLL_MS = 15_000;

/** The rarer filters; the trays and the search are always in sight. */
const isRare = (field: string): boolean => field !== 'status' && field !== 'search';

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
  const isFiltered = activeFields(query).length > 0;

  const body = !currentData ? (
    error ? (
      <Failure error={error} title={t('submissions.failed')} onRetry={() => void refetch()} />
    ) : (
      <Page.Loading />
    )
  ) : currentData.total === 0 ? (
    <EmptyPage
      title={t(isFiltered ? 'submissions.nothing-found' : 'submissions.empty')}
      hint={t(isFiltered ? 'submissions.nothing-found-hint' : 'submissions.empty-hint')}
    />
  ) : (
    <>
      <SubmissionTable
        formId={form.id}
        rows={currentData.rows}
        columns={shownColumns(columns, chosen[form.id])}
        total={currentData.total}
        query={query}
      />
      <Pages query={query} total={currentData.total} onChange={onChange} />
    </>
  );
  return (
    <>
      <Layouts.Header
        title={t('submissions.title')}
        subtitle={currentData && t('submissions.subtitle', { count: currentData.total })}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <LinkButton tag={NavLink} variant="tertiary" startIcon={<ChartCircle />} to={insightsPath(form.id)}>
              {t('insights.title')}
            </LinkButton>
            <LinkButton tag={NavLink} variant="tertiary" to={purgesPath}>
              {t('purges.title')}
            </LinkButton>
            {can.erase && (
              <LinkButton tag={NavLink} variant="tertiary" to={personPath}>
                {t('person.title')}
              </LinkButton>
            )}
            {can.export && (
              <Button variant="secondary" onClick={() => setIsExporting(true)}>
                {t('submissions.export')}
              </Button>
            )}
          </Flex>
        }
      />
      <Layouts.Action
        startActions={
          <Flex gap={3} wrap="wrap" alignItems="flex-end">
            <FormChoice
              forms={forms}
              value={form.id}
              onChange={(formId) => onChange({ formId, isOldestFirst: false, page: 1, pageSize: query.pageSize })}
            />
            <StatusTabs query={query} onChange={onChange} />
          </Flex>
        }
        endActions={
          <Flex gap={2}>
            <Button variant="tertiary" size="S" startIcon={<Filter />} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              {t('submissions.filter')}
            </Button>
            <Button
              variant="tertiary"
              size="S"
              onClick={() => onChange(withFilter(query, { isOldestFirst: !query.isOldestFirst }))}
            >
              {t(query.isOldestFirst ? 'submissions.oldest-first' : 'submissions.newest-first')}
            </Button>
            <ColumnMenu
              columns={columns}
              chosen={chosen[form.id]}
              onChange={(next) => {
                const { [form.id]: _before, ...others } = chosen;
                setChosen(next === undefined ? others : { ...others, [form.id]: next });
              }}
            />
          </Flex>
        }
        bottomActions={
          <Flex direction="column" alignItems="stretch" gap={3} width="100%">
            <TextFilter
              label={t('submissions.search')}
              placeholder={t('submissions.search-placeholder')}
              value={query.search ?? ''}
              onChange={(text) => onChange(withFilter(query, { search: text || undefined }))}
            />
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
