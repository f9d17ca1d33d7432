import { Box, Button, Flex } from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import { Layouts } from '@strapi/strapi/admin';
import { useState } from 'react';

import { Failure } from '../ui/Failure';
import { NothingFound } from '../ui/list/NothingFound';
import { TitledPage } from '../ui/TitledPage';
import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';
import { DeliveryTable } from './log/DeliveryTable';
import { LiveControls } from './log/LiveControls';
import { LogFilterBar, LogFilterPanel } from './log/LogFilters';
import { LogPages } from './log/LogPages';
import { EmptyLog, NothingYet } from './log/LogState';
import { MatchingAction } from './log/MatchingAction';
import { useChoices } from './log/useChoices';
import { useLogQuery, useLogRows } from './log/useLog';
import { activeFields } from './log-query';

/** The log of all deliveries: filtered by the URL, live, in pages that stay fast at a million rows. */
export const DeliveriesPage = () => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const { query, change } = useLogQuery();
  const [isLive, setIsLive] = useState(true);
  const log = useLogRows(query, isLive);
  const choices = useChoices();
  const isFiltered = activeFields(query).length > 0;
  const [isFilterOpen, setIsFilterOpen] = useState(false);
  const filters = { query, choices, onChange: change, isOpen: isFilterOpen };
  const isEmpty = !log.isLoading && log.rows.length === 0;

  const body = log.error ? (
    <Failure error={log.error} title={t('deliveries.failed')} onRetry={log.refresh} />
  ) : isEmpty && log.olderCursor !== null ? (
    <NothingYet onOlder={() => change({ ...query, after: undefined, before: log.olderCursor ?? undefined })} />
  ) : isEmpty && isFiltered ? (
    <NothingFound
      title={t('deliveries.nothing.title')}
      hint={t('deliveries.nothing.hint')}
      onClear={() => change({ limit: query.limit })}
    />
  ) : isEmpty ? (
    <EmptyLog />
  ) : (
    <DeliveryTable rows={log.rows} query={query} isLoading={log.isLoading} onActed={log.refresh} />
  );
  return (
    <TitledPage
      title={t('deliveries.title')}
      subtitle={t('deliveries.subtitle')}
      isBusy={log.isLoading}
      primaryAction={
        <Flex gap={2} wrap="wrap">
          {can.cancel && !isEmpty && <MatchingAction action="cancel" query={query} onActed={log.refresh} />}
          {can.resend && !isEmpty && <MatchingAction action="resend" query={query} onActed={log.refresh} />}
        </Flex>
      }
    >
      <Layouts.Action
        startActions={<LogFilterBar {...filters} onToggle={() => setIsFilterOpen(!isFilterOpen)} />}
        bottomActions={(isFilterOpen || isFiltered) && <LogFilterPanel {...filters} />}
        endActions={
          <LiveControls
            isLive={isLive}
            isStale={log.isStale}
            isFetching={log.isFetching}
            onToggle={() => setIsLive(!isLive)}
            onRefresh={log.refresh}
          />
        }
      />
      <Layouts.Content>
        <div role="status" aria-live="polite">
          {log.newCount > 0 && (
            <Flex justifyContent="center" paddingBottom={4}>
              <Button variant="secondary" size="S" startIcon={<ArrowUp />} onClick={log.showNew}>
                {t('deliveries.new', { count: log.newCount, isMore: log.newCount >= query.limit })}
              </Button>
            </Flex>
          )}
        </div>
        <Box>{body}</Box>
        {!log.error && !(isEmpty && log.newerCursor === null && log.olderCursor === null) && (
          <LogPages query={query} newerCursor={log.newerCursor} olderCursor={log.olderCursor} onChange={change} />
        )}
      </Layouts.Content>
    </TitledPage>
  );
};
