import type {
  AttachedWebhook,
  AttachInput,
  FormInput,
  FormListItem,
  FormView,
  SubmissionReceipt,
} from '../../../shared/contracts/form';
import { path, switchboardApi, unwrap } from '../api/api';

const LIST = { type: 'SwitchboardForm' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'SwitchboardForm' as const, id });

/** A language of the site's content. */
export interface SiteLocale {
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
}

interface TestInput {
  readonly id: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly locale: string;
}

interface Saved {
  readonly id: string;
  readonly input: FormInput & { readonly revision: number };
}

export const formsApi = switchboardApi.injectEndpoints({
  endpoints: (build) => ({
    listForms: build.query<readonly FormListItem[], void>({
      query: () => ({ url: path('forms') }),
      transformResponse: unwrap<readonly FormListItem[]>,
      providesTags: [LIST],
    }),
    getForm: build.query<FormView, string>({
      query: (id) => ({ url: path('forms', id) }),
      transformResponse: unwrap<FormView>,
      providesTags: (_form, _error, id) => [one(id)],
    }),
    createForm: build.mutation<FormView, FormInput>({
      query: (data) => ({ url: path('forms'), method: 'POST', data }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error) => (error ? [] : [LIST]),
    }),
    updateForm: build.mutation<FormView, Saved>({
      query: ({ id, input }) => ({ url: path('forms', id), method: 'PUT', data: input }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    deleteForm: build.mutation<unknown, string>({
      query: (id) => ({ url: path('forms', id), method: 'DELETE' }),
      invalidatesTags: (_answer, error) => (error ? [] : [LIST, 'SwitchboardSubmission', 'SwitchboardOverview']),
    }),
    publishForm: build.mutation<FormView, { id: string; revision: number }>({
      query: ({ id, revision }) => ({ url: path('forms', id, 'publish'), method: 'POST', data: { revision } }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    assignForm: build.mutation<FormView, { id: string; roles: readonly string[] }>({
      query: ({ id, roles }) => ({ url: path('forms', id, 'roles'), method: 'PUT', data: { roles } }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error, { id }) => (error ? [] : [LIST, one(id)]),
    }),
    unpublishForm: build.mutation<FormView, string>({
      query: (id) => ({ url: path('forms', id, 'unpublish'), method: 'POST', data: {} }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error, id) => (error ? [] : [LIST, one(id)]),
    }),
    discardForm: build.mutation<FormView, string>({
      query: (id) => ({ url: path('forms', id, 'discard'), method: 'POST', data: {} }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error, id) => (error ? [] : [LIST, one(id)]),
    }),
    duplicateForm: build.mutation<FormView, string>({
      query: (id) => ({ url: path('forms', id, 'duplicate'), method: 'POST', data: {} }),
      transformResponse: unwrap<FormView>,
      invalidatesTags: (_form, error) => (error ? [] : [LIST]),
    }),
    listAttached: build.query<readonly AttachedWebhook[], string>({
      query: (id) => ({ url: path('forms', id, 'webhooks') }),
      transformResponse: unwrap<readonly AttachedWebhook[]>,
      providesTags: ['SwitchboardWebhook'],
    }),
    attachWebhook: build.mutation<readonly AttachedWebhook[], { id: string } & AttachInput>({
      query: ({ id, ...data }) => ({ url: path('forms', id, 'webhooks'), method: 'PUT', data }),
      transformResponse: unwrap<readonly AttachedWebhook[]>,
      invalidatesTags: (_webhooks, error) => (error ? [] : ['SwitchboardWebhook']),
    }),
    // Strapi's own, for those who may see roles.
    listRoles: build.query<readonly { readonly code: string; readonly name: string }[], void>({
      query: () => ({ url: '/admin/roles' }),
      transformResponse: unwrap<readonly { readonly code: string; readonly name: string }[]>,
    }),
    // Strapi's own; in its answer nothing is wrapped.
    listSiteLocales: build.query<readonly SiteLocale[], void>({
      query: () => ({ url: '/i18n/locales' }),
    }),
    testForm: build.mutation<SubmissionReceipt, TestInput>({
      query: ({ id, ...data }) => ({ url: path('forms', id, 'test'), method: 'POST', data }),
      transformResponse: unwrap<SubmissionReceipt>,
      invalidatesTags: (_receipt, error) => (error ? [] : ['SwitchboardSubmission']),
    }),
  }),
});

export const {
  useListFormsQuery,
  useGetFormQuery,
  useCreateFormMutation,
  useUpdateFormMutation,
  useDeleteFormMutation,
  usePublishFormMutation,
  useUnpublishFormMutation,
  useDiscardFormMutation,
  useDuplicateFormMutation,
  useAssignFormMutation,
  useListAttachedQuery,
  useAttachWebhookMutation,
  useListRolesQuery,
  useListSiteLocalesQuery,
  useTestFormMutation,
} = formsApi;
