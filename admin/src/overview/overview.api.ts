import type { Overview, OverviewRange } from '../../../shared/contracts/delivery';
import { path, switchboardApi, unwrap } from '../api/api';

export const overviewApi = switchboardApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    getOverview: build.query<Overview, OverviewRange>({
      query: (range) => ({ url: path('overview'), method: 'GET', config: { params: { range } } }),
      transformResponse: unwrap<Overview>,
      providesTags: ['SwitchboardOverview'],
    }),
  }),
});

export const { useGetOverviewQuery } = overviewApi;
