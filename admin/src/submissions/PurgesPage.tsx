import { Flex } from '@strapi/design-system';
import { BackButton, Layouts } from '@strapi/strapi/admin';

import { EmptyPage } from '../ui/EmptyPage';
import { Notice } from '../ui/Notice';
import { NotLoaded } from '../ui/NotLoaded';
import { Part } from '../ui/Part';
import { TitledPage } from '../ui/TitledPage';
import { useTexts } from '../ui/useTexts';
import { inboxPath } from './paths';
import { KeptTable } from './retention/KeptTable';
import { PurgeTable } from './retention/PurgeTable';
import { useListInboxFormsQuery, useListPurgesQuery } from './submissions.api';

/** How long what is kept, and what was removed because its time was over: for whoever has to answer for it. */
export const PurgesPage = () => {
  const t = useTexts();
  const fresh = { refetchOnMountOrArgChange: true };
  const forms = useListInboxFormsQuery(undefined, fresh);
  const purges = useListPurgesQuery(undefined, fresh);
  const error = forms.error ?? purges.error;
  const retry = () => {
    void forms.refetch();
    void purges.refetch();
  };
  const fault = purges.data?.[0]?.fault;
  return (
    <TitledPage title={t('purges.title')} subtitle={t('purges.subtitle')} navigationAction={<BackButton fallback={inboxPath()} />}>
      <Layouts.Content>
        {forms.data && purges.data ? (
          <Flex direction="column" alignItems="stretch" gap={8}>
            {fault && (
              <Notice variant="danger" title={t('purges.fault')}>
                {fault}
              </Notice>
            )}
            {forms.data.length > 0 && (
              <Part title={t('purges.kept')} hint={t('purges.kept-hint')}>
                <KeptTable forms={forms.data} />
              </Part>
            )}
            <Part title={t('purges.removed')} hint={t('purges.removed-hint')}>
              {purges.data.length === 0 ? <EmptyPage title={t('purges.empty')} /> : <PurgeTable purges={purges.data} />}
            </Part>
          </Flex>
        ) : (
          <NotLoaded error={error} title={t('purges.failed')} onRetry={retry} />
        )}
      </Layouts.Content>
    </TitledPage>
  );
};
