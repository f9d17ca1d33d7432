import { useAuth } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { switchboardApi, unwrap } from '../api/api';

interface ContentTypeInit {
  readonly uid: string;
  readonly kind: 'collectionType' | 'singleType';
  readonly isDisplayed: boolean;
  readonly info: { readonly displayName: string };
}

const contentTypesApi = switchboardApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    // What the Content Manager itself asks when it opens; the deliveries do not say whether a type is a single type.
    listContentTypes: build.query<readonly ContentTypeInit[], void>({
      query: () => ({ url: '/content-manager/init', method: 'GET' }),
      transformResponse: (answer: { data: { contentTypes: readonly ContentTypeInit[] } }) => unwrap(answer).contentTypes,
      keepUnusedDataFor: 3_600,
    }),
  }),
});

/** A document as an event names it. */
export interface DocumentRef {
  readonly uid: string | null;
  readonly documentId: string | null;
  readonly locale?: string | null;
}

const READ = 'plugin::content-manager.explorer.read';

/** Names of content types, and where their documents are edited. */
export const useContentTypes = () => {
  const { data } = contentTypesApi.useListContentTypesQuery();
  const permissions = useAuth('useContentTypes', (state) => state.permissions);
  return useMemo(() => {
    const types = new Map((data ?? []).map((type) => [type.uid, type]));
    const readable = new Set(permissions.filter(({ action }) => action === READ).map(({ subject }) => subject));
    return {
      types: [...types.values()]
        .filter(({ isDisplayed }) => isDisplayed)
        .map(({ uid, info }) => ({ uid, label: info.displayName })),
      /** As people named it; the uid where it is not known. */
      nameOf: (uid: string): string => types.get(uid)?.info.displayName ?? uid,
      /** The edit view of a document; `null` where there is none, or not for this administrator. */
      pathOf: ({ uid, documentId, locale }: DocumentRef): string | null => {
        const type = uid === null ? undefined : types.get(uid);
        if (!type?.isDisplayed || !documentId || !readable.has(type.uid)) return null;
        const place = type.kind === 'singleType' ? `single-types/${type.uid}` : `collection-types/${type.uid}/${documentId}`;
        return `/content-manager/${place}${locale ? `?plugins[i18n][locale]=${encodeURIComponent(locale)}` : ''}`;
      },
    };
  }, [data, permissions]);
};
