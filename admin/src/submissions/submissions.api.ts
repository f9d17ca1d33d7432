import type {
  FormInsights,
  InboxForm,
  InboxStatus,
  PersonErased,
  PersonExport,
  PersonFound,
  PurgeReport,
  SubmissionFilter,
  SubmissionPage,
  SubmissionView,
} from '../../../shared/contracts/form';
import { path, switchboardApi, unwrap, withParams } from '../api/api';

export type BulkAction = 'read' | 'unread' | 'star' | 'unstar' | 'archive' | 'spam' | 'not-spam' | 'delete';

/** How far a bulk action came. */
export interface BulkAnswer {
  readonly count: number;
  readonly isComplete: boolean;
  /** Where more is left than one call does: `to` of the next call's filter. */
  readonly to: string | null;
}

type BulkInput = { readonly action: BulkAction } & ({ readonly ids: readonly string[] } | { readonly filter: SubmissionFilter });

const LIST = { type: 'SwitchboardSubmission' as const, id: 'LIST' };
const one = (id: string) => ({ type: 'SwitchboardSubmission' as const, id });
/** The numbers in the list of forms. */
const NUMBERS = { type: 'SwitchboardForm' as const, id: 'LIST' };

export const submissionsApi = switchboardApi.injectEndpoints({
  endpoints: (build) => ({
    listInboxForms: build.query<readonly InboxForm[], void>({
      query: () => ({ url: path('submissions', 'forms') }),
      transformResponse: unwrap<readonly InboxForm[]>,
      providesTags: [LIST, NUMBERS],
    }),
    listSubmissions: build.query<SubmissionPage, Record<string, string>>({
      query: (params) => ({ url: withParams(path('submissions'), params) }),
      transformResponse: unwrap<SubmissionPage>,
      providesTags: [LIST],
    }),
    getSubmission: build.query<SubmissionView, { id: string; params: Record<string, string> }>({
      query: ({ id, params }) => ({ url: withParams(path('submissions', id), params) }),
      transformResponse: unwrap<SubmissionView>,
      providesTags: (_submission, _error, { id }) => [one(id)],
    }),
    changeSubmission: build.mutation<SubmissionView, { id: string; status?: InboxStatus; isStarred?: boolean }>({
      query: ({ id, ...data }) => ({ url: path('submissions', id), method: 'PUT', data }),
      transformResponse: unwrap<SubmissionView>,
      invalidatesTags: (_submission, error, { id }) => (error ? [] : [LIST, one(id), NUMBERS]),
    }),
    noteSubmission: build.mutation<SubmissionView, { id: string; text: string }>({
      query: ({ id, text }) => ({ url: path('submissions', id, 'notes'), method: 'POST', data: { text } }),
      transformResponse: unwrap<SubmissionView>,
      invalidatesTags: (_submission, error, { id }) => (error ? [] : [one(id)]),
    }),
    eraseSubmission: build.mutation<unknown, string>({
      query: (id) => ({ url: path('submissions', id), method: 'DELETE' }),
      invalidatesTags: (_answer, error) => (error ? [] : [LIST, NUMBERS, 'SwitchboardDelivery']),
    }),
    actOnSubmissions: build.mutation<BulkAnswer, BulkInput>({
      query: (data) => ({ url: path('submissions', 'bulk'), method: 'POST', data }),
      transformResponse: unwrap<BulkAnswer>,
      invalidatesTags: (_answer, error) => (error ? [] : ['SwitchboardSubmission', NUMBERS]),
    }),
    findPerson: build.mutation<PersonFound, string>({
      query: (email) => ({ url: path('submissions', 'person'), method: 'POST', data: { email, action: 'find' } }),
      transformResponse: unwrap<PersonFound>,
    }),
    exportPerson: build.mutation<PersonExport, string>({
      query: (email) => ({ url: path('submissions', 'person'), method: 'POST', data: { email, action: 'export' } }),
      transformResponse: unwrap<PersonExport>,
    }),
    erasePerson: build.mutation<PersonErased, string>({
      query: (email) => ({ url: path('submissions', 'person'), method: 'POST', data: { email, action: 'erase' } }),
      transformResponse: unwrap<PersonErased>,
      invalidatesTags: (_answer, error) => (error ? [] : ['SwitchboardSubmission', NUMBERS, 'SwitchboardDelivery']),
    }),
    listPurges: build.query<readonly PurgeReport[], void>({
      query: () => ({ url: path('submissions', 'purges') }),
      transformResponse: unwrap<readonly PurgeReport[]>,
      providesTags: [LIST],
    }),
    getInsights: build.query<FormInsights, { id: string; from: string; to: string }>({
      query: ({ id, ...params }) => ({ url: path('forms', id, 'insights'), config: { params } }),
      transformResponse: unwrap<FormInsights>,
      providesTags: [LIST],
    }),
  }),
});

export const {
  useListInboxFormsQuery,
  useListSubmissionsQuery,
  useGetSubmissionQuery,
  useChangeSubmissionMutation,
  useNoteSubmissionMutation,
  useEraseSubmissionMutation,
  useActOnSubmissionsMutation,
  useFindPersonMutation,
  useExportPersonMutation,
  useErasePersonMutation,
  useListPurgesQuery,
  useGetInsightsQuery,
  usePrefetch: usePrefetchSubmission,
} = submissionsApi;
