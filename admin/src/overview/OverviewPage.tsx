import { Box, Flex, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts } from '@strapi/strapi/admin';
import { Link, useSearchParams } from 'react-router-dom';

import { OVERVIEW_RANGES, type Overview } from '../../../shared/contracts/delivery';
import { EmptyPage } from '../ui/EmptyPage';
import { NotLoaded } from '../ui/NotLoaded';
import { TitledPage } from '../ui/TitledPage';
import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';
import { createPath } from '../webhooks/paths';
import { useListWebhooksQuery } from '../webhooks/webhooks.api';
import { Plots } from './parts/Plots';
import { RangeSwitch } from './parts/RangeSwitch';
import { Totals } from './parts/Totals';
import { Troubled } from './parts/Troubled';
import { useOverview } from './useOverview';

const useRange = () => {
  const [search, setSearch] = useSearchParams();
  const range = OVERVIEW_RANGES.find((one) => one === search.get('range')) ?? 'day';
  return [range, (next: typeof range) => setSearch({ range: next })] as const;
};

const isQuiet = ({ totals, backlog, troubled }: Overview): boolean =>
  totals.delivered + totals.failed + backlog.pendingCount + backlog.unroutedEventCount + troubled.length === 0;

/** A site with no webhook yet: plots of nothing would not say what to do. */
const useIsNew = (overview: Overview | undefined): boolean => {
  const { can } = useAllowed('webhooks');
  const mayBeNew = overview !== undefined && isQuiet(overview);
  const { data: webhooks } = useListWebhooksQuery(undefined, { skip: !mayBeNew || !can.read });
  return mayBeNew && webhooks?.length === 0;
};

const FirstWebhook = () => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  return (
    <EmptyPage
      title={t('overview.empty.title')}
      hint={t('overview.empty.hint')}
      action={
        can.create && (
          <LinkButton tag={Link} to={createPath()} startIcon={<Plus />}>
            {t('overview.empty.action')}
          </LinkButton>
        )
      }
    />
  );
};

/** How the outbound road is doing: numbers, plots, and who is in trouble. */
export const OverviewPage = () => {
  const t = useTexts();
  const [range, setRange] = useRange();
  const { currentData, data, isError, error, refetch } = useOverview(range);
  // While another range is fetched its predecessor stays: numbers that vanish and come back cannot be compared.
  const overview = currentData ?? data;
  const isNew = useIsNew(overview);
  return (
    <TitledPage
      title={t('overview.title')}
      subtitle={t('overview.subtitle')}
      isBusy={!currentData && !isError}
      primaryAction={!isNew && <RangeSwitch range={range} onChange={setRange} />}
    >
      <Layouts.Content>
        {!overview && <NotLoaded error={error} title={t('overview.failed-to-load')} onRetry={refetch} />}
        {isNew && <FirstWebhook />}
        {overview && !isNew && (
          <Flex direction="column" alignItems="stretch" gap={4} style={{ opacity: currentData ? 1 : 0.6 }}>
            <Totals overview={overview} />
            <Plots overview={overview} />
            <Box paddingTop={4}>
              <Troubled troubled={overview.troubled} />
            </Box>
          </Flex>
        )}
      </Layouts.Content>
    </TitledPage>
  );
};
