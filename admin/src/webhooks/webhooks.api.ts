import type {
  BulkResult,
  Catalog,
  ImportableWebhook,
  ImportInput,
  ImportResult,
  PreviewInput,
  RecoverInput,
  RequestPreview,
  RevealedSecret,
  RotateInput,
  SampleDocument,
  TestResult,
  WebhookCreated,
  WebhookImpact,
  WebhookInput,
  WebhookListItem,
  WebhookView,
} from '../../../shared/contracts';
import { path, switchboardApi, unwrap } from '../api/api';

const LIST = { type: 'SwitchboardWebhook' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'SwitchboardWebhook' as const, id });

export const webhooksApi = switchboardApi.injectEndpoints({
  endpoints: (build) => ({
    listWebhooks: build.query<readonly WebhookListItem[], void>({
      query: () => ({ url: path('webhooks') }),
      transformResponse: unwrap<readonly WebhookListItem[]>,
      providesTags: [LIST],
    }),
    getWebhook: build.query<WebhookView, string>({
      query: (id) => ({ url: path('webhooks', id) }),
      transformResponse: unwrap<WebhookView>,
      providesTags: (_webhook, _error, id) => [one(id)],
    }),
    createWebhook: build.mutation<WebhookCreated, WebhookInput>({
      query: (data) => ({ url: path('webhooks'), method: 'POST', data }),
      transformResponse: unwrap<WebhookCreated>,
      invalidatesTags: (_webhook, error) => (error ? [] : [LIST]),
    }),
    updateWebhook: build.mutation<WebhookView, { id: string; input: WebhookInput }>({
      query: ({ id, input }) => ({ url: path('webhooks', id), method: 'PUT', data: input }),
      transformResponse: unwrap<WebhookView>,
      invalidatesTags: (_webhook, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    deleteWebhook: build.mutation<unknown, string>({
      query: (id) => ({ url: path('webhooks', id), method: 'DELETE' }),
      invalidatesTags: (_answer, error) => (error ? [] : [LIST, 'SwitchboardDelivery', 'SwitchboardOverview']),
    }),
    getImpact: build.query<WebhookImpact, string>({
      query: (id) => ({ url: path('webhooks', id, 'impact') }),
      transformResponse: unwrap<WebhookImpact>,
      keepUnusedDataFor: 0,
    }),
    addSecret: build.mutation<RevealedSecret, { id: string } & RotateInput>({
      query: ({ id, ...data }) => ({ url: path('webhooks', id, 'secrets'), method: 'POST', data }),
      transformResponse: unwrap<RevealedSecret>,
      invalidatesTags: (_secret, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    removeSecret: build.mutation<unknown, { id: string; secretId: string }>({
      query: ({ id, secretId }) => ({ url: path('webhooks', id, 'secrets', secretId), method: 'DELETE' }),
      invalidatesTags: (_answer, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    enableReceiver: build.mutation<unknown, { id: string; receiverId: string }>({
      query: ({ id, receiverId }) => ({ url: path('webhooks', id, 'receivers', receiverId, 'enable'), method: 'POST', data: {} }),
      invalidatesTags: (_answer, error, { id }) => (error ? [] : [LIST, one(id), 'SwitchboardOverview']),
    }),
    // A query, because nothing is sent or changed. Its argument is a `PreviewInput` as JSON: one string is cheap to compare.
    previewRequest: build.query<RequestPreview, string>({
      query: (input) => ({ url: path('webhooks', 'preview'), method: 'POST', data: JSON.parse(input) as PreviewInput }),
      transformResponse: unwrap<RequestPreview>,
      keepUnusedDataFor: 10,
    }),
    sendTest: build.mutation<TestResult, PreviewInput>({
      query: (data) => ({ url: path('webhooks', 'test'), method: 'POST', data }),
      transformResponse: unwrap<TestResult>,
    }),
    listImportable: build.query<readonly ImportableWebhook[], void>({
      query: () => ({ url: path('webhooks', 'importable') }),
      transformResponse: unwrap<readonly ImportableWebhook[]>,
      keepUnusedDataFor: 0,
    }),
    importWebhooks: build.mutation<ImportResult, ImportInput>({
      query: (data) => ({ url: path('webhooks', 'import'), method: 'POST', data }),
      transformResponse: unwrap<ImportResult>,
      invalidatesTags: (_answer, error) => (error ? [] : [LIST]),
    }),
    recoverWebhook: build.mutation<BulkResult, { id: string } & RecoverInput>({
      query: ({ id, ...data }) => ({ url: path('webhooks', id, 'recover'), method: 'POST', data }),
      transformResponse: unwrap<BulkResult>,
      invalidatesTags: (_result, error, { isDryRun }) => (error || isDryRun ? [] : ['SwitchboardDelivery', 'SwitchboardOverview']),
    }),
    getCatalog: build.query<Catalog, void>({
      query: () => ({ url: path('catalog') }),
      transformResponse: unwrap<Catalog>,
      providesTags: ['SwitchboardCatalog'],
    }),
    listSamples: build.query<readonly SampleDocument[], string>({
      query: (uid) => ({ url: path('samples'), config: { params: { uid } } }),
      transformResponse: unwrap<readonly SampleDocument[]>,
    }),
  }),
});

export const {
  useListWebhooksQuery,
  useGetWebhookQuery,
  useCreateWebhookMutation,
  useUpdateWebhookMutation,
  useDeleteWebhookMutation,
  useGetImpactQuery,
  useAddSecretMutation,
  useRemoveSecretMutation,
  useEnableReceiverMutation,
  usePreviewRequestQuery,
  useSendTestMutation,
  useListImportableQuery,
  useImportWebhooksMutation,
  useRecoverWebhookMutation,
  useGetCatalogQuery,
  useListSamplesQuery,
} = webhooksApi;
