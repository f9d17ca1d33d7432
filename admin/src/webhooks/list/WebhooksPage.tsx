import { Box, Button, EmptyStateLayout, Flex, LinkButton, Th, VisuallyHidden } from '@strapi/design-system';
import { Download, Plus } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Filters, Layouts, Page, Pagination, SearchInput, Table, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';

import { FORMAT_KINDS, type WebhookListItem } from '../../../../shared/contracts';
import { EmptyPage } from '../../ui/EmptyPage';
import { DEFAULT_PAGE_SIZE, readListQuery, type RawQuery } from '../../ui/list-query';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { DeleteDialog } from '../DeleteDialog';
import { createPath } from '../paths';
import { useListWebhooksQuery } from '../webhooks.api';
import { BulkActions } from './BulkActions';
import { ImportDialog } from './ImportDialog';
import { findWebhooks } from './list-query';
import { useSwitching } from './useSwitching';
import { WebhookRow } from './WebhookRow';

/** How often the numbers of the last day are read anew. */
const REFRESH_EVERY_MS = 30_000;
/** With more receiver URLs than this the answer is so long that it is read once. */
const MOST_WATCHED = 2_000;

const useHeaders = () => {
  const t = useTexts();
  return [
    { name: 'isEnabled', label: t('webhooks.list.state'), sortable: true },
    { name: 'name', label: t('webhooks.list.name'), sortable: true },
    { name: 'events', label: t('webhooks.list.events'), sortable: false },
    { name: 'receivers', label: t('webhooks.list.receivers'), sortable: false },
    { name: 'successRate', label: t('webhooks.list.last-day'), sortable: true },
    { name: 'lastDeliveryAt', label: t('webhooks.list.last-delivery'), sortable: true },
  ];
};

const IS = '$eq';
const IS_NOT = '$ne';

const useFilterOptions = (): Filters.Filter[] => {
  const t = useTexts();
  const operators = [
    { label: t('ui.filter.is'), value: IS },
    { label: t('ui.filter.is-not'), value: IS_NOT },
  ];
  const option = (name: string, label: string, options: { label: string; value: string }[]): Filters.Filter => ({
    name,
    label,
    type: 'enumeration',
    operators,
    options,
  });
  return [
    option('isEnabled', t('webhooks.filter.state'), [
      { label: t('webhooks.status.on'), value: 'true' },
      { label: t('webhooks.status.off'), value: 'false' },
    ]),
    option('health', t('webhooks.filter.health'), [
      { label: t('webhooks.filter.healthy'), value: 'healthy' },
      { label: t('webhooks.filter.troubled'), value: 'troubled' },
    ]),
    option(
      'format',
      t('webhooks.format.label'),
      FORMAT_KINDS.map((kind) => ({ label: t(`webhooks.format.${kind}`), value: kind }))
    ),
    option('isDeclared', t('webhooks.filter.origin'), [
      { label: t('webhooks.declared'), value: 'true' },
      { label: t('webhooks.filter.edited-here'), value: 'false' },
    ]),
  ];
};

const WebhooksTable = ({ webhooks }: { webhooks: readonly WebhookListItem[] }) => {
  const t = useTexts();
  const [{ query }] = useQueryParams<RawQuery>();
  const [selected, setSelected] = useState<readonly WebhookListItem[]>([]);
  const [leaving, setLeaving] = useState<readonly WebhookListItem[]>([]);
  const switching = useSwitching();
  const headers = useHeaders();
  const filterOptions = useFilterOptions();
  const { can } = useAllowed('webhooks');
  const isSelectable = can.update || can.delete;

  const listQuery = readListQuery(query);
  const found = findWebhooks(webhooks, listQuery);
  const pageCount = Math.max(1, Math.ceil(found.length / listQuery.pageSize));
  const page = Math.min(listQuery.page, pageCount);
  const rows = found.slice((page - 1) * listQuery.pageSize, page * listQuery.pageSize);
  // Selected rows are looked up again: a selection made before a refresh would bring back old values.
  const current = selected.flatMap(({ id }) => webhooks.find((webhook) => webhook.id === id) ?? []);

  return (
    <>
      <Layouts.Action
        startActions={
          <>
            <SearchInput label={t('webhooks.list.search')} placeholder={t('webhooks.list.search-placeholder')} />
            <Filters.Root options={filterOptions}>
              <Filters.Trigger />
              <Filters.Popover />
              <Filters.List />
            </Filters.Root>
          </>
        }
      />
      <Layouts.Content>
        <Table.Root
          rows={[...rows]}
          headers={headers}
          selectedRows={[...current]}
          onSelectedRowsChange={(next: WebhookListItem[]) => setSelected(next)}
        >
          <Box paddingBottom={current.length > 0 ? 4 : 0}>
            <Table.ActionBar>
              <BulkActions
                webhooks={current}
                onSwitch={(isEnabled) => switching.switchAll(current, isEnabled).then(() => setSelected([]))}
                onDelete={setLeaving}
              />
            </Table.ActionBar>
          </Box>
          <Table.Content>
            <Table.Head>
              {isSelectable && <Table.HeaderCheckboxCell />}
              {headers.map((header) => (
                <Table.HeaderCell key={header.name} {...header} />
              ))}
              <Th>
                <VisuallyHidden>{t('ui.actions')}</VisuallyHidden>
              </Th>
            </Table.Head>
            <Table.Empty content={t('webhooks.list.nothing-found')} />
            <Table.Body>
              {rows.map((webhook) => (
                <WebhookRow
                  key={webhook.id}
                  webhook={webhook}
                  isSelectable={isSelectable}
                  onToggle={(isEnabled) => void switching.switchOne(webhook, isEnabled)}
                  onDelete={() => setLeaving([webhook])}
                />
              ))}
            </Table.Body>
          </Table.Content>
        </Table.Root>
        <Pagination.Root defaultPageSize={DEFAULT_PAGE_SIZE} pageCount={pageCount} total={found.length}>
          <Pagination.PageSize options={['20', '50', '100']} />
          <Pagination.Links />
        </Pagination.Root>
      </Layouts.Content>
      <DeleteDialog webhooks={leaving} onClose={() => setLeaving([])} onDeleted={() => setSelected([])} />
    </>
  );
};

/** All webhooks: how each is doing, and what can be done with it. */
export const WebhooksPage = () => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const [isImporting, setIsImporting] = useState(false);
  const [isWatched, setIsWatched] = useState(true);
  const {
    data: webhooks,
    isLoading,
    isError,
    refetch,
  } = useListWebhooksQuery(undefined, {
    pollingInterval: isWatched ? REFRESH_EVERY_MS : 0,
  });
  const receiverCount = webhooks?.reduce((sum, webhook) => sum + webhook.receivers.length, 0) ?? 0;
  if (isWatched && receiverCount > MOST_WATCHED) setIsWatched(false);
  if (isLoading) return <Page.Loading />;

  const create = can.create && (
    <LinkButton tag={Link} to={createPath()} startIcon={<Plus />}>
      {t('webhooks.list.create')}
    </LinkButton>
  );
  const importing = can.create && (
    <Button variant="tertiary" startIcon={<Download />} onClick={() => setIsImporting(true)}>
      {t('webhooks.import.open')}
    </Button>
  );
  return (
    <Page.Main>
      <Page.Title>{t('app.webhooks')}</Page.Title>
      <Layouts.Header
        title={t('app.webhooks')}
        subtitle={webhooks && t('webhooks.list.subtitle', { count: webhooks.length })}
        primaryAction={
          <Flex gap={2}>
            {importing}
            {create}
          </Flex>
        }
      />
      {isError && !webhooks && (
        <Layouts.Content>
          <EmptyStateLayout
            icon={<EmptyDocuments width="16rem" />}
            content={t('webhooks.list.failed')}
            action={
              <Button variant="secondary" onClick={() => void refetch()}>
                {t('ui.retry')}
              </Button>
            }
          />
        </Layouts.Content>
      )}
      {webhooks?.length === 0 && (
        <Layouts.Content>
          <EmptyPage
            title={t('webhooks.list.empty')}
            hint={t(can.create ? 'webhooks.list.empty-hint' : 'webhooks.list.empty-hint-reader')}
            action={
              <Flex gap={2} wrap="wrap" justifyContent="center">
                {importing}
                {create}
              </Flex>
            }
          />
        </Layouts.Content>
      )}
      {webhooks && webhooks.length > 0 && <WebhooksTable webhooks={webhooks} />}
      <ImportDialog isOpen={isImporting} onClose={() => setIsImporting(false)} />
    </Page.Main>
  );
};
