import { Flex, Link } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { permissionFor } from '../../../shared/permissions';
import { NotLoaded } from '../ui/NotLoaded';
import { TitledPage } from '../ui/TitledPage';
import { useTexts } from '../ui/useTexts';
import { EncryptionKey } from './EncryptionKey';
import { Installation } from './Installation';
import { OptionsTable } from './OptionsTable';
import { Retention } from './Retention';
import { useGetSettingsQuery } from './settings.api';

const DOCS_URL = 'https://www.npmjs.com/package/strapi-plugin-switchboard';

const Settings = () => {
  const t = useTexts();
  const { data: settings, error, refetch } = useGetSettingsQuery(undefined, { refetchOnMountOrArgChange: true });
  if (!settings) return <NotLoaded error={error} title={t('settings.failed')} onRetry={refetch} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {!settings.hasEncryptionKey && <EncryptionKey />}
      <Installation settings={settings} />
      <Retention settings={settings} />
      <OptionsTable options={settings.options} />
    </Flex>
  );
};

/** Settings → Switchboard: what holds for the whole plugin. It is read here and changed in `config/plugins.ts`. */
export const SettingsPage = () => {
  const t = useTexts();
  return (
    <Page.Protect permissions={[permissionFor('settings.read')]}>
      <TitledPage
        title={t('settings.title')}
        subtitle={t('settings.subtitle')}
        primaryAction={
          <Link href={DOCS_URL} isExternal>
            {t('settings.docs')}
          </Link>
        }
      >
        <Layouts.Content>
          <Settings />
        </Layouts.Content>
      </TitledPage>
    </Page.Protect>
  );
};
