import { Layouts, Page, SubNav, useIsMobile } from '@strapi/strapi/admin';
import { lazy, Suspense, type ComponentType } from 'react';
import { Navigate, Route, Routes, useMatch } from 'react-router-dom';

import { PLUGIN_ID, permissionFor, type Action } from '../../../shared/permissions';
import { useTexts } from '../ui/useTexts';
import { Navigation, usePlaces } from './Navigation';

const OverviewPage = lazy(() => import('../overview/OverviewPage').then((module) => ({ default: module.OverviewPage })));
const WebhooksPage = lazy(() => import('../webhooks/list/WebhooksPage').then((module) => ({ default: module.WebhooksPage })));
const WebhookPage = lazy(() => import('../webhooks/editor/WebhookPage').then((module) => ({ default: module.WebhookPage })));
const DeliveriesPage = lazy(() => import('../deliveries/DeliveriesPage').then((module) => ({ default: module.DeliveriesPage })));
const DeliveryPage = lazy(() => import('../deliveries/DeliveryPage').then((module) => ({ default: module.DeliveryPage })));

const FormsPage = lazy(() => import('../forms/list/FormsPage').then((module) => ({ default: module.FormsPage })));
const FormPage = lazy(() => import('../forms/builder/FormPage').then((module) => ({ default: module.FormPage })));

const SubmissionsPage = lazy(() =>
  import('../submissions/SubmissionsPage').then((module) => ({ default: module.SubmissionsPage }))
);
const InsightsPage = lazy(() => import('../submissions/InsightsPage').then((module) => ({ default: module.InsightsPage })));
const PersonPage = lazy(() => import('../submissions/PersonPage').then((module) => ({ default: module.PersonPage })));
const PurgesPage = lazy(() => import('../submissions/PurgesPage').then((module) => ({ default: module.PurgesPage })));

const guarded = (action: Action, Component: ComponentType) => (
  <Page.Protect permissions={[permissionFor(action)]}>
    <Component />
  </Page.Protect>
);

/** The first place the administrator may see. */
const Landing = () => {
  const { places, isLoading } = usePlaces();
  if (isLoading) return <Page.Loading />;
  const first = places[0];
  return first ? <Navigate to={first.to} replace /> : <Page.NoPermissions />;
};

/** The plugin's pages and the sub-navigation beside them. */
const App = () => {
  const t = useTexts();
  const isMobile = useIsMobile();
  const isRoot = useMatch(`/plugins/${PLUGIN_ID}`) !== null;

  // A narrow screen has no room for both: the root is the navigation there, as in the Content Manager.
  if (isMobile && isRoot) {
    return (
      <SubNav.PageWrapper>
        <Navigation isFullPage />
      </SubNav.PageWrapper>
    );
  }
  return (
    <>
      <Page.Title>{t('app.name')}</Page.Title>
      <Layouts.Root sideNav={<Navigation />}>
        <Suspense fallback={<Page.Loading />}>
          <Routes>
            <Route index element={<Landing />} />
            <Route path="overview" element={guarded('overview.read', OverviewPage)} />
            <Route path="webhooks" element={guarded('webhooks.read', WebhooksPage)} />
            <Route path="webhooks/create" element={guarded('webhooks.create', WebhookPage)} />
            <Route path="webhooks/:id" element={guarded('webhooks.read', WebhookPage)} />
            <Route path="deliveries" element={guarded('deliveries.read', DeliveriesPage)} />
            <Route path="deliveries/:id" element={guarded('deliveries.read', DeliveryPage)} />
            <Route path="forms" element={guarded('forms.read', FormsPage)} />
            <Route path="forms/:id" element={guarded('forms.read', FormPage)} />
            <Route path="forms/:id/insights" element={guarded('submissions.read', InsightsPage)} />
            <Route path="submissions/person" element={guarded('submissions.erase', PersonPage)} />
            <Route path="submissions/purges" element={guarded('submissions.read', PurgesPage)} />
            {/* One element for both: the list stays where it is while submissions are opened beside it. */}
            <Route path="submissions/:id?" element={guarded('submissions.read', SubmissionsPage)} />
            <Route path="*" element={<Page.Error content={t('app.not-found')} />} />
          </Routes>
        </Suspense>
      </Layouts.Root>
    </>
  );
};

export default App;
