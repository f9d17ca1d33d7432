import { Button } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, Table, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { FormListItem } from '../../../../shared/contracts/form';
import { EmptyPage } from '../../ui/EmptyPage';
import { Failure } from '../../ui/Failure';
import { pageOf, readListQuery, type RawQuery } from '../../ui/list/list-query';
import { ListFilters, useChoiceFilter } from '../../ui/list/ListFilters';
import { ListHead } from '../../ui/list/ListHead';
import { ListPages } from '../../ui/list/ListPages';
import { TitledPage } from '../../ui/TitledPage';
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

const useFilters = () => {
  const t = useTexts();
  const filter = useChoiceFilter();
  return [
    filter(
      'status',
      t('forms.list.status'),
      (['draft', 'modified', 'published'] as const).map((value) => ({ label: t(`forms.status.${value}`), value }))
    ),
    filter('unread', t('forms.filter.submissions'), [
      { label: t('forms.filter.unread'), value: 'true' },
      { label: t('forms.filter.all-read'), value: 'false' },
    ]),
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
  const filters = useFilters();

  const listQuery = readListQuery(query, DEFAULT_SORT);
  const found = findForms(forms, listQuery);
  const rows = pageOf(found, listQuery);

  const copy = async (id: string) => {
    const answer = await duplicate(id);
    if ('error' in answer) fail(answer.error);
    else navigate(formPath(answer.data.id));
  };
  return (
    <>
      <ListFilters label={t('forms.list.search')} placeholder={t('forms.list.search-placeholder')} filters={filters} />
      <Layouts.Content>
        {found.length === 0 ? (
          <EmptyPage title={t('forms.list.nothing-found')} />
        ) : (
          <>
            <Table.Root rows={[...rows]} headers={headers}>
              <Table.Content>
                <ListHead headers={headers} hasMenus />
                <Table.Body>
                  {rows.map((form) => (
                    <FormRow key={form.id} form={form} onDuplicate={() => void copy(form.id)} onDelete={() => setLeaving(form)} />
                  ))}
                </Table.Body>
              </Table.Content>
            </Table.Root>
            <ListPages total={found.length} pageSize={listQuery.pageSize} />
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
  const { data: forms, isLoading, error, refetch } = useListFormsQuery(undefined, { pollingInterval: REFRESH_EVERY_MS });
  if (isLoading) return <Page.Loading />;
  return (
    <TitledPage
      title={t('app.forms')}
      subtitle={forms && t('forms.list.subtitle', { count: forms.length })}
      primaryAction={
        can.create && (
          <Button startIcon={<Plus />} onClick={() => setStart('blank')}>
            {t('forms.list.create')}
          </Button>
        )
      }
    >
      {error && !forms && (
        <Layouts.Content>
          <Failure error={error} title={t('forms.list.failed')} onRetry={refetch} />
        </Layouts.Content>
      )}
      {forms?.length === 0 && (
        <Layouts.Content>
          <EmptyForms canCreate={can.create} onStart={setStart} />
        </Layouts.Content>
      )}
      {forms && forms.length > 0 && <FormsTable forms={forms} />}
      <NewFormDialog start={start} taken={forms ?? []} onClose={() => setStart(null)} />
    </TitledPage>
  );
};
