import { Divider } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../../../shared/permissions';
import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';

/** Where the administrator may go inside the plugin, in the order of the sub-navigation. */
export const usePlaces = () => {
  const t = useTexts();
  const overview = useAllowed('overview');
  const webhooks = useAllowed('webhooks');
  const deliveries = useAllowed('deliveries');
  const places = [
    { name: 'overview', label: t('app.overview'), isVisible: overview.can.read },
    { name: 'webhooks', label: t('app.webhooks'), isVisible: webhooks.can.read },
    { name: 'deliveries', label: t('app.deliveries'), isVisible: deliveries.can.read },
  ];
  return {
    isLoading: overview.isLoading || webhooks.isLoading || deliveries.isLoading,
    places: places
      .filter((place) => place.isVisible)
      .map(({ name, label }) => ({ name, label, to: `/plugins/${PLUGIN_ID}/${name}` })),
  };
};

/** The plugin's sub-navigation, built as the Content Manager's. */
export const Navigation = ({ isFullPage = false }: { isFullPage?: boolean }) => {
  const t = useTexts();
  const { places } = usePlaces();
  return (
    <SubNav.Main aria-label={t('app.name')} isFullPage={isFullPage}>
      <SubNav.Header label={t('app.name')} />
      <Divider />
      <SubNav.Content>
        <SubNav.Sections>
          {places.length === 0
            ? []
            : [
                <SubNav.Section key="places" label={t('app.outbound')}>
                  {places.map(({ name, label, to }) => (
                    <SubNav.Link key={name} to={to} label={label} />
                  ))}
                </SubNav.Section>,
              ]}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
