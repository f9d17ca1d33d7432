import { Button, EmptyStateLayout, Th, VisuallyHidden } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Filters, Layouts, Page, Pagination, SearchInput, Table, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { FormListItem } from '../../../../shared/contracts/form';
import { DEFAULT_PAGE_SIZE, readListQuery, type RawQuery } from '../../ui/list-query';
import { EmptyPage } from '../../ui/EmptyPage';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useDuplicateFormMutation, useListFormsQuery } from '../forms.api';
import { formPath } from '../paths';
import { DeleteFormDialog } from './DeleteFormDialog';
import { EmptyForms } from './EmptyForms';
import { DEFAULT_SORT, findForms } from './form-query';
import { FormRow } from './FormRow';
import { NewFormDialog } from './NewFormDialog';
import type { Start } from './TemplateCards';

/** How often the numbers of submissions are read anew. */
const REFRESH_EVERY_MS = 30_000;

const useHeaders = () => {
  const t = useTexts();
  return [
    { name: 'title', label: t('forms.list.form'), sortable: true },
    { name: 'status', label: t('forms.list.status'), sortable: true },
    { name: 'submissions', label: t('forms.list.submissions'), sortable: true },
    { name: 'completion', label: t('forms.list.completion'), sortable: true },
    { name: 'lastAt', label: t('forms.list.last'), sortable: true },
  ];
};

const useFilterOptions = (): Filters.Filter[] => {
  const t = useTexts();
  const operators = [
    { label: t('ui.filter.is'), value: '$eq' },
    { label: t('ui.filter.is-not'), value: '$ne' },
  ];
  return [
    {
      name: 'status',
      label: t('forms.list.status'),
      type: 'enumeration',
      operators,
      options: (['draft', 'modified', 'published'] as const).map((value) => ({ label: t(`forms.status.${value}`), value })),
    },
    {
      name: 'unread',
      label: t('forms.filter.submissions'),
      type: 'enumeration',
      operators: operators.slice(0, 1),
      options: [
        { label: t('forms.filter.unread'), value: 'true' },
        { label: t('forms.filter.all-read'), value: 'false' },
      ],
    },
  ];
};

const FormsTable = ({ forms }: { forms: readonly FormListItem[] }) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { fail } = useNotices();
  const [{ query }] = useQueryParams<RawQuery>();
  const [leaving, setLeaving] = useState<FormListItem | null>(null);
  const [duplicate] = useDuplicateFormMutation();
  const headers = useHeaders();
  const filterOptions = useFilterOptions();

  const listQuery = readListQuery(query, DEFAULT_SORT);
  const found = findForms(forms, listQuery);
  const pageCount = Math.max(1, Math.ceil(found.length / listQuery.pageSize));
  const page = Math.min(listQuery.page, pageCount);
  const rows = found.slice((page - 1) * listQuery.pageSize, page * listQuery.pageSize);

  const copy = async (id: string) => {
    const answer = await duplicate(id);
    if ('error' in answer) fail(answer.error);
    else navigate(formPath(answer.data.id));
  };
  return (
    <>
      <Layouts.Action
        startActions={
          <>
            <SearchInput label={t('forms.list.search')} placeholder={t('forms.list.search-placeholder')} />
            <Filters.Root options={filterOptions}>
              <Filters.Trigger />
              <Filters.Popover />
              <Filters.List />
            </Filters.Root>
          </>
        }
      />
      <Layouts.Content>
        {found.length === 0 ? (
          <EmptyPage title={t('forms.list.nothing-found')} />
        ) : (
          <>
            <Table.Root rows={[...rows]} headers={headers}>
              <Table.Content>
                <Table.Head>
                  {headers.map((header) => (
                    <Table.HeaderCell key={header.name} {...header} />
                  ))}
                  <Th>
                    <VisuallyHidden>{t('ui.actions')}</VisuallyHidden>
                  </Th>
                </Table.Head>
                <Table.Body>
                  {rows.map((form) => (
                    <FormRow key={form.id} form={form} onDuplicate={() => void copy(form.id)} onDelete={() => setLeaving(form)} />
                  ))}
                </Table.Body>
              </Table.Content>
            </Table.Root>
            <Pagination.Root defaultPageSize={DEFAULT_PAGE_SIZE} pageCount={pageCount} total={found.length}>
              <Pagination.PageSize options={['20', '50', '100']} />
              <Pagination.Links />
            </Pagination.Root>
          </>
        )}
      </Layouts.Content>
      <DeleteFormDialog form={leaving} onClose={() => setLeaving(null)} />
    </>
  );
};

/** All forms: how each is doing, and what can be done with it. */
export const FormsPage = () => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  const [start, setStart] = useState<Start | null>(null);
  const { data: forms, isLoading, isError, refetch } = useListFormsQuery(undefined, { pollingInterval: REFRESH_EVERY_MS });
  if (isLoading) return <Page.Loading />;
  return (
    <Page.Main>
      <Page.Title>{t('app.forms')}</Page.Title>
      <Layouts.Header
        title={t('app.forms')}
        subtitle={forms && t('forms.list.subtitle', { count: forms.length })}
        primaryAction={
          can.create && (
            <Button startIcon={<Plus />} onClick={() => setStart('blank')}>
              {t('forms.list.create')}
            </Button>
          )
        }
      />
      {isError && !forms && (
        <Layouts.Content>
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={t('forms.list.failed')}
            action={
              <Button variant="secondary" onClick={() => void refetch()}>
                {t('ui.retry')}
              </Button>
            }
          />
        </Layouts.Content>
      )}
      {forms?.length === 0 && (
        <Layouts.Content>
          <EmptyForms canCreate={can.create} onStart={setStart} />
        </Layouts.Content>
      )}
      {forms && forms.length > 0 && <FormsTable forms={forms} />}
      <NewFormDialog start={start} taken={forms ?? []} onClose={() => setStart(null)} />
    </Page.Main>
  );
};
