import { Box, Button, Flex, LinkButton } from '@strapi/design-system';
import { Download, Plus } from '@strapi/icons';
import { Layouts, Page, Table, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';

import { FORMAT_KINDS, type WebhookListItem } from '../../../../shared/contracts';
import { EmptyPage } from '../../ui/EmptyPage';
import { Failure } from '../../ui/Failure';
import { pageOf, readListQuery, type RawQuery } from '../../ui/list/list-query';
import { ListFilters, useChoiceFilter } from '../../ui/list/ListFilters';
import { ListHead } from '../../ui/list/ListHead';
import { ListPages } from '../../ui/list/ListPages';
import { TitledPage } from '../../ui/TitledPage';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { DeleteDialog } from '../DeleteDialog';
import { createPath } from '../paths';
import { useListWebhooksQuery } from '../webhooks.api';
import { BulkActions } from './BulkActions';
import { ImportDialog } from './ImportDialog';
import { useSwitching } from './useSwitching';
import { findWebhooks } from './webhook-query';
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

const useFilters = () => {
  const t = useTexts();
  const filter = useChoiceFilter();
  return [
    filter('isEnabled', t('webhooks.filter.state'), [
      { label: t('webhooks.status.on'), value: 'true' },
      { label: t('webhooks.status.off'), value: 'false' },
    ]),
    filter('health', t('webhooks.filter.health'), [
      { label: t('webhooks.filter.healthy'), value: 'healthy' },
      { label: t('webhooks.filter.troubled'), value: 'troubled' },
    ]),
    filter(
      'format',
      t('webhooks.format.label'),
      FORMAT_KINDS.map((kind) => ({ label: t(`webhooks.format.${kind}`), value: kind }))
    ),
    filter('isDeclared', t('webhooks.filter.origin'), [
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
  const filters = useFilters();
  const { can } = useAllowed('webhooks');
  const isSelectable = can.update || can.delete;

  const listQuery = readListQuery(query);
  const found = findWebhooks(webhooks, listQuery);
  const rows = pageOf(found, listQuery);
  // Selected rows are looked up again: a selection made before a refresh would bring back old values.
  const current = selected.flatMap(({ id }) => webhooks.find((webhook) => webhook.id === id) ?? []);

  return (
    <>
      <ListFilters label={t('webhooks.list.search')} placeholder={t('webhooks.list.search-placeholder')} filters={filters} />
      <Layouts.Content>
        {found.length === 0 ? (
          <EmptyPage title={t('webhooks.list.nothing-found')} />
        ) : (
          <>
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
                <ListHead headers={headers} isSelectable={isSelectable} hasMenus />
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
            <ListPages total={found.length} pageSize={listQuery.pageSize} />
          </>
        )}
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
    error,
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
    <TitledPage
      title={t('app.webhooks')}
      subtitle={webhooks && t('webhooks.list.subtitle', { count: webhooks.length })}
      primaryAction={
        <Flex gap={2}>
          {importing}
          {create}
        </Flex>
      }
    >
      {error && !webhooks && (
        <Layouts.Content>
          <Failure error={error} title={t('webhooks.list.failed')} onRetry={refetch} />
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
    </TitledPage>
  );
};
