import { Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { Failure } from '../deliveries/parts/Failure';
import { EmptyPage } from '../ui/EmptyPage';
import { Notice } from '../ui/Notice';
import { RelativeTime } from '../ui/RelativeTime';
import { useTexts } from '../ui/useTexts';
import { inboxPath } from './paths';
import { useListPurgesQuery } from './submissions.api';

const COLUMNS = ['at', 'complete', 'partial', 'spam', 'files'] as const;

/** What retention removed, so that everybody can see that it runs. */
export const PurgesPage = () => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const { data: purges, error, refetch } = useListPurgesQuery(undefined, { refetchOnMountOrArgChange: true });
  const fault = purges?.[0]?.fault;
  return (
    <Page.Main>
      <Page.Title>{t('purges.title')}</Page.Title>
      <Layouts.Header
        title={t('purges.title')}
        subtitle={t('purges.subtitle')}
        navigationAction={<BackButton fallback={inboxPath()} />}
      />
      <Layouts.Content>
        {!purges ? (
          error ? (
            <Failure error={error} title={t('purges.failed')} onRetry={() => void refetch()} />
          ) : (
            <Page.Loading />
          )
        ) : purges.length === 0 ? (
          <EmptyPage title={t('purges.empty')} hint={t('purges.empty-hint')} />
        ) : (
          <Flex direction="column" alignItems="stretch" gap={4}>
            {fault && (
              <Notice variant="danger" title={t('purges.fault')}>
                {fault}
              </Notice>
            )}
            <Table colCount={COLUMNS.length} rowCount={purges.length + 1}>
              <Thead>
                <Tr>
                  {COLUMNS.map((column) => (
                    <Th key={column}>
                      <Typography variant="sigma">{t(`purges.column.${column}`)}</Typography>
                    </Th>
                  ))}
                </Tr>
              </Thead>
              <Tbody>
                {purges.map((purge) => (
                  <Tr key={purge.at}>
                    <Td>
                      <Typography>
                        <RelativeTime at={purge.at} />
                      </Typography>
                    </Td>
                    {(['complete', 'partial', 'spam', 'files'] as const).map((what) => (
                      <Td key={what}>
                        <Typography>{formatNumber(purge[what])}</Typography>
                      </Td>
                    ))}
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </Flex>
        )}
      </Layouts.Content>
    </Page.Main>
  );
};
