import type { SettingsView } from '../../../shared/contracts/delivery';
import { path, switchboardApi, unwrap } from '../api/api';

const settingsApi = switchboardApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    getSettings: build.query<SettingsView, void>({
      query: () => ({ url: path('settings'), method: 'GET' }),
      transformResponse: unwrap<SettingsView>,
      providesTags: ['SwitchboardSettings'],
    }),
  }),
});

export const { useGetSettingsQuery } = settingsApi;
