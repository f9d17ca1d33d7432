import { useMemo } from 'react';

import { useContentTypes } from '../../content-manager/content-types.api';
import { useListFormsQuery } from '../../forms/forms.api';
import { formUid } from '../../forms/paths';
import { useListInboxFormsQuery } from '../../submissions/submissions.api';
import { useAllowed } from '../../ui/useAllowed';
import { useGetCatalogQuery, useListWebhooksQuery } from '../../webhooks/webhooks.api';

/** The forms that this person may know of, by title: who reads submissions need not see how forms are built, nor the other way round. */
const useForms = () => {
  const forms = useAllowed('forms');
  const submissions = useAllowed('submissions');
  const { data: built } = useListFormsQuery(undefined, { skip: !forms.can.read });
  const { data: answered } = useListInboxFormsQuery(undefined, { skip: !submissions.can.read });
  return useMemo(() => {
    const titles = new Map([...(answered ?? []), ...(built ?? [])].map(({ key, title }) => [formUid(key), title]));
    return [...titles].map(([uid, title]) => ({ uid, title })).sort((one, other) => one.title.localeCompare(other.title));
  }, [built, answered]);
};

/** What the filters offer. Without the permission to see webhooks or forms their lists stay empty, and filters from links still hold. */
export const useChoices = () => {
  const { can } = useAllowed('webhooks');
  const { data: webhooks } = useListWebhooksQuery(undefined, { skip: !can.read });
  const { data: catalog } = useGetCatalogQuery(undefined, { skip: !can.read });
  const { types } = useContentTypes();
  const forms = useForms();
  return useMemo(
    () => ({
      webhooks: (webhooks ?? []).map(({ id, name, receivers }) => ({ id, name, receivers })),
      eventTypes: catalog ? [...catalog.entryTypes, ...catalog.otherTypes] : [],
      contentTypes: types,
      forms,
    }),
    [webhooks, catalog, types, forms]
  );
};

export type Choices = ReturnType<typeof useChoices>;
