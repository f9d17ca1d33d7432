import { useMemo } from 'react';

import { useContentTypes } from '../../content-manager/content-types.api';
import { useAllowed } from '../../ui/useAllowed';
import { useGetCatalogQuery, useListWebhooksQuery } from '../../webhooks/webhooks.api';

/** What the filters offer. Without the permission to see webhooks their lists stay empty, and filters from links still hold. */
export const useChoices = () => {
  const { can } = useAllowed('webhooks');
  const { data: webhooks } = useListWebhooksQuery(undefined, { skip: !can.read });
  const { data: catalog } = useGetCatalogQuery(undefined, { skip: !can.read });
  const { types } = useContentTypes();
  return useMemo(
    () => ({
      webhooks: (webhooks ?? []).map(({ id, name, receivers }) => ({ id, name, receivers })),
      eventTypes: catalog ? [...catalog.entryTypes, ...catalog.otherTypes] : [],
      contentTypes: types,
    }),
    [webhooks, catalog, types]
  );
};

export type Choices = ReturnType<typeof useChoices>;
