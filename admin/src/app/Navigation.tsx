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
  const forms = useAllowed('forms');
  const submissions = useAllowed('submissions');
  const [outbound, formsSection] = [t('app.outbound'), t('app.forms-section')];
  const places = [
    { section: outbound, name: 'overview', label: t('app.overview'), isVisible: overview.can.read },
    { section: outbound, name: 'webhooks', label: t('app.webhooks'), isVisible: webhooks.can.read },
    { section: outbound, name: 'deliveries', label: t('app.deliveries'), isVisible: deliveries.can.read },
    { section: formsSection, name: 'forms', label: t('app.forms'), isVisible: forms.can.read },
    { section: formsSection, name: 'submissions', label: t('app.submissions'), isVisible: submissions.can.read },
  ];
  return {
    isLoading: [overview, webhooks, deliveries, forms, submissions].some((area) => area.isLoading),
    places: places
      .filter((place) => place.isVisible)
      .map(({ section, name, label }) => ({ section, name, label, to: `/plugins/${PLUGIN_ID}/${name}` })),
  };
};

/** The plugin's sub-navigation, built as the Content Manager's. */
export const Navigation = ({ isFullPage = false }: { isFullPage?: boolean }) => {
  const t = useTexts();
  const { places } = usePlaces();
  const sections = [...new Set(places.map(({ section }) => section))];
  return (
    <SubNav.Main aria-label={t('app.name')} isFullPage={isFullPage}>
      <SubNav.Header label={t('app.name')} />
      <Divider />
      <SubNav.Content>
        <SubNav.Sections>
          {sections.map((section) => (
            <SubNav.Section key={section} label={section}>
              {places
                .filter((place) => place.section === section)
                .map(({ name, label, to }) => (
                  <SubNav.Link key={name} to={to} label={label} />
                ))}
            </SubNav.Section>
          ))}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
