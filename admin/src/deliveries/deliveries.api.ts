import type { BulkResult, DeliveryFilter, DeliveryPage, DeliveryView, MatchingInput } from '../../../shared/contracts/delivery';
import { path, switchboardApi, unwrap } from '../api/api';
import { toParams, type LogQuery } from './log-query';

/** A document, as its deliveries are asked for. */
interface DocumentKey {
  readonly uid: string;
  readonly documentId: string;
}

export const deliveriesApi = switchboardApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    listDeliveries: build.query<DeliveryPage, LogQuery>({
      // The preset becomes an instant here, at each fetch, so that "the last hour" moves on while the log polls.
      query: (query) => ({ url: path('deliveries'), method: 'GET', config: { params: toParams(query, Date.now()) } }),
      transformResponse: unwrap<DeliveryPage>,
      providesTags: ['SwitchboardDelivery'],
    }),
    getDelivery: build.query<DeliveryView, string>({
      query: (id) => ({ url: path('deliveries', id), method: 'GET' }),
      transformResponse: unwrap<DeliveryView>,
      providesTags: ['SwitchboardDelivery'],
    }),
    listDocumentDeliveries: build.query<DeliveryPage, DocumentKey>({
      query: ({ uid, documentId }) => ({
        url: path('documents', uid, documentId, 'deliveries'),
        method: 'GET',
        config: { params: { limit: '100' } },
      }),
      transformResponse: unwrap<DeliveryPage>,
      providesTags: ['SwitchboardDelivery'],
    }),
    resendDelivery: build.mutation<unknown, string>({
      query: (id) => ({ url: path('deliveries', id, 'resend'), method: 'POST' }),
      invalidatesTags: ['SwitchboardDelivery', 'SwitchboardOverview'],
    }),
    cancelDelivery: build.mutation<unknown, string>({
      query: (id) => ({ url: path('deliveries', id, 'cancel'), method: 'POST' }),
      invalidatesTags: ['SwitchboardDelivery', 'SwitchboardOverview'],
    }),
    // One request each, one after the other: a selection is a page at most, and each may be refused for a reason of its own.
    actOnEach: build.mutation<{ done: number; failed: number }, { action: 'resend' | 'cancel'; ids: readonly string[] }>({
      queryFn: async ({ action, ids }, _api, _options, ask) => {
        let done = 0;
        for (const id of ids) {
          const { error } = await ask({ url: path('deliveries', id, action), method: 'POST' });
          if (!error) done += 1;
        }
        return { data: { done, failed: ids.length - done } };
      },
      invalidatesTags: ['SwitchboardDelivery', 'SwitchboardOverview'],
    }),
    // A dry run and each of many steps leave the caches alone; the page refetches once, at the end.
    actOnMatching: build.mutation<BulkResult, MatchingInput & { readonly action: 'resend' | 'cancel' }>({
      query: ({ action, filter, isDryRun }) => ({
        url: path('deliveries', `${action}-matching`),
        method: 'POST',
        data: { filter, isDryRun } satisfies { filter: DeliveryFilter; isDryRun: boolean },
      }),
      transformResponse: unwrap<BulkResult>,
    }),
  }),
});

export const {
  useListDeliveriesQuery,
  useGetDeliveryQuery,
  useListDocumentDeliveriesQuery,
  useResendDeliveryMutation,
  useCancelDeliveryMutation,
  useActOnEachMutation,
  useActOnMatchingMutation,
} = deliveriesApi;
